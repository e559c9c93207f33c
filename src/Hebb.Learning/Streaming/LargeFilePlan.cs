using System.Globalization;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Reading;
using Hebb.Data.Rows;
using Hebb.Data.Tables;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;

namespace Hebb.Learning.Streaming;

/// <summary>How a file is going to be learned row by row: what each column is, and the network, each with its reason.</summary>
public sealed class LargeFilePlan : LearningPlan
{
    private readonly RowFile _rows;
    private readonly string[] _bounds;

    internal LargeFilePlan(RowFile rows, Schema schema, ColumnPipeline pipeline, ColumnTally[] tallies, long count, TableTrainerOptions options)
    {
        (_rows, Schema, Pipeline, Rows, Options) = (rows, schema, pipeline, count, options);
        Split = options.RowSplit;
        Reading = rows.Reading().Noting(tallies.Select(tally => tally.Note).OfType<ReadingNote>());
        ColumnTally target = tallies.Single(tally => tally.Name == schema.Target);
        SkippedRows = target.Facts.Missing;
        Network = new TablePlan(schema, pipeline, (int)Math.Min(int.MaxValue, Split.Train * count), options);
        _bounds = [.. Bounds(tallies.Where(tally => schema.Features.Any(column => column.Name == tally.Name)))];
        Constant = schema.Task == LearningTask.Regression ? [0] : target.Shares;
        WeightOfClass = Network.WeightOfClass(Constant);
    }

    /// <summary>The number of rows.</summary>
    public long Rows { get; }

    /// <summary>How many rows are left out because the value to predict is missing.</summary>
    public long SkippedRows { get; }

    /// <summary>What each column is, and why.</summary>
    public Schema Schema { get; }

    /// <summary>What turns rows into numbers, learned from the training rows.</summary>
    public ColumnPipeline Pipeline { get; }

    /// <summary>How the file is written; null for JSON lines.</summary>
    public CsvFormat? Format => _rows.Format;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Lines => [.. Schema.Lines(), .. base.Lines];

    /// <inheritdoc/>
    public override LargeFileResult Train(CancellationToken cancellation = default) => LargeFileTrainer.Train(this, cancellation);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Decisions =>
    [
        string.Create(CultureInfo.InvariantCulture,
            $"rows: {Rows}, read from the file again in every epoch; split by seed and row number: {Split.Train:P0} for training, ")
            + string.Create(
                CultureInfo.InvariantCulture, $"{1 - Split.Train - Split.Test:P0} for validation, {Split.Test:P0} held out for the final evaluation"),
        .. SkippedRows > 0
            ? [string.Create(CultureInfo.InvariantCulture, $"{SkippedRows} {(SkippedRows == 1 ? "row is left out: it has" : "rows are left out: they have")} ")
                + $"no value in '{Schema.Target}'"]
            : Array.Empty<string>(),
        string.Create(CultureInfo.InvariantCulture, $"order: shuffled in groups of {LargeFileTrainer.GroupRows} training rows"),
        .. Network.NetworkDecisions,
        .. _bounds,
    ];

    /// <summary>How the columns are read.</summary>
    internal TableReading Reading { get; }

    /// <summary>The network and how long it is trained.</summary>
    internal TablePlan Network { get; }

    /// <summary>What was asked for.</summary>
    internal TableTrainerOptions Options { get; }

    /// <summary>The network's output if it did not look at the row: frequencies of classes, or the mean.</summary>
    internal float[] Constant { get; }

    /// <summary>How much rows count in training, by their class; null for all the same.</summary>
    internal float[]? WeightOfClass { get; }

    /// <summary>Which row serves what.</summary>
    private RowSplit Split { get; }

    /// <summary>What is not known exactly, because the memory for it is bounded.</summary>
    private static IEnumerable<string> Bounds(IEnumerable<ColumnTally> columns)
    {
        if (columns.Where(column => column.IsSampled).Select(column => column.Drawn).ToArray() is [var drawn, ..])
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"ranks: learned from {drawn} values of each number, drawn at random from the training rows");
        }

        if (columns.Where(column => column.HasUncounted).Select(column => column.Name).ToArray() is [_, ..] many)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"categories: the first {RowPasses.MostCategories} different values of {string.Join(", ", many)}; others are encoded as unknown");
        }
    }

    /// <summary>The rows of a part in small tables.</summary>
    internal IEnumerable<Table> Blocks(SplitPart part)
    {
        return _rows.Blocks([.. Pipeline.ColumnNames, Schema.Target], part, Split);
    }
}
