using Hebb.Metrics;
using Hebb.Ops;
using Hebb.Tensors;
using static Hebb.Tests.Metrics.MetricData;

namespace Hebb.Tests.Metrics;

/// <summary>Golden values: scikit-learn 1.2.1 and formulas in NumPy (eng/golden/metrics.py), while the metrics see the data in batches.</summary>
public sealed class RegressionMetricTests
{
    [Fact]
    public void Correlations_over_rows_are_golden()
    {
        Near.Equal([0.9962215646106539, 0.958420012366893], Parts(Metric.PearsonCorrelation, Truths, Predictions), 1e-9);
        Near.Equal([0.9939328758924886, 0.8823396505964065], Parts(Metric.PearsonCorrelation, Truths, Predictions, RowWeights), 1e-9);
        Near.Equal([0.8947264467706894, 0.9289162643582485], Parts(Metric.ConcordanceCorrelation, Truths, Predictions), 1e-9);
        Near.Equal([0.9053922494587409, 0.8760180995475113], Parts(Metric.ConcordanceCorrelation, Truths, Predictions, RowWeights), 1e-9);
        Assert.Equal((0.9962215646106539 + 0.958420012366893) / 2, Evaluate(Metric.PearsonCorrelation, Truths, Predictions), 1e-9);
    }

    [Fact]
    public void Correlations_along_rows_are_golden()
    {
        Tensor y = Tensor.Concatenate([Truths, Truths.Slice(1, 0..1).Square()]), p = Tensor.Concatenate([Predictions, Predictions.Slice(1, 1..2)]);
        Check(0.6650233499541791, 0.5999557075499647, new PearsonCorrelation { Axis = -1 }, y, p, RowWeights);
        Check(0.5697047930740596, 0.5052336671726888, new ConcordanceCorrelation { Axis = -1 }, y, p, RowWeights);
        Assert.Contains("Axis = 0", Assert.Throws<ShapeException>(() => Evaluate(new PearsonCorrelation { Axis = -1 }, Labels, Scores)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PearsonCorrelation { Axis = 1 });
    }

    [Fact]
    public void The_examples_of_Keras_are_golden()
    {
        // The examples in the documentation of keras.metrics.PearsonCorrelation and ConcordanceCorrelation.
        Tensor y = Tensor.Create(new[,] { { 0, 1, .5f }, { 1, 1, .2f } }), p = Tensor.Create(new[,] { { .1f, .9f, .5f }, { 1, .9f, .2f } });
        Assert.Equal(0.9966996338993913, Evaluate(new PearsonCorrelation { Axis = -1 }, y, p), 1e-5);
        Assert.Equal(0.9816320385426076, Evaluate(new ConcordanceCorrelation { Axis = -1 }, y, p), 1e-5);
    }

    [Fact]
    public void Correlations_are_exact_far_from_0_and_0_for_constants()
    {
        Tensor y = Tensor.Create(99999f, 100000f, 100001f, 100000f), p = Tensor.Create(99999.5f, 100000f, 100000.5f, 100000f);
        Assert.Equal(1, Evaluate(Metric.PearsonCorrelation, y, p), 1e-6);
        Assert.Equal(2 * 0.25 / (0.5 + 0.125), Evaluate(Metric.ConcordanceCorrelation, y, p), 1e-5);
        Assert.Equal(0, Evaluate(Metric.PearsonCorrelation, y, Tensor.Full([4], 0.1)));
        Assert.Equal(0, Evaluate(Metric.ConcordanceCorrelation, Tensor.Full([4], 0.1), Tensor.Full([4], 0.1)));
    }

    [Fact]
    public void Explained_variances_are_golden()
    {
        Near.Equal([0.8536862745098039, 0.8852150537634409], Parts(Metric.R2Score, Truths, Predictions), 1e-6);
        Near.Equal([0.8654752066115703, 0.7775974025974026], Parts(Metric.R2Score, Truths, Predictions, RowWeights), 1e-6);
        Check(0.8740486111111111, 0.8149560825647783, new R2Score { VarianceWeighted = true }, Truths, Predictions, RowWeights);
        // As in Keras n is the number of targets, 7 · 2, with weights or without: 1 − (1 − R²) · 13 / 10.
        double mean = (0.8536862745098039 + 0.8852150537634409) / 2, weighed = (0.8654752066115703 + 0.7775974025974026) / 2;
        Check(1 - (1 - mean) * 1.3, 1 - (1 - weighed) * 1.3, new R2Score { NumRegressors = 3 }, Truths, Predictions, RowWeights);
        Assert.Throws<ArgumentOutOfRangeException>(() => new R2Score { NumRegressors = -1 });
        // keras.metrics.R2Score(class_aggregation=None, num_regressors=1) of Keras 3.15.1
        Near.Equal(
            [0.67, -0.65, 0.842857],
            Parts(
                new R2Score { NumRegressors = 1 },
                Tensor.Create(new[,] { { 1f, 2, 0 }, { 2, 1, 1 }, { 4, 3, 5 }, { 3, 2, 2 } }),
                Tensor.Create(new[,] { { 1.5f, 1, 0 }, { 2, 2, 1 }, { 3, 3, 4 }, { 3.5f, 1, 3 } })),
            1e-5);
        // keras.metrics.R2Score(num_regressors=2) of sin(i + 1) against cos(1.3 i) in 7 rows of 3; num_regressors=1 of the first three, weights 1, 2, .5
        Tensor y = Tensor.Create([.. Enumerable.Range(0, 21).Select(i => (float)Math.Sin(i + 1))], [7, 3]);
        Tensor p = Tensor.Create([.. Enumerable.Range(0, 21).Select(i => (float)Math.Cos(1.3 * i))], [7, 3]);
        Assert.Equal(-1.1683986, Evaluate(new R2Score { NumRegressors = 2 }, y, p), 1e-5);
        Assert.Equal(-6.9247313, Evaluate(new R2Score { NumRegressors = 1 }, y.Slice(0, ..3), p.Slice(0, ..3), [1, 2, .5f]), 1e-5);
    }

    [Fact]
    public void Means_of_losses_are_golden()
    {
        Tensor a = Truths.Abs(), b = Predictions.Abs();
        Check(0.033355169128966244, 0.022856402089696, Metric.MeanSquaredLogarithmicError, a, b, RowWeights);
        Check(0.20586672642192955, 0.16441378307352483, Metric.LogCoshError, Truths, Predictions, RowWeights);
        Check(0.9980590779303878, 0.9994108725456201, Metric.CosineSimilarity, Truths, Predictions, RowWeights);
        Check(-7.521789368680105, -8.562396713903858, Metric.Poisson, a, b, RowWeights);
        Check(0.013628051097547394, 0.0074129202568432384, Metric.KLDivergence, a / a.Sum(1, keepDims: true), b / b.Sum(1, keepDims: true), RowWeights, 1e-5);
        Tensor signs = (Truths.Slice(1, 0..1) + 0.1).Sign(), f = Predictions.Slice(1, 0..1);
        Check(0.22142857142857145, 0.24117647058823527, Metric.Hinge, signs, f, RowWeights);
        Check(0.12892857142857145, 0.13558823529411765, Metric.SquaredHinge, signs.Reshape([7]), f, RowWeights);
    }
}
