using Hebb.Activations;
using Hebb.Layers;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Tests.Training;

public sealed class TemperatureScalingTests
{
    /// <summary>
    /// An answer given with p = 0.9 that is right in 3 of 4 cases should have been given with 3/4: ln 9 / T = ln 3, so T = 2. One that was given with 0.6 and
    /// is right in 9 of 10: T = ln 1.5 / ln 9. And one that is as sure as it is right stays.
    /// </summary>
    [Theory]
    [InlineData(0.9, 0.75, 2)]
    [InlineData(0.75, 0.75, 1)]
    [InlineData(0.6, 0.9, 0.18453512)] // out of bounds: 1/5
    [InlineData(0.7, 0.9, 0.38562187)]
    [InlineData(0.999, 0.52, 86.288370)] // out of bounds: 5
    public void The_temperature_makes_two_classes_as_sure_as_they_are_right(double given, double right, double temperature)
    {
        const int Examples = 2000;
        float[] probabilities =
            [.. Enumerable.Range(0, Examples).SelectMany(i => (float[])(i % 2 == 0 ? [(float)given, (float)(1 - given)] : [(float)(1 - given), (float)given]))];
        int[] truth = [.. Enumerable.Range(0, Examples).Select(i => i < Examples * right ? i % 2 : 1 - (i % 2))];
        Assert.Equal(Math.Clamp(temperature, 0.2, 5), TemperatureScaling.Fit(probabilities, truth), 1e-4);
        Assert.Equal(1, TemperatureScaling.Fit(probabilities.AsSpan(0, 2 * 999), truth.AsSpan(0, 999)));
    }

    /// <summary>Where every answer is right, or surely wrong, there is no best temperature.</summary>
    [Theory]
    [InlineData(1, 0.2)]
    [InlineData(0, 5)]
    public void The_temperature_stays_in_its_bounds(float chance, double temperature)
    {
        float[] probabilities = [.. Enumerable.Range(0, 1000).SelectMany(_ => (float[])[chance, 1 - chance, 0])];
        Assert.Equal(temperature, TemperatureScaling.Fit(probabilities, new int[1000]), 1e-4);
    }

    [Fact]
    public void The_weights_of_the_last_layer_are_divided_where_a_softmax_follows_them()
    {
        Sequential model = new([new Input([3]), new Dense(4, Activation.Relu), new Dense(3, Activation.Softmax)]) { Seed = 2 };
        Tensor x = Tensor.Create([0.5f, -1, 2], [1, 3]);
        float[] before = model.Predict(x).ToArray<float>();
        TemperatureScaling.Apply(TemperatureScaling.LastLayer(model)!, 2);
        double[] expected = [.. before.Select(p => Math.Sqrt(p))];
        float[] after = model.Predict(x).ToArray<float>();
        for (int i = 0; i < 3; i++) { Assert.Equal(expected[i] / expected.Sum(), after[i], 1e-6); }
        Assert.Null(TemperatureScaling.LastLayer(new Sequential([new Input([3]), new Dense(4)])));
        Assert.Null(TemperatureScaling.LastLayer(new Sequential([new Input([3]), new Dense(4), new ActivationLayer(Activation.Softmax)])));
    }
}
