using Hebb.Data;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Rows;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Streaming;

/// <summary>
/// Trains on rows that come by once, for as long as they come: the first ones decide types, means and categories; then every batch is judged, learned from and
/// forgotten. A fifth of the rows, chosen by seed and number, is never learned from; the first 10 000 of those give the figures at the end.
/// </summary>
public static class OnlineTrainer
{
    private const int MostHeldOut = 10_000, FewestRows = 50, BlocksAhead = 64;

    /// <summary>Trains until the stream ends or is stopped.</summary>
    /// <param name="input">CSV with a line of names, or a JSON object on each line.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">What is wanted otherwise than usual; epochs mean nothing here.</param>
    /// <param name="firstRows">How many rows are looked at before training begins.</param>
    /// <param name="hasHeader">Whether the first line of CSV holds the names.</param>
    /// <param name="progress">Told after every <paramref name="firstRows"/> rows.</param>
    /// <param name="skipped">Told about rows that are left out.</param>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    /// <exception cref="DataException">The first rows cannot be learned from; the message says why.</exception>
    public static OnlineResult Train(
        Stream input,
        string target,
        TableTrainerOptions? options = null,
        int firstRows = 10_000,
        bool hasHeader = true,
        Action<OnlineProgress>? progress = null,
        Action<SkippedRow>? skipped = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfLessThan(firstRows, FewestRows);
        options ??= new();
        options.Check();
        if (options.Epochs is not null || options.Patience is not null || options.Callbacks.Count > 0)
        {
            throw new ArgumentException(
                "Every row of a stream is learned from once and as it comes: leave Epochs, Patience and Callbacks out.", nameof(options));
        }

        const string Source = "stream";
        RowReader reader = RowSource.Open(input, null, hasHeader, Source, out CsvFormat? format);
        if (!reader.Names.Contains(target)) { throw DataException.NoColumn(target, reader.Names, Source, " to predict"); }
        CellParser cells = new(format?.DecimalMark ?? '.', CsvOptions.DefaultMissingMarks);
        long skippedRows = 0;
        reader.Bind(reader.Names);
        Table first = First(reader, cells, firstRows, Skip, cancellation).DropMissing(target);
        if (first.Rows < FewestRows)
        {
            throw new DataException(
                $"The stream ended, or was stopped, after {first.Rows} rows with a value to predict. Expected at least {FewestRows}.", Source, column: target);
        }

        Schema schema = options.Pipeline.ApplyTo(Schema.Infer(first, target, new() { Task = options.Task }));
        foreach (string name in options.Drop) { schema = schema.With(name, ColumnKind.Dropped); }
        StreamParts parts = options.Parts;
        bool IsHeldOut(long row) => parts.Of(row) == StreamPart.Test;
        int[] all = [.. Enumerable.Range(0, first.Rows)];
        Table training = first.Take([.. all.Where(row => !IsHeldOut(row))]);
        ColumnPipeline pipeline = ColumnPipeline.Fit(training, schema, options.Pipeline);
        TableRecipe network = new(schema, pipeline, training.Rows, options);
        float[]? weight = network.WeightOfClass(Scores.Constant(pipeline.Target, pipeline.EncodeTarget(training)));
        Sequential model = network.NewModel();
        TableModel trained = new(model, pipeline);
        List<Table> held = [first.Take([.. all.Where(row => IsHeldOut(row))])];
        List<OnlineProgress> reports = [];
        (long rows, long reported, double loss) = (0, 0, 0);
        for (int start = 0; start < training.Rows && !cancellation.IsCancellationRequested; start += network.BatchSize)
        {
            Learn(training.Take([.. Enumerable.Range(start, Math.Min(network.BatchSize, training.Rows - start))]));
        }

        string[] names = [.. pipeline.ColumnNames, target];
        reader.Bind(names);
        BlockBuilder toLearn = new(names, [.. names.Select(name => first[name] is NumberColumn)], cells, Source, network.BatchSize);
        BlockBuilder toHold = new(names, [.. names.Select(name => first[name] is NumberColumn)], cells, Source, 256);
        int heldRows = held[0].Rows;
        string? problem = null;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            foreach ((Table? read, bool isHeld, SkippedRow? bad) in Dataset.From(Blocks()).Prefetch(BlocksAhead).Read(1, stop.Token))
            {
                Take(read, isHeld, bad);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // what was learned until now is kept
        }
        catch (Exception broken) when (broken is IOException or DataException && rows > 0)
        {
            problem = $"The stream broke off: {broken.Message}";
        }

        if (rows > reported) { Report(); }
        if (rows > 0) { options.Trained?.Invoke(new(trained, OnlineResult.HistoryOf(reports))); }
        Attempts attempts = new();
        return Judge(attempts);

        void Skip(SkippedRow row)
        {
            skippedRows++;
            skipped?.Invoke(row);
        }

        void Take(Table? read, bool isHeld, SkippedRow? bad)
        {
            try
            {
                if (bad is { } row) { Skip(row); }
                else if (!isHeld) { Learn(read!); }
                else if (heldRows < MostHeldOut)
                {
                    held.Add(read!);
                    heldRows += read!.Rows;
                }
            }
            catch
            {
                stop.Cancel(); // nobody waits for a reader that waits for its next row
                throw;
            }
        }

        IEnumerable<(Table? Rows, bool IsHeld, SkippedRow? Skipped)> Blocks()
        {
            using (reader)
            {
                for (long row = first.Rows; reader.NextRow(); row++)
                {
                    bool isHeld = IsHeldOut(row);
                    BlockBuilder builder = isHeld ? toHold : toLearn;
                    string? problem = cells.IsMissing(reader.Problem is null ? reader.Cell(names.Length - 1) : "?"u8) && reader.Problem is null
                        ? $"column '{target}': the value to predict is missing" : builder.Add(reader);
                    if (problem is not null) { yield return (null, false, new SkippedRow(Source, reader.Line, problem)); }
                    else if (builder.IsFull) { yield return (builder.Take(), isHeld, null); }
                }

                if (toLearn.Rows > 0) { yield return (toLearn.Take(), false, null); }
                if (toHold.Rows > 0) { yield return (toHold.Take(), true, null); }
            }
        }

        void Learn(Table batch)
        {
            Table known = Known(batch);
            if (known.Rows == 0) { return; }
            FeatureMatrix x = pipeline.Transform(known);
            float[] y = pipeline.EncodeTarget(known);
            Tensor? weights = weight is null ? null : Tensor.Create([.. y.Select(code => weight[(int)code])]);
            loss += known.Rows * model.TrainOnBatch(new Batch(Tensor.Create(x.Values, [x.Rows, x.Columns]), Tensor.Create(y, [x.Rows, 1]), weights));
            rows += known.Rows;
            if (rows - reported >= firstRows) { Report(); }
        }

        // Values that the pipeline refuses (an unknown class, a number far off) are no reason to end a training that has run for days.
        Table Known(Table batch)
        {
            try
            {
                pipeline.EncodeTarget(batch);
                pipeline.Transform(batch);
                return batch;
            }
            catch (DataException) when (batch.Rows > 1)
            {
                return batch.Take([.. Enumerable.Range(0, batch.Rows).Where(row => Known(batch.Take(row)).Rows > 0)]);
            }
            catch (DataException)
            {
                Skip(new SkippedRow(
                    Source,
                    batch.LineOf(0) ?? 0,
                    RowScorer.ProblemOf(pipeline, batch, 0) ?? $"column '{target}': '{batch[target].TextAt(0)}' is not a class of the first rows"));
                return batch.Take([]);
            }
        }

        void Report()
        {
            reports.Add(new(rows, loss / (rows - reported)));
            (reported, loss) = (rows, 0);
            progress?.Invoke(reports[^1]);
        }

        OnlineResult Judge(Attempts attempts)
        {
            Table[] judged = attempts.Make(
                "The held-out rows", () => (Table[])[.. held.Where(table => table.Rows > 0).Select(Known).Where(table => table.Rows > 0)], []);
            return new()
            {
                Schema = schema,
                Trained = trained,
                Reports = reports,
                Rows = rows,
                SkippedRows = skippedRows,
                HeldOutRows = judged.Sum(table => table.Rows),
                Metrics = judged.Length == 0 ? Scores.None : attempts.Make(
                    "The figures of the network",
                    () => Scores.Of(
                        pipeline.Target, [.. judged.SelectMany(pipeline.EncodeTarget)], [.. judged.SelectMany(table => trained.Predict(table).Outputs)]),
                    Scores.None),
                Notes = [.. problem is null ? [] : new[] { problem }, .. attempts.Notes],
                WasStopped = cancellation.IsCancellationRequested,
            };
        }
    }

