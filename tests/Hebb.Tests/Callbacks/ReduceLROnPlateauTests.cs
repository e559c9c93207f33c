using Hebb.Callbacks;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Tests.Callbacks;

/// <summary>A callback sets the only weight w before each validation, so val_loss = w² and the rates follow by counting.</summary>
public sealed class ReduceLROnPlateauTests
{
    [Fact]
    public void The_rate_falls_after_patience_epochs_without_improvement() =>
        Assert.Equal([1, 1, 1, 0.5, 0.5, 0.25], Rates([3, 2, 2, 2, 2, 2, 2], new() { Factor = 0.5, Patience = 2 }));

    [Fact]
    public void An_improvement_starts_the_count_again() =>
        Assert.Equal([1, 1, 1, 1, 0.1], Rates([3, 3, 2, 2, 2, 2], new() { Patience = 2 }), (a, b) => Math.Abs(a - b) < 1e-12);

    [Fact]
    public void Cooldown_epochs_are_not_counted()
    {
        // Reduced after epoch 2; epochs 3 and 4 cool down, but the last of them is counted, as in Keras, which counts down first.
        Assert.Equal([1, 0.5, 0.5, 0.25, 0.25, 0.125], Rates([2, 2, 2, 2, 2, 2, 2], new() { Factor = 0.5, Patience = 1, Cooldown = 2 }));
        Assert.Equal([1, 0.5, 0.25, 0.125, 0.0625, 0.03125], Rates([2, 2, 2, 2, 2, 2, 2], new() { Factor = 0.5, Patience = 1 }));
    }

    [Fact]
    public void The_rate_never_goes_below_its_least() =>
        Assert.Equal([1, 0.5, 0.4, 0.4], Rates([2, 2, 2, 2, 2], new() { Factor = 0.5, Patience = 1, MinLearningRate = 0.4 }));

    [Fact]
    public void Changes_below_min_delta_are_none()
    {
        Assert.Equal([1, 0.5, 0.25], Rates([3, 2.9, 2.8, 2.7], new() { Factor = 0.5, Patience = 1, MinDelta = 2 })); // squares 9, 8.41, 7.84
        Assert.Equal([1, 1, 1], Rates([3, 2.9, 2.8, 2.7], new() { Factor = 0.5, Patience = 1 }));
    }

    [Fact]
    public void The_mode_may_be_given()
    {
        Assert.Equal([1, 1, 1], Rates([1, 2, 3, 4], new() { Factor = 0.5, Patience = 1, Mode = MonitorMode.Max }));
        Assert.Equal([1, 0.5, 0.25], Rates([1, 2, 3, 4], new() { Factor = 0.5, Patience = 1 }));
    }

    [Fact]
    public void An_interrupted_training_goes_on_counting()
    {
        double[] values = [3, 2, 2, 2, 2, 2, 2];
        ReduceLROnPlateau first = new() { Factor = 0.5, Patience = 3 }, second = new() { Factor = 0.5, Patience = 3 };
        Assert.Equal([1, 1, 1, 1, 0.5, 0.5], Rates(values, new() { Factor = 0.5, Patience = 3 }));
        Assert.Equal([1, 1, 1], Rates(values[..4], first));
        second.State = first.State;
        Assert.Equal([0.5, 0.5], Rates(values[4..], second)); // its first epoch is the third without improvement
    }

    [Fact]
    public void Errors_say_what_is_wrong()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceLROnPlateau { Factor = 1 });
        Assert.Contains("val_los", Assert.Throws<ArgumentException>(() => Rates([1], new() { Monitor = "val_los" })).Message, StringComparison.Ordinal);
        Assert.Contains(
            "follows StepDecay",
            Assert.Throws<InvalidOperationException>(() => Rates([1], new(), new SGD(new StepDecay(1, 1)))).Message,
            StringComparison.Ordinal);
    }

    /// <summary>The learning rate in each epoch but the first.</summary>
    private static IEnumerable<double> Rates(double[] values, ReduceLROnPlateau callback, Optimizer? optimizer = null)
    {
        Sequential model = new([new Dense(1, useBias: false) { KernelInitializer = Initializer.Zeros }]);
        model.Compile(optimizer ?? new SGD(1), Loss.MeanSquaredError);
        Tensor one = Tensor.Ones([1, 1]), zero = Tensor.Zeros([1, 1]);
        List<double> rates = [];
        model.Fit(one, zero, new() { Epochs = values.Length, Validation = (one, zero), Callbacks = [new Script(values, rates), callback] });
        return rates.Skip(1);
    }

    private sealed class Script(double[] values, List<double> rates) : Callback
    {
        public override void OnEpochBegin(TrainingContext context, int epoch) => rates.Add(context.Model.Optimizer!.LearningRate);

        public override void OnTestBegin(TrainingContext context) => context.Model.Parameters[0].SetValues<float>([(float)values[rates.Count - 1]]);
    }
}
