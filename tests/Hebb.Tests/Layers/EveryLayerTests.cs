using Hebb.Activations;
using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;
using Xunit.Abstractions;

namespace Hebb.Tests.Layers;

/// <summary>The gradient of every layer against differences, with respect to its inputs and its weights. A new layer needs an entry here.</summary>
public sealed partial class EveryLayerTests(ITestOutputHelper output)
{
    internal static readonly (Func<Layer> Make, Func<Random, Tensor[]> Inputs)[] s_cases =
    [
        (() => new ActivationLayer(Activation.Tanh), One),
        (() => new IdentityLayer(), One),
        (() => new FunctionLayer(x => x.Square() + 1), One),
        (() => new Embedding(5, 3), Numbers),
        (() => new Embedding(5, 3) { MaskZero = true }, Numbers),
        (() => new Masking(), random => [Draw.Floats(random, [2, 3, 2])]),
        (() => new Masking(-1), random => [Draw.Floats(random, [2, 3])]),
        (() => new BatchNormalization(), Rows),
        (() => new BatchNormalization { Axis = 1, Scale = false }, Rows),
        (() => new LayerNormalization(), Wide),
        (() => new LayerNormalization { Axes = [1, 2], Epsilon = 0.1, Center = false }, Wide),
        (() => new LayerNormalization { RmsScaling = true, Scale = false }, Wide),
        (() => new GroupNormalization(2), Wide),
        (() => new GroupNormalization(-1) { Axis = 1, Center = false }, Wide),
        (() => new RMSNormalization(), Wide),
        (() => new RMSNormalization { Axes = [1, -1], Epsilon = 0.1 }, Wide),
        (() => new UnitNormalization { Axes = [1] }, Wide),
        // A kernel of one number becomes 1 or −1 whatever it was: only there the gradient of the kernel that is put in its place is
        // that of the old one, nothing.
        (() => new SpectralNormalization(new Dense(1)), random => [Draw.Floats(random, [3, 1])]),
        (() => new SpectralNormalization(new Conv1D(1, 1, Activation.Tanh), 2), random => [Draw.Floats(random, [2, 4, 1])]),
        (() => new Normalization(), One),
        (() => new Normalization { Invert = true }, One),
        (() => new Normalization { Axes = [1, 2] }, Wide),
        (() => new Normalization([2, -1, 0.5, 1], [1, 4, 0.25, 9]), Wide),
        (() => new ReLU(), One),
        (() => new ReLU { MaxValue = 1, NegativeSlope = 0.1, Threshold = 0.2 }, One),
        (() => new LeakyReLU(), One),
        (() => new ELU(), One),
        (() => new PReLU(), One),
        (() => new SoftmaxLayer(), One),
        (() => new SoftmaxLayer(1), random => [Draw.Floats(random, [2, 3]), Tensor.Create<bool>([true, false, true, true, true, random.Next(2) > 0], [2, 3])]),
        (() => new Hebb.Layers.Input([3]), random => [Draw.Floats(random, [2, 3])]),
        (() => new Dense(3), Rows),
        (() => new Dense(2, Activation.Tanh, useBias: false), Rows),
        (() => new Dropout(0.4), One),
        (() => new Dropout(0.4) { NoiseShape = [null, 1, null] }, Wide),
        (() => new AlphaDropout(0.3), One),
        (() => new GaussianNoise(0.5), One),
        (() => new GaussianDropout(0.3), One),
        (() => new ActivityRegularization(0.1, 0.2), One),
        (() => new CategoryEncoding(4), Numbers),
        (() => new CategoryEncoding(4, OutputMode.OneHot), Numbers),
        (() => new Discretization([-0.5, 0.25, 1]) { OutputMode = OutputMode.Count }, Rows),
        (() => new Hashing(3) { OutputMode = OutputMode.OneHot }, Numbers),
        (() => new StringLookup(["a", "b", "c"]) { OutputMode = OutputMode.MultiHot }, Numbers),
        (() => new IntegerLookup([3, 1]) { OutputMode = OutputMode.OneHot }, Numbers),
        (() => new TextVectorization(["a", "b", "c"]) { OutputMode = TextOutputMode.MultiHot, Ngrams = [1, 2], Standardize = TextStandardization.Lower },
            Numbers),
        (() => new TextVectorization(["a", "b", "c"], [0.5, 2, 1])
        {
            OutputMode = TextOutputMode.TfIdf,
            PadToMaxTokens = true,
            MaxTokens = 6,
            Split = TextSplit.Character,
            Standardize = TextStandardization.None,
        }, Numbers),
        (() => new HashedCrossing(3, OutputMode.OneHot),
            random => [Draw.Integers(random, [3, 1], 9), Draw.Integers(random, [3, 1], 9), Draw.Integers(random, [3, 1], 9)]),
        (() => new Flatten(), Rows),
        .. Convolutions(),
        .. Attentions(),
        .. Spatial(),
        .. Augmentations(),
        .. Sounds(),
        .. Recurrent(),
        .. Tabular(),
        (() => new Hebb.Layers.Reshape(2, -1), Wide),
        (() => new Permute(2, 1), Wide),
        (() => new RepeatVector(3), random => [Draw.Floats(random, [2, 3])]),
        (() => new Add(), random => [Draw.Floats(random, [2, 3]), Draw.Floats(random, [2, 3]), Draw.Floats(random, [1, 3])]),
        (() => new Add(), random => [Draw.Floats(random, [2, 3, 2]), Draw.Floats(random, [2, 2])]),
        (() => new Subtract(), Pair),
        (() => new Multiply(), random => [.. Pair(random), .. Pair(random)]),
        (() => new Average(), random => [.. Pair(random), .. Pair(random)]),
        (() => new Maximum(), Pair),
        (() => new Minimum(), Pair),
        (() => new Dot(1), Pair),
        (() => new Dot((1, 2), normalize: true), random => [Draw.Floats(random, [2, 3, 2]), Draw.Floats(random, [2, 4, 3])]),
        (() => new Concatenate(), random => [Draw.Floats(random, [2, 3]), Draw.Floats(random, [2, 1])]),
        (() => new Concatenate(1), random => [Draw.Floats(random, [2, 3, 2]), Draw.Floats(random, [2, 1, 2])]),
    ];

