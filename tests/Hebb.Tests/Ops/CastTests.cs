using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Ops;

public sealed class CastTests
{
    [Fact]
    public void Floats_are_cut_towards_0_and_stay_in_range() =>
        Assert.Equal([1, -1, int.MaxValue, 0], Tensor.Create(1.9f, -1.9f, 1e20f, float.NaN).Cast(DType.Int32).ToArray<int>());

    [Fact]
    public void Truth_values_become_0_and_1_and_back()
    {
        Tensor truth = Tensor.Create(2f, 0f, -0.5f).Cast(DType.Bool);
        Assert.Equal([true, false, true], truth.ToArray<bool>());
        foreach (DType type in new[] { DType.Float32, DType.Float64, DType.Int32, DType.Int64 })
        {
            Near.Equal([1, 0, 1], truth.Cast(type), 0, type.ToString());
        }
    }

    [Fact]
    public void Integers_become_floats_and_longs_without_change()
    {
        Tensor x = Tensor.Create(3, -7);
        foreach (DType type in new[] { DType.Float32, DType.Float64, DType.Int64 }) { Near.Equal([3, -7], x.Cast(type), 0, type.ToString()); }
        Near.Equal([5, 0], Tensor.Create(5L, 0L).Cast(DType.Int32), 0);
        Assert.Same(x, x.Cast(DType.Int32));
    }

    [Fact]
    public void Gradients_pass_between_floats_only()
    {
        Tensor x = Tensor.Create(1.5f, 2.5f);
        Near.Equal([2, 2], Gradient.Of(x.Cast(DType.Float64) * 2, x)[0], 0);
        Near.Equal([0, 0], Gradient.Of(x.Cast(DType.Int32).Cast(DType.Float32), x)[0], 0);
    }
}
