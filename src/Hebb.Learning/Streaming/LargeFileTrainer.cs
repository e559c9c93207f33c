using System.Diagnostics;
using Hebb.Data;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Rows;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Learning.Streaming;

/// <summary>
/// Trains on a CSV or JSON-lines file that does not fit in memory: one pass learns types, scales or ranks, and categories; every epoch reads the file again.
/// Which rows are held out, and which decide when to stop, follows from the seed and the number of the row; rows are shuffled within groups of blocks.
/// </summary>
/// <remarks>For rows that come by only once, see <see cref="OnlineTrainer"/>.</remarks>
public static class LargeFileTrainer
{
    /// <summary>Training rows that are shuffled together.</summary>
    internal const int GroupRows = 1 << 16;

    private const int FewestRows = 100;

    /// <summary>Decides how to learn a file: one pass over all rows for its format, one for scales and categories.</summary>
    /// <param name="path">The file: CSV, or a JSON object on each line.</param>
    /// <param name="target">The column to predict; an unknown name is an error that lists the columns.</param>
    /// <param name="options">What is wanted otherwise than usual.</param>
    /// <param name="reading">What is known about the file; the rest is found out.</param>
    /// <param name="cancellation">Ends the pass.</param>
    /// <exception cref="DataException">The file cannot be learned from; the message says why and where.</exception>
    public static LargeFilePlan Prepare(
        string path, string target, TableTrainerOptions? options = null, CsvOptions? reading = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(target);
        options ??= new();
        options.CheckStreamed();
        if (options.Columns.Count > 0)
        {
            throw new ArgumentException("Preparations of single columns need all values at once. Leave Columns out, or train in memory.", nameof(options));
        }

        RowFile rows = new(new CsvInput(path), reading ?? new(), TableFile.IsJson(path));
        if (!rows.Names.Contains(target)) { throw DataException.NoColumn(target, rows.Names, rows.Source, " to predict"); }
        PipelineOptions preparation = TableNetwork.Preparation(options);
        (ColumnTally[] tallies, long count) = rows.Tally(target, options.RowSplit, preparation.ForEmbeddings, cancellation);
        ColumnTally goal = tallies.Single(tally => tally.Name == target);
        TargetFacts facts = goal.Target;
        if (facts.Present < FewestRows)
        {
            throw new DataException(
                $"There are {facts.Present} rows with a value to predict. Expected at least {FewestRows} for a stream: train in memory, or add rows.",
                rows.Source,
                column: target);
        }

        SchemaOptions usual = TableTrainer.LimitsOf(options);
        (LearningTask task, string reason) = TargetInspector.Inspect(facts, rows.Source, usual);
        Schema schema = new(
            task,
            [.. tallies.Select(tally => tally == goal ? new ColumnChoice(target, ColumnKind.Target, reason) : ColumnInspector.Inspect(tally.Facts, usual))]);
        foreach (string name in options.Drop) { schema = schema.With(name, ColumnKind.Dropped); }
        schema.CheckFeatures(rows.Source);
        return new LargeFilePlan(rows, schema, LargeFilePipeline.Fit(rows, tallies, schema, options.RowSplit, preparation), tallies, count, options);
    }

    /// <summary>Trains and judges.</summary>
    /// <param name="plan">What <see cref="Prepare"/> decided.</param>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    public static LargeFileResult Train(LargeFilePlan plan, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        long started = Stopwatch.GetTimestamp();
        Model model = plan.Network.NewModel();
        Dataset train = Dataset.FromBatches(new EpochBatches(plan, shuffle: true, SplitPart.Train));
        Dataset validation = Dataset.FromBatches(new EpochBatches(plan, shuffle: false, SplitPart.Validation));

        // The batches hold the weights of their rows.
        (History history, int best) = (plan.Network.Training with { ClassWeight = null, Callbacks = plan.Options.Callbacks, Progress = plan.Options.Progress })
            .Run(model, train, validation, cancellation);
        TableModel trained = new(model, plan.Pipeline);
        if (history.Epochs.Count > 0) { plan.Options.Trained?.Invoke(new(trained, history)); }
        Attempts attempts = new();
        (float[] expected, float[] outputs) = attempts.Make("The answers to the held-out rows", () => Answers(plan, trained), ([], []));
        TargetEncoder target = plan.Pipeline.Target;
        Judged network = expected.Length == 0
            ? Judged.None : attempts.Make("The figures of the network", () => Judged.Of(target, expected, outputs), Judged.None);
        Judged constant = expected.Length == 0 ? Judged.None : attempts.Make(
            "The comparison with an answer that does not learn", () => Judged.OfAnswer(target, plan.Constant, expected), Judged.None);
        return new LargeFileResult
        {
            Plan = plan,
            Trained = trained,
            History = history,
            BestEpoch = best,
            HeldOutRows = expected.Length,
            Metrics = network.Metrics,
            Baseline = constant.Metrics,
            Comparison = attempts.Make("The verdict", () => Judged.Compare(target, network, constant, plan.Network.ModelName, plan.Options.Seed), null),
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            Notes = attempts.Notes,
        };
    }

    private static (float[] Truth, float[] Outputs) Answers(LargeFilePlan plan, TableModel trained)
    {
        List<float> truth = [], outputs = [];
        foreach (Table block in plan.Blocks(SplitPart.Test))
        {
            truth.AddRange(plan.Pipeline.EncodeTarget(block));
            outputs.AddRange(trained.Predict(block).Outputs);
        }

        return ([.. truth], [.. outputs]);
    }

    /// <summary>The batches of a part, read anew whenever they are asked for; training rows in another order each time.</summary>
    private sealed class EpochBatches(LargeFilePlan plan, bool shuffle, SplitPart part) : Dataset<Batch>
    {
        protected override IEnumerable<Batch> Elements(long pass, CancellationToken cancellation)
        {
            int width = plan.Pipeline.FeatureNames.Count, rows = 0, group = 0;
            float[] x = new float[GroupRows * width], y = new float[GroupRows];
            foreach (Table block in plan.Blocks(part))
            {
                FeatureMatrix features = plan.Pipeline.Transform(block);
                features.Values.CopyTo(x, rows * width);
                plan.Pipeline.EncodeTarget(block).CopyTo(y, rows);
                rows += block.Rows;
                if (rows + RowPasses.BlockRows <= GroupRows) { continue; }
                foreach (Batch batch in Cut(rows, group++)) { yield return batch; }
                rows = 0;
            }

            foreach (Batch batch in Cut(rows, group)) { yield return batch; }

            IEnumerable<Batch> Cut(int count, int number)
            {
                int[] order = [.. Enumerable.Range(0, count)];
                if (shuffle) { SplitMix64.Of(plan.Options.Seed, ((pass - 1) << 32) + number).Shuffle(order); }
                for (int start = 0; start < count; start += plan.Network.BatchSize)
                {
                    int size = Math.Min(plan.Network.BatchSize, count - start);
                    float[] rowValues = new float[size * width], targets = new float[size];
                    for (int i = 0; i < size; i++)
                    {
                        int row = order[start + i];
                        x.AsSpan(row * width, width).CopyTo(rowValues.AsSpan(i * width));
                        targets[i] = y[row];
                    }

                    Tensor? weights =
                        part == SplitPart.Train && plan.WeightOfClass is { } weight ? Tensor.Create([.. targets.Select(code => weight[(int)code])]) : null;
                    yield return new Batch(Tensor.Create(rowValues, [size, width]), Tensor.Create(targets, [size, 1]), weights);
                }
            }
        }
    }
}
