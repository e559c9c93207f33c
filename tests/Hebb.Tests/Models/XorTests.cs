using Hebb.Activations;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Models;

public sealed class XorTests
{
    private static readonly Tensor s_x = Tensor.Create(new float[,] { { -1, -1 }, { -1, 1 }, { 1, -1 }, { 1, 1 } });
    private static readonly Tensor s_y = Tensor.Create(new float[,] { { 0 }, { 1 }, { 1 }, { 0 } });

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Bipolar_xor_is_learned_from_every_seed(int seed)
    {
        Sequential model = new([new Dense(8, Activation.Tanh), new Dense(1, Activation.Sigmoid)]) { Seed = seed };
        model.Compile(new Adam(0.05), Loss.BinaryCrossentropy);
        model.Fit(s_x, s_y, new() { Epochs = 300, BatchSize = 4 });
        float[] p = model.Predict(s_x).ToArray<float>();
        Assert.True(p[0] < 0.5 && p[1] > 0.5 && p[2] > 0.5 && p[3] < 0.5, string.Join(", ", p));
    }
}
