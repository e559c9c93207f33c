using Hebb.Data.Csv;
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
            ? new TargetEncoder(goal.Name, schema.Task, [], false, goal.Scale(rows.Source).Shift, goal.Moments.Map.Scale)
            : new TargetEncoder(goal.Name, schema.Task, goal.Categories, goal.IsNumber, 0, 1);
        return new ColumnPipeline(
            [.. schema.Features.Select(choice => Feature(rows, byName[choice.Name], choice, split, schema.Target))],
            [.. schema.DroppedColumns],
            target,
            HandleUnknown.Ignore,
            rows.Reading());
    }

    private static PipelineColumn Feature(RowFile rows, ColumnTally tally, ColumnChoice choice, RowSplit split, string target)
    {
        PipelineColumn feature = choice.Kind switch
        {
            ColumnKind.Number => new NumberFeature(tally.Name, tally.Moments.Map.Shift, tally.Scale(rows.Source)),
            ColumnKind.Boolean => new BooleanFeature(tally.Name, BooleanFeature.ValueOf(tally.MostFrequent)!.Value),
            ColumnKind.Hashed => new HashedFeature(tally.Name, HashingEncoder.UsualColumns, tally.IsNumber),
            ColumnKind.Date => DateFeature.Fit(
                tally.Name,
                tally.Facts.Dates!,
                rows.Blocks([tally.Name, target], SplitPart.Train, split)
                    .SelectMany(block => ColumnDates.In(block[tally.Name], tally.Facts.Dates!))),
            _ => new CategoryFeature(tally.Name, tally.MostFrequent, tally.Categories, tally.IsNumber, dropFirst: false),
        };
        return new PipelineOptions().Indicates(tally.MissingInTraining, tally.MissingInTraining + tally.PresentInTraining) ? feature.WithIndicator() : feature;
    }
}
