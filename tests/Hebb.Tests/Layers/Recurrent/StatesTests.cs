using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Layers;

/// <summary>States that come out of recurrent layers, go into others, or are kept.</summary>
public sealed class StatesTests
{
    private static readonly Tensor s_series = Draw.Floats(new Random(1), [4, 6, 3]);

    [Fact]
    public void An_encoder_gives_its_states_to_a_decoder()
    {
        Model model = EncoderDecoder();
        Tensor written = Draw.Floats(new Random(2), [4, 5, 2]);
        Tensor predicted = model.Predict([s_series, written])[0];

        // By hand, with the layers of the model.
        IReadOnlyList<Tensor> read = model.GetLayer("encoder").ApplyAll([s_series]);
        Tensor expected = model.GetLayer("head").Apply(model.GetLayer("decoder").Apply([written, read[1], read[2]]));
        Near.Equal(expected.ToDoubles(), predicted, 1e-6);
        Assert.Equal(3, read.Count);
        Assert.Equal(read[0].ToArray<float>(), read[1].ToArray<float>()); // the last output of an LSTM is h

        using MemoryStream stream = new();
        ModelFile.Save(model, stream);
        stream.Position = 0;
        Assert.Equal(predicted.ToArray<float>(), ModelFile.Load(stream).Predict([s_series, written])[0].ToArray<float>());
    }

    [Fact]
    public void States_learn_through_the_decoder()
    {
        Model model = EncoderDecoder();
        model.Compile(new Adam(0.02f), Loss.MeanSquaredError);
        Tensor written = Draw.Floats(new Random(2), [4, 5, 2]), y = Draw.Floats(new Random(3), [4, 5, 1]);
        double first = model.TestOnBatch(new([s_series, written], [y]));
        float[] before = model.GetLayer("encoder").Parameters[0].ToArray<float>();
        for (int i = 0; i < 60; i++) { model.TrainOnBatch(new([s_series, written], [y])); }
        Assert.True(model.TestOnBatch(new([s_series, written], [y])) < first / 2);
        Assert.NotEqual(before, model.GetLayer("encoder").Parameters[0].ToArray<float>());
    }

    [Fact]
    public void Two_directions_give_two_outputs_and_their_states()
    {
        Node x = new Input([6, 3]);
        Bidirectional both = new(
            new GRU(2) { ReturnSequences = true, ReturnState = true },
            new GRU(2) { ReturnSequences = true, ReturnState = true, GoBackwards = true },
            MergeMode.None);
        IReadOnlyList<Node> outputs = both.ApplyAll([x]);
        Assert.Equal(["(6, 2)", "(6, 2)", "(2,)", "(2,)"], outputs.Select(node => $"{node.RowShape}"));
        Model model = new([x], outputs);
        IReadOnlyList<Tensor> values = model.Predict([s_series]);
        Assert.Equal(values[0].Slice(1, 5..).ToArray<float>(), values[2].ToArray<float>());
        Assert.Equal(values[1].Slice(1, ..1).ToArray<float>(), values[3].ToArray<float>());
        using MemoryStream stream = new();
        ModelFile.Save(model, stream);
        stream.Position = 0;
        IReadOnlyList<Tensor> back = ModelFile.Load(stream).Predict([s_series]);
        for (int i = 0; i < 4; i++) { Assert.Equal(values[i].ToArray<float>(), back[i].ToArray<float>()); }
        Assert.Throws<ArgumentException>(() => new Bidirectional(new GRU(2) { ReturnState = true }, new GRU(2) { GoBackwards = true }));
    }

