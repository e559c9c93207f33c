using System.Text.RegularExpressions;
using Hebb.Activations;
using Hebb.Callbacks;
using Hebb.Interop.TensorBoard;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Board = Hebb.Interop.TensorBoard.TensorBoard;
using Input = Hebb.Layers.Input;

namespace Hebb.Interop.Tests.TensorBoard;

public sealed partial class TensorBoardTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("board").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Train => Path.Combine(_folder, "train");

    private string Validation => Path.Combine(_folder, "validation");

    private static Sequential Model()
    {
        Sequential model = new([new Input([3]), new Dense(4, Activation.Relu), new Dense(1, Activation.Sigmoid)]) { Seed = 1 };
        model.Compile(new Adam(0.01), Loss.BinaryCrossentropy, [Metric.Accuracy]);
        return model;
    }

    private static (Tensor X, Tensor Y) Data(int rows)
    {
        Tensor x = Tensor.RandomNormal([rows, 3], RandomKey.FromSeed(5));
        return (x, (x.Sum(-1, keepDims: true) > 0).Cast(DType.Float32));
    }

    private static History Fit(Board board, FitOptions? options = null, Model? model = null) =>
        (model ?? Model())
            .Fit(Data(20), (options ?? new() { Epochs = 3 }) with { BatchSize = 8, Validation = Data(10), Callbacks = [.. options?.Callbacks ?? [], board] });

    [Fact]
    public void Curves_are_named_and_numbered_as_keras_does()
    {
        History history = Fit(new(_folder));
        List<Events.Summary> train = Events.Summaries(Events.Of(Train)), validation = Events.Summaries(Events.Of(Validation));
        Assert.All(train.Concat(validation), value => Assert.Equal(("scalars", 1ul, 0), (value.Plugin, value.DataClass, value.Content.Length)));
        Assert.Equal(["epoch_accuracy", "epoch_learning_rate", "epoch_loss"], train.Select(value => value.Tag).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            ["epoch_accuracy", "epoch_loss", "evaluation_accuracy_vs_iterations", "evaluation_loss_vs_iterations"],
            validation.Select(value => value.Tag).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(history["loss"].Select((loss, i) => ((long)i, (float)loss)), Points(train, "epoch_loss"));
        Assert.Equal(history["accuracy"].Select((value, i) => ((long)i, (float)value)), Points(train, "epoch_accuracy"));
        Assert.Equal([(0, 0.01f), (1, 0.01f), (2, 0.01f)], Points(train, "epoch_learning_rate"));
        Assert.Equal(history["val_loss"].Select((loss, i) => ((long)i, (float)loss)), Points(validation, "epoch_loss"));
        // 3 steps an epoch
        Assert.Equal(history["val_loss"].Select((loss, i) => (3L * (i + 1), (float)loss)), Points(validation, "evaluation_loss_vs_iterations"));
    }

    [Fact]
    public void Files_are_named_and_begun_as_tensorboard_expects()
    {
        double before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Fit(new(_folder));
        string name = Path.GetFileName(Assert.Single(Directory.GetFiles(Train)));
        Assert.Matches(FileName(), name);
        List<Wire> events = Events.Of(Train);
        Assert.Equal("brain.Event:2", events[0].Text(3));
        Assert.All(events, e => Assert.InRange(e.Double(1), before, before + 600));
        Assert.All(events.Skip(1), e => Assert.False(e.Has(3)));
    }

    [Fact]
    public void Batches_are_written_as_often_as_asked_for()
    {
        List<double> running = [];
        LambdaCallback log = new() { BatchEnd = (context, _) => running.Add(context.Running.Loss) };
        Fit(new(_folder) { UpdateFrequency = 2 }, new() { Epochs = 3, Callbacks = [log] });
        Assert.Equal([2, 4, 6, 8], Points(Events.Summaries(Events.Of(Train)), "batch_loss").Select(point => point.Step)); // of 9 batches
        Assert.Equal(
            [(float)running[1], (float)running[3], (float)running[5], (float)running[7]],
            Points(Events.Summaries(Events.Of(Train)), "batch_loss").Select(point => point.Value));
        Assert.Equal(4, Points(Events.Summaries(Events.Of(Train)), "batch_accuracy").Count);
    }

    [Fact]
    public void Histograms_hold_every_weight()
    {
        Sequential model = Model();
        float[] kernel = [];
        LambdaCallback keep = new() { EpochEnd = (context, epoch) => { if (epoch.Epoch == 3) { kernel = context.Model.Parameters[0].ToArray<float>(); } } };
        Fit(new(_folder) { HistogramFrequency = 2 }, new() { Epochs = 4, Callbacks = [keep] }, model);
        List<Events.Summary> histograms = [.. Events.Summaries(Events.Of(Train)).Where(value => value.Plugin == "histograms")];
        Assert.Equal(
            ["dense/kernel/histogram", "dense/bias/histogram", "dense_1/kernel/histogram", "dense_1/bias/histogram"],
            histograms.Select(value => value.Tag).Distinct());
        Assert.Equal([0L, 2], histograms.Select(value => value.Step).Distinct());
        Events.Summary last = histograms.Last(value => value.Tag == "dense/kernel/histogram");
        Assert.Equal((2ul, 30L, 3L), (last.DataClass, last.Shape[0], last.Shape[1]));
        double[] rows = last.Doubles;
        Assert.Equal(12, Enumerable.Range(0, 30).Sum(i => rows[3 * i + 2])); // 3 × 4 weights
        Assert.Equal((kernel.Min(), kernel.Max()), ((float)rows[0], (float)rows[88]));
    }

    [Fact]
    public void The_graph_has_a_node_for_each_use_of_a_layer_and_boxes_for_inner_models()
    {
        Node a = new Input([3]) { Name = "a" }, b = new Input([3]) { Name = "b" };
        Dense shared = new(4, Activation.Relu) { Name = "shared" };
        Node inside = new Input([8]);
        Model inner = new(inside, new Dense(2).Apply(inside)) { Name = "inner" };
        Node joined = new Concatenate().Apply([shared.Apply(a), shared.Apply(b)]);
        using (SummaryWriter writer = new(_folder)) { writer.Graph(new Model([a, b], [new Dense(1).Apply(inner.Apply(joined))]) { Name = "outer" }); }

        Wire graph = new(Assert.Single(Events.Of(_folder), e => e.Has(4)).Bytes(4));
        Dictionary<string, Wire> nodes = graph.Messages(1).ToDictionary(node => node.Text(1));
        string[] Inputs(string name) => [.. nodes[name].All(3).Select(System.Text.Encoding.UTF8.GetString)];
        Assert.Equal(["outer/a"], Inputs("outer/shared"));
        Assert.Equal(["outer/b"], Inputs("outer/shared_use_2"));
        Assert.Equal(["outer/shared", "outer/shared_use_2"], Inputs("outer/concatenate"));
        Assert.Equal(["outer/concatenate"], Inputs("outer/inner/input_layer"));
        Assert.Equal(["outer/inner/input_layer"], Inputs("outer/inner/dense"));
        Assert.Equal(["outer/inner/dense"], Inputs("outer/dense"));
        Assert.Equal("Dense", nodes["outer/shared"].Text(2));
        Wire shape = nodes["outer/inner/dense"].Messages(5).Single(attribute => attribute.Text(1) == "_output_shapes").Message(2).Message(1).Message(7);
        Assert.Equal([-1, 2], shape.Messages(2).Select(dim => (long)dim.Number(1)));
        // Every input is a node that exists.
        Assert.All(nodes.Keys, name => Assert.All(Inputs(name), input => Assert.Contains(input, nodes.Keys)));
    }

    [Fact]
    public void The_graph_of_a_sequential_model_is_written_once_to_train()
    {
        Fit(new(_folder));
        Wire graph = new(Assert.Single(Events.Of(Train), e => e.Has(4)).Bytes(4));
        Assert.Equal(["sequential/input_layer", "sequential/dense", "sequential/dense_1"], graph.Messages(1).Select(node => node.Text(1)));
        Fit(new(Path.Combine(_folder, "none")) { WriteGraph = false });
        Assert.DoesNotContain(Events.Of(Path.Combine(_folder, "none", "train")), e => e.Has(4));
    }

    [Fact]
    public void Hyperparameters_begin_and_end_a_session_in_the_folder_itself()
    {
        Fit(new(_folder) { HParams = new Dictionary<string, object> { ["units"] = 4, ["rate"] = 0.01, ["optimizer"] = "adam", ["batch_norm"] = false } });
        List<Events.Summary> all = Events.Summaries(Events.Of(_folder));
        Assert.Equal(["_hparams_/experiment", "_hparams_/session_start_info", "_hparams_/session_end_info"], all.Select(value => value.Tag));
        Assert.All(all, value => Assert.Equal(("hparams", 0L), (value.Plugin, Assert.Single(value.Shape))));
        Wire experiment = new Wire(all[0].Content).Message(2), start = new Wire(all[1].Content).Message(3), end = new Wire(all[2].Content).Message(4);
        Assert.Equal(
            [("units", 3ul), ("rate", 3ul), ("optimizer", 1ul), ("batch_norm", 2ul)], experiment.Messages(4).Select(info => (info.Text(1), info.Number(4))));
        Assert.Equal(
            ["train/epoch_loss", "train/epoch_accuracy", "validation/epoch_loss", "validation/epoch_accuracy"],
            experiment.Messages(5).Select(info => $"{info.Message(1).Text(1)}/{info.Message(1).Text(2)}"));
        Dictionary<string, Wire> given = start.Messages(1).ToDictionary(entry => entry.Text(1), entry => entry.Message(2));
        Assert.Equal((4, 0.01), (given["units"].Double(2), given["rate"].Double(2)));
        Assert.Equal(("adam", true, 0ul), (given["optimizer"].Text(3), given["batch_norm"].Has(4), given["batch_norm"].Number(4)));
        Assert.Equal(1ul, end.Number(1)); // success
        Assert.True(end.Double(2) >= start.Double(5));
        Assert.Throws<ArgumentException>(() => Fit(new(_folder) { HParams = new Dictionary<string, object> { ["x"] = new object() } }));
    }

    [Fact]
    public void Files_can_be_read_while_training_goes_on()
    {
        List<int> read = [];
        LambdaCallback reader = new() { EpochBegin = (_, _) => read.Add(Events.Summaries(Events.Of(Train)).Count(value => value.Tag == "epoch_loss")) };
        Fit(new(_folder), new() { Epochs = 3, Callbacks = [reader] });
        Assert.Equal([0, 1, 2], read);
    }

    [Fact]
    public void An_epoch_without_validation_writes_nothing_there()
    {
        Fit(new(_folder) { WriteStepsPerSecond = true }, new() { Epochs = 4, ValidationFrequency = 2 });
        Assert.Equal([1L, 3], Points(Events.Summaries(Events.Of(Validation)), "epoch_loss").Select(point => point.Step));
        Assert.All(Points(Events.Summaries(Events.Of(Train)), "epoch_steps_per_second"), point => Assert.True(point.Value > 0));
    }

    [Fact]
    public void Loops_of_ones_own_write_what_they_like()
    {
        using SummaryWriter writer = new(_folder);
        Assert.Null(writer.FilePath);
        writer.Scalar("reward", 1.5, 7);
        writer.Histogram("empty", [], 8);
        writer.Flush();
        List<Events.Summary> all = Events.Summaries(Events.Read(writer.FilePath!));
        Assert.Equal(("reward", 7L, 1.5f), (all[0].Tag, all[0].Step, all[0].Scalar));
        Assert.Equal([0L, 3], all[1].Shape);
        Assert.Throws<ArgumentException>(() => writer.Scalar("", 1, 1));
    }

    private static List<(long Step, float Value)> Points(IEnumerable<Events.Summary> values, string tag) =>
        [.. values.Where(value => value.Tag == tag).Select(value => (value.Step, value.Scalar))];

    [GeneratedRegex(@"^events\.out\.tfevents\.\d{10}\.[A-Za-z0-9_-]+\.\d+\.\d+\.v2$")]
    private static partial Regex FileName();
}
