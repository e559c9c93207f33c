using Hebb.Activations;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Models;

/// <summary>Ten networks of the literature, made with the public API, have as many weights as published.</summary>
public sealed class PublishedNetworksTests
{
    private static readonly Activation s_relu = Activation.Relu;

    [Fact]
    public void LeNet_5() // LeCun et al. (1998), with full connections in C3 and 28 × 28 pixels padded to 32 × 32
    {
        Sequential model = new(
        [
            new Input([28, 28, 1]),
            new Conv2D(6, 5, Activation.Tanh) { Padding = Padding.Zeros(2) },
            new AveragePooling2D(),
            new Conv2D(16, 5, Activation.Tanh),
            new AveragePooling2D(),
            new Flatten(), new Dense(120, Activation.Tanh), new Dense(84, Activation.Tanh), new Dense(10, Activation.Softmax),
        ]);
        Assert.Equal(61_706, model.ParameterCount);
        IsDistribution(model, 28, 28, 1);
    }

    [Fact]
    public void AlexNet() // Krizhevsky et al. (2012), both towers in one
    {
        Sequential model = new(
        [
            new Input([227, 227, 3]),
            Conv(96, 11, 4), new MaxPooling2D(3) { Strides = 2 }, Conv(256, 5, same: true), new MaxPooling2D(3) { Strides = 2 },
            Conv(384, 3, same: true), Conv(384, 3, same: true), Conv(256, 3, same: true), new MaxPooling2D(3) { Strides = 2 },
            new Flatten(), Dense(4096, s_relu), new Dropout(0.5), Dense(4096, s_relu), new Dropout(0.5), Dense(1000, Activation.Softmax),
        ]);
        Assert.Equal(62_378_344, model.ParameterCount);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void VGG_16() // Simonyan and Zisserman (2014), configuration D
    {
        List<Layer> layers = [new Input([224, 224, 3])];
        foreach ((int filters, int depth) in new[] { (64, 2), (128, 2), (256, 3), (512, 3), (512, 3) })
        {
            for (int i = 0; i < depth; i++) { layers.Add(Conv(filters, 3, same: true)); }
            layers.Add(new MaxPooling2D());
        }

        Sequential model = new([.. layers, new Flatten(), Dense(4096, s_relu), Dense(4096, s_relu), Dense(1000, Activation.Softmax)]);
        Assert.Equal(138_357_544, model.ParameterCount);
    }

    [Theory]
    [InlineData(true, 274_442, 273_066)] // Keras' example: biases, shortcuts without batch normalization; 1376 moving means and variances
    // as in PyTorch with shortcuts of kind B: no biases, shortcuts with batch normalization; 1568 of them. The paper says 0.27 M
    [InlineData(false, 274_042, 272_474)]
    public void ResNet_20(bool asKeras, long all, long trained) // He et al. (2015) for CIFAR-10
    {
        Node image = new Input([32, 32, 3]), x = Normed(image, Plain(16, 3, 1));
        foreach (int filters in new[] { 16, 32, 64 })
        {
            for (int i = 0; i < 3; i++)
            {
                bool shrinks = filters > 16 && i == 0;
                Node y = Normed(Normed(x, Plain(filters, 3, shrinks ? 2 : 1)), Plain(filters, 3, 1), activated: false);
                if (shrinks)
                {
                    Conv2D shortcut = Plain(filters, 1, 2);
                    x = asKeras ? shortcut.Apply(x) : Normed(x, shortcut, activated: false);
                }

                x = new ReLU().Apply(new Add().Apply([x, y]));
            }
        }

        Model model = new(image, new Dense(10, Activation.Softmax).Apply(new GlobalAveragePooling2D().Apply(x)));
        Counts(model, all, trained);
        IsDistribution(model, 32, 32, 3);

        Conv2D Plain(int filters, int size, int stride) => new(filters, size, useBias: asKeras) { Strides = stride, Padding = Padding.Same };
    }

    [Fact]
    public void ResNet_50() // He et al. (2015), as in Keras: convolutions with biases
    {
        Node image = new Input([224, 224, 3]);
        Node x = Normed(new ZeroPadding2D((3, 3), (3, 3)).Apply(image), Bare(64, 7, 2));
        x = new MaxPooling2D(3) { Strides = 2 }.Apply(new ZeroPadding2D((1, 1), (1, 1)).Apply(x));
        foreach ((int filters, int depth, int stride) in new[] { (64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2) })
        {
            for (int i = 0; i < depth; i++)
            {
                int step = i == 0 ? stride : 1;
                Node y = Normed(Normed(x, Bare(filters, 1, step)), Bare(filters, 3, 1));
                y = Normed(y, Bare(4 * filters, 1, 1), activated: false);
                x = new ReLU().Apply(new Add().Apply([i == 0 ? Normed(x, Bare(4 * filters, 1, step), activated: false) : x, y]));
            }
        }

        Assert.Equal([7, 7, 2048], x.RowShape.ToShape());
        Counts(new(image, Dense(1000, Activation.Softmax).Apply(new GlobalAveragePooling2D().Apply(x))), 25_636_712, 25_583_592);

        static Conv2D Bare(int filters, int size, int stride) =>
            new(filters, size) { Strides = stride, Padding = size == 3 ? Padding.Same : Padding.Valid, KernelInitializer = new Untouched() };
    }

    [Fact]
    public void MobileNet() // Howard et al. (2017), width 1, as in Keras
    {
        List<Layer> layers = [new Input([224, 224, 3])];
        void Step(Layer layer) => layers.AddRange([layer, new BatchNormalization(), new ReLU { MaxValue = 6 }]);
        Step(new Conv2D(32, 3, useBias: false) { Strides = 2, Padding = Padding.Same });
        int[] filters = [64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024];
        int[] halving = [1, 3, 5, 11];
        for (int i = 0; i < filters.Length; i++)
        {
            Step(new DepthwiseConv2D(3, useBias: false) { Strides = halving.Contains(i) ? 2 : 1, Padding = Padding.Same });
            Step(new Conv2D(filters[i], 1, useBias: false));
        }

        Sequential model =
            new([.. layers, new GlobalAveragePooling2D { KeepDims = true }, new Dropout(0.001), new Conv2D(1000, 1), new Flatten(), new SoftmaxLayer()]);
        Counts(model, 4_253_864, 4_231_976);
    }

    [Fact]
    public void U_Net() // Ronneberger et al. (2015), one channel, one class, no padding: 572 × 572 becomes 388 × 388
    {
        Node image = new Input([572, 572, 1]), x = image;
        Stack<Node> across = [];
        foreach (int filters in new[] { 64, 128, 256, 512 })
        {
            Node y = Twice(x, filters);
            across.Push(y);
            x = new MaxPooling2D().Apply(y);
        }

        x = Twice(x, 1024);
        foreach (int filters in new[] { 512, 256, 128, 64 })
        {
            Node up = new Conv2DTranspose(filters, 2, s_relu) { Strides = 2, KernelInitializer = new Untouched() }.Apply(x), left = across.Pop();
            int edge = (left.RowShape[0] - up.RowShape[0]) / 2;
            x = Twice(new Concatenate().Apply([new Cropping2D((edge, edge), (edge, edge)).Apply(left), up]), filters);
        }

        Node mask = new Conv2D(1, 1, Activation.Sigmoid).Apply(x);
        Assert.Equal([388, 388, 1], mask.RowShape.ToShape());
        Assert.Equal(31_030_593, new Model(image, mask).ParameterCount);

        static Node Twice(Node x, int filters) => Conv(filters, 3).Apply(Conv(filters, 3).Apply(x));
    }

    [Fact]
    public void Stacks_of_LSTM() // 4 gates of (inputs + units + 1) · units weights
    {
        Sequential model = new([new Input([7, 10]), new LSTM(32) { ReturnSequences = true }, new LSTM(16), new Dense(5, Activation.Softmax)]);
        Assert.Equal(4 * (10 + 32 + 1) * 32 + 4 * (32 + 16 + 1) * 16 + 17 * 5, model.ParameterCount);
        IsDistribution(model, 7, 10);
    }

    [Theory]
    [InlineData(true, 2)] // reset behind the product, as in Keras: two biases
    [InlineData(false, 1)]
    public void Stacks_of_GRU(bool resetAfter, int biases) // 3 gates
    {
        Sequential model = new([
            new Input([7, 10]),
            new GRU(32) { ReturnSequences = true, ResetAfter = resetAfter },
            new GRU(16) { ResetAfter = resetAfter },
            new Dense(5, Activation.Softmax),
        ]);
        Assert.Equal(3 * (10 + 32 + biases) * 32 + 3 * (32 + 16 + biases) * 16 + 17 * 5, model.ParameterCount);
        IsDistribution(model, 7, 10);
    }

    [Fact]
    public void BERT_tiny() // Turc et al. (2019): 2 layers of 128 features and 2 heads, the English vocabulary
    {
        Node words = new Input([6], DType.Int32), parts = new Input([6], DType.Int32);
        Node x = new Add().Apply([new TokenAndPositionEmbedding(30522, 512, 128).Apply(words), new Embedding(2, 128).Apply(parts)]);
        x = new LayerNormalization { Epsilon = 1e-12 }.Apply(x);
        for (int i = 0; i < 2; i++) { x = new TransformerEncoder(512, 2) { Activation = Activation.Gelu(), LayerNormEpsilon = 1e-12 }.Apply(x); }
        Node first = new FunctionLayer(sequence => sequence.Slice(1, ..1).Squeeze(1)).Apply(x);
        Model model = new([words, parts], [new Dense(128, Activation.Tanh).Apply(first)]);

        long embeddings =
            (30522 + 512 + 2) * 128 + 2 * 128, layer = 4 * (128 + 1) * 128 + (128 + 1) * 512 + (512 + 1) * 128 + 4 * 128, pooler = (128 + 1) * 128;
        Assert.Equal(4_385_920, embeddings + 2 * layer + pooler);
        Assert.Equal(4_385_920, model.ParameterCount);
        Tensor y = model.Predict([Tensor.Create(new[,] { { 101, 7592, 2088, 102, 0, 0 } }), Tensor.Create(new[,] { { 0, 0, 0, 0, 1, 1 } })])[0];
        Assert.Equal([1, 128], y.Shape.ToArray());
        Assert.All(y.ToDoubles(), value => Assert.InRange(value, -1, 1));
    }

    private static Node Normed(Node x, Conv2D convolution, bool activated = true)
    {
        Node y = new BatchNormalization().Apply(convolution.Apply(x));
        return activated ? new ReLU().Apply(y) : y;
    }

    private static Conv2D Conv(int filters, int size, int stride = 1, bool same = false) =>
        new(filters, size, s_relu) { Strides = stride, Padding = same ? Padding.Same : Padding.Valid, KernelInitializer = new Untouched() };

    private static Dense Dense(int units, Activation activation) => new(units, activation) { KernelInitializer = new Untouched() };

    private static void Counts(Model model, long all, long trained)
    {
        Assert.Equal(all, model.ParameterCount);
        Assert.Equal(trained, model.TrainableParameters.Sum(parameter => parameter.Size));
    }

    private static void IsDistribution(Model model, params int[] row)
    {
        Tensor y = model.Predict(Draw.Floats(new Random(1), Shape.Create([2, .. row])));
        Assert.Equal(2, y.Shape[0]);
        Near.Equal([1, 1], y.Sum(-1), 1e-5);
        Assert.All(y.ToDoubles(), value => Assert.InRange(value, 0, 1));
    }

    /// <summary>Leaves memory as it is: zeros that the system has promised and need not give. Weights that are only counted cost nothing.</summary>
    private sealed record Untouched : Initializer
    {
        public override void Fill(Span<float> values, Shape shape, RandomKey key) { }
    }
}
