using Hebb.Activations;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Models;

/// <summary>Data that do not fit a network of images, sequences or classes: the error says what was given, what was expected and what to do.</summary>
public sealed class WrongInputTests
{
    [Theory]
    [InlineData(
        new[] { 2, 8, 8, 3 }, "expects shape (batch, 8, 8, 1), but got (2, 8, 8, 3). Images of 3 channels (color) do not fit a network for 1 channel (gray)")]
    [InlineData(new[] { 2, 8, 8 }, "expects shape (batch, 8, 8, 1), but got (2, 8, 8). Add the axis of channels: ExpandDims(-1).")]
    [InlineData(new[] { 2, 1, 8, 8 }, "expects shape (batch, 8, 8, 1), but got (2, 1, 8, 8). Channels come last: Transpose(0, 2, 3, 1).")]
    [InlineData(new[] { 2, 9, 8, 1 }, "expects shape (batch, 8, 8, 1), but got (2, 9, 8, 1).")]
    public void Images_of_other_channels_are_refused_by_name(int[] shape, string expected)
    {
        Node image = new Input([8, 8, 1]);
        foreach (Model model in (Model[])[
            new Sequential([new Input([8, 8, 1]), new Conv2D(2, 3), new Flatten(), new Dense(2)]),
            new(image, new Conv2D(2, 3).Apply(image)),
        ])
        {
            Assert.EndsWith(
                expected,
                Assert.Throws<ShapeException>(() => model.Predict(Tensor.Ones(Shape.Create(shape)))).Message.Split(": load", 2)[0],
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_convolution_says_how_many_channels_it_expects()
    {
        foreach (Layer layer in (Layer[])[new Conv2D(2, 3), new Conv2DTranspose(2, 3), new DepthwiseConv2D(3), new SeparableConv2D(2, 3)])
        {
            _ = layer.Apply(Tensor.Ones([1, 8, 8, 1]));
            string message = Assert.Throws<ShapeException>(() => layer.Apply(Tensor.Ones([1, 8, 8, 3]))).Message;
            Assert.Contains("expects 1 channels on the last", message, StringComparison.Ordinal);
            Assert.Contains("but got shape (1, 8, 8, 3)", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Layers_of_sequences_say_how_many_features_they_expect()
    {
        foreach ((Layer layer, string expected) in ((Layer, string)[])[
            (new LSTM(4), "LSTMCell(4) expects steps of 3 features, but got shape (5, 2, 4)"),
            (new MultiHeadAttention(2, 4),
                "multi_head_attention/query: EinsumDense(abc,cde->abde) was built for 3 features on axis 2, but got shape (2, 5, 4)")])
        {
            _ = layer.Apply(Tensor.Ones([2, 5, 3]));
            Assert.Contains(expected, Assert.Throws<ShapeException>(() => layer.Apply(Tensor.Ones([2, 5, 4]))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Sequences_longer_than_the_positions_are_refused()
    {
        Tensor numbers = Tensor.Create(new[,] { { 0, 1, 2, 3 } });
        foreach (Func<Tensor> apply in (Func<Tensor>[])[
            () => new PositionEmbedding(3).Apply(Tensor.Ones([1, 4, 2])),
            () => new TokenAndPositionEmbedding(5, 3, 2).Apply(numbers),
        ])
        {
            Assert.Contains(
                "PositionEmbedding(3) has vectors for 3 positions, but got 4 steps in shape (1, 4, 2): "
                + "cut the sequences, or make the layer with sequenceLength: 4",
                Assert.Throws<ShapeException>(apply).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Unknown_tokens_are_refused_with_their_place()
    {
        Sequential model = new([new Input([2], DType.Int32), new Embedding(5, 2), new Flatten(), new Dense(1)]);
        Tensor tokens = Tensor.Create(new[,] { { 0, 7 } });
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(tokens)).Message;
        Assert.Equal(
            "In embedding: index 7 (at position 1) is outside a table of 5 rows: indices go from 0 to 4. Check the data, or make the table larger.", message);
        message = Assert.Throws<ArgumentOutOfRangeException>(() => new Embedding(5, 2).Apply(tokens).ToDoubles()).Message;
        Assert.Contains("index 7 (at position 1) is outside a table of 5 rows", message, StringComparison.OrdinalIgnoreCase);
        message = Assert.Throws<ArgumentException>(() => new StringLookup(["a", "b"]) { NumOovIndices = 0 }.Apply(["a", "zebra"])).Message;
        Assert.Contains("The text \"zebra\" at position 1 is not in the vocabulary of 2 tokens, and NumOovIndices is 0", message, StringComparison.Ordinal);
        message =
            Assert.Throws<ArgumentOutOfRangeException>(() => new IntegerLookup([3, 4]) { NumOovIndices = 0 }.Apply(Tensor.Create([3, 9])).ToDoubles()).Message;
        Assert.Equal(
            "The number at position 1 is not in the vocabulary, and NumOovIndices is 0. "
            + "Set it to 1, so that unknown numbers share a place, or add the number to the vocabulary.",
            message);
    }

    [Theory]
    [InlineData(3f, "label 3 (at position 2) is none of the 3 classes: labels are whole numbers from 0 to 2. Check the labels")]
    [InlineData(-1f, "label -1, or one not a whole number, (at position 2) is none of the 3 classes")]
    [InlineData(1.5f, "label -1, or one not a whole number, (at position 2) is none of the 3 classes")]
    public void Labels_outside_the_classes_are_refused_everywhere(float label, string expected)
    {
        Tensor x = Tensor.Ones([3, 4]), y = Tensor.Create([0f, 2f, label]);
        foreach (bool logits in (bool[])[false, true])
        {
            Sequential model = new([new Input([4]), new Dense(3, logits ? null : Activation.Softmax)]);
            model.Compile(new Adam(), new SparseCategoricalCrossentropy { FromLogits = logits });
            foreach (Action use in (Action[])[
                () => model.Fit(Dataset.From(x, y), new() { Shuffle = false }),
                () => model.Evaluate(x, y),
                () => model.TrainOnBatch(x, y),
            ])
            {
                Assert.Contains($"In loss: {expected}", Assert.Throws<ArgumentOutOfRangeException>(use).Message, StringComparison.Ordinal);
            }
        }

        Assert.Contains(
            expected,
            Assert.Throws<ArgumentOutOfRangeException>(() => new SparseTopKCategoricalAccuracy(1).Compute(y, Tensor.Ones([3, 3]))).Message,
            StringComparison.OrdinalIgnoreCase);
        Assert.Contains(
            expected,
            Assert.Throws<ArgumentOutOfRangeException>(() => new MeanIoU(3).Compute(y, Tensor.Create([0f, 1f, 1f]))).Message,
            StringComparison.OrdinalIgnoreCase);
    }
}
