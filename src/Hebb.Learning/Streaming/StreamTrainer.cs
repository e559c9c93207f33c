using System.Diagnostics;
using Hebb.Callbacks;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Rows;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Learning.Streaming;

/// <summary>
/// Trains on a CSV or JSON-lines file that does not fit in memory: one pass learns types, means, variances and categories, every epoch reads the file again.
/// Which rows are held out, and which decide when to stop, follows from the seed and the number of the row; rows are shuffled within groups of blocks.
/// </summary>
public static class StreamTrainer
{
    /// <summary>Training rows that are shuffled together.</summary>
    internal const int GroupRows = 1 << 16;

    private const int FewestRows = 100;

    /// <summary>Decides how to learn a file: one pass over all rows.</summary>
    /// <param name="path">The file: CSV, or a JSON object on each line.</param>
    /// <param name="target">The column to predict; an unknown name is an error that lists the columns.</param>
    /// <param name="options">What is wanted otherwise than usual.</param>
    /// <param name="hasHeader">Whether the first line holds the names; null to find out.</param>
    /// <param name="cancellation">Ends the pass.</param>
    /// <exception cref="DataException">The file cannot be learned from; the message says why and where.</exception>
    public static StreamRecipe Prepare(
        string path, string target, TableTrainerOptions? options = null, bool? hasHeader = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(target);
        options ??= new();
        options.Check();
        if (options.Columns.Count > 0)
        {
            throw new ArgumentException("Preparations of single columns need all values at once. Leave Columns out, or train in memory.", nameof(options));
        }

        RowStream rows = new(path, hasHeader);
        if (!rows.Names.Contains(target)) { throw DataException.NoColumn(target, rows.Names, rows.Source, " to predict"); }
        (ColumnTally[] tallies, long count) = rows.Tally(target, options.Parts, cancellation);
        foreach (ColumnTally tally in tallies) { tally.Check(rows.Source); }
        ColumnTally goal = tallies.Single(tally => tally.Name == target);
        TargetFacts facts = goal.Target;
        if (facts.Present < FewestRows)
        {
            throw new DataException(
                $"There are {facts.Present} rows with a value to predict. Expected at least {FewestRows} for a stream: train in memory, or add rows.",
                rows.Source,
                column: target);
        }

        SchemaOptions usual = new() { Task = options.Task };
        (LearningTask task, string reason) = TargetInspector.Inspect(facts, rows.Source, usual);
        Schema schema = new(
            task,
            [.. tallies.Select(tally => tally == goal ? new ColumnChoice(target, ColumnKind.Target, reason) : ColumnInspector.Inspect(tally.Facts, usual))]);
        foreach (string name in options.Drop) { schema = schema.With(name, ColumnKind.Dropped); }
        schema.CheckFeatures(rows.Source);
        return new StreamRecipe(rows, schema, StreamPipeline.Fit(rows, tallies, schema, options.Parts), tallies, count, options);
    }

    /// <summary>Trains and judges.</summary>
    /// <param name="recipe">What <see cref="Prepare"/> decided.</param>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    public static StreamResult Train(StreamRecipe recipe, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        long started = Stopwatch.GetTimestamp();
        Sequential model = recipe.Network.NewModel();
        EarlyStopping stopping = new() { Patience = recipe.Network.Patience };
        History history = model.Fit(Dataset.FromBatches(new EpochBatches(recipe, shuffle: true, StreamPart.Train)), new()
        {
            Epochs = recipe.Network.Epochs,
            BatchSize = recipe.Network.BatchSize,
            Validation = Dataset.FromBatches(new EpochBatches(recipe, shuffle: false, StreamPart.Validation)),
            ClassNames = recipe.Pipeline.Target.Classes,
            Callbacks = [stopping, .. recipe.Options.Callbacks],
            Progress = recipe.Options.Progress,
        }, cancellation);
        TableModel trained = new(model, recipe.Pipeline);
        if (history.Epochs.Count > 0) { recipe.Options.Trained?.Invoke(new(trained, history)); }
        Attempts attempts = new();
        (float[] expected, float[] outputs) = attempts.Make("The answers to the held-out rows", () => Answers(recipe, trained), ([], []));
        return new StreamResult
        {
            Recipe = recipe,
            Trained = trained,
            History = history,
            BestEpoch = stopping.BestEpoch,
            HeldOutRows = expected.Length,
            Metrics = expected.Length == 0 ? Scores.None
                : attempts.Make("The figures of the network", () => Scores.Of(recipe.Pipeline.Target, expected, outputs), Scores.None),
            Baseline = expected.Length == 0 ? Scores.None : attempts.Make(
                "The comparison with an answer that does not learn",
                () => Scores.OfAnswer(recipe.Pipeline.Target, recipe.Constant, expected),
                Scores.None),
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            Notes = attempts.Notes,
        };
    }

    private static (float[] Truth, float[] Outputs) Answers(StreamRecipe recipe, TableModel trained)
    {
        List<float> truth = [], outputs = [];
        foreach (Table block in recipe.Blocks(StreamPart.Test))
        {
            truth.AddRange(recipe.Pipeline.EncodeTarget(block));
            outputs.AddRange(trained.Predict(block).Outputs);
        }

        return ([.. truth], [.. outputs]);
    }

    /// <summary>The batches of a part, read anew whenever they are asked for; training rows in another order each time.</summary>
    private sealed class EpochBatches(StreamRecipe recipe, bool shuffle, StreamPart part) : Dataset<Batch>
    {
        protected override IEnumerable<Batch> Elements(long pass, CancellationToken cancellation)
        {
            int width = recipe.Pipeline.FeatureNames.Count, rows = 0, group = 0;
            float[] x = new float[GroupRows * width], y = new float[GroupRows];
            foreach (Table block in recipe.Blocks(part))
            {
                FeatureMatrix features = recipe.Pipeline.Transform(block);
                features.Values.CopyTo(x, rows * width);
                recipe.Pipeline.EncodeTarget(block).CopyTo(y, rows);
                rows += block.Rows;
                if (rows + RowStream.BlockRows <= GroupRows) { continue; }
                foreach (Batch batch in Cut(rows, group++)) { yield return batch; }
                rows = 0;
            }

            foreach (Batch batch in Cut(rows, group)) { yield return batch; }

            IEnumerable<Batch> Cut(int count, int number)
            {
                int[] order = [.. Enumerable.Range(0, count)];
                if (shuffle) { SplitMix64.Of(recipe.Options.Seed, ((pass - 1) << 32) + number).Shuffle(order); }
                for (int start = 0; start < count; start += recipe.Network.BatchSize)
                {
                    int size = Math.Min(recipe.Network.BatchSize, count - start);
                    float[] rowValues = new float[size * width], targets = new float[size];
                    for (int i = 0; i < size; i++)
                    {
                        int row = order[start + i];
                        x.AsSpan(row * width, width).CopyTo(rowValues.AsSpan(i * width));
                        targets[i] = y[row];
                    }

                    Tensor? weights =
                        part == StreamPart.Train && recipe.WeightOfClass is { } weight ? Tensor.Create([.. targets.Select(code => weight[(int)code])]) : null;
                    yield return new Batch(Tensor.Create(rowValues, [size, width]), Tensor.Create(targets, [size, 1]), weights);
                }
            }
        }
    }
}
