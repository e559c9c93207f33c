using Hebb.Activations;
using Hebb.Graphs;
using Hebb.Initializers;
using Hebb.Losses;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.WorkedExamples;

/// <summary>The small calculations of lecture notes on neural networks, with the numbers they should have.</summary>
public sealed class SmallExamplesTests
{
    [Theory]
    [InlineData(1, 1, 1, -18000, 0)]
    [InlineData(3, 1, 2, 9000, 1)]
    public void Weighted_decisions(float w1, float w2, float w3, double sum, double decision)
    {
        Tensor x = Tensor.Create(10000f, 15000f, 7000f);
        Tensor z = (x * Tensor.Create(w1, w2, w3)).Sum() - 50000;
        Assert.Equal(sum, z.Item());
        Assert.Equal(decision, Activation.Step.Apply(z).Item());
    }

    [Fact]
    public void A_forward_pass_and_its_log_loss()
    {
        Tensor z = (Tensor.Create(2.0, 1, 3) * Tensor.Create(0.5, 0.2, 0.1)).Sum() + 0.1;
        Tensor hidden = z.Sigmoid(), other = Tensor.Scalar(1.5, DType.Float64).Sigmoid();
        Tensor output = hidden * 1.2 - other * 0.7 + 0.05;
        Tensor p = output.Sigmoid().Reshape([1, 1]);
        Tensor loss = Loss.BinaryCrossentropy.Compute(Tensor.Create([1.0], [1, 1]), p);
        Near.Equal([0.483160], loss.Reshape([1]), 5e-7);
        Near.Equal([1.6, 0.832018, 0.817574, 0.476120, 0.616831], [z.Item(), hidden.Item(), other.Item(), output.Item(), p.Item()], 5e-7);
    }

    [Fact]
    public void Two_layers()
    {
        Tensor z = (Tensor.Create(95.0, 4, 4) * Tensor.Create(0.01, 0.02, 0.03)).Sum() + 0.01;
        Tensor hidden = z.Sigmoid(), next = hidden * 0.02 + 0.03;
        Near.Equal([1.16, 0.761333, 0.045227, 0.511305], [z.Item(), hidden.Item(), next.Item(), next.Sigmoid().Item()], 5e-7);
    }

    [Fact]
    public void Softmax_of_four_logits() =>
        Near.Equal([0.002166, 0.005887, 0.118243, 0.873704], Activation.Softmax.Apply(Tensor.Create(-1f, 0f, 3f, 5f)), 5e-7);

    [Fact]
    public void Leaky_ReLU_swish_and_the_steepest_sigmoid_and_tanh()
    {
        Near.Equal([-0.03, 0, 2], Activation.LeakyRelu(0.01).Apply(Tensor.Create(-3f, 0f, 2f)), 1e-8);
        Near.Equal([1.2 / (1 + Math.Exp(-1.2))], Activation.Get("swish").Apply(Tensor.Create(1.2)), 1e-15);
        Tensor zero = Tensor.Create(0.0);
        Near.Equal([0.25], Gradient.Of(zero.Sigmoid(), zero)[0], 0);
        Near.Equal([1], Gradient.Of(zero.Tanh(), zero)[0], 0);
    }

    [Fact]
    public void Cross_entropy_is_the_same_for_class_numbers_and_one_hot()
    {
        Tensor p = Tensor.Create(new[,] { { 0.2, 0.3, 0.5 } });
        Near.Equal([-Math.Log(0.2)], Loss.CategoricalCrossentropy.PerRow(Tensor.Create(new[,] { { 1.0, 0, 0 } }), p), 1e-12);
        Near.Equal([-Math.Log(0.2)], Loss.SparseCategoricalCrossentropy.PerRow(Tensor.Create(0), p), 1e-12);
    }

    [Fact]
    public void Momentum_averages_past_values()
    {
        // v1 = a1, v2 = β v1 + (1 − β) a2.
        Parameter v = new("v", Tensor.Create(10f), trainable: false);
        Function next = new(a =>
        {
            v.Assign(v.Value * 0.95 + a * (1 - 0.95));
            return v.Value;
        });
        Assert.Equal(0.95 * 10 + 0.05 * 30, next.Call(Tensor.Create(30f))[0].Item(), 1e-5);
        Assert.Equal(0.95 * 11 + 0.05 * 20, next.Call(Tensor.Create(20f))[0].Item(), 1e-5);
    }

    [Theory]
    [InlineData(1, 0, 0)] // y·f(x) = 2 ≥ 0
    [InlineData(-1, 2, 3)] // −y·x
    public void The_derivative_of_the_perceptron_loss(float y, double d1, double d2)
    {
        Tensor w = Tensor.Create([-2f, 2f], [2, 1]), x = Tensor.Create([2f, 3f], [1, 2]);
        Tensor loss = Loss.Perceptron.Compute(Tensor.Create(y), x.MatMul(w));
        Near.Equal([d1, d2], Gradient.Of(loss, w)[0].Reshape([2]), 0);
    }

    [Fact]
    public void Initial_weights_of_three_inputs()
    {
        Assert.Equal(1 / Math.Sqrt(3), Largest(Initializer.FanInUniform, [3, 4000]), 1e-3);
        Assert.Equal(Math.Sqrt(6 / 4003.0), Largest(Initializer.GlorotUniform, [3, 4000]), 1e-4);
        Assert.Equal(Math.Sqrt(6 / 3.0), Largest(Initializer.HeUniform, [3, 4000]), 1e-3);
    }

    private static double Largest(Initializer initializer, Shape shape)
    {
        float[] values = new float[shape.Size];
        initializer.Fill(values, shape, RandomKey.FromSeed(1));
        return values.Max(Math.Abs);
    }
}
