using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Losses;

/// <summary>
/// Losses and metrics of predictions (5, 4, 3) for every reduction, without weights, with a weight for each row and with one for each step, and each of these
/// without and with a mask of the steps. The numbers are Keras' 3.15.1, on torch: <c>keras.losses.X(reduction=…)(y, p, sample_weight)</c> with
/// <c>keras.src.backend.set_keras_mask(p, mask)</c>, and <c>keras.metrics.X()</c>. Weights of rows have the shape (5, 1) there.
/// </summary>
public sealed class ReductionTests
{
    private static readonly Tensor s_numbers = Of(i => Math.Sin(i + 1)), s_scores = Scores();
    private static readonly Tensor s_labels = Tensor.Create([.. Enumerable.Range(0, 20).Select(i => (float)(i * i % 7 % 3))], [5, 4]);
    private static readonly Tensor s_yesNo = Of(i => i % 3 == 0 ? 1 : 0);
    private static readonly Tensor s_rows = Tensor.Create([.. Enumerable.Range(0, 5).Select(i => 0.5f + 0.3f * i)]);
    private static readonly Tensor s_steps = Tensor.Create([.. Enumerable.Range(0, 20).Select(i => 0.5f + 0.25f * (3 * i % 5))], [5, 4]);
    private static readonly Tensor s_mask = Tensor.Create([.. Enumerable.Range(0, 20).Select(i => i % 3 != 1 ? 1f : 0)], [5, 4]) > 0.5;

    [Theory]
    [InlineData("MeanSquaredError", LossReduction.SumOverBatchSize, new[] { 1.045816, 1.071434, 1.156975, 1.178881, 1.055575, 1.102906 })]
    [InlineData("MeanSquaredError", LossReduction.Sum, new[] { 20.91632, 13.92863, 23.13949, 15.32546, 21.11151, 14.33778 })]
    [InlineData("MeanSquaredError", LossReduction.MeanWithSampleWeight, new[] { 1.045816, 1.071433, 4.207181, 1.094676, 1.055575, 1.124532 })]
    [InlineData("CategoricalCrossentropy", LossReduction.SumOverBatchSize, new[] { 1.250984, 1.358527, 1.381378, 1.481744, 1.267511, 1.370872 })]
    [InlineData("CategoricalCrossentropy", LossReduction.Sum, new[] { 25.01969, 17.66085, 27.62756, 19.26267, 25.35022, 17.82133 })]
    [InlineData("CategoricalCrossentropy", LossReduction.MeanWithSampleWeight, new[] { 1.250984, 1.358527, 5.023192, 1.375905, 1.267511, 1.397752 })]
    [InlineData("SparseCategoricalCrossentropy", LossReduction.SumOverBatchSize, new[] { 1.25683, 1.35639, 1.387309, 1.581873, 1.342322, 1.663889 })]
    [InlineData("SparseCategoricalCrossentropy", LossReduction.Sum, new[] { 11.31147, 8.13834, 12.48578, 9.491236, 12.0809, 9.983332 })]
    [InlineData("SparseCategoricalCrossentropy", LossReduction.MeanWithSampleWeight, new[] { 1.256831, 1.35639, 1.300603, 1.375541, 1.380674, 1.535897 })]
    [InlineData("Dice", LossReduction.SumOverBatchSize, new[] { 0.5945092, 0.5945092, 0.6539602, 0.6402408, 0.5945092, 0.5830764 })]
    [InlineData("Dice", LossReduction.Sum, new[] { 0.5945092, 7.72862, 3.269801, 8.32313, 11.89018, 7.579992 })]
    [InlineData("Dice", LossReduction.MeanWithSampleWeight, new[] { 0.5945092, 0.5945092, 0.5945093, 0.5945093, 0.5945092, 0.5945092 })]
    public void Losses_are_those_of_Keras(string name, LossReduction reduction, double[] expected)
    {
        Loss plain = name is "SparseCategoricalCrossentropy" ? new SparseCategoricalCrossentropy { IgnoreClass = 1 } : Loss.Get(name);
        Loss loss = plain with { Reduction = reduction };
        Near.Equal(expected, All(name, (y, p, w) => loss.Compute(y, p, w).Item()), 2e-6, $"{name} {reduction}");
    }

    [Theory]
    [InlineData("RootMeanSquaredError", new[] { 1.022652, 1.022652, 1.025571, 1.025571, 1.027412, 1.027412 })] // no mask in Keras
    [InlineData("MeanSquaredError", new[] { 1.045816, 1.071433, 1.051795, 1.094676, 1.055575, 1.124532 })]
    [InlineData("SparseCategoricalCrossentropy", new[] { 0.5655738, 1.35639, 1.300603, 1.375541, 1.380674, 1.535897 })] // ignored classes are 0 in the first
    [InlineData("Precision", new[] { 0.34375, 0.34375, 0.340845, 0.340845, 0.3455882, 0.3455882 })]
    [InlineData("AUC", new[] { 0.5075, 0.5075, 0.4974122, 0.4974122, 0.5077344, 0.5077344 })]
    [InlineData("BinaryAccuracy", new[] { 0.5, 0.4871795, 0.4954546, 0.4404762, 0.4916666, 0.4771242 })]
    public void Metrics_are_those_of_Keras(string name, double[] expected)
    {
        Metric metric = name switch
        {
            "SparseCategoricalCrossentropy" => Metric.Mean(new SparseCategoricalCrossentropy { IgnoreClass = 1 }),
            "AUC" => new AUC(NumThresholds: 50),
            _ => Metric.Get(name),
        };
        Near.Equal(expected, All(name, (y, p, w) => metric.Compute(y, p, w)), 2e-6, name);
        Near.Equal(expected, All(name, (y, p, w) => metric.As("renamed").Compute(y, p, w)), 2e-6, name);
    }