    public static TheoryData<int, string> Cases
    {
        get
        {
            TheoryData<int, string> data = [];
            for (int i = 0; i < s_cases.Length; i++) { data.Add(i, s_cases[i].Make().ToString()); }
            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    [Trait("Speed", "Slow")]
    public void Gradients_agree_with_differences(int index, string name)
    {
        int checks = 0;
        for (int seed = 0; seed < 20; seed++)
        {
            Tensor[] at = s_cases[index].Inputs(new Random(seed));
            foreach (bool training in new[] { false, true })
            {
                Layer layer = s_cases[index].Make();
                double error = GradientCheck.MaxError(x => layer.Apply(x, training), at, 1e-6);
                Assert.True(
                    error < 1e-5, $"{name}: the gradient is wrong by {error:G3} for shapes {string.Join(", ", at.Select(x => x.Shape))} (seed {seed}).");
                checks++;
            }
        }

        output.WriteLine($"{name}: {checks} checks passed.");
    }

    [Fact]
    public void Every_layer_is_in_the_table()
    {
        IEnumerable<Type> layers =
            typeof(Layer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract && type.Namespace == "Hebb.Layers");
        Assert.Empty(layers.Except(s_cases.Select(entry => entry.Make().GetType())).Select(type => type.Name).Order());
    }

    private static Tensor[] One(Random random) => [Draw.Floats(random, Draw.Shape(random, 2, 3))];

    private static Tensor[] Pair(Random random) => [Draw.Floats(random, [2, 3]), Draw.Floats(random, [2, 3])];

    private static Tensor[] Wide(Random random) => [Draw.Floats(random, [2, 2, 4])];

    private static Tensor[] Numbers(Random random) => [Draw.Integers(random, [2, random.Next(1, 4)], 4)];

    /// <summary>Rows enough for a variance.</summary>
    private static Tensor[] Rows(Random random) => [Draw.Floats(random, [random.Next(4, 7), .. Draw.Shape(random, 1, 2, 3).Dimensions])];
}
