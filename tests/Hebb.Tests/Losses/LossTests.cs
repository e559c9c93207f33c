using Hebb.Graphs;
using Hebb.Losses;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Losses;

/// <summary>Golden values: PyTorch 1.13 in float64, on the targets T and predictions P (for some losses made positive, or
/// distributions, or signs of them).</summary>
public sealed class LossTests
{
    private static readonly Tensor s_targets = Tensor.Create(new[,] { { 0.5, -1.0, 2.0 }, { 3.0, 0.25, -0.75 } });
    private static readonly Tensor s_predictions = Tensor.Create(new[,] { { 0.7, 1.5, 1.25 }, { 2.5, -1.0, -0.5 } });
    private static readonly Tensor s_oneHot = Tensor.Create(new[,] { { 0.0, 1, 0 }, { 1, 0, 0 } });
    private static readonly Tensor s_yesNo = Tensor.Create(new[,] { { 1.0, 0, 1 }, { 0, 1, 0 } });

    [Fact]
    public void Regression_losses_are_golden()
    {
        Check([2.2841666666666667, 0.625], Loss.MeanSquaredError, s_targets, s_predictions);
        Check([1.15, 0.6666666666666666], Loss.MeanAbsoluteError, s_targets, s_predictions);
        Check([0.7670833333333333, 0.3020833333333333], Loss.Huber, s_targets, s_predictions);
        Check([0.38666666666666666, 0.19041666666666668], new Huber(0.4), s_targets, s_predictions);
        Check([1.5113459784796686, 0.7905694150420949], Loss.RootMeanSquaredError, s_targets, s_predictions);
        Check([109.16666666666667, 183.33333333333334], Loss.MeanAbsolutePercentageError, s_targets, s_predictions);
        Check([0.697234112397329, 0.2622622881036811], Loss.LogCosh, s_targets, s_predictions);
        Tensor positiveTargets = s_targets.Abs() + 0.1, positive = s_predictions.Abs() + 0.1;
        Check([0.045402805982948935, 0.07773593771203365], Loss.MeanSquaredLogarithmicError, positiveTargets, positive);
        Check([0.9122207317223211, 0.5795858149896412], Loss.Poisson, positiveTargets, positive);
        Check([-0.2840492698719428, -0.897447076663162], Loss.CosineSimilarity, s_targets, s_predictions);
    }

    [Fact]
    public void Margin_losses_are_golden()
    {
        Tensor signs = s_targets.Sign();
        Check([0.9333333333333332, 0.8333333333333334], Loss.Hinge, signs, s_predictions);
        Check([2.1133333333333333, 1.4166666666666667], Loss.SquaredHinge, signs, s_predictions);
        Check([0.5, 0.3333333333333333], Loss.Perceptron, signs, s_predictions);
        Check([0.75, 0], Loss.CategoricalHinge, s_oneHot, s_predictions);
        Tensor zeroOne = (signs + 1) / 2;
        foreach (Loss loss in new Loss[] { Loss.Hinge, Loss.SquaredHinge, Loss.Perceptron })
        {
            Near.Equal(loss.PerRow(signs, s_predictions).ToDoubles(), loss.PerRow(zeroOne, s_predictions), 0, loss.Name);
        }
    }

    [Fact]
    public void Probability_losses_are_golden_from_logits_probabilities_and_behind_activations()
    {
        double[] binary = [0.7855094694045276, 1.4554094686636263], categorical = [0.8011625551937948, 0.07694664454192604];
        Tensor p = Tensor.Create(s_predictions.Sigmoid().ToArray<double>(), s_predictions.Shape),
            q = Tensor.Create(s_predictions.Softmax().ToArray<double>(), s_predictions.Shape);
        Check(binary, new BinaryCrossentropy { FromLogits = true }, s_yesNo, s_predictions);
        Check(binary, Loss.BinaryCrossentropy, s_yesNo, s_predictions.Sigmoid());
        Check(binary, Loss.BinaryCrossentropy, s_yesNo, p);
        Check([0.7930094694045277, 1.4054094686636265], new BinaryCrossentropy { LabelSmoothing = 0.1 }, s_yesNo, p);
        Check(categorical, new CategoricalCrossentropy { FromLogits = true }, s_oneHot, s_predictions);
        Check(categorical, Loss.CategoricalCrossentropy, s_oneHot, s_predictions.Softmax());
        Check(categorical, Loss.CategoricalCrossentropy, s_oneHot, q);
        Check([0.8361625551937948, 0.2936133112085927], new CategoricalCrossentropy { LabelSmoothing = 0.1 }, s_oneHot, q);
        Tensor labels = Tensor.Create(1, 0);
        Check(categorical, new SparseCategoricalCrossentropy { FromLogits = true }, labels, s_predictions);
        Check(categorical, Loss.SparseCategoricalCrossentropy, labels, s_predictions.Softmax());
        Check(categorical, Loss.SparseCategoricalCrossentropy, labels.Reshape([2, 1]), q);
        Check(categorical, Loss.SparseCategoricalCrossentropy, labels.Cast(DType.Float32), q);
        Check([0.39805245026224173, 0.9906372971895347], Loss.BinaryFocalCrossentropy, s_yesNo, p);
        Check([0.2890584985020898, 0.625999922323587], new BinaryFocalCrossentropy { Alpha = 0.25, FromLogits = true }, s_yesNo, s_predictions);
        Check([0.5162095228738688, 0.02098561735724029], Loss.KLDivergence, s_targets.Softmax(), q);
    }

