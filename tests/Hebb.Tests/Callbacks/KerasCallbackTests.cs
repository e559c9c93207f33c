using Hebb.Callbacks;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Callbacks;

/// <summary>
/// What Keras 3.15.1 does with the same values of val_loss and the same options, run there. The model is one weight w, which a callback sets before each
/// validation, and val_loss is |w|. Without a value in the first of two epochs stands for a validation every second epoch.
/// </summary>
public sealed class KerasCallbackTests
{
    [Theory]
    [InlineData("2.5 3.5 2 3.5 1 2 1 2 2", 0, 0.5, null, 2, "min", 4, 3)]
    [InlineData("4 5 3.5 3 1 4 3 2.5 5", 1, 0.0, null, 0, "min", 2, 1)]
    [InlineData("4 1 1 3 4 1 1 5 4", 3, 0.0, null, 0, "min", 5, 2)]
    [InlineData("- 4 - 1 - 4 - 4 -", 1, 0.5, 3.0, 0, "max", 4, 2)]
    [InlineData("2 2 4 4 2 4 3 3.5 5", 2, 0.5, null, 0, "min", 3, 1)]
    [InlineData("5 3.5 3.5 1 2.5 2.5 5 2.5 2", 2, 0.0, 3.0, 0, "min", 3, 2)]
    [InlineData("3 2 3.5 4 3 3 2 4 5", 2, 0.0, 3.0, 0, "min", 4, 2)]
    [InlineData("- 2.5 - 1 - 3 - 3.5 -", 3, 0.75, null, 0, "min", 9, 4)]
    [InlineData("2 4 2.5 4 5 1 4 1 3", 2, 0.75, 3.0, 2, "min", 4, 3)]
    [InlineData("1 3 5 2.5 2 1 1 3.5 1", 2, 0.0, 1.5, 0, "min", 3, 1)]
    [InlineData("3.5 2.5 2.5 3.5 4 3.5 3.5 2 2.5", 0, 0.5, 3.0, 0, "min", 3, 2)]
    [InlineData("- 1 - 5 - 2 - 4 -", 2, 0.5, null, 2, "min", 9, 6)]
    [InlineData("2 5 1 3 3.5 1 4 4 2", 1, 0.75, 1.5, 0, "min", 2, 1)]
    [InlineData("3 3.5 4 5 1 3 3.5 4 3", 1, 0.75, 1.5, 0, "max", 2, 1)]
    [InlineData("- 2 - 3.5 - 3 - 3.5 -", 2, 0.5, 1.5, 0, "min", 4, 2)]
    [InlineData("5 4 3 3 3", 2, 0.0, 1.0, 0, "min", 4, 3)] // an epoch better than all before never ends training
    public void Early_stopping_ends_where_Keras_does(
        string values, int patience, double minDelta, double? baseline, int start, string mode, int epochs, int best)
    {
        EarlyStopping stopping = new() { Patience = patience, MinDelta = minDelta, Baseline = baseline, StartFromEpoch = start, Mode = Mode(mode) };
        (History history, Model model) = Fit(values, stopping);
        Assert.Equal(epochs, history.Epochs.Count);
        Assert.Equal(Numbers(values)[best - 1], model.Parameters[0].ToArray<float>()[0]);
    }

