using System.Security.Cryptography;
using Hebb.Activations;
using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Hebb.Tests.Layers;
using Hebb.Tests.Ops;

namespace Hebb.Tests.Graphs;

/// <summary>
/// Every op and every layer gives the same bits whatever vectors the processor has: computed once more in processes that may use fewer of them. This is a
/// part; <c>dotnet run eng/widths.cs</c> does all, with every number of columns from 1 to 1 100.
/// </summary>
public sealed class VectorWidthTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void Ops_and_layers_give_the_same_bits_with_narrower_vectors()
    {
        string[] expected = Part();
        string[] switches = ["DOTNET_EnableAVX512", "DOTNET_EnableAVX", "DOTNET_EnableHWIntrinsic"];
        foreach (string[] other in switches.AsParallel().Select(variable => OtherProcess.Run(nameof(VectorWidthTests), variable, "0")))
        {
            Assert.Equal(expected, other);
        }
    }

    /// <summary>The tables, and a few numbers of columns.</summary>
    internal static string[] Part() => [.. Tables(seeds: 1), .. Columns([1, 2, 15, 16, 17, 31, 33, 65, 129, 700, 1025])];

    /// <summary>The tables with more arguments, and all numbers of columns.</summary>
    internal static string[] All() => [.. Tables(seeds: 4), .. Columns(Enumerable.Range(1, 1100))];

    private static IEnumerable<string> Tables(int seeds)
    {
        foreach (GradientCase entry in EveryOp.Cases)
        {
            for (int seed = 0; seed < seeds; seed++)
            {
                Tensor[] at = entry.Arguments(new Random(seed));
                yield return $"{entry.Name} {seed}: {Hash(new Function(x => WithGradients(entry.Function(x), x)).Call(at))}";
            }
        }

        for (int i = 0; i < EveryLayerTests.s_cases.Length; i++)
        {
            for (int seed = 0; seed < seeds; seed++)
            {
                Layer layer = EveryLayerTests.s_cases[i].Make();
                layer.Claim(RandomKey.FromSeed(seed));
                Tensor[] at = EveryLayerTests.s_cases[i].Inputs(new Random(seed));
                yield return $"{layer} {i}, {seed}: {Hash(new Function(x => WithGradients(layer.Apply(x, training: true), x, layer.Parameters)).Call(at))}";
            }
        }
    }

    private static IEnumerable<string> Columns(IEnumerable<int> columns)
    {
        Function ops = new(x =>
        {
            Tensor a = x[0], square = a.MatMul(a.Transpose());
            return [
                a.Softmax(), a.LogSoftmax(), a.LogSumExp(), a.Sum(-1), a.Sum(0), a.Max(-1), a.Min(0), (a * 0.3 + 1).Product(-1), a.ArgMax(-1), a.ArgMax(0),
                a.Variance([-1]), a.Exp(), a.Expm1(), a.Tanh(), a.Sigmoid(), a.Erf(), a.Softplus(), a.Relu(), (a.Abs() + 0.1).Log(), a.Abs().Log1p(),
                a.Abs().Sqrt(), a.Pow(3), a.Sin(), a.Cos(), a.Round(), (a * 9).Cast(DType.Int32), a > 0, Tensor.Where(a > 0, a, -a * 0.1), a.Transpose(),
                a.Reverse(1), square, a.Transpose().MatMul(a).Sum(0), a.MatMul(x[1]), a.Gather((a.Slice(1, 0..1).Abs() * 1.5).Cast(DType.Int32)),
                Tensor.RandomUniform(a.Shape, RandomKey.FromSeed(3)), .. Gradient.Of((a.Softmax() * a).Sum() + a.LogSumExp().Sum() + a.Max(-1).Sum(), a),
            ];
        });
        foreach (int count in columns)
        {
            Tensor x = Tensor.RandomUniform([5, count], RandomKey.FromSeed(count), -3, 3);
            yield return $"ops on {count} columns: {Hash(ops.Call(x, Tensor.RandomUniform([count, 3], RandomKey.FromSeed(1), -1, 1)))}";
            yield return $"a training of {count} columns: {Hash(Trained(count, new Adam(0.01)))}, {Hash(Trained(count, new SGD(0.01, momentum: 0.9)))}";
        }
    }

    /// <summary>Layers whose rows are that long, after two steps.</summary>
    private static Tensor[] Trained(int columns, Optimizer optimizer)
    {
        Layer[] layers = [
            new Dense(columns, Activation.Tanh), new LayerNormalization(), new BatchNormalization(), new Hebb.Layers.Reshape([1, columns]),
            new DepthwiseConv1D(2) { Padding = Padding.Same }, new MaxPooling1D(1), new Conv1D(3, 1), new Flatten(), new Dense(columns, Activation.Softmax)];
        for (int i = 0; i < layers.Length; i++) { layers[i].Claim(RandomKey.FromSeed(i)); }
        Function step = new(x =>
        {
            Tensor y = layers.Aggregate(x, (value, layer) => layer.Apply(value, training: true));
            Tensor loss = (y * y.Log()).Sum(-1).Mean();
            optimizer.Minimize(loss, [.. layers.SelectMany(layer => layer.Parameters).Where(parameter => parameter.Trainable)]);
            return loss;
        });
        Tensor x = Tensor.RandomUniform([4, 3], RandomKey.FromSeed(columns), -1, 1);
        Tensor[] losses = [.. step.Call(x), .. step.Call(x)];
        return [.. losses, .. layers.SelectMany(layer => layer.Parameters).Select(parameter => parameter.Value)];
    }

    private static Tensor[] WithGradients(Tensor y, IReadOnlyList<Tensor> x, IReadOnlyList<Parameter>? weights = null)
    {
        if (!y.DType.IsFloat) { return [y]; }
        IEnumerable<Tensor> read = (weights ?? []).Where(parameter => parameter.Trainable).Select(parameter => parameter.Value);
        return [y, .. Gradient.Of(y * y + y, [.. read, .. x.Where(tensor => tensor.DType.IsFloat)])];
    }

    private static string Hash(IEnumerable<Tensor> tensors)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Tensor tensor in tensors) { hash.AppendData(tensor.Evaluated().Span<byte>()); }
        return Convert.ToHexString(hash.GetHashAndReset())[..16];
    }
}