    [Fact]
    public void Sure_and_wrong_predictions_keep_their_loss_and_gradient_behind_an_activation()
    {
        // σ(120) rounds to 1 in float32: from the probability the loss would be cut to 16.1, and its gradient would be 0.
        Tensor z = Tensor.Create(new float[,] { { 120 }, { -120 } }), no = Tensor.Create(new float[,] { { 0 }, { 1 } });
        Tensor loss = Loss.BinaryCrossentropy.PerRow(no, z.Sigmoid());
        Near.Equal([1, -1], Gradient.Of(loss, z)[0].Reshape([2]), 1e-6);
        Near.Equal([120, 120], loss, 1e-6);

        Tensor logits = Tensor.Create(new float[,] { { 200, 0, -200 } });
        Tensor sparse = Loss.SparseCategoricalCrossentropy.PerRow(Tensor.Create(2), logits.Softmax().Reshape([1, 1, 3]).Reshape([1, 3]));
        Near.Equal([1, 0, -1], Gradient.Of(sparse, logits)[0].Reshape([3]), 1e-6);
        Near.Equal([400], sparse, 1e-6);
    }

    [Fact]
    public void A_logistic_regression_that_starts_at_0_has_a_gradient()
    {
        Tensor z = Tensor.Create(new float[,] { { 0 }, { 0 } });
        Tensor loss = Loss.BinaryCrossentropy.PerRow(Tensor.Create(0f, 1f), z.Sigmoid());
        Near.Equal([0.5, -0.5], Gradient.Of(loss, z)[0].Reshape([2]), 0);
    }

    [Fact]
    public void Probabilities_of_exactly_0_and_1_are_cut()
    {
        Tensor p = Tensor.Create(new[,] { { 0.0 }, { 1.0 } });
        Near.Equal([-Math.Log(1e-7), -Math.Log(1 - (1 - 1e-7))], Loss.BinaryCrossentropy.PerRow(Tensor.Create(1.0, 0.0), p), 1e-8);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void A_label_that_is_no_class_is_an_error(int label)
    {
        Function loss = new((y, p) => Loss.SparseCategoricalCrossentropy.PerRow(y, p));
        Tensor predictions = Tensor.Create(new[,] { { 0.2f, 0.3f, 0.5f }, { 0.2f, 0.3f, 0.5f } });
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => loss.Call(Tensor.Create(0, label), predictions)).Message;
        Assert.Contains(label.ToString(System.Globalization.CultureInfo.InvariantCulture), message);
        Assert.Contains("0 to 2", message);
        Near.Equal([-Math.Log(0.2), -Math.Log(0.5)], loss.Call(Tensor.Create(0, 2), predictions)[0], 1e-6);
    }

    [Theory]
    [InlineData(1.5f)]
    [InlineData(float.NaN)]
    public void A_label_that_is_not_whole_is_an_error(float label)
    {
        Tensor loss = Loss.SparseCategoricalCrossentropy.PerRow(Tensor.Create(label), Tensor.Create(new[,] { { 0.2f, 0.8f } }));
        Assert.Throws<ArgumentOutOfRangeException>(() => loss.ToDoubles());
    }

    [Fact]
    public void Shapes_never_broadcast()
    {
        Tensor column = Tensor.Zeros([4, 1]);
        Assert.Equal([4], Loss.MeanSquaredError.PerRow(Tensor.Zeros([4]), column).Shape);
        Assert.Equal([4], Loss.MeanSquaredError.PerRow(column, Tensor.Zeros([4])).Shape);
        Assert.Contains("(4, 2)", Assert.Throws<ShapeException>(() => Loss.MeanSquaredError.PerRow(Tensor.Zeros([4, 2]), column)).Message);
        Assert.Contains(
            "(4, 3)", Assert.Throws<ShapeException>(() => Loss.SparseCategoricalCrossentropy.PerRow(Tensor.Zeros([4, 3]), Tensor.Zeros([4, 3]))).Message);
    }

    [Fact]
    public void The_cost_is_the_mean_of_weighted_rows() =>
        Assert.Equal(
            (2 * 2.2841666666666667 + 0.5 * 0.625) / 2, Loss.MeanSquaredError.Compute(s_targets, s_predictions, Tensor.Create(2.0, 0.5)).Item(), 1e-12);

    [Fact]
    public void A_row_without_error_has_no_gradient_of_its_root()
    {
        Tensor p = Tensor.Create(new[,] { { 1.0, 2.0 } });
        Near.Equal([0, 0], Gradient.Of(Loss.RootMeanSquaredError.PerRow(p, p), p)[0].Reshape([2]), 0);
    }

    [Fact]
    public void Sequences_average_over_their_steps()
    {
        Tensor labels = Tensor.Create(new[,] { { 0, 2 } });
        Tensor p = Tensor.Create([0.5, 0.25, 0.25, 0.1, 0.1, 0.8], [1, 2, 3]);
        Check([-(Math.Log(0.5) + Math.Log(0.8)) / 2], Loss.SparseCategoricalCrossentropy, labels, p);
    }

    private static void Check(double[] expected, Loss loss, Tensor yTrue, Tensor yPred) => Near.Equal(expected, loss.PerRow(yTrue, yPred), 1e-6, loss.Name);
}
