using Hebb.Callbacks;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Tests.Callbacks;

public sealed class LearningRateSchedulerTests
{
    [Fact]
    public void The_function_is_given_the_epoch_and_the_present_rate()
    {
        List<(int, double)> seen = [];
        History history = Fit(new SGD(0.8), new LearningRateScheduler((epoch, rate) =>
        {
            seen.Add((epoch, rate));
            return epoch < 3 ? rate : rate / 2;
        }));
        Assert.Equal([(1, 0.8), (2, 0.8), (3, 0.8), (4, 0.4)], seen);
        Assert.Equal([0.8, 0.8, 0.4, 0.2], history.Epochs.Select(epoch => epoch.LearningRate));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void What_is_no_learning_rate_is_refused(double rate)
    {
        string message = Assert.Throws<InvalidOperationException>(() => Fit(new SGD(0.1), new LearningRateScheduler((_, _) => rate))).Message;
        Assert.Contains("epoch 1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_of_the_optimizer_is_not_overridden()
    {
        string message =
            Assert.Throws<InvalidOperationException>(() => Fit(new SGD(new CosineDecay(0.1, 10)), new LearningRateScheduler((_, rate) => rate / 2))).Message;
        Assert.Contains("follows CosineDecay", message, StringComparison.Ordinal);
    }

    private static History Fit(Optimizer optimizer, Callback callback)
    {
        Sequential model = new([new Dense(1)]);
        model.Compile(optimizer, Loss.MeanSquaredError);
        return model.Fit(Tensor.Zeros([1, 1]), Tensor.Zeros([1, 1]), new() { Epochs = 4, Callbacks = [callback] });
    }
}