    [Theory]
    [InlineData("simple")]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("stacked")]
    public void Stateful_layers_go_on_where_the_batch_before_ended(string name)
    {
        RNN Make(bool stateful) => name switch
        {
            "simple" => new SimpleRNN(3) { Stateful = stateful },
            "lstm" => new LSTM(3) { Stateful = stateful },
            "gru" => new GRU(3) { Stateful = stateful },
            _ => new RNN(new StackedRNNCells(new LSTMCell(2), new GRUCell(3))) { Stateful = stateful },
        };
        Sequential whole = new([new Input([6, 3]), Make(false)]) { Seed = 1 };
        Sequential parts = new([Make(true)]) { Seed = 1 };
        float[] expected = whole.Predict(s_series).ToArray<float>();
        for (int round = 0; round < 2; round++)
        {
            _ = parts.Predict(s_series.Slice(1, ..2));
            _ = parts.Predict(s_series.Slice(1, 2..4));
            Near.Equal([.. expected.Select(value => (double)value)], parts.Predict(s_series.Slice(1, 4..)), 1e-6);
            parts.ResetStates();
        }

        // The states are no weights.
        Assert.Equal(whole.Parameters.Select(parameter => parameter.ToString()), parts.Parameters.Select(parameter => parameter.ToString()));
        ShapeException error = Assert.Throws<ShapeException>(() => parts.Predict(s_series.Slice(0, ..3)));
        Assert.Contains("is stateful", error.Message, StringComparison.Ordinal);
        Assert.Contains("(4, ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_stateful_batches_are_predicted_at_once()
    {
        Tensor x = Draw.Floats(new Random(4), [70, 2, 3]);
        Sequential model = new([new Input([2, 3]), new GRU(4) { Stateful = true }]) { Seed = 2 }, whole = new([new Input([4, 3]), new GRU(4)]) { Seed = 2 };
        _ = model.Predict(x);
        double[] expected = whole.Predict(Tensor.Concatenate([x, x], 1)).ToDoubles();
        Near.Equal(expected, model.Predict(x), 1e-6);
        model.ResetStates();
        float[] results = new float[70 * 4];
        model.Predict(x.ToArray<float>(), results);
        model.Predict(x.ToArray<float>(), results);
        Near.Equal(expected, [.. results.Select(value => (double)value)], 1e-6);
    }

    [Fact]
    public void Training_keeps_states_and_looking_does_not()
    {
        Sequential model = new([new Input([6, 3]), new LSTM(3) { Stateful = true }, new Dense(1)]) { Seed = 5 },
            fresh = new([new Input([6, 3]), new LSTM(3), new Dense(1)]) { Seed = 5 };
        Tensor y = Draw.Floats(new Random(6), [4, 1]);
        foreach (Model each in new Model[] { model, fresh }) { each.Compile(new SGD(0), Loss.MeanSquaredError); } // a rate of 0: only states change
        double first = model.TrainOnBatch(new(s_series, y)), second = model.TrainOnBatch(new(s_series, y));
        Assert.Equal(fresh.TrainOnBatch(new(s_series, y)), first);
        Assert.NotEqual(first, second);
        _ = model.Activations(s_series);
        _ = model.Gradients(s_series, y);

        // Whoever looks begins with zeros, and may look at any number of rows.
        Tensor one = s_series.Slice(0, ..1);
        Assert.Equal(fresh.Activations(one)["lstm"].ToDoubles(), model.Activations(one)["lstm"].ToDoubles());
        model.ResetStates();
        _ = model.Activations(s_series);
        Assert.Equal(first, model.TrainOnBatch(new(s_series, y)));
        Assert.Equal(second, model.TrainOnBatch(new(s_series, y)));
    }

    [Fact]
    public void Threads_take_turns_with_states()
    {
        Sequential model = new([new Input([6, 3]), new GRU(3) { Stateful = true, ReturnState = true }]) { Seed = 5 };
        _ = model.Predict(s_series);
        model.ResetStates();
        float[][] serial = [.. Enumerable.Range(0, 8).Select(_ => model.Predict(s_series).ToArray<float>())];
        model.ResetStates();
        float[][] parallel = new float[8][];
        Parallel.For(0, 8, i => parallel[i] = model.Predict(s_series).ToArray<float>());
        // In which order nobody knows, but each call went on where another had ended.
        Assert.Equal(serial.Select(row => string.Join(" ", row)).Order(), parallel.Select(row => string.Join(" ", row)).Order());
    }

    [Fact]
    public void A_stateful_model_comes_back_from_a_file()
    {
        Sequential model = new([new Input([6, 3]), new LSTM(3) { Stateful = true }]);
        float[] first = model.Predict(s_series).ToArray<float>();
        _ = model.Predict(s_series);
        using MemoryStream stream = new();
        ModelFile.Save(model, stream);
        // Keras must know the rows
        Assert.Contains(
            "\"batch_shape\":[4,6,3]", KerasArchive.Read(stream.ToArray()).ConfigJson!.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        stream.Position = 0;
        Model loaded = ModelFile.Load(stream);
        Assert.True(((RNN)loaded.Sublayers[^1]).Stateful);
        Assert.Equal(first, loaded.Predict(s_series).ToArray<float>());
        Assert.NotEqual(first, loaded.Predict(s_series).ToArray<float>());
    }

    [Fact]
    public void Rows_in_a_random_order_are_refused()
    {
        Sequential model = new([new SimpleRNN(2) { Stateful = true }, new Dense(1)]);
        model.Compile(new SGD(), Loss.MeanSquaredError);
        Tensor x = Draw.Floats(new Random(1), [8, 3, 2]), y = Draw.Floats(new Random(2), [8, 1]);
        string message = Assert.Throws<ArgumentException>(() => model.Fit(x, y, new() { BatchSize = 4 })).Message;
        Assert.Contains("simple_rnn is stateful", message, StringComparison.Ordinal);
        Assert.Contains("Shuffle = false", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => model.Fit(x, y, new() { BatchSize = 4, Shuffle = false, ValidationSplit = 0.5 })).Message;
        Assert.Contains("ValidationSplitKind.Tail", message, StringComparison.Ordinal);
        model.Fit(x, y, new() { BatchSize = 4, Shuffle = false, ValidationSplit = 0.5, ValidationSplitKind = ValidationSplitKind.Tail });
        model.Fit(Hebb.Datasets.Dataset.From(x, y).Batch(4)); // a stream keeps its order
        Sequential free = new([new SimpleRNN(2), new Dense(1)]);
        free.Compile(new SGD(), Loss.MeanSquaredError);
        free.Fit(x, y);
    }

    [Fact]
    public void Bits_do_not_depend_on_threads()
    {
        float[][] results = [.. Enumerable.Range(1, 4).Select(threads =>
        {
            int before = Compute.Threads;
            try
            {
                Compute.Threads = threads;
                Sequential films = new([
                    new ConvLSTM2D(6, 3) { ReturnSequences = true },
                    new ConvLSTM2D(5, 3) { Padding = Padding.Same, Stateful = true },
                    new GlobalAveragePooling2D(),
                    new Dense(1),
                ])
                {
                    Seed = 1,
                };
                films.Compile(new Adam(), Loss.MeanSquaredError);
                Tensor x = Draw.Floats(new Random(1), [6, 4, 14, 14, 2]), y = Draw.Floats(new Random(2), [6, 1]);
                return Enumerable.Range(0, 3).Select(_ => (float)films.TrainOnBatch(new(x, y))).Concat(films.Predict(x).ToArray<float>()).ToArray();
            }
            finally
            {
                Compute.Threads = before;
            }
        })];
        foreach (float[] other in results[1..]) { Assert.Equal(results[0], other); }
    }

    private static Model EncoderDecoder()
    {
        Node read = new Input([6, 3]), written = new Input([5, 2]);
        IReadOnlyList<Node> encoded = new LSTM(4) { ReturnState = true, Name = "encoder" }.ApplyAll([read]);
        Node decoded = new LSTM(4) { ReturnSequences = true, Name = "decoder" }.Apply([written, encoded[1], encoded[2]]);
        return new([read, written], [new Dense(1) { Name = "head" }.Apply(decoded)]) { Seed = 3 };
    }
}
