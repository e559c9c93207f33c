using Hebb.Activations;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Layers;

public sealed class TransformerTests
{
    [Fact]
    public void Waves_are_those_of_the_paper()
    {
        // sin and cos of t / 10000^(2i/4): t = 0, 1, 2 and i = 0, 1.
        double[] expected = [0, 1, 0, 1, Math.Sin(1), Math.Cos(1), Math.Sin(0.01), Math.Cos(0.01), Math.Sin(2), Math.Cos(2), Math.Sin(0.02), Math.Cos(0.02)];
        Near.Equal([.. expected, .. expected], new SinePositionEncoding().Apply(Tensor.Ones([2, 3, 4])), 1e-6);
    }

    [Fact]
    public void Learned_positions_are_rows_of_a_table()
    {
        PositionEmbedding layer = new(5);
        Tensor y = layer.Apply(Tensor.Ones([2, 3, 4]));
        double[] rows = layer.Parameters[0].Value.Slice(0, ..3).ToDoubles();
        Assert.Equal([.. rows, .. rows], y.ToDoubles());
        string message = Assert.Throws<ShapeException>(() => layer.Apply(Tensor.Ones([2, 6, 4]))).Message;
        Assert.Contains("has vectors for 5 positions, but got 6 steps", message, StringComparison.Ordinal);
        Assert.Contains(
            "expects inputs of shape (batch, steps, features)",
            Assert.Throws<ShapeException>(() => new SinePositionEncoding().Apply(Tensor.Ones([2, 6]))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_encoder_is_attention_and_two_dense_layers_with_their_inputs_added(bool first)
    {
        Tensor x = Draw.Floats(new Random(1), [2, 3, 4]);
        TransformerEncoder layer = new(6, 2) { NormalizeFirst = first, BiasInitializer = new RandomNormal(0, 1) };
        Tensor y = layer.Apply(x);
        T Part<T>(int index = 0) where T : Layer => layer.Sublayers.OfType<T>().ElementAt(index);
        Tensor attended = first
            ? x + Part<MultiHeadAttention>().Apply(Part<LayerNormalization>().Apply(x))
            : Part<LayerNormalization>().Apply(x + Part<MultiHeadAttention>().Apply(x));
        Tensor FeedForward(Tensor input) => Part<Dense>(1).Apply(Part<Dense>().Apply(input));
        Tensor expected = first
            ? attended + FeedForward(Part<LayerNormalization>(1).Apply(attended))
            : Part<LayerNormalization>(1).Apply(attended + FeedForward(attended));
        Near.Equal(expected.ToDoubles(), y, 1e-6);
    }

    [Fact]
    public void A_decoder_sees_nothing_of_what_comes_later_and_all_of_the_encoder()
    {
        Random random = new(1);
        Tensor x = Draw.Floats(random, [1, 4, 4]), encoded = Draw.Floats(random, [1, 3, 4]);
        TransformerDecoder layer = new(5, 2);
        double[] y = layer.Apply([x, encoded]).ToDoubles();
        double[] later = layer.Apply([Tensor.Concatenate([x.Slice(1, ..3), x.Slice(1, 3..) + 1.5 * Draw.Floats(random, [1, 1, 4])], 1), encoded]).ToDoubles();
        Assert.Equal(y[..12], later[..12]);
        Assert.NotEqual(y[12..], later[12..]);
        double[] other = layer.Apply([x, Tensor.Concatenate([encoded.Slice(1, ..2), encoded.Slice(1, 2..) * 2], 1)]).ToDoubles();
        Assert.NotEqual(y[0], other[0]);
        Tensor two = Tensor.Create(new[,] { { true, true, false } });
        Near.Equal(layer.Apply([x, encoded.Slice(1, ..2)]).ToDoubles(), layer.Apply([x, encoded, two]), 1e-6);
    }

    [Fact]
    public void Heads_must_divide_the_features() =>
        Assert.Contains(
            "multiple of its 3 heads, but got shape (2, 5, 4)",
            Assert.Throws<ShapeException>(() => new TransformerEncoder(8, 3).Apply(Tensor.Ones([2, 5, 4]))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Bert_tiny_has_as_many_weights_as_published()
    {
        // google/bert_uncased_L-2_H-128_A-2 (Turc et al., 2019): 4.4 million; by the formula of BERT, with vocabulary 30522, 512
        // positions, 2 segments and a pooler:
        const int Vocabulary = 30522, Width = 128;
        Input tokens = new([16], DType.Int32), segments = new([16], DType.Int32);
        Node sum = new Add().Apply([new TokenAndPositionEmbedding(Vocabulary, 512, Width).Apply(tokens), new Embedding(2, Width).Apply(segments)]);
        Node x = new LayerNormalization().Apply(sum);
        for (int i = 0; i < 2; i++) { x = new TransformerEncoder(4 * Width, 2) { Activation = Activation.Gelu(), LayerNormEpsilon = 1e-12 }.Apply(x); }
        Node first = new FunctionLayer(steps => steps.Slice(1, ..1).Squeeze(1)).Apply(x);
        Model model = new([tokens, segments], [new Dense(Width, Activation.Tanh).Apply(first)]);
        int block = 4 * (Width * Width + Width) + 2 * (2 * Width) + 2 * 4 * Width * Width + 4 * Width + Width;
        Assert.Equal((Vocabulary + 512 + 2) * Width + 2 * Width + 2 * block + Width * Width + Width, model.ParameterCount);
        Assert.Equal(4_385_920, model.ParameterCount);
    }
}
