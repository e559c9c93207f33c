using Hebb.Activations;
using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;
using Reshape = Hebb.Layers.Reshape;

namespace Hebb.Tests.Models;

/// <summary>Models whose inputs have open extents: sequences of any length, pictures of any size.</summary>
public sealed class OpenExtentTests
{
    private static Tensor Numbers(Shape shape, int seed) => Draw.Floats(new Random(seed), shape);

    [Fact]
    public void What_depends_on_an_open_extent_is_open()
    {
        Node x = new Input([null, 8]);
        Node h = new LSTM(5) { ReturnSequences = true }.Apply(x);
        Assert.Equal([null, 8], x.RowShape);
        Assert.Equal([null, 5], h.RowShape);
        Assert.Equal([null, 4], new Conv1D(4, 3) { Strides = 2 }.Apply(h).RowShape);
        Assert.Equal([null, 3, 5], new TimeDistributed(new Reshape([3, 5])).Apply(new Dense(15).Apply(h)).RowShape);
        Assert.Equal([null, 13], new Concatenate().Apply([x, h]).RowShape);
        Assert.Equal([5], new GRU(5).Apply(h).RowShape);
        Assert.Equal([8], new GlobalMaxPooling1D().Apply(x).RowShape);
        Assert.Equal([null], new Reshape([-1]).Apply(h).RowShape);
    }

    [Fact]
    public void Masks_of_open_steps_are_open()
    {
        Node h = new Embedding(20, 4) { MaskZero = true }.Apply(new Input([null], DType.Int32));
        Assert.Equal([null, 4], h.RowShape);
        Assert.Equal([null], h.MaskShape);
    }

