using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Hebb.Models;

/// <summary>
/// What training and prediction measure, for OpenTelemetry, <c>dotnet-counters</c> or a listener of your own: the meter and the activity source are called
/// <see cref="Name"/>. While nobody
/// listens nothing is measured.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Instrument</term><description>What it measures; every instrument has the tag <c>hebb.model.name</c>.</description></listheader>
/// <item><term><c>hebb.train.step.duration</c></term><description>Histogram in seconds: the time of a training step, without fetching its
/// batch.</description></item>
/// <item><term><c>hebb.train.rows</c></term><description>Counter of {row}: rows trained.</description></item>
/// <item><term><c>hebb.train.epoch.duration</c></term><description>Histogram in seconds: the time of an epoch, validation included.</description></item>
/// <item><term><c>hebb.train.loss</c></term><description>Gauge: the loss of an epoch, tag <c>hebb.split</c> with <c>train</c> or
/// <c>validation</c>.</description></item>
/// <item><term><c>hebb.train.active</c></term><description>Up-down counter of {training}: training loops under way.</description></item>
/// <item><term><c>hebb.predict.duration</c></term><description>Histogram in seconds: the time of a call of <c>Predict</c>.</description></item>
/// <item><term><c>hebb.predict.rows</c></term><description>Counter of {row}: rows predicted.</description></item>
/// </list>
/// Activities, each with the tag <c>hebb.model.name</c>: <c>hebb.train</c> (tags <c>hebb.train.epochs</c>, <c>hebb.train.stop_reason</c>; an error if the
/// training did not come to its end) with a <c>hebb.train.epoch</c> (tag <c>hebb.train.epoch</c>) for each epoch, and in it <c>hebb.validate</c>.
/// </remarks>
/// <example><code>services.AddOpenTelemetry().WithMetrics(m => m.AddMeter(Telemetry.Name)).WithTracing(t => t.AddSource(Telemetry.Name));</code></example>
public static class Telemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Hebb";

    private const string ModelName = "hebb.model.name";

    private static readonly Meter s_meter = new(Name);
    private static readonly Histogram<double> s_step = s_meter.CreateHistogram<double>("hebb.train.step.duration", "s", "Time of a training step.");
    private static readonly Counter<long> s_rows = s_meter.CreateCounter<long>("hebb.train.rows", "{row}", "Rows trained.");
    private static readonly Histogram<double> s_epoch = s_meter.CreateHistogram<double>(
        "hebb.train.epoch.duration", "s", "Time of an epoch, validation included.");
    private static readonly Gauge<double> s_loss = s_meter.CreateGauge<double>("hebb.train.loss", "1", "Loss of an epoch.");
    private static readonly UpDownCounter<long> s_active = s_meter.CreateUpDownCounter<long>("hebb.train.active", "{training}", "Training loops under way.");
    private static readonly Histogram<double> s_predict = s_meter.CreateHistogram<double>("hebb.predict.duration", "s", "Time of a prediction.");
    private static readonly Counter<long> s_predicted = s_meter.CreateCounter<long>("hebb.predict.rows", "{row}", "Rows predicted.");
    private static readonly ActivitySource s_activities = new(Name);

    /// <summary>The time now if steps are measured, else 0.</summary>
    internal static long StepBegins() => s_step.Enabled || s_rows.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Notes a training step.</summary>
    internal static void StepEnds(long began, Model model, int rows)
    {
        if (began == 0) { return; }
        s_step.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, Tag(model));
        s_rows.Add(rows, Tag(model));
    }

    /// <summary>The time now if predictions are measured, else 0.</summary>
    internal static long PredictionBegins() => s_predict.Enabled || s_predicted.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Notes a prediction.</summary>
    internal static void PredictionEnds(long began, Model model, int rows)
    {
        if (began == 0) { return; }
        s_predict.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, Tag(model));
        s_predicted.Add(rows, Tag(model));
    }

    /// <summary>Notes that a training begins, or is over.</summary>
    internal static void TrainingsUnderWay(int change, Model model) => s_active.Add(change, Tag(model));

    /// <summary>Notes an epoch.</summary>
    internal static void EpochEnds(Model model, EpochResult result)
    {
        if (!s_epoch.Enabled && !s_loss.Enabled) { return; }
        s_epoch.Record(result.Seconds, Tag(model));
        s_loss.Record(result.Training.Loss, Tag(model), new("hebb.split", "train"));
        if (result.Validation is { } validation) { s_loss.Record(validation.Loss, Tag(model), new("hebb.split", "validation")); }
    }

    /// <summary>Begins an activity; null if nobody listens.</summary>
    internal static Activity? Begin(string name, Model model) => s_activities.StartActivity(name) is { } activity
        ? activity.SetTag(ModelName, model.Name ?? model.DefaultName)
        : null;

    private static KeyValuePair<string, object?> Tag(Model model) => new(ModelName, model.Name ?? model.DefaultName);
}
