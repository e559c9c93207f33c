using Hebb.Data;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Rows;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;

namespace Hebb.Learning.Streaming;

/// <summary>
/// Trains on rows that come by once, for as long as they come: the first ones decide types, scales and categories; then every batch is judged, learned from and
/// forgotten. A fifth of the rows, chosen by seed and number, is never learned from; the first 10 000 of those give the figures at the end.
/// </summary>
/// <remarks>For a file that can be read again in every epoch, see <see cref="LargeFileTrainer"/>.</remarks>
public static class OnlineTrainer
{
    private const int FewestRows = 50, BlocksAhead = 64, EnsembleBatch = 32;

    /// <summary>A stream has no end that a falling learning rate could reach, so its network is that of a table which is not large.</summary>
    private const int OnlineSize = 20_000;

    /// <summary>Trains until the stream ends or is stopped.</summary>
    /// <param name="input">CSV with a line of names, or a JSON object on each line.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">What is wanted otherwise than usual; epochs mean nothing here.</param>
    /// <param name="firstRows">How many rows are looked at before training begins.</param>
    /// <param name="reading">What is known about the rows; null for CSV with a line of names, or JSON lines.</param>
    /// <param name="progress">Told after every <paramref name="firstRows"/> rows.</param>
    /// <param name="skipped">Told about rows that are left out.</param>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    /// <exception cref="DataException">The first rows cannot be learned from; the message says why.</exception>
    public static OnlineResult Train(
        Stream input,
        string target,
        TableTrainerOptions? options = null,
        int firstRows = 10_000,
        CsvOptions? reading = null,
        Action<OnlineProgress>? progress = null,
        Action<SkippedRow>? skipped = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfLessThan(firstRows, FewestRows);
        options = OfOnePass(options ?? new());
        options.CheckStreamed();
        if (options.Epochs is not null || options.Patience is not null || options.Callbacks.Count > 0 || options.Quick)
        {
            throw new ArgumentException(
                "A stream is learned in one pass, row by row: leave Epochs, Patience, Callbacks and Quick out.", nameof(options));
        }

        OnlineRows rows = new(input, target, reading ?? new() { HasHeader = true });
        long skippedRows = 0;
        void Skip(SkippedRow row)
        {
            skippedRows++;
            skipped?.Invoke(row);
        }

        Table first = rows.First(firstRows, Skip, cancellation);
        if (first.Rows < FewestRows)
        {
            throw new DataException(
                $"The stream ended, or was stopped, after {first.Rows} rows with a value to predict. Expected at least {FewestRows}.",
                OnlineRows.Source,
                column: target);
        }

        PipelineOptions preparation = TableNetwork.Preparation(options);
        Schema schema = preparation.ApplyTo(TableTrainer.SchemaOf(first, target, options));
        RowSplit split = options.RowSplit;
        bool IsHeldOut(long row) => split.Of(row) == SplitPart.Test;
        int[] all = [.. Enumerable.Range(0, first.Rows)];
        Table train = first.Take([.. all.Where(row => !IsHeldOut(row))]);
        ColumnPipeline pipeline = ColumnPipeline.Fit(train, schema, preparation);
        OnlineTraining training = new(new TablePlan(schema, pipeline, Math.Min(train.Rows, OnlineSize), options), train, firstRows, progress, Skip);
        training.Hold(first.Take([.. all.Where(row => IsHeldOut(row))]));
        training.LearnAll(train, cancellation);
        IEnumerable<OnlineBlock> blocks = rows.Blocks(pipeline.ColumnNames, first, training.BatchSize, IsHeldOut);
        string? problem = null;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            foreach (OnlineBlock block in Dataset.From(blocks).Prefetch(BlocksAhead).Read(1, stop.Token))
            {
                try
                {
                    if (block.Skipped is { } bad) { Skip(bad); }
                    else if (block.IsHeldOut) { training.Hold(block.Rows!); }
                    else { training.Learn(block.Rows!); }
                }
                catch
                {
                    stop.Cancel(); // nobody waits for a reader that waits for its next row
                    throw;
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // what was learned until now is kept
        }
        catch (Exception broken) when (broken is IOException or DataException && training.Rows > 0)
        {
            problem = $"The stream was interrupted: {broken.Message}";
        }

        training.Finish();
        if (training.Rows > 0) { options.Trained?.Invoke(new(training.Trained, OnlineResult.HistoryOf(training.Reports))); }
        Attempts attempts = new();
        BaselineComparison? comparison = attempts.Make("The figures of the network", training.Judge, null);
        return new()
        {
            Schema = schema,
            Network = training.Network,
            Trained = training.Trained,
            Reports = training.Reports,
            Rows = training.Rows,
            SkippedRows = skippedRows,
            HeldOutRows = comparison?.HeldOut ?? 0,
            Metrics = comparison?.Network ?? Scores.None,
            Comparison = comparison,
            Notes = [.. rows.Notes, .. problem is null ? [] : new[] { problem }, .. attempts.Notes],
            WasStopped = cancellation.IsCancellationRequested,
        };
    }

    /// <summary>Rows that come by once cannot be learned by heart, so an ensemble leaves nothing out at random, and takes a step more often.</summary>
    private static TableTrainerOptions OfOnePass(TableTrainerOptions options) => options.UsedRecipe != TableRecipe.Best ? options
        : options with { Dropout = options.Dropout ?? 0, BatchSize = options.BatchSize ?? EnsembleBatch };
}
