using Hebb.Data.Preprocessing;
using Hebb.Data.Rows;

namespace Hebb.Learning.Streaming;

/// <summary>Makes the pipeline of a stream from what one pass has counted.</summary>
internal static class LargeFilePipeline
{
    /// <summary>The same pipeline that <see cref="ColumnPipeline.Fit"/> would learn from the training rows, up to rounding.</summary>
    public static ColumnPipeline Fit(RowFile rows, ColumnTally[] tallies, Schema schema, RowSplit split)
    {
        Dictionary<string, ColumnTally> byName = tallies.ToDictionary(tally => tally.Name, StringComparer.Ordinal);
        ColumnTally goal = byName[schema.Target];
        TargetEncoder target = schema.Task == LearningTask.Regression
            ? new TargetEncoder(goal.Name, schema.Task, [], false, goal.Moments.Map.Shift, goal.Moments.Map.Scale)
            : new TargetEncoder(goal.Name, schema.Task, goal.Categories, goal.IsNumber, 0, 1);
        return new ColumnPipeline(
            [.. schema.Features.Select(choice => Feature(rows, byName[choice.Name], choice, split, schema.Target, goal.IsNumber))],
            [.. schema.DroppedColumns],
            target,
            HandleUnknown.Ignore);
    }

    private static PipelineColumn Feature(RowFile rows, ColumnTally tally, ColumnChoice choice, RowSplit split, string target, bool targetIsNumber)
    {
        PipelineColumn feature = choice.Kind switch
        {
            ColumnKind.Number => new NumberFeature(tally.Name, tally.Moments.Map.Shift, tally.Moments.MapWith(tally.MissingInTraining)),
            ColumnKind.Boolean => new BooleanFeature(tally.Name, BooleanFeature.ValueOf(tally.MostFrequent)!.Value),
            ColumnKind.Hashed => new HashedFeature(tally.Name, HashingEncoder.UsualColumns, tally.IsNumber),
            ColumnKind.Date => DateFeature.Fit(
                tally.Name,
                tally.Facts.Dates!,
                rows.Blocks([tally.Name, target], [false, targetIsNumber], SplitPart.Train, split)
                    .SelectMany(block => tally.Facts.Dates!.All(block[tally.Name]))),
            _ => new CategoryFeature(tally.Name, tally.MostFrequent, tally.Categories, tally.IsNumber, dropFirst: false),
        };
        return new PipelineOptions().Indicates(tally.MissingInTraining, tally.MissingInTraining + tally.PresentInTraining) ? feature.WithIndicator() : feature;
    }
}
