using Hebb.Activations;
using Hebb.Layers;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed partial class EveryLayerTests
{
    private static IEnumerable<(Func<Layer> Make, Func<Random, Tensor[]> Inputs)> Attentions() =>
    [
        (() => new EinsumDense("...x,xy->...y", [3], Activation.Tanh, "y"), Wide),
        (() => new EinsumDense("abc,cde->abde", [null, 2, 3], biasAxes: "d"), Wide),
        (() => new EinsumDense("abc,bcd->adb", [3, null]), Wide),
        (() => new MultiHeadAttention(2, 3), Steps),
        (() => new MultiHeadAttention(3, 2, valueDim: 4, outputDim: 5) { UseCausalMask = true, Dropout = 0.3 }, Crossed),
        (() => new MultiHeadAttention(2, 2) { UseBias = false }, Masked),
        (() => new GroupQueryAttention(2, 4, 2) { UseCausalMask = true }, Crossed),
        (() => new GroupQueryAttention(2, 3, 1), Masked),
        (() => new Attention(), random => [.. Crossed(random).Take(2)]),
        (() => new Attention { UseScale = true, ScoreMode = ScoreMode.Concat, Dropout = 0.3, UseCausalMask = true }, Crossed),
        (() => new AdditiveAttention(), Masked),
        (() => new AdditiveAttention { UseScale = false },
            random => [.. Masked(random)[..2], Tensor.Create(new[,] { { true, false, true }, { true, true, true } }), Masked(random)[2]]),
        (() => new PositionEmbedding(6), Steps),
        (() => new SinePositionEncoding(100), Steps),
        (() => new TokenAndPositionEmbedding(5, 4, 3), Numbers),
        (() => new TransformerEncoder(5, 3) { Dropout = 0.2, Activation = Activation.Tanh }, Steps),
        (() => new TransformerEncoder(5, 2) { NormalizeFirst = true, Activation = Activation.Gelu(), LayerNormEpsilon = 0.1 },
            random => [Masked(random)[1], Masked(random)[2]]),
        (() => new TransformerDecoder(5, 1) { Activation = Activation.Tanh }, Steps),
        (() => new TransformerDecoder(3, 2) { NormalizeFirst = true, UseCausalMask = false, Activation = Activation.Tanh }, Masked),
    ];

    private static Tensor[] Steps(Random random) => [Draw.Floats(random, [2, random.Next(2, 5), 3])];

    /// <summary>Queries, values and keys.</summary>
    private static Tensor[] Crossed(Random random) => [Draw.Floats(random, [2, 3, 4]), Draw.Floats(random, [2, 5, 4]), Draw.Floats(random, [2, 5, 4])];

    /// <summary>Queries, values, and which values are seen.</summary>
    private static Tensor[] Masked(Random random) =>
        [Draw.Floats(random, [2, 3, 4]), Draw.Floats(random, [2, 4, 4]), Tensor.Create(new[,] { { true, false, true, true }, { true, true, false, false } })];
}
