using Hebb.Losses;
using Hebb.Ops;
using Hebb.Tensors;
using Hebb.Tests.Ops;
using Xunit.Abstractions;

namespace Hebb.Tests.Losses;

/// <summary>The gradient of every loss against differences, with respect to the predictions.</summary>
public sealed class EveryLossTests(ITestOutputHelper output)
{
    private static readonly (Loss Loss, Func<Random, Shape, Tensor> Targets, Func<Tensor, Tensor> Predictions, bool Smooth)[] s_cases =
    [
        (new MeanSquaredError(), Numbers, Any, true),
        (new MeanAbsoluteError(), Numbers, Any, false),
        (new Huber(0.7), Numbers, Any, false),
        (new MeanSquaredLogarithmicError(), Positive, z => z.Exp(), true),
        (new RootMeanSquaredError(), Numbers, Any, true),
        (new MeanAbsolutePercentageError(), Positive, Any, false),
        (new LogCosh(), Numbers, Any, true),
        (new Poisson(), Positive, z => z.Exp(), true),
        (new KLDivergence(), OneHot, z => z.Softmax(), true),
        (new Hinge(), YesNo, Any, false),
        (new SquaredHinge(), YesNo, Any, false),
        (new CategoricalHinge(), OneHot, Any, false),
        (new PerceptronLoss(), YesNo, Any, false),
        (new BinaryCrossentropy(), YesNo, z => z.Sigmoid(), true),
        (new BinaryCrossentropy { LabelSmoothing = 0.2 }, YesNo, z => (z.Tanh() + 1) / 2, true),
        (new BinaryCrossentropy { FromLogits = true }, YesNo, Any, true),
        (new BinaryFocalCrossentropy(), YesNo, z => z.Sigmoid(), true),
        (new BinaryFocalCrossentropy(1.5) { Alpha = 0.3, FromLogits = true }, YesNo, Any, true),
        (new CategoricalCrossentropy(), OneHot, z => z.Softmax(), true),
        (new CategoricalCrossentropy { LabelSmoothing = 0.1 }, OneHot, z => z.Exp(), true),
        (new CategoricalCrossentropy { FromLogits = true }, OneHot, Any, true),
        (new SparseCategoricalCrossentropy(), Labels, z => z.Softmax(), true),
        (new SparseCategoricalCrossentropy { FromLogits = true }, Labels, Any, true),
        (new CosineSimilarity(), Numbers, Any, true),
        (new SparseCategoricalCrossentropy { FromLogits = true, IgnoreClass = 1 }, Labels, Any, true),
        (new CategoricalFocalCrossentropy(), OneHot, z => z.Softmax(), true),
        (new CategoricalFocalCrossentropy(1.5) { Alpha = 0.6, LabelSmoothing = 0.1 }, OneHot, z => z.Exp(), true),
        (new CategoricalGeneralizedCrossEntropy(), Labels, z => z.Softmax(), true),
        (new Dice(), YesNo, z => z.Sigmoid(), true),
        (new Dice { Axis = -1 }, YesNo, z => z.Sigmoid(), true),
        (new Tversky(0.3, 0.7), YesNo, z => z.Sigmoid(), true),
        (new Tversky(0.3, 0.7) { Axis = -1 }, YesNo, z => z.Sigmoid(), true),
        (new Circle(2, 0.3), Groups, Embeddings, false),
        (new CTC(), Spellings, Steps, true),
        (new MemberLoss(new MeanSquaredError()), Numbers, Members, true),
        (new MemberLoss(new BinaryCrossentropy()), YesNo, z => Members(z).Sigmoid().Mean(1), true),
    ];

    public static TheoryData<int, string> Cases
    {
        get
        {
            TheoryData<int, string> data = [];
            for (int i = 0; i < s_cases.Length; i++) { data.Add(i, s_cases[i].Loss.ToString()); }
            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    [Trait("Speed", "Slow")]
    public void Gradients_agree_with_differences(int index, string name)
    {
        (Loss loss, Func<Random, Shape, Tensor> targets, Func<Tensor, Tensor> predictions, bool smooth) = s_cases[index];
        int checks = 0;
        for (int seed = 0; seed < 20; seed++)
        {
            Random random = new(seed);
            Shape shape = Draw.Shape(random, 1, 3);
            shape = [.. shape.Dimensions, 3];
            Tensor y = targets(random, shape);
            checks += new GradientCase(name, x => loss.PerRow(y, predictions(x[0])), _ => [Draw.Floats(random, shape)], smooth).Check(1);
        }

        output.WriteLine($"{name}: {checks} checks passed.");
    }

    [Fact]
    public void Every_loss_is_in_the_table() => Assert.Empty(typeof(Loss).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Loss)) && !type.IsAbstract)
        .Except(s_cases.Select(entry => entry.Loss.GetType())).Select(type => type.Name));

    [Fact]
    public void Names_are_those_of_Keras_and_differ() =>
        Assert.All(s_cases.GroupBy(entry => entry.Loss.Name), group => Assert.Single(group.Select(entry => entry.Loss.GetType()).Distinct()));

    private static Tensor Any(Tensor z) => z;

    private static Tensor Numbers(Random random, Shape shape) => Draw.Floats(random, shape);

    private static Tensor Positive(Random random, Shape shape) => Draw.Floats(random, shape, 0.3, 3);

    private static Tensor YesNo(Random random, Shape shape) => Draw.Integers(random, shape, 2).Cast(DType.Float32);

    private static Tensor OneHot(Random random, Shape shape) => Draw.OneHot(random, shape);

    private static Tensor Groups(Random random, Shape shape) => Draw.Integers(random, [(int)shape.Size / shape[^1]], 2);

    /// <summary>Two labels, the second of which may be missing.</summary>
    private static Tensor Spellings(Random random, Shape shape)
    {
        int rows = (int)shape.Size / shape[^1];
        return Tensor.Concatenate([Draw.Integers(random, [rows, 1], 2) + Tensor.Scalar(1, DType.Int32), Draw.Integers(random, [rows, 1], 3)], 1);
    }

    /// <summary>Four steps of each row.</summary>
    private static Tensor Steps(Tensor z)
    {
        Tensor rows = z.Reshape([(int)z.Size / z.Shape[^1], 1, z.Shape[^1]]);
        return Tensor.Concatenate([rows, rows * 0.5, rows.Sin(), -rows], 1);
    }

    private static Tensor Embeddings(Tensor z)
    {
        Tensor rows = z.Reshape([(int)z.Size / z.Shape[^1], z.Shape[^1]]);
        return rows / rows.Square().Sum(-1, keepDims: true).Sqrt();
    }

    /// <summary>Three members.</summary>
    private static Tensor Members(Tensor z)
    {
        Tensor one = z.ExpandDims(1);
        return Tensor.Concatenate([one, one.Sin(), -one], 1);
    }

    private static Tensor Labels(Random random, Shape shape) => Draw.Integers(random, shape[..^1], shape[^1]);
}
