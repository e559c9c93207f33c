using System.Text.RegularExpressions;
using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Callbacks;

public class ProgbarLoggerTests
{
    /// <summary>The weight is 0 and never changes: the loss is the mean of the squares of 1, 2, 3 and 4, 7.5.</summary>
    [Fact]
    public void Each_epoch_is_one_line_where_nothing_can_be_redrawn()
    {
        string text = Fit(new() { Epochs = 2 }, redraws: false);
        Assert.Matches(@"^Epoch 1/2 - \d+\.\d s - loss: 7\.5\nEpoch 2/2 - \d+\.\d s - loss: 7\.5\n$", text);
    }

    [Fact]
    public void Validation_and_the_reason_of_the_end_are_shown()
    {
        Tensor x = Tensor.Ones([1, 1]);
        string text = Fit(new() { Epochs = 5, Validation = (x, x), Callbacks = [new EarlyStopping { Patience = 1 }] }, redraws: false);
        string[] lines = text.Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.EndsWith(" - loss: 7.5 - val_loss: 1", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Stopped early after epoch 2", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_sees_the_line_of_an_epoch_grow_and_nothing_of_a_longer_one_remains()
    {
        string text = Fit(new() { Epochs = 1, BatchSize = 2, Shuffle = false }, redraws: true);
        string[] drawn = text.TrimEnd('\n').Split('\r');
        Assert.Equal("", drawn[0]);
        // The first batch holds 1 and 2: (1 + 4) / 2.
        Assert.Matches("^Epoch 1/1 - 1/2 ━{10}╌{10} \\d+ s left - loss: 2\\.5$", drawn[1]);
        Assert.Matches(@"^Epoch 1/1 - \d+\.\d s - loss: 7\.5 *$", drawn[^1]);
        Assert.True(drawn[^1].Length >= drawn[^2].TrimEnd().Length);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_epoch_ends_its_line()
    {
        using CancellationTokenSource stop = new();
        LambdaCallback stopping = new() { BatchEnd = (_, _) => stop.Cancel() };
        string text = Fit(new() { Epochs = 3, BatchSize = 2, Callbacks = [stopping] }, redraws: true, stop.Token);
        Assert.Single(Regex.Matches(text, "\r"));
        Assert.EndsWith("\nTraining was canceled.\n", text, StringComparison.Ordinal);
    }

    private static string Fit(FitOptions options, bool redraws, CancellationToken cancellation = default)
    {
        Sequential model = new([new Dense(1, useBias: false) { KernelInitializer = Hebb.Initializers.Initializer.Zeros }]);
        model.Compile(new SGD(0), Loss.MeanSquaredError);
        Tensor x = Tensor.Create<float>([1, 2, 3, 4], [4, 1]);
        using StringWriter text = new() { NewLine = "\n" };
        model.Fit(Dataset.From(x, x), options with { Callbacks = [.. options.Callbacks, new ProgbarLogger(text) { Redraws = redraws }] }, cancellation);
        return text.ToString();
    }
}
