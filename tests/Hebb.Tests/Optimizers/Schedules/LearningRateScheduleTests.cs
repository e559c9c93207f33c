using Hebb.Optimizers;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Tests.Optimizers.Schedules;

/// <summary>A schedule in place of a learning rate.</summary>
public sealed class LearningRateScheduleTests
{
    [Fact]
    public void Each_step_has_the_rate_of_its_number()
    {
        double[] rates = [0.4, 0.4, 0.1, 0.1, 0.025];
        SGD sgd = new(new StepDecay(0.4, 2, 0.25));
        double w = 0;
        int step = 0;
        foreach (double[] found in Descent.Follow(sgd, new("w", Tensor.Create(0f)), [.. rates.Select(_ => Tensor.Create(1f))]))
        {
            w -= rates[step++];
            Near.Equal([w], found, 1e-6, $"step {step}");
        }

        Assert.Equal(5, sgd.Iterations);
        Near.Equal([0.025], [sgd.LearningRate], 1e-15);
    }

    [Fact]
    public void Adams_first_step_has_the_first_rate()
    {
        double[] found = Descent.Follow(new Adam(new PiecewiseConstantDecay([0], [0.5, 0.001])), new("w", Tensor.Create(0f)), Tensor.Create(3f))[0];
        Near.Equal([-0.5], found, 1e-6);
    }

    [Fact]
    public void The_rate_is_readable_and_cannot_be_set()
    {
        Adam adam = new(new ExponentialDecay(0.1, 10, 0.5)) { Iterations = 10 };
        Assert.Equal(0.05, adam.LearningRate);
        Assert.IsType<ExponentialDecay>(adam.Schedule);
        string message = Assert.Throws<InvalidOperationException>(() => adam.LearningRate = 0.1).Message;
        Assert.Contains("follows ExponentialDecay", message, StringComparison.Ordinal);

        SGD sgd = new(0.1);
        Assert.Null(sgd.Schedule);
        sgd.LearningRate = 0.2;
        Assert.Equal(0.2, sgd.LearningRate);
        Assert.Equal(0.01, new SGD().LearningRate);
        Assert.Equal(0.001, new Adam().LearningRate);
    }

    [Fact]
    public void With_accumulation_it_counts_batches_as_in_Keras()
    {
        SGD sgd = new(new PiecewiseConstantDecay([0, 1, 2], [0.1, 0.2, 0.3, 0.4])) { GradientAccumulationSteps = 2 };
        double[][] found = Descent.Follow(sgd, new("w", Tensor.Create(0f)), [.. Enumerable.Repeat(Tensor.Create(1f), 4)]);
        Near.Equal([0, -0.2, -0.2, -0.6], [.. found.Select(w => w[0])], 1e-6);
    }
}
