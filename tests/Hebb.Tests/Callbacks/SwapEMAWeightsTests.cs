using Hebb.Callbacks;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Callbacks;

/// <summary>
/// One weight w from 8, loss w², rate ¼: each step halves it, so after epochs of one step w = 4, 2, 1 and its mean with m = ½ is 4, 3, 2.
/// </summary>
public sealed class SwapEMAWeightsTests
{
    private static readonly double[] s_weights = [4, 2, 1], s_means = [4, 3, 2];

    [Fact]
    public void Validation_sees_the_means_and_training_the_weights()
    {
        (History plain, List<double> plainEnds, double plainLast) = Fit([]);
        Assert.Equal(Squares(s_weights), plain.Epochs.Select(epoch => epoch["val_loss"]));
        (History swapped, List<double> ends, double last) = Fit([new SwapEMAWeights()]);
        Assert.Equal(Squares(s_means), swapped.Epochs.Select(epoch => epoch["val_loss"]));
        Assert.Equal([64, 16, 4], swapped.Epochs.Select(epoch => epoch["loss"]));
        Assert.Equal(s_weights, ends);
        Assert.Equal(plainEnds, ends);
        Assert.Equal((2, 2), (plainLast, last)); // in the end the model has the mean
    }

    [Fact]
    public void From_epoch_to_epoch_later_callbacks_see_the_means()
    {
        (History history, List<double> ends, double last) = Fit([new SwapEMAWeights { SwapOnEpoch = true }]);
        Assert.Equal(s_means, ends);
        Assert.Equal([64, 16, 4], history.Epochs.Select(epoch => epoch["loss"]));
        Assert.Equal(2, last);
    }

    [Fact]
    public void A_training_that_stops_early_ends_with_the_means_as_well()
    {
        (_, List<double> ends, double last) = Fit([new SwapEMAWeights { SwapOnEpoch = true }, new StopAfter(2)]);
        Assert.Equal([4, 3], ends);
        Assert.Equal(3, last);
    }

    [Fact]
    public void Its_state_says_who_holds_the_means()
    {
        SwapEMAWeights callback = new() { SwapOnEpoch = true };
        CallbackState? state = null;
        Fit([callback, new Look(() => state = callback.State)]);
        Assert.Equal(1, state!.Numbers["swapped"]);
        Assert.Equal(0, callback.State.Numbers["swapped"]);
    }

    [Fact]
    public void Without_means_it_is_an_error()
    {
        string message = Assert.Throws<InvalidOperationException>(() => Fit([new SwapEMAWeights()], new SGD(0.25))).Message;
        Assert.Contains("UseEma = true", message, StringComparison.Ordinal);
    }

    private static IEnumerable<double> Squares(double[] values) => values.Select(value => value * value);

    private static (History, List<double>, double) Fit(Callback[] callbacks, Optimizer? optimizer = null)
    {
        Sequential model = new([new Dense(1, useBias: false) { KernelInitializer = Initializer.Constant(8) }]);
        model.Compile(optimizer ?? new SGD(0.25) { UseEma = true, EmaMomentum = 0.5 }, Loss.MeanSquaredError);
        Tensor one = Tensor.Ones([1, 1]), zero = Tensor.Zeros([1, 1]);
        List<double> ends = [];
        History history = model.Fit(one, zero, new() { Epochs = 3, Validation = (one, zero), Callbacks = [.. callbacks, new Ends(ends)] });
        return (history, ends, model.Parameters[0].Value.ToDoubles()[0]);
    }

    private sealed class Ends(List<double> ends) : Callback
    {
        public override void OnEpochEnd(TrainingContext context, EpochResult result) => ends.Add(context.Model.Parameters[0].Value.ToDoubles()[0]);
    }

    private sealed class StopAfter(int epoch) : Callback
    {
        public override void OnEpochEnd(TrainingContext context, EpochResult result)
        {
            if (result.Epoch == epoch) { context.StopTraining("enough"); }
        }
    }

    private sealed class Look(Action look) : Callback
    {
        public override void OnEpochEnd(TrainingContext context, EpochResult result) => look();
    }
}