    [Fact]
    public void A_pyramid_of_pictures_of_any_size_comes_back_to_their_size()
    {
        Node x = new Input([null, null, 3]), h = x;
        List<Node> kept = [];
        for (int i = 0; i < 5; i++)
        {
            kept.Add(h);
            h = new MaxPooling2D(2).Apply(new Conv2D(4, 3, Activation.Relu) { Padding = Padding.Same }.Apply(h));
        }

        for (int i = 5; i-- > 0;) { h = new Concatenate().Apply([new UpSampling2D(2).Apply(h), kept[i]]); }
        Model model = new(x, new Conv2D(1, 1, Activation.Sigmoid).Apply(h));
        Assert.Equal([null, null, 1], model.Outputs[0].RowShape);
        Assert.Equal<Shape>([2, 64, 32, 1], model.Predict(Numbers([2, 64, 32, 3], 1)).Shape);
        Assert.Equal<Shape>([1, 32, 96, 1], model.Predict(Numbers([1, 32, 96, 3], 2)).Shape);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public void Answers_are_those_of_a_model_for_that_length(int length)
    {
        Sequential Made(RowShape row) => new([
            new Input(row),
            new Bidirectional(new GRU(6) { ReturnSequences = true }, new GRU(6) { ReturnSequences = true, GoBackwards = true }),
            new GlobalMaxPooling1D(),
            new Dense(2),
        ])
        {
            Seed = 4,
        };
        Tensor x = Numbers([70, length, 3], 1);
        Tensor open = Made([null, 3]).Predict(x), known = Made([length, 3]).Predict(x);
        Assert.Equal(known.ToArray<float>(), open.ToArray<float>());
    }

    [Fact]
    public void Batches_of_different_lengths_train_one_model()
    {
        Input tokens = new([null], DType.Int32);
        Node h = new GRU(8).Apply(new Embedding(10, 6) { MaskZero = true }.Apply(tokens));
        Model model = new(tokens, new Dense(1, Activation.Sigmoid).Apply(h)) { Seed = 2 };
        model.Compile(new Adam(0.02), Loss.BinaryCrossentropy, []);

        // Is there a 3 in the sequence?
        Random random = new(5);
        List<Batch> batches = [];
        foreach (int length in new[] { 3, 5, 7, 9, 3, 5, 7, 9 })
        {
            Tensor x = Draw.Integers(random, [32, length], 9) + 1;
            int[] numbers = x.ToArray<int>();
            batches.Add(new(x, Tensor.Create<float>([.. numbers.Chunk(length).Select(row => row.Contains(3) ? 1f : 0f)], [32, 1])));
        }

        History history = model.Fit(Dataset.FromBatches(batches), new() { Epochs = 30 });
        Assert.True(history["loss"][^1] < 0.1, $"{history["loss"][^1]}");
        Assert.Equal(
            "(batch, any, 6)",
            model
                .Summary()
                .Split('\n')
                .Single(line => line.StartsWith("embedding", StringComparison.Ordinal))
                .Split("  ", StringSplitOptions.RemoveEmptyEntries)[1]
                .Trim());
    }

    [Fact]
    public void The_doctor_examines_trainings_of_open_extents()
    {
        Sequential model = new([new Input([null, 2]), new SimpleRNN(3), new Dense(1)]);
        model.Compile(new SGD(1e4), Loss.MeanSquaredError, []); // far too fast: that must be found
        Doctor doctor = new();
        model.Fit(Numbers([40, 6, 2], 1), Numbers([40, 1], 2), new() { Epochs = 2, Callbacks = [doctor] });
        Assert.NotEmpty(doctor.Findings);
    }

    [Fact]
    public void A_layer_that_needs_a_known_extent_says_so()
    {
        Node flat = new Flatten().Apply(new Input([null, 8]).Node);
        Assert.Equal([null], flat.RowShape);
        string message = Assert.Throws<ShapeException>(() => new Dense(10).Apply(flat)).Message;
        Assert.Contains("Dense(10) cannot be applied to (batch, any)", message, StringComparison.Ordinal);
        Assert.Contains("Give the Input that extent", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_limit_an_open_length()
    {
        Node x = new Input([null], DType.Int32);
        Model model = new(x, new TransformerEncoder(8, 2).Apply(new TokenAndPositionEmbedding(30, 20, 4).Apply(x)));
        Assert.Equal([null, 4], model.Outputs[0].RowShape);
        Assert.Equal<Shape>([2, 20, 4], model.Predict(Tensor.Zeros([2, 20], DType.Int32)).Shape);
        Assert.Contains("20", Assert.Throws<ShapeException>(() => model.Predict(Tensor.Zeros([2, 21], DType.Int32))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_do_not_fit_are_refused_with_the_open_shape()
    {
        Node x = new Input([null, 8]);
        Model model = new(x, new GRU(3).Apply(x));
        Assert.Contains(
            "expects shape (batch, any, 8), but got (2, 5, 7)",
            Assert.Throws<ShapeException>(() => model.Predict(Numbers([2, 5, 7], 1))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "expects shape (batch, any, 8), but got (2, 8)",
            Assert.Throws<ShapeException>(() => model.Predict(Numbers([2, 8], 1))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "of known shapes", Assert.Throws<InvalidOperationException>(() => model.Predict(new float[16], new float[3])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_open_extents_is_a_layer_of_another()
    {
        Node steps = new Input([null, 4]);
        Model encoder = new(steps, new LSTM(3).Apply(steps));
        Node x = new Input([6, 4]), open = new Input([null, 4]);
        Assert.Equal([3], encoder.Apply(x).RowShape);
        Assert.Equal([null, 3], new TimeDistributed(new Dense(3)).Apply(open).RowShape);
        Assert.Equal<Shape>([2, 3], new Model(x, encoder.Apply(x)).Predict(Numbers([2, 6, 4], 1)).Shape);
    }

    [Theory]
    [InlineData("open.keras")]
    [InlineData("open.h5")]
    public void Files_keep_extents_open(string name)
    {
        string folder = Directory.CreateTempSubdirectory("hebb").FullName;
        try
        {
            string path = Path.Combine(folder, name);
            Sequential model = new([new Input([null, 8]), new LSTM(4) { ReturnSequences = true }, new GlobalAveragePooling1D(), new Dense(2)]) { Seed = 3 };
            model.Compile(new Adam(), Loss.MeanSquaredError, []);
            model.Fit(Numbers([8, 5, 8], 1), Numbers([8, 2], 2), new() { Epochs = 1 });
            model.Save(path);
            Model read = Model.Load(path);
            Assert.Equal("(batch, any, 8)", ((Input)read.Sublayers[0]).RowShape.WithBatch());
            Tensor x = Numbers([3, 11, 8], 4);
            Assert.Equal(model.Predict(x).ToArray<float>(), read.Predict(x).ToArray<float>());
            foreach (Model one in new[] { model, read }) { one.Fit(Numbers([8, 9, 8], 6), Numbers([8, 2], 7), new() { Epochs = 1 }); }
            Assert.Equal(model.Predict(x).ToArray<float>(), read.Predict(x).ToArray<float>());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
