using System.Text.Json.Nodes;
using Hebb.Losses;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Losses;

/// <summary>Golden values: PyTorch 1.13 in float64, written by eng/golden/losses.py.</summary>
public sealed class OverlapAndClassLossTests
{
    private static readonly Tensor s_logits = Tensor.Create(new[,] { { 0.7, 1.5, 1.25 }, { 2.5, -1.0, -0.5 }, { 0.1, 0.2, -3.0 }, { 1.0, 1.0, 1.0 } });
    private static readonly Tensor s_labels = Tensor.Create(1, 0, 2, 0);
    private static readonly Tensor s_oneHot = Tensor.Create(new[,] { { 0.0, 1, 0 }, { 1, 0, 0 }, { 0, 0, 1 }, { 1, 0, 0 } });
    private static readonly Tensor s_sets = Tensor.Create(new[,] { { 1.0, 0, 1 }, { 0, 1, 0 }, { 0, 0, 0 }, { 1, 1, 1 } });
    private static readonly Tensor s_embeddings = Unit(Tensor.Create(new[,] { { 1.0, 0.2 }, { 0.9, -0.5 }, { 0.3, 1.0 }, { -1.0, 0.1 }, { 0.5, 0.5 } }));
    private static readonly Tensor s_weights = Tensor.Create(1.0, 2.0, 0.5, 0.0);

    [Fact]
    public void Focal_losses_of_many_classes_are_golden()
    {
        double[] expected = [0.06085106724419904, 0.00010551296652137758, 0.9263230186361637, 0.12206803207423444];
        Check(expected, Loss.CategoricalFocalCrossentropy, s_oneHot, s_logits.Softmax());
        Check(expected, Loss.CategoricalFocalCrossentropy, s_oneHot, Tensor.Create(s_logits.Softmax().ToArray<double>(), [4, 3]));
        Check(expected, new CategoricalFocalCrossentropy { FromLogits = true }, s_oneHot, s_logits);
        Check(
            [0.2174681674892787, 0.12676100225185782, 2.1075482129182017, 0.3588052709850783],
            new CategoricalFocalCrossentropy(1.5) { Alpha = 0.6, LabelSmoothing = 0.1, FromLogits = true }, s_oneHot, s_logits);
    }