    [Fact]
    public void Circles_mean_leaves_rows_out_and_its_sum_does_not()
    {
        // keras.losses.Circle(gamma=4, margin=.25, reduction=…), without and with weights .5, .8, 1.1, …; the last two rows have no partner
        Tensor embeddings = Tensor.Create(new[,] { { 1f, 0 }, { .6f, .8f }, { 0, 1 }, { .8f, -.6f }, { -.6f, .8f }, { -1, 0 } });
        Tensor groups = Tensor.Create(0f, 0, 1, 1, 2, 3), weights = Tensor.Create(.5f, .8f, 1.1f, 1.4f, 1.7f, 2);
        foreach ((LossReduction reduction, double plain, double weighted) in new[]
        {
            (LossReduction.SumOverBatchSize, 7.901478, 8.958173), (LossReduction.Sum, 31.605911, 35.832695),
            (LossReduction.MeanWithSampleWeight, 7.901478, 9.429656),
        })
        {
            Circle loss = new(4, 0.25) { Reduction = reduction };
            Near.Equal([plain, weighted], [loss.Compute(groups, embeddings).Item(), loss.Compute(groups, embeddings, weights).Item()], 1e-6, $"{reduction}");
        }
    }

    [Fact]
    public void A_loss_of_ones_own_is_summed_over_steps_unless_it_judges_whole_rows()
    {
        Near.Equal([s_scores.Abs().Sum().Item() / 3, s_scores.Abs().Sum().Item() / 12], [
            new Own { Reduction = LossReduction.Sum }.Compute(s_scores * 0, s_scores).Item(),
            new OwnOfRows { Reduction = LossReduction.Sum }.Compute(s_scores * 0, s_scores).Item()], 1e-5);
    }

    [Fact]
    public void Weights_that_fit_neither_rows_nor_steps_are_refused()
    {
        Assert.Contains("(5, 3)", Assert.Throws<ShapeException>(() => Loss.MeanSquaredError.Compute(s_numbers, s_scores, Tensor.Ones([5, 3]))).Message);
        Assert.Contains("(4, 4)", Assert.Throws<ShapeException>(() => Metric.Auc.Compute(s_yesNo, s_scores.Sigmoid(), Tensor.Ones([4, 4]))).Message);
        Assert.Equal(
            Loss.MeanSquaredError.Compute(s_numbers, s_scores, s_steps).Item(),
            Loss.MeanSquaredError.Compute(s_numbers, s_scores, s_steps.ExpandDims(-1)).Item());
    }

    [Theory]
    [InlineData(1)] // −ln 10⁻⁷, as for any class that is given probability 0
    [InlineData(3)]
    public void A_row_of_zeros_costs_a_finite_number(int rows)
    {
        Tensor zeros = Tensor.Zeros([rows, 3]), one = Tensor.Create(new[,] { { 0f, 1, 0 } }).BroadcastTo([rows, 3]);
        Assert.Equal(16.118095651, Loss.CategoricalCrossentropy.Compute(one, zeros).Item(), 1e-5);
        Assert.Equal(16.118095651, Loss.SparseCategoricalCrossentropy.Compute(Tensor.Ones([rows]), zeros).Item(), 1e-5);
        Assert.Equal(0.25 * 16.118095651, Loss.CategoricalFocalCrossentropy.Compute(one, zeros).Item(), 1e-4);
        Assert.True(double.IsFinite(Gradient(zeros, one)));
    }

    private static double Gradient(Tensor zeros, Tensor one) => new Hebb.Graphs.Function(
        x => Hebb.Graphs.Gradient.Of(Loss.CategoricalCrossentropy.Compute(one, x), x)[0].Abs().Sum()).Call(zeros)[0].Item();

    /// <summary>Without weights, with those of rows, with those of steps; each without and with a mask.</summary>
    private static double[] All(string name, Func<Tensor, Tensor, Tensor?, double> value)
    {
        List<double> values = [];
        foreach (Tensor? weights in (Tensor?[])[null, s_rows, s_steps])
        {
            foreach (bool masked in (bool[])[false, true])
            {
                (Tensor y, Tensor p) = Data(name);
                p.Mask = masked ? s_mask : null;
                values.Add(value(y, p, weights));
            }
        }

        return [.. values];
    }

    private static (Tensor Y, Tensor P) Data(string name) => name switch
    {
        "MeanSquaredError" or "RootMeanSquaredError" => (s_numbers, Scores()),
        "CategoricalCrossentropy" => (s_labels.ExpandDims(-1).EqualTo(Tensor.Create(0f, 1, 2)).Cast(DType.Float32), s_scores.Softmax()),
        "SparseCategoricalCrossentropy" => (s_labels, s_scores.Softmax()),
        _ => (s_yesNo, s_scores.Sigmoid()),
    };

    private static Tensor Scores() => Of(i => Math.Cos(1.3 * i));

    private static Tensor Of(Func<int, double> number) => Tensor.Create([.. Enumerable.Range(0, 60).Select(i => (float)number(i))], [5, 4, 3]);

    private record Own : Loss
    {
        public override string Name => "own";

        public override Tensor PerRow(Tensor yTrue, Tensor yPred) => RowMeans((Match(yTrue, yPred) - yPred).Abs());
    }

    private sealed record OwnOfRows : Own
    {
        protected override bool JudgesWholeRows => true;
    }
}
