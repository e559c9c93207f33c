using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

/// <summary>Golden values: the examples of Keras' documentation, and its algorithm for quantiles run by NumPy 1.24.</summary>
public sealed class CategoryLayersTests
{
    [Fact]
    public void CategoryEncoding_makes_rows()
    {
        Near.Equal([0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0], new CategoryEncoding(4, OutputMode.OneHot).Apply(Tensor.Create(3, 2, 0, 1)), 0);
        Tensor pairs = Tensor.Create(new[,] { { 0, 1 }, { 0, 0 }, { 1, 2 }, { 3, 1 } });
        Near.Equal([1, 1, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1], new CategoryEncoding(4).Apply(pairs), 0);
        Near.Equal([1, 1, 0, 0, 2, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1], new CategoryEncoding(4, OutputMode.Count).Apply(pairs), 0);
        Assert.Equal<Shape>([4, 2, 4], new CategoryEncoding(4, OutputMode.OneHot).Apply(pairs).Shape);
        Assert.Equal<Shape>([4, 4], new CategoryEncoding(4, OutputMode.OneHot).Apply(pairs.Slice(1, ..1)).Shape);
        Assert.Contains("Index 4", Assert.Throws<ArgumentOutOfRangeException>(() => new CategoryEncoding(4).Apply(Tensor.Create(4f)).ToArray<float>()).Message);
        Assert.Throws<ArgumentException>(() => new CategoryEncoding(4, OutputMode.Int));
    }

    [Fact]
    public void Discretization_finds_ranges()
    {
        Discretization layer = new([0, 1, 2]);
        Tensor x = Tensor.Create(new[,] { { -1.5f, 1, 3.4f, 0.5f }, { 0, 3, 1.3f, 0 } });
        Assert.Equal([0, 2, 3, 1, 1, 3, 2, 1], layer.Apply(x).ToArray<int>());
        Near.Equal([1, 1, 1, 1, 0, 2, 1, 1], new Discretization([0, 1, 2]) { OutputMode = OutputMode.Count }.Apply(x), 0);
        Assert.Throws<ArgumentException>(() => new Discretization([1, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Discretization(1));
    }

    [Fact]
    public void Discretization_learns_quantiles()
    {
        Discretization layer = new(4);
        Tensor x = Tensor.Create(new[,] { { -1.5f, 1, 3.4f, 0.5f }, { 0, 3, 1.3f, 0 } });
        Assert.Contains("Adapt", Assert.Throws<InvalidOperationException>(() => layer.Apply(x)).Message);
        layer.Adapt(x);
        Assert.Equal([0, 2, 3, 2, 1, 3, 3, 1], layer.Apply(x).ToArray<int>());
        Assert.Contains("new layer", Assert.Throws<InvalidOperationException>(() => layer.Adapt(x)).Message);

        Tensor data = Tensor.Create<double>([.. Enumerable.Range(0, 1000).Select(i => i * i * 37 % 1009 / 10.0)]);
        Near.Equal([50.25], Learned(new(2)), 1e-6);
        Near.Equal([12.971428871154785, 27.74285888671875, 42.61428451538086, 57.31428909301758, 71.94285583496094, 86.80000305175781], Learned(new(7)), 1e-6);
        Near.Equal(
            [8.579999923706055, 19.380001068115234, 29.15999984741211, 40.0, 50.25, 60.18000030517578, 70.38999938964844, 80.81999969482422, 90.94000244140625],
            Learned(new(10)),
            1e-6);
        Near.Equal([17.420000076293945, 36.0, 54.53999710083008, 73.30000305175781], Learned(new(5) { Epsilon = 0.1 }), 1e-6);
        Assert.Contains("element 1", Assert.Throws<ArgumentException>(() => new Discretization(2).Adapt(Tensor.Create(1, float.NaN))).Message);
        Assert.Throws<InvalidOperationException>(() => new Discretization([1]).Adapt(data));

        double[] Learned(Discretization discretization)
        {
            discretization.Adapt(data);
            return [.. discretization.BinBoundaries!];
        }
    }
}