    [Fact]
    public void Generalized_cross_entropies_are_golden()
    {
        Tensor p = s_logits.Softmax();
        Check([0.6601389655334429, 0.07548524952215763, 1.7105109853691012, 0.8452994616207485], Loss.CategoricalGeneralizedCrossEntropy, s_labels, p);
        Check([0.6132222721500994, 0.07491107982686628, 1.3331282511135985, 0.7664813474686147], new CategoricalGeneralizedCrossEntropy(0.7),
            s_labels.Reshape([4, 1]), p);
        Assert.Contains("between 0 and 1", Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalGeneralizedCrossEntropy(1)).Message);
    }

    [Fact]
    public void Overlap_is_golden_over_the_batch_and_by_rows()
    {
        Tensor p = s_logits.Sigmoid();
        Check([.. Enumerable.Repeat(0.4056468429265697, 4)], Loss.Dice, s_sets, p);
        Check([0.32185476251481715, 0.7907578620828851, 1.0, 0.15536240349696362], new Dice { Axis = -1 }, s_sets, p);
        Check([.. Enumerable.Repeat(0.4257213432598693, 4)], new Tversky(0.3, 0.7), s_sets, p);
        Check([0.33819016526194023, 0.8078216655032446, 1.0, 0.09939429683846401], new Tversky(0.3, 0.7) { Axis = -1 }, s_sets, p);
        Near.Equal(Loss.Dice.PerRow(s_sets, p).ToDoubles(), Loss.Tversky.PerRow(s_sets, p), 1e-6);
        Assert.Contains("0 is the batch", Assert.Throws<ArgumentOutOfRangeException>(() => new Dice { Axis = 0 }).Message);
    }

    /// <summary>Values of Keras 3.15.1 for σ(sin i) against cos 3i > 0: the mean over the batch, and the sum.</summary>
    [Theory]
    [InlineData(false, 3, 1, 0.662324, 2.649297)]
    [InlineData(false, 3, 2, 0.504041, 3.024247)]
    [InlineData(false, 3, -2, 0.662324, 2.649297)]
    [InlineData(true, 3, 1, 0.61193, 2.44772)]
    [InlineData(true, 3, -1, 0.503101, 3.018608)]
    [InlineData(false, 4, 1, 0.669507, 8.034079)]
    [InlineData(false, 4, 2, 0.661829, 5.29463)]
    [InlineData(true, 4, -3, 0.621639, 7.459663)]
    [InlineData(true, 4, -2, 0.611537, 4.8923)]
    public void Overlap_goes_along_any_axis_of_a_row(bool tversky, int rank, int axis, double mean, double sum)
    {
        Shape shape = rank == 3 ? [2, 3, 2] : [2, 2, 3, 2];
        Tensor p = Tensor.Create([.. Enumerable.Range(0, (int)shape.Size).Select(i => (float)Math.Sin(i))], shape).Sigmoid();
        Tensor y = Tensor.Create([.. Enumerable.Range(0, (int)shape.Size).Select(i => Math.Cos(3 * i) > 0 ? 1f : 0)], shape);
        Overlap loss = tversky ? new Tversky(0.3, 0.7) { Axis = axis } : new Dice { Axis = axis };
        Assert.Equal(mean, loss.Compute(y, p).Item(), 1e-5);
        Assert.Equal(mean, loss.PerRow(y, p).Mean().Item(), 1e-5);
        Assert.Equal(sum, (loss with { Reduction = LossReduction.Sum }).Compute(y, p).Item(), 1e-4);
        Assert.Equal(loss, Loss.Kinds.Read(JsonNode.Parse(Loss.Kinds.Write(loss).ToJsonString()), new("model.keras", "loss")));
    }

    [Fact]
    public void An_axis_that_the_predictions_lack_is_refused()
    {
        Assert.Contains("goes along axis 2", Assert.Throws<ShapeException>(() => new Dice { Axis = 2 }.Compute(s_sets, s_sets)).Message);
        Assert.Contains("goes along axis -2", Assert.Throws<ShapeException>(() => new Tversky { Axis = -2 }.Compute(s_sets, s_sets)).Message);
    }

    [Fact]
    public void Circles_are_golden()
    {
        Tensor groups = Tensor.Create(0, 1, 0, 1, 0);
        Check([43.348953792058026, 315.1857056857937, 1.2787991477973468, 282.23475620652573, 3.5063983096437644e-05], Loss.Circle, groups, s_embeddings);
        Check([3.4095890770057773, 16.76273115575581, 1.9343032450036297, 15.532006203647589, 1.5003361766080212], new Circle(4, 0.25),
            groups.Reshape([5, 1]), s_embeddings);
    }

    [Fact]
    public void A_row_without_a_partner_is_left_out_of_the_circles_mean()
    {
        double[] golden = [2.769344215840041, 1.366022520582548, 8.422217122756766, 6.520338620392636];
        Assert.Equal(golden.Average(), new Circle(4, 0.25).Compute(Tensor.Create(0, 0, 1, 1, 2), s_embeddings).Item(), 1e-9);
        Assert.Equal(0, Loss.Circle.Compute(Tensor.Create(0, 0, 0, 0, 0), s_embeddings).Item()); // no negatives at all
    }

    [Fact]
    public void An_ignored_class_is_left_out_of_the_mean()
    {
        Assert.Equal(0.6589071628012769, new SparseCategoricalCrossentropy { IgnoreClass = 2, FromLogits = true }.Compute(s_labels, s_logits).Item(), 1e-9);
        Tensor unknown = Tensor.Create(1, 0, -1, 0);
        Assert.Equal(0.6589071628012769, new SparseCategoricalCrossentropy { IgnoreClass = -1, FromLogits = true }.Compute(unknown, s_logits).Item(), 1e-9);
        Assert.Equal(0, new SparseCategoricalCrossentropy { IgnoreClass = 0, FromLogits = true }.Compute(Tensor.Create(0, 0, 0, 0), s_logits).Item());
    }

    [Fact]
    public void Reductions_are_golden()
    {
        Tensor y = Tensor.Create(1.0, 1.0, 1.0, 1.0), p = s_logits.Slice(1, 0..1);
        Assert.Equal(4.995, With(LossReduction.Sum), 1e-9);
        Assert.Equal(1.4271428571428573, With(LossReduction.MeanWithSampleWeight), 1e-9);
        Assert.Equal(1.24875, With(LossReduction.SumOverBatchSize), 1e-9);
        Assert.Equal(0, new MeanSquaredError { Reduction = LossReduction.MeanWithSampleWeight }.Compute(y, p, Tensor.Zeros([4])).Item());
        Assert.Equal(
            Loss.MeanSquaredError.Compute(y, p).Item(), new MeanSquaredError { Reduction = LossReduction.MeanWithSampleWeight }.Compute(y, p).Item());
        double With(LossReduction reduction) => new MeanSquaredError { Reduction = reduction }.Compute(y, p, s_weights).Item();
    }

    [Fact]
    public void Rows_and_columns_never_broadcast()
    {
        Tensor column = Tensor.Ones([4, 1]), row = Tensor.Ones([4]);
        foreach (Loss loss in new Loss[] { Loss.Dice, Loss.Tversky, Loss.CategoricalFocalCrossentropy })
        {
            Assert.Equal([4], loss.PerRow(row, column).Shape);
            Assert.Equal([4], loss.PerRow(column, column).Shape);
            Assert.Throws<ShapeException>(() => loss.PerRow(Tensor.Ones([4, 2]), column));
        }

        Assert.Contains("(4, 2)", Assert.Throws<ShapeException>(() => Loss.Circle.PerRow(Tensor.Ones([4, 2]), Tensor.Ones([4, 3]))).Message);
        Assert.Throws<ShapeException>(() => Loss.CategoricalGeneralizedCrossEntropy.PerRow(s_oneHot, s_logits));
    }

    private static Tensor Unit(Tensor x) => x / x.Square().Sum(-1, keepDims: true).Sqrt();

    private static void Check(double[] expected, Loss loss, Tensor yTrue, Tensor yPred)
    {
        Near.Equal(expected, loss.PerRow(yTrue, yPred), 1e-6, loss.Name);
        Near.Equal(expected, Near.Run(x => loss.PerRow(x[0], x[1]), yTrue, yPred), 1e-6, loss.Name + " compiled");
    }
}
