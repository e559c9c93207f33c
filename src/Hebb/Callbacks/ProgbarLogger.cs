using System.Diagnostics;
using System.Globalization;
using Hebb.Models;

namespace Hebb.Callbacks;

/// <summary>
/// Shows the progress of a training: Keras' <c>verbose=1</c>. On a terminal a line for each epoch is redrawn while its batches are trained; elsewhere, and
/// with <see cref="Redraws"/> false, each epoch is one line when it is done (<c>verbose=2</c>).
/// </summary>
/// <example><code>model.Fit(x, y, new() { Callbacks = [new ProgbarLogger()] });</code></example>
/// <param name="output">Where lines are written; the console by default.</param>
public sealed class ProgbarLogger(TextWriter? output = null) : Callback
{
    private const int BarWidth = 20;
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter _output = output ?? Console.Out;
    private long _epochBegan, _drawn;
    private int _length;

    /// <summary>Whether the line of an epoch is redrawn while it is trained. By default on a terminal only.</summary>
    public bool Redraws { get; init; } = output is null && !Console.IsOutputRedirected;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context) => OnEpochBegin(context, context.Epoch + 1);

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context, int epoch) => (_epochBegan, _drawn, _length) = (Stopwatch.GetTimestamp(), 0, 0);

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context, in BatchResult result)
    {
        if (!Redraws || (_drawn != 0 && Stopwatch.GetElapsedTime(_drawn) < s_interval)) { return; }
        _drawn = Stopwatch.GetTimestamp();
        double seconds = Stopwatch.GetElapsedTime(_epochBegan).TotalSeconds;
        string batches = context.Batches is { } all
            ? string.Create(
                CultureInfo.InvariantCulture, $"{result.Batch}/{all} {Bar(result.Batch, all)} {seconds / result.Batch * (all - result.Batch):F0} s left")
            : string.Create(CultureInfo.InvariantCulture, $"{result.Batch} batches");
        string line = $"{Head(context, result.Epoch)} - {batches} - {Values(context.Running, "")}";
        // A line that wraps could not be drawn over.
        int width = output is null && Console.WindowWidth > 1 ? Console.WindowWidth - 1 : line.Length;
        Redraw(line[..Math.Min(line.Length, width)]);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochResult result)
    {
        string validation = result.Validation is { } held ? $" - {Values(held, EpochResult.ValidationPrefix)}" : "";
        string seconds = string.Create(CultureInfo.InvariantCulture, $"{result.Seconds:F1} s");
        string line = $"{Head(context, result.Epoch)} - {seconds} - {Values(result.Training, "")}{validation}";
        if (Redraws) { Redraw(line); }
        else { _output.Write(line); }
        _output.WriteLine();
        _length = 0;
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        // An epoch that was cut off leaves its line as it is.
        if (_length > 0) { _output.WriteLine(); }
        if (context.StopReason is { } reason) { _output.WriteLine(reason); }
    }

    private static string Head(TrainingContext context, int epoch) =>
        string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch}/{context.Options.Epochs}");

    private static string Bar(int done, int all) => new string('━', BarWidth * done / all).PadRight(BarWidth, '╌');

    private static string Values(Evaluation evaluation, string prefix) => string.Join(
        " - ", evaluation.Names.Zip(evaluation.Values, (name, value) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{name}: {value:G4}")));

    /// <summary>Writes over the line; what a longer one left behind becomes blank.</summary>
    private void Redraw(string line)
    {
        _output.Write($"\r{line}{new string(' ', Math.Max(0, _length - line.Length))}");
        _length = line.Length;
    }
}
