using Hebb.Activations;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed class ActivationLayersTests
{
    private static readonly Tensor s_x = Tensor.Create(new[,] { { -3.0f, -0.5f, 0.25f, 2 } });

    [Fact]
    public void They_apply_their_function()
    {
        Near.Equal([0, 0, 0.25, 2], new ActivationLayer(Activation.Relu).Apply(s_x), 0);
        Near.Equal([0, 0, 0.25, 1], new ReLU { MaxValue = 1 }.Apply(s_x), 0);
        Near.Equal([-0.35, -0.1, -0.025, 2], new ReLU { NegativeSlope = 0.1, Threshold = 0.5 }.Apply(s_x), 1e-6);
        Near.Equal([-0.9, -0.15, 0.25, 2], new LeakyReLU().Apply(s_x), 1e-6);
        Near.Equal([2 * Math.Exp(-3) - 2, 2 * Math.Exp(-0.5) - 2, 0.25, 2], new ELU(2).Apply(s_x), 1e-6);
        Near.Equal([1, 1, 1, 1], new SoftmaxLayer(0).Apply(s_x), 0);
        Near.Equal([-0.75, -0.125, 0.25, 2], new PReLU { AlphaInitializer = Initializer.Constant(0.25) }.Apply(s_x), 0);
    }

    [Fact]
    public void PReLU_shares_its_slopes_along_axes()
    {
        PReLU own = new(), shared = new() { SharedAxes = [1, 2] };
        own.Apply(Tensor.Zeros([2, 4, 5, 3]));
        shared.Apply(Tensor.Zeros([2, 4, 5, 3]));
        Assert.Equal([4, 5, 3], own.Parameters[0].Shape);
        Assert.Equal([1, 1, 3], shared.Parameters[0].Shape);
    }

    [Fact]
    public void Names_are_those_of_Keras() => Assert.Equal(
        ["activation", "re_lu", "leaky_re_lu", "elu", "p_re_lu", "softmax"],
        new Layer[] { new ActivationLayer(Activation.Relu), new ReLU(), new LeakyReLU(), new ELU(), new PReLU(), new SoftmaxLayer() }
            .Select(layer => layer.DefaultName));

    [Fact]
    public void A_rectifier_lets_through_what_is_above_its_threshold_as_in_Keras()
    {
        Tensor x = Tensor.Create([-4f, -3, -2, -1, 0, 2, 4, 5, 6]);
        Near.Equal([0, 0, 0, 0, 0, 0, 0, 0, 6], new ReLU { Threshold = 5 }.Apply(x), 0);
        Near.Equal([-0.9, -0.8, -0.7, -0.6, -0.5, -0.3, -0.1, 0, 6], new ReLU { Threshold = 5, NegativeSlope = 0.1 }.Apply(x), 1e-6);
        Near.Equal([0, 0, 0, 0, 0, 0, 3, 3, 3], new ReLU { Threshold = 2, MaxValue = 3 }.Apply(x), 0);
        Near.Equal([-3, -2.5, -2, -1.5, -1, 0, 3, 3, 3], new ReLU { Threshold = 2, MaxValue = 3, NegativeSlope = 0.5 }.Apply(x), 1e-6);
        Near.Equal([-2, -1.5, -1, -0.5, 0, 2, 3, 3, 3], new ReLU { MaxValue = 3, NegativeSlope = 0.5 }.Apply(x), 1e-6);
    }
}
