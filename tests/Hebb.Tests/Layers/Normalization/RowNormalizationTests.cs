using Hebb.Layers;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

/// <summary>Layers that normalize each row by itself. Golden values: PyTorch 1.13 in float64 where it has the function, else the formula.</summary>
public sealed class RowNormalizationTests
{
    private static readonly Tensor s_x = Tensor.Create(new float[,] { { 1, 2, -1 }, { 0.5f, -2, 4 } });

    [Fact]
    public void LayerNormalization_normalizes_rows()
    {
        LayerNormalization layer = new() { Name = "ln" };
        layer.Apply(s_x);
        Assert.Equal(["ln/gamma", "ln/beta"], layer.Parameters.Select(parameter => parameter.Name));
        layer.Parameters[0].SetValues<float>([2, 0.5f, -1]);
        layer.Parameters[1].SetValues<float>([0.1f, 0.2f, 0.3f]);
        // torch.nn.functional.layer_norm with eps 1e-3.
        Near.Equal(
            [0.6343507558194735, 0.7343507558194735, 1.635876889548684, -0.17089181830042424, -0.37564511388840166, -0.9867361369270156],
            layer.Apply(s_x),
            1e-6);
    }

    [Fact]
    public void LayerNormalization_takes_several_axes()
    {
        LayerNormalization layer = new() { Axes = [2, 1], Epsilon = 1e-2 };
        Tensor x = Tensor.Create([.. Enumerable.Range(0, 12).Select(i => i * i / 10f - 3)], [2, 2, 3]);
        Near.Equal(
            [-1.0239760070846002, -0.912269533584462, -0.5771501130840473, -0.018617745583356105, 0.7633275689176118, 1.768685830418856,
             -1.3432958417067609, -0.8974359453104741, -0.3829822186993742, 0.2000653381265388, 0.8517067251672654, 1.5719419424228052], layer.Apply(x), 1e-5);
        Assert.Equal<Shape>([2, 3], layer.Parameters[0].Shape);
    }

    [Fact]
    public void Rms_scaling_divides_by_the_deviation_and_leaves_the_mean_in()
    {
        LayerNormalization layer = new() { RmsScaling = true, Epsilon = 0 };
        double variance = 14 / 9.0; // of 1, 2, −1, whose mean is 2/3
        Near.Equal([1 / Math.Sqrt(variance), 2 / Math.Sqrt(variance), -1 / Math.Sqrt(variance)], layer.Apply(s_x).ToDoubles()[..3], 1e-6);
        Assert.Single(layer.Parameters);
    }

    [Fact]
    public void RMSNormalization_divides_by_the_root_mean_square()
    {
        RMSNormalization layer = new();
        layer.Apply(s_x);
        layer.Parameters[0].SetValues<float>([1, 2, 3]);
        double first = Math.Sqrt(2 + 1e-6), second = Math.Sqrt(20.25 / 3 + 1e-6);
        Near.Equal([1 / first, 4 / first, -3 / first, 0.5 / second, -4 / second, 12 / second], layer.Apply(s_x), 1e-6);
        Assert.Equal("rms_normalization/scale", layer.Parameters[0].Name);
    }

    [Fact]
    public void UnitNormalization_divides_by_the_length()
    {
        // torch.nn.functional.normalize.
        Near.Equal(
            [0.4082482904638631, 0.8164965809277261, -0.4082482904638631, 0.1111111111111111, -0.4444444444444444, 0.8888888888888888],
            new UnitNormalization().Apply(s_x),
            1e-6);
        Near.Equal([0, 0], new UnitNormalization().Apply(Tensor.Zeros([1, 2])), 0);
    }

    [Fact]
    public void GroupNormalization_normalizes_groups_of_channels()
    {
        Tensor x = Tensor.Create([.. Enumerable.Range(0, 24).Select(i => (float)Math.Sin(i * 1.3))], [2, 3, 4]);
        GroupNormalization layer = new(2);
        layer.Apply(x);
        layer.Parameters[0].SetValues<float>([1, 2, 3, 4]);
        layer.Parameters[1].SetValues<float>([0, 0.1f, 0.2f, 0.3f]);
        // torch.nn.functional.group_norm over channels moved in front, eps 1e-3.
        Near.Equal(
            [
                0.31883255567873847, 3.5853423622218004, 0.6793823227182344, -7.595440005210655, -0.9866380237524283, 1.373425676266841, 3.248996639751494,
                -0.4538839735096909,
             -0.9044369050325913, -1.5142832922760792, 0.17223701129615654, 4.281836013699168, -0.2385083427086418, -3.5268751244302754, -0.6376159357723251,
             8.145263528335697,
             1.008584174738457, -1.0343735471737967, -2.759436279543523, 0.5564871216535168, 0.7560846015740951, 1.8089278043962507, 0.944479800955319,
             -3.7316540975085064
            ], layer.Apply(x), 1e-5);
        Near.Equal(
            [1.407671413763656, 1.166065842061517, -0.5064992080994777, -1.2972204132491563, -0.7724739396565106, 0.10777730065169802],
            new GroupNormalization(-1).Apply(x).ToDoubles()[..6],
            1e-5);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Contains("32 equal groups", Assert.Throws<ShapeException>(() => new GroupNormalization().Apply(s_x)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroupNormalization(0));
        LayerNormalization layer = new();
        layer.Apply(s_x);
        Assert.Contains("3 features on axis 1", Assert.Throws<ShapeException>(() => layer.Apply(Tensor.Zeros([2, 4]))).Message);
    }
}
