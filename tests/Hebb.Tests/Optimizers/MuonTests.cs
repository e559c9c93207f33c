using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Optimizers;

/// <summary>Steps computed with PyTorch 1.13 in float64 from the formula of Jordan et al. (2024) with the scale of Liu et al. (2025): weights sin(0.37·i),
/// cost Σ½·cos(0.91·i)·w².</summary>
public sealed class MuonTests
{
    [Fact]
    public void A_wide_matrix_takes_orthogonal_steps() =>
        Near.Equal([0.03012341, 0.3106741, 0.7473488, 0.9486857, 1.043958, 0.9770396], ThreeSteps(new(0.1), [2, 3]), 2e-5);

    [Fact]
    public void A_tall_matrix_without_looking_ahead_and_scale() =>
        Near.Equal([-0.004340334, 0.2974923, 0.7426328, 1.153131, 1.273008, 1.026218], ThreeSteps(new(0.1) { Nesterov = false, RmsRate = null }, [3, 2]), 2e-5);

    [Fact]
    public void Singular_values_of_a_step_are_near_one()
    {
        // The quintic iteration maps singular values into about 0.7 to 1.2; at a rate of 1 without scale the change of the weights is that matrix.
        Parameter w = new("w", Tensor.Zeros([3, 3]));
        double[] step = Descent.Follow(
            new Muon(1) { RmsRate = null, Nesterov = false, WeightDecay = null },
            w,
            Tensor.Create(new float[,] { { 5, 1, 0 }, { 0, 0.7f, 0.2f }, { 0.1f, 0, 0.5f } }))[0];
        for (int i = 0; i < 3; i++)
        {
            double squares = Enumerable.Range(0, 3).Sum(j => step[3 * i + j] * step[3 * i + j]);
            Assert.InRange(squares, 0.4, 1.5);
        }
    }

    [Theory]
    [InlineData("dense/bias", 1, true)]
    [InlineData("dense/kernel", 2, false)]
    [InlineData("token_Embedding/embeddings", 2, true)]
    [InlineData("output/kernel", 2, true)]
    [InlineData("conv/kernel", 4, true)]
    public void Others_than_hidden_matrices_are_trained_by_adam(string name, int rank, bool adam)
    {
        Muon muon = new(0.1) { ExcludeLayers = ["^output"] };
        Parameter parameter = new(name, Tensor.Zeros(Shape.Create([.. Enumerable.Repeat(2, rank)])));
        Assert.Equal(adam, muon.UsesAdam(parameter));
        Assert.False(new Muon { ExcludeEmbeddings = false }.UsesAdam(new("embedding/embeddings", Tensor.Zeros([2, 2]))));
    }

    [Fact]
    public void What_adam_trains_follows_AdamW() =>
        Near.Equal(
            Descent.Run(new AdamW(0.05, 0.1, 0.8, 0.9)),
            Descent.Run(new Muon(0.1, adamBeta1: 0.8, adamBeta2: 0.9) { AdamRatio = 0.5, AdamWeightDecay = 0.05 }),
            1e-6);

    private static double[] ThreeSteps(Muon muon, Shape shape)
    {
        int size = (int)shape.Size;
        Parameter w = new("w", Tensor.Create<float>([.. Enumerable.Range(0, size).Select(i => (float)Math.Sin(0.37 * i))], shape));
        Tensor curvature = Tensor.Create<float>([.. Enumerable.Range(0, size).Select(i => (float)Math.Cos(0.91 * i))], shape);
        Function step = new(() =>
        {
            Tensor cost = (w.Value.Square() * curvature * 0.5).Sum();
            muon.Apply([w], Gradient.Of(cost, [w]));
            return cost;
        });
        for (int i = 0; i < 3; i++) { step.Call(); }
        return w.Value.ToDoubles();
    }
}
