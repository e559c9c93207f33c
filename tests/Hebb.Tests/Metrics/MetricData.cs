using Hebb.Graphs;
using Hebb.Metrics;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Metrics;

/// <summary>The data of the golden values that eng/golden/metrics.py prints, and metrics over batches of unequal size.</summary>
internal static class MetricData
{
    public static Tensor Labels { get; } = Tensor.Create(0f, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0);
    public static Tensor Scores { get; } = Tensor.Create(.1f, .8f, .45f, .3f, .9f, .6f, .2f, .7f, .35f, .52f, .99f, .05f);
    public static float[] Weights { get; } = [1, 2, 1, .5f, 1, 1, 3, 1, 2, 1, .5f, 1];

    /// <summary>Five classes: class 3 has no rows, and class 4 is never predicted.</summary>
    public static Tensor Classes { get; } = Tensor.Create(0, 1, 2, 0, 1, 2, 4, 0, 0, 2, 1, 0, 4);
    public static Tensor Table { get; } = Tensor.Create(new[,]
    {
        { .5f, .2f, .1f, .1f, .1f }, { .3f, .4f, .1f, .1f, .1f }, { .1f, .3f, .4f, .1f, .1f }, { .1f, .2f, .3f, .25f, .15f }, { .2f, .3f, .35f, .1f, .05f },
        { .05f, .05f, .8f, .05f, .05f }, { .3f, .1f, .1f, .4f, .1f }, { .6f, .1f, .1f, .1f, .1f }, { .1f, .6f, .1f, .1f, .1f }, { .4f, .1f, .3f, .1f, .1f },
        { .1f, .7f, .1f, .05f, .05f }, { .45f, .25f, .15f, .1f, .05f }, { .2f, .1f, .4f, .1f, .2f },
    });
    public static float[] ClassWeights { get; } = [1, 2, .5f, 1, 1, 3, 1, .25f, 2, 1, 1, .5f, 2];
    public static Tensor OneHot { get; } = Classes.ExpandDims(-1).EqualTo(Tensor.Range(5, DType.Int32)).Cast(DType.Float32);

    public static Tensor Truths { get; } = Tensor.Create(new[,] { { .5f, 10 }, { -1, 12 }, { 2, 9 }, { 3, 15 }, { 0, 11 }, { 1.5f, 12.5f }, { -2, 8 } });
    public static Tensor Predictions { get; } = Tensor.Create(new[,] { { .7f, 10.5f }, { -.5f, 11 }, { 1.5f, 9.25f }, { 2, 14 }, { .25f, 11.5f },
        { 1.25f, 13 }, { -1, 9 } });
    public static float[] RowWeights { get; } = [1, 2, .5f, 1, 1, 3, 0];

    /// <summary>The plain value must be the first number, the weighted one the second.</summary>
    public static void Check(double plain, double weighted, Metric metric, Tensor y, Tensor p, float[] weights, double tolerance = 1e-6)
    {
        Near.Equal([plain, weighted], [Evaluate(metric, y, p), Evaluate(metric, y, p, weights)], tolerance, metric.Name);
        Near.Equal([plain, weighted], [metric.Compute(y, p), metric.Compute(y, p, Tensor.Create(weights))], tolerance, metric.Name + " at once");
    }

    /// <summary>The metric over batches of five rows and fewer, added up in double as training does.</summary>
    public static double Evaluate(Metric metric, Tensor yTrue, Tensor yPred, float[]? weights = null) =>
        metric.ResultOrNaN(Totals(metric, yTrue, yPred, weights));

    /// <summary>The parts over batches.</summary>
    public static double[] Parts(Metric metric, Tensor yTrue, Tensor yPred, float[]? weights = null) =>
        metric.PartsOrNaN(Totals(metric, yTrue, yPred, weights));

    private static double[] Totals(Metric metric, Tensor yTrue, Tensor yPred, float[]? weights)
    {
        Function sums = new((y, p, w) => metric.SumsOrNaN(y, p, w));
        Tensor w = Tensor.Create(weights ?? [.. Enumerable.Repeat(1f, yPred.Shape[0])]);
        double[]? totals = null;
        for (int start = 0; start < yPred.Shape[0]; start += 5)
        {
            Range rows = start..Math.Min(start + 5, yPred.Shape[0]);
            Tensor result = sums.Call(yTrue.Slice(0, rows), yPred.Slice(0, rows), w.Slice(0, rows))[0];
            Assert.Equal((1, DType.Float32), (result.Rank, result.DType));
            double[] batch = result.ToDoubles();
            totals = totals is null ? batch : [.. totals.Zip(batch, (a, b) => a + b)];
        }

        return totals!;
    }
}
