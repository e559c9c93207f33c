using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;
using Hebb.Ops;

namespace Hebb.Learning.Tables;

/// <summary>How much worse a model becomes when the values of a column are shuffled between rows: how much it relies on that column.</summary>
public static class PermutationImportance
{
    /// <summary>The importance of every column of the table as it is, not of the numbers it is turned into; the most important first.</summary>
    /// <remarks>Columns that say the same share their importance: if one is shuffled, the other still tells.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="table">Rows with the value to predict; validation rows, for example.</param>
    /// <param name="metric">A figure of <see cref="TableModel.Evaluate"/>; null for accuracy or rmse.</param>
    /// <param name="repeats">How often each column is shuffled.</param>
    /// <param name="seed">Equal seeds give equal shuffles.</param>
    /// <exception cref="ArgumentException">The model has no figure of that name.</exception>
    public static IReadOnlyList<ColumnImportance> Of(TableModel model, Table table, string? metric = null, int repeats = 5, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        metric ??= model.Pipeline.Target.Task == LearningTask.Regression ? "rmse" : "accuracy";
        Table judged = table.DropMissing(model.Pipeline.Target.Name);
        IReadOnlyDictionary<string, double> whole = model.Evaluate(judged);
        if (!whole.TryGetValue(metric, out double reference))
        {
            throw new ArgumentException($"There is no figure '{metric}'. {Suggest.Sentence(metric, [.. whole.Keys], "figures")}", nameof(metric));
        }

        TargetEncoder target = model.Pipeline.Target;
        Func<string, int[], Predictions> predict = model.Shuffling(judged);
        float[] truth = target.Encode(judged);
        SplitMix64 random = new((ulong)seed);
        List<ColumnImportance> found = [];
        foreach (string name in model.Pipeline.ColumnNames)
        {
            double[] losses = new double[repeats];
            int[] order = [.. Enumerable.Range(0, judged.Rows)];
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                random.Shuffle(order);
                double loss = reference - Scores.Of(target, truth, predict(name, order).Outputs)[metric];
                losses[repeat] = Scores.SmallerIsBetter(metric) ? -loss : loss;
            }

            double mean = losses.Average();
            found.Add(new(name, mean, Math.Sqrt(losses.Average(loss => (loss - mean) * (loss - mean))), losses));
        }

        return [.. found.OrderByDescending(column => column.Mean)];
    }
}

/// <summary>How much a model relies on a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Mean">How much worse the figure becomes on average when the column is shuffled; about 0 or negative: not at all.</param>
/// <param name="StandardDeviation">How much that varies from shuffle to shuffle.</param>
/// <param name="Losses">How much worse it became in each shuffle.</param>
public sealed record ColumnImportance(string Column, double Mean, double StandardDeviation, IReadOnlyList<double> Losses);
