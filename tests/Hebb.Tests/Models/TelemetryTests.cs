using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Models;

/// <summary>
/// What listeners of the base library see of a training. They hear every training of the process, so nothing else runs meanwhile: what they make of it
/// would count as its allocations.
/// </summary>
[Collection(nameof(Alone))]
public sealed class TelemetryTests
{
    private static readonly Dataset s_data = Dataset.From(
        Tensor.RandomNormal([20, 3], RandomKey.FromSeed(1)), Tensor.RandomNormal([20, 1], RandomKey.FromSeed(2)));

    private static Sequential NewModel(string name)
    {
        Sequential model = new([new Input([3]), new Dense(1)]) { Name = name };
        model.Compile(new SGD(0.01), Loss.MeanSquaredError);
        return model;
    }

    [Fact]
    public void A_listener_sees_steps_epochs_losses_and_predictions()
    {
        ConcurrentQueue<(string Instrument, string? Unit, double Value, string? Split)> seen = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, self) => { if (instrument.Meter.Name == Telemetry.Name) { self.EnableMeasurementEvents(instrument); } },
        };
        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            Dictionary<string, object?> named = new(tags.ToArray());
            if ((string?)named["hebb.model.name"] != "watched") { return; }
            seen.Enqueue((instrument.Name, instrument.Unit, value, (string?)named.GetValueOrDefault("hebb.split")));
        }

        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        Sequential model = NewModel("watched");
        History history = model.Fit(s_data, new() { Epochs = 2, BatchSize = 8, Validation = s_data });
        model.Predict(Tensor.Zeros([5, 3]));
        model.Predict(new float[6], new float[2]);

        double[] Of(string instrument, string? split = null) =>
            [.. seen.Where(item => item.Instrument == instrument && item.Split == split).Select(item => item.Value)];
        Assert.Equal([8, 8, 4, 8, 8, 4], Of("hebb.train.rows"));
        Assert.Equal(6, Of("hebb.train.step.duration").Count(seconds => seconds is > 0 and < 60));
        Assert.Equal(history.Epochs.Select(epoch => epoch.Seconds), Of("hebb.train.epoch.duration"));
        Assert.Equal(history["loss"], Of("hebb.train.loss", "train"));
        Assert.Equal(history["val_loss"], Of("hebb.train.loss", "validation"));
        Assert.Equal([1, -1], Of("hebb.train.active"));
        Assert.Equal([5, 2], Of("hebb.predict.rows"));
        Assert.Equal(2, Of("hebb.predict.duration").Length);
        Assert.All(seen, item => Assert.Equal(UnitOf(item.Instrument), item.Unit));

        static string UnitOf(string instrument) => instrument[(instrument.LastIndexOf('.') + 1)..] switch
        {
            "duration" => "s",
            "rows" => "{row}",
            "active" => "{training}",
            _ => "1",
        };
    }

    [Fact]
    public void Activities_show_the_training_its_epochs_and_validations()
    {
        ConcurrentQueue<Activity> ended = [];
        using Activity root = new Activity("test").Start();
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => { if (activity.TraceId == root.TraceId) { ended.Enqueue(activity); } },
        };
        ActivitySource.AddActivityListener(listener);
        NewModel("traced").Fit(s_data, new() { Epochs = 2, BatchSize = 8, Validation = s_data });
        string[] names = ["hebb.validate", "hebb.train.epoch", "hebb.validate", "hebb.train.epoch", "hebb.train"];
        Assert.Equal(names, ended.Select(activity => activity.OperationName));
        Activity training = ended.Last(), epoch = ended.ElementAt(3);
        Assert.Equal(("traced", 2), (training.GetTagItem("hebb.model.name"), training.GetTagItem("hebb.train.epochs")));
        Assert.Equal(2, epoch.GetTagItem("hebb.train.epoch"));
        Assert.Equal((root.SpanId, training.SpanId, epoch.SpanId), (training.ParentSpanId, epoch.ParentSpanId, ended.ElementAt(2).ParentSpanId));
        Assert.Same(root, Activity.Current);
    }

    [Fact]
    public void A_training_that_fails_is_an_error()
    {
        Activity? ended = null;
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => ended = activity,
        };
        ActivitySource.AddActivityListener(listener);
        LambdaCallback fails = new() { BatchEnd = (_, _) => throw new IOException("disk full") };
        Assert.Throws<IOException>(() => NewModel("failing").Fit(s_data, new() { Callbacks = [fails] }));
        Assert.Equal(("hebb.train", ActivityStatusCode.Error), (ended!.OperationName, ended.Status));
    }

    [Fact]
    public void Without_a_listener_predictions_allocate_nothing()
    {
        // Steps without a listener: TrainingLoopTests.
        Sequential model = NewModel("unwatched");
        float[] rows = new float[6], results = new float[2];
        model.Predict(rows, results);
        model.Predict(rows, results);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) { model.Predict(rows, results); }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
