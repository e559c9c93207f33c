using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Rows;
using Hebb.Data.Tables;

namespace Hebb.Learning.Streaming;

/// <summary>Makes the pipeline of a stream from what one pass has counted.</summary>
internal static class LargeFilePipeline
{
    /// <summary>
    /// The same pipeline that <see cref="ColumnPipeline.Fit"/> would learn from the training rows, up to rounding; for embeddings as long as samples and counts
    /// hold them all (<see cref="RowPasses"/>).
    /// </summary>
    public static ColumnPipeline Fit(RowFile rows, ColumnTally[] tallies, Schema schema, RowSplit split, PipelineOptions options)
    {
        Dictionary<string, ColumnTally> byName = tallies.ToDictionary(tally => tally.Name, StringComparer.Ordinal);
        ColumnTally goal = byName[schema.Target];
        TargetEncoder target = schema.Task == LearningTask.Regression
            ? new TargetEncoder(goal.Name, schema.Task, [], false, goal.Scale(rows.Source).Shift, goal.Moments.Map.Scale)
            : new TargetEncoder(goal.Name, schema.Task, goal.Categories, goal.IsNumber, 0, 1);
        return new ColumnPipeline(
            [.. schema.Features.Select(choice => Feature(rows, byName[choice.Name], choice, split, schema.Target, options))],
            [.. schema.DroppedColumns],
            target,
            HandleUnknown.Ignore,
            rows.Reading(),
            options.ForEmbeddings);
    }

    private static PipelineColumn Feature(RowFile rows, ColumnTally tally, ColumnChoice choice, RowSplit split, string target, PipelineOptions options)
    {
        PipelineColumn feature = choice.Kind switch
        {
            ColumnKind.Number when options.ForEmbeddings => PipelineColumn.Ranks(new Table(tally.Sample()), tally.Name, options),
            ColumnKind.Number => new NumberFeature(tally.Name, tally.Moments.Map.Shift, tally.Scale(rows.Source)),
            ColumnKind.Boolean => new BooleanFeature(tally.Name, BooleanFeature.ValueOf(tally.MostFrequent)!.Value),
            ColumnKind.Hashed => new HashedFeature(tally.Name, HashingEncoder.UsualColumns, tally.IsNumber),
            ColumnKind.Date => DateFeature.Fit(
                tally.Name,
                tally.Facts.Dates!,
                rows.Blocks([tally.Name, target], SplitPart.Train, split)
                    .SelectMany(block => ColumnDates.In(block[tally.Name], tally.Facts.Dates!))),
            _ when options.ForEmbeddings => new CodeFeature(
                tally.Name, tally.CategoriesOf(CodeFeature.FewestRows), tally.IsNumber, tally.MissingInTraining >= CodeFeature.FewestRows),
            _ => new CategoryFeature(tally.Name, tally.MostFrequent, tally.Categories, tally.IsNumber, dropFirst: false),
        };
        return options.Indicates(tally.MissingInTraining, tally.MissingInTraining + tally.PresentInTraining) ? feature.WithIndicator() : feature;
    }
}