    /// <summary>The first rows as a table; a column is one of numbers if all its values are.</summary>
    private static Table First(RowReader reader, CellParser cells, int count, Action<SkippedRow> skip, CancellationToken cancellation)
    {
        BlockBuilder builder = new(reader.Names, [.. reader.Names.Select(_ => false)], cells, "stream", count);
        Task reading = Task.Run(
            () =>
            {
                while (!builder.IsFull && !cancellation.IsCancellationRequested && reader.NextRow())
                {
                    if (builder.Add(reader) is { } problem) { skip(new SkippedRow("stream", reader.Line, problem)); }
                }
            },
            CancellationToken.None);
        reading.Wait(cancellation);
        Table texts = builder.Take();
        return new Table(
            texts.Columns.Select(column => Typed((TextColumn)column, cells)),
            "stream",
            [.. Enumerable.Range(0, texts.Rows).Select(row => texts.LineOf(row)!.Value)]);
    }

    private static Column Typed(TextColumn column, CellParser cells)
    {
        double[] numbers = new double[column.Count];
        for (int row = 0; row < numbers.Length; row++)
        {
            if (column[row] is not { } text) { numbers[row] = double.NaN; }
            else if (cells.Read(System.Text.Encoding.UTF8.GetBytes(text), out numbers[row]) != Cell.Number) { return column; }
        }

        return new NumberColumn(column.Name, numbers);
    }
}
