using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Tests.Regularizers;

public sealed class RegularizerTests
{
    private static readonly Tensor s_weight = Tensor.Create(new float[,] { { 1, -2 }, { 0.5f, 3 } });

    [Fact]
    public void Penalties_follow_their_formulas()
    {
        Assert.Equal(0.01 * 6.5, Regularizer.L1.Penalty(s_weight).Item(), 1e-7);
        Assert.Equal(0.01 * 14.25, Regularizer.L2.Penalty(s_weight).Item(), 1e-7);
        Assert.Equal(0.1 * 6.5 + 0.2 * 14.25, new L1L2(0.1, 0.2).Penalty(s_weight).Item(), 1e-6);
        Assert.Equal(0, new L1L2().Penalty(s_weight).Item());
        Assert.Equal(0.01 * 6.5 + 0.01 * 14.25, Regularizer.L1L2().Penalty(s_weight).Item(), 1e-7);
    }

    [Fact]
    public void Gradients_pull_to_0()
    {
        Tensor w = Tensor.Create(1f, -2f);
        Near.Equal([0.01, -0.01], Gradient.Of(Regularizer.L1.Penalty(w), w)[0], 1e-8);
        Near.Equal([0.02, -0.04], Gradient.Of(Regularizer.L2.Penalty(w), w)[0], 1e-8);
        Assert.True(GradientCheck.MaxError(x => new L1L2(0.3, 0.7).Penalty(x[0]), [s_weight]) < 1e-8);
    }
}
