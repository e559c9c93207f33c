using System.Diagnostics;
using System.Globalization;
using Hebb.Models;

namespace Hebb.Cli;

/// <summary>Progress as plain lines, one for each epoch: for logs and pipes.</summary>
internal sealed class TrainingProgressLines(TextWriter writer) : IProgress<TrainingProgress>
{
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (value.Completed is { } epoch) { writer.WriteLine(Line(value, epoch, Remaining(value, Stopwatch.GetElapsedTime(_started)))); }
    }

    /// <summary>How much longer training takes at most, at its pace so far.</summary>
    public static TimeSpan Remaining(TrainingProgress progress, TimeSpan elapsed) =>
        progress.Try is { } search ? search.Left : elapsed / progress.Epoch * (progress.Epochs - progress.Epoch);

    /// <summary>An epoch on one line.</summary>
    public static string Line(TrainingProgress progress, EpochResult epoch, TimeSpan remaining) => string.Create(
        CultureInfo.InvariantCulture,
        $"{TrainingTries.Before(progress)}epoch {progress.Epoch}/{progress.Epochs}  {epoch.Training}"
        + $"{(epoch.Validation is null ? "" : $"  val_loss {epoch.Validation.Loss:G5}")}  at most {remaining.TotalSeconds:F0} s left");
}
