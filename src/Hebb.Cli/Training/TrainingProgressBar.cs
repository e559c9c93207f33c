using System.Globalization;
using Hebb.Models;
using Spectre.Console;

namespace Hebb.Cli;

/// <summary>Progress as a bar that is redrawn: for somebody who watches.</summary>
internal sealed class TrainingProgressBar(ProgressTask task) : IProgress<TrainingProgress>
{
    private string _last = "";

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        task.MaxValue = value.Epochs;
        task.Value = value.Completed is not null ? value.Epoch : value.Epoch - 1 + (value.Batches is { } batches ? (double)value.Batch / batches : 0);
        if (value.Completed is { } epoch)
        {
            _last = string.Create(
                CultureInfo.InvariantCulture, $"  loss {epoch.Training.Loss:F4}{(epoch.Validation is null ? "" : $"  val_loss {epoch.Validation.Loss:F4}")}");
        }

        task.Description = string.Create(CultureInfo.InvariantCulture, $"epoch {value.Epoch}/{value.Epochs}{_last}");
    }

    /// <summary>Runs a training under a bar with the time left at most; training usually ends earlier.</summary>
    public static T Show<T>(IAnsiConsole console, Func<IProgress<TrainingProgress>, T> train) => console.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new RemainingTimeColumn())
        .Start(context => train(new TrainingProgressBar(context.AddTask("epoch 1"))));
}
