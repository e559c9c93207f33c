using Hebb.Models;

namespace Hebb.Tests.Models;

public sealed class PerceptronTests
{
    private static readonly double[,] s_bits = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
    private static readonly double[,] s_signs = { { -1, -1 }, { -1, 1 }, { 1, -1 }, { 1, 1 } };

    [Theory]
    [InlineData(0, 0, 0, 1)]
    [InlineData(0, 1, 1, 1)]
    [InlineData(1, 1, 1, 0)]
    public void And_or_and_nand_are_learned(double a, double b, double c, double d)
    {
        double[] desired = [a, b, c, d];
        Perceptron perceptron = new(2) { LearningRate = 0.1 };
        PerceptronResult result = perceptron.Fit(s_bits, desired);
        Assert.True(result.Converged);
        Assert.Equal(0, result.Errors[^1]);
        for (int i = 0; i < 4; i++) { Assert.Equal(desired[i], perceptron.Predict([s_bits[i, 0], s_bits[i, 1]])); }
        Assert.Equal(-perceptron.Bias, perceptron.Threshold);
    }

    [Fact]
    public void The_first_steps_are_those_of_rosenblatts_rule()
    {
        // By hand, from w = 0, b = 0, where nothing fires: only (1,1) should, so w = (1,1), b = 1.
        Perceptron perceptron = new(2);
        PerceptronResult result = perceptron.Fit(s_bits, [0, 0, 0, 1], maxEpochs: 1);
        Assert.Equal([1], result.Errors);
        Assert.Equal([1, 1], perceptron.Weights);
        Assert.Equal(1, perceptron.Bias);
        Assert.Equal(Separability.Separable, result.Separability);
        Assert.Contains("allow more epochs", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Xor_is_not_learned_and_proved_inseparable()
    {
        PerceptronResult result = new Perceptron(2).Fit(s_bits, [0, 1, 1, 0], maxEpochs: 100);
        Assert.False(result.Converged);
        Assert.Equal(Separability.NotSeparable, result.Separability);
        Assert.DoesNotContain(0, result.Errors);
    }

    [Fact]
    public void Bipolar_xor_is_not_learned_either_but_bipolar_and_is()
    {
        Assert.Equal(Separability.NotSeparable, new Perceptron(2) { IsBipolar = true }.Fit(s_signs, [-1, 1, 1, -1], 100).Separability);
        Assert.True(new Perceptron(2) { IsBipolar = true }.Fit(s_signs, [-1, -1, -1, 1]).Converged);
    }

    [Fact]
    public void Separability_is_exact_where_rounding_would_decide_wrongly()
    {
        // Points 1 and 1 + 2⁻⁵² of two classes: separable, but by a margin of one unit in the last place.
        double next = Math.BitIncrement(1.0);
        Assert.Equal(Separability.Separable, new Perceptron(1).Fit(new[,] { { 1.0 }, { next } }, [0, 1], 10).Separability);
        Assert.Equal(Separability.NotSeparable, new Perceptron(1).Fit(new[,] { { 1.0 }, { next }, { 2.0 } }, [0, 1, 0], 10).Separability);
    }

    [Fact]
    public void The_same_point_in_both_classes_cannot_be_separated()
    {
        Assert.Equal(Separability.NotSeparable, new Perceptron(2).Fit(new[,] { { 0.1, 0.2 }, { 0.1, 0.2 } }, [0, 1], 50).Separability);
    }

    [Fact]
    public void Answers_of_the_wrong_kind_are_refused()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new Perceptron(2).Fit(s_signs, [-1, -1, -1, 1]));
        Assert.Contains("IsBipolar", e.Message, StringComparison.Ordinal);
    }
}