    [Theory]
    [InlineData("3 1 2.5 4 2 3 1 3.5 4 5", 3, 0.5, 1, 0.0, "1 1 1 1 0.5 0.5 0.5 0.25 0.25 0.25")]
    [InlineData("2 2.5 2 5 1 3.5 3.5 2.5 2 2", 2, 0.5, 1, 0.2, "1 1 0.5 0.5 0.5 0.5 0.25 0.25 0.2 0.2")]
    [InlineData("2 4 2.5 1 5 3 2.5 1 3.5 3.5", 2, 0.5, 1, 0.2, "1 1 0.5 0.5 0.5 0.25 0.25 0.2 0.2 0.2")]
    [InlineData("- 3.5 - 2 - 3.5 - 2 - 1", 3, 0.5, 0, 0.2, "1 1 1 1 1 1 1 1 1 1")]
    [InlineData("3.5 2.5 4 2.5 4 4 1 3.5 1 3", 2, 0.75, 0, 0.2, "1 1 1 0.5 0.5 0.25 0.25 0.25 0.2 0.2")]
    [InlineData("2.5 1 2.5 2.5 2 3 3.5 2.5 2.5 1", 2, 0.75, 0, 0.0, "1 1 1 0.5 0.5 0.25 0.25 0.125 0.125 0.0625")]
    [InlineData("2.5 3 2.5 2 4 4 1 2 4 2", 0, 0.5, 0, 0.0, "1 0.5 0.25 0.125 0.0625 0.03125 0.03125 0.015625 0.0078125 0.00390625")]
    [InlineData("- 4 - 5 - 3.5 - 4 - 3", 1, 0.75, 0, 0.2, "1 1 1 0.5 0.5 0.25 0.25 0.2 0.2 0.2")]
    [InlineData("3.5 3 2 2.5 5 2.5 4 4 2 3.5", 0, 0.5, 2, 0.2, "1 0.5 0.5 0.25 0.25 0.2 0.2 0.2 0.2 0.2")]
    [InlineData("1 5 2 1 2.5 3.5 5 2.5 2.5 3.5", 0, 0.5, 1, 0.2, "1 0.5 0.25 0.2 0.2 0.2 0.2 0.2 0.2 0.2")]
    public void The_learning_rate_falls_where_it_does_in_Keras(string values, int patience, double minDelta, int cooldown, double least, string rates)
    {
        ReduceLROnPlateau reducing = new() { Factor = 0.5, Patience = patience, MinDelta = minDelta, Cooldown = cooldown, MinLearningRate = least };
        List<double> found = [];
        Fit(values, reducing, new LambdaCallback { EpochEnd = (context, _) => found.Add(context.Model.Optimizer!.LearningRate) });
        Assert.Equal(Numbers(rates), found);
    }

    [Fact]
    public void Neither_a_negative_change_nor_a_missing_value_confuses_them()
    {
        // Keras takes the size of min_delta.
        EarlyStopping stopping = new() { Patience = 1, MinDelta = -0.75 };
        Assert.Equal(2, Fit("4 3.5 3 2.5", stopping).History.Epochs.Count);
        string message = Assert.Throws<ArgumentException>(() => Fit("1 2", new ReduceLROnPlateau { Monitor = "val_accuracy" })).Message;
        Assert.Contains("ReduceLROnPlateau watches \"val_accuracy\"", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reason_says_what_was_missed()
    {
        Assert.Contains("has not been better than the baseline 1 for 4 epochs; the best was 3 in epoch 3", Reason(1), StringComparison.Ordinal);
        Assert.Contains("has not improved for 1 epochs; the best was 3 in epoch 3", Reason(null, 1), StringComparison.Ordinal);

        static string Reason(double? baseline, int patience = 2) =>
            Fit("5 4 3 3 3", new EarlyStopping { Patience = patience, Baseline = baseline }).History.StopReason!;
    }

    private static MonitorMode Mode(string mode) => mode == "max" ? MonitorMode.Max : MonitorMode.Min;

    private static double[] Numbers(string text) =>
        [.. text.Split(' ').Select(word => word == "-" ? 0 : double.Parse(word, System.Globalization.CultureInfo.InvariantCulture))];

    private static (History History, Model Model) Fit(string values, params IReadOnlyList<Callback> callbacks)
    {
        Sequential model = new([new Dense(1, useBias: false) { KernelInitializer = Initializer.Zeros }]);
        model.Compile(new SGD(1), Loss.MeanAbsoluteError);
        double[] numbers = Numbers(values);
        LambdaCallback script = new() { BatchEnd = (context, result) => context.Model.Parameters[0].SetValues<float>([(float)numbers[result.Epoch - 1]]) };
        Tensor zero = Tensor.Zeros([1, 1]);
        return (model.Fit(zero, zero, new()
        {
            Epochs = numbers.Length,
            Validation = (Tensor.Ones([1, 1]), zero),
            ValidationFrequency = values.StartsWith('-') ? 2 : 1,
            Callbacks = [script, .. callbacks],
        }), model);
    }
}
