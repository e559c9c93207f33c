using Hebb.Graphs;
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
    public void Orthogonal_vectors_cost_nothing()
    {
        // Cosines of PyTorch 1.13 (normalize, matmul), half the sum of their sizes over the three pairs, times 0.01.
        Tensor weight = Tensor.Create(new float[,] { { 1, 2, 0 }, { 0.5f, -1, 2 }, { 3, 0, 1 } });
        Assert.Equal(0.004000266607120455, new OrthogonalRegularizer().Penalty(weight).Item(), 1e-8);
        Assert.Equal(0.0038942444178217865 * 3, new OrthogonalRegularizer(0.03, OrthogonalMode.Columns).Penalty(weight).Item(), 1e-8);
        Assert.Equal(0, new OrthogonalRegularizer(1).Penalty(Tensor.Create(new float[,] { { 1, 1 }, { 1, -1 } })).Item(), 1e-7);
        Assert.True(GradientCheck.MaxError(x => new OrthogonalRegularizer(2).Penalty(x[0]), [weight]) < 1e-7);
        Assert.Contains("(1, 3)", Assert.Throws<ShapeException>(() => new OrthogonalRegularizer().Penalty(Tensor.Zeros([1, 3]))).Message);
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
