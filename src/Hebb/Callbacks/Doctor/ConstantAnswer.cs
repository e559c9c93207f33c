using Hebb.Datasets;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Callbacks;

/// <summary>The answer that does not look at the row: the mean target, or how frequent each class is. What a network must beat.</summary>
internal static class ConstantAnswer
{
    /// <summary>The loss of the constant answer; NaN for several outputs, and for losses that answers of this form mean nothing to.</summary>
    public static double Loss(Model model, Batch batch)
    {
        if (model.Losses is not [Loss loss] || batch.TargetCount != 1 || model.OutputRows is not [{ IsKnown: true } answer]) { return double.NaN; }
        if (batch.Weights is { } weighing && weighing.Size != batch.Rows) { return double.NaN; } // steps have answers of their own
        Shape row = answer.ToShape();
        Tensor target = batch.Targets[0];
        double[] values = target.ToDoubles();
        double[] weights = batch.Weights?.ToDoubles() ?? [.. Enumerable.Repeat(1.0, batch.Rows)];
        int width = (int)row.Size;
        double[]? mean = loss is SparseCategoricalCrossentropy
            ? values.Length == batch.Rows && row.Rank == 1 ? Frequencies(values, weights, width) : null
            : values.Length == batch.Rows * width ? Means(values, weights, width) : null;
        if (mean is null) { return double.NaN; }
        mean = loss switch
        {
            BinaryCrossentropy { FromLogits: true } => [.. mean.Select(p => Math.Log(Kept(p) / (1 - Kept(p))))],
            CategoricalCrossentropy { FromLogits: true } or SparseCategoricalCrossentropy { FromLogits: true } => [.. mean.Select(p => Math.Log(Kept(p)))],
            _ => mean,
        };
        float[] answers = new float[batch.Rows * width];
        for (int i = 0; i < answers.Length; i++) { answers[i] = (float)mean[i % width]; }
        try
        {
            return loss.Compute(target, Tensor.Create<float>(answers, [batch.Rows, .. row.Dimensions]), batch.Weights).Item();
        }
        catch (Exception unfit) when (unfit is ShapeException or ArgumentException or InvalidOperationException)
        {
            return double.NaN; // a loss of one's own may compare something else than answers and targets
        }
    }

    private static double Kept(double p) => Math.Clamp(p, 1e-7, 1 - 1e-7);

    private static double[]? Frequencies(double[] classes, double[] weights, int count)
    {
        double[] sums = new double[count];
        for (int row = 0; row < classes.Length; row++)
        {
            if (!(classes[row] >= 0 && classes[row] < count)) { return null; }
            sums[(int)classes[row]] += weights[row];
        }

        return Shares(sums, weights);
    }

    private static double[] Means(double[] values, double[] weights, int width)
    {
        double[] sums = new double[width];
        for (int i = 0; i < values.Length; i++) { sums[i % width] += values[i] * weights[i / width]; }
        return Shares(sums, weights);
    }

    private static double[] Shares(double[] sums, double[] weights) => [.. sums.Select(sum => sum / weights.Sum())];
}
