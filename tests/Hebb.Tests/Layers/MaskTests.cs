using Hebb.Activations;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Layers;

/// <summary>Masks that layers make, pass on and use.</summary>
public sealed class MaskTests
{
    private static readonly Tensor s_words = Tensor.Create(new[,] { { 3, 1, 2, 0 }, { 4, 0, 0, 0 }, { 1, 2, 3, 4 } });
    private static readonly bool[] s_counts = [true, true, true, false, true, false, false, false, true, true, true, true];

    [Fact]
    public void Masking_and_Embedding_say_which_steps_count()
    {
        Tensor x = Tensor.Create<float>([1, 0, 0, 0, -1, -1, -1, 0], [1, 4, 2]);
        Tensor zeros = new Masking().Apply(x), ones = new Masking(-1).Apply(x);
        Assert.Equal([true, false, true, true], zeros.Mask!.ToArray<bool>());
        Assert.Equal([true, true, false, true], ones.Mask!.ToArray<bool>());
        Assert.Equal([1f, 0, 0, 0, 0, 0, -1, 0], ones.ToArray<float>());
        Assert.Equal(s_counts, new Embedding(5, 2) { MaskZero = true }.Apply(s_words).Mask!.ToArray<bool>());
        Assert.Null(new Embedding(5, 2).Apply(s_words).Mask);
        Assert.Equal(s_counts, new TokenAndPositionEmbedding(5, 4, 2) { MaskZero = true }.Apply(s_words).Mask!.ToArray<bool>());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Masking(double.NaN));
    }

    [Fact]
    public void Layers_that_treat_steps_alike_pass_masks_on_and_others_drop_them()
    {
        Tensor x = Embedded();
        Layer[] passing =
        [
            new Dense(4),
            new Dropout(0.5),
            new SpatialDropout1D(0.5),
            new ReLU(),
            new LeakyReLU(),
            new ELU(),
            new PReLU(),
            new SoftmaxLayer(),
            new ActivationLayer(Activation.Tanh),
            new IdentityLayer(),
            new LayerNormalization(),
            new BatchNormalization(),
            new GroupNormalization(2),
            new RMSNormalization(),
            new UnitNormalization(),
            new GaussianNoise(0.1),
            new GaussianDropout(0.1),
            new AlphaDropout(0.1),
            new ActivityRegularization(0.1),
            new TimeDistributed(new Dense(2)),
            new LSTM(2) { ReturnSequences = true },
            new Attention(),
            new MultiHeadAttention(2, 2),
            new PositionEmbedding(4),
            new SinePositionEncoding(),
            new TransformerEncoder(4, 2), new Bidirectional(new GRU(2) { ReturnSequences = true }, new GRU(2) { ReturnSequences = true, GoBackwards = true }),
        ];
        foreach (Layer layer in passing) { Assert.Equal(s_counts, layer.Apply(x, training: true).Mask?.ToArray<bool>() ?? []); }
        Layer[] dropping =
        [
            new Flatten(),
            new Conv1D(2, 1),
            new GRU(2),
            new GlobalAveragePooling1D(),
            new GlobalMaxPooling1D(),
            new MaxPooling1D(2),
            new FunctionLayer(y => y * 2),
            new Permute(2, 1),
        ];
        foreach (Layer layer in dropping) { Assert.Null(layer.Apply(x).Mask); }
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    public void Steps_that_do_not_count_are_as_if_the_sequence_were_shorter(string name)
    {
        RNN layer = name == "lstm" ? new LSTM(3) { ReturnState = true } : new GRU(3) { ReturnState = true };
        Tensor x = Embedded(), all = layer.Apply(x);
        for (int row = 0; row < 3; row++)
        {
            int length = s_counts[(row * 4)..(row * 4 + 4)].Count(counts => counts);
            IReadOnlyList<Tensor> alone = layer.ApplyAll([x.Slice(0, row..(row + 1)).Slice(1, ..length)]);
            Assert.Equal(alone[0].ToArray<float>(), all.Slice(0, row..(row + 1)).ToArray<float>());
            for (int state = 0; state < alone.Count; state++)
            {
                Assert.Equal(alone[state].ToArray<float>(), layer.ApplyAll([x])[state].Slice(0, row..(row + 1)).ToArray<float>());
            }
        }

        // What is given is taken, and not the mask.
        Tensor everything = Tensor.Create<bool>([.. Enumerable.Repeat(true, 12)], [3, 4]);
        Assert.Equal(layer.Apply(Unmasked(x)).ToArray<float>(), layer.Apply([x, everything]).ToArray<float>());
    }

    [Fact]
    public void Sequential_functional_and_own_models_work_the_same()
    {
        Layer[] Layers() =>
        [
            new Embedding(5, 6) { MaskZero = true },
            new Dense(4),
            new Dropout(0.3),
            new LayerNormalization(),
            new GRU(3) { ReturnSequences = true },
            new GlobalAveragePooling1D(),
            new Dense(1),
        ];
        Sequential sequential = new(Layers()) { Seed = 3 };
        Node x = new Input([4], DType.Int32), longerX = new Input([6], DType.Int32);
        Layer[] shared = Layers();
        Model functional = new(x, shared.Aggregate(x, (node, layer) => layer.Apply(node))) { Seed = 3 };
        Model longerFunctional = new(longerX, shared.Aggregate(longerX, (node, layer) => layer.Apply(node)));
        Own own = new(Layers()) { Seed = 3 };
        float[] expected = sequential.Predict(s_words).ToArray<float>();
        Assert.Equal(expected, functional.Predict(s_words).ToArray<float>());
        Assert.Equal(expected, own.Predict(s_words).ToArray<float>());

        // The filling does not matter: a longer one gives the same.
        Tensor longer = Tensor.Concatenate([s_words, Tensor.Zeros([3, 2], DType.Int32)], 1);
        Near.Equal([.. expected.Select(value => (double)value)], own.Predict(longer), 1e-6);
        Near.Equal([.. expected.Select(value => (double)value)], sequential.Predict(longer), 1e-6);
        Near.Equal([.. expected.Select(value => (double)value)], longerFunctional.Predict(longer), 1e-6);
    }

    [Fact]
    public void Masks_follow_through_a_model_within_a_model()
    {
        Node words = new Input([4], DType.Int32);
        Model encoder = new(words, new Dense(3).Apply(new Embedding(5, 4) { MaskZero = true }.Apply(words)));
        Node again = new Input([4], DType.Int32), sequence = encoder.Apply(again);
        LSTM masked = new(2), unmasked = new(2);
        Model whole = new([again], [masked.Apply(sequence), unmasked.Apply(new FunctionLayer(x => x * 1.5).Apply(sequence))]);
        IReadOnlyList<Tensor> outputs = whole.Predict([s_words]);
        Tensor read = encoder.Apply(s_words);
        Assert.Equal(s_counts, read.Mask!.ToArray<bool>());
        Near.Equal(masked.Apply([Unmasked(read), read.Mask!]).ToDoubles(), outputs[0], 1e-6);
        Near.Equal(unmasked.Apply(Unmasked(read * 1.5)).ToDoubles(), outputs[1], 1e-6);
    }

    [Fact]
    public void Merging_layers_merge_masks_as_Keras_does()
    {
        Tensor first = Tensor.Create<float>([1, 2, 5, 6, 3, 4], [1, 3, 2]), second = Tensor.Create<float>([7, 1, 8, 3, 2, 9], [1, 3, 2]);
        (Tensor a, Tensor b) = (With(first, true, false, false), With(second, true, true, false));
        foreach (Layer layer in new Layer[] { new Add(), new Subtract(), new Multiply(), new Average(), new Maximum(), new Minimum(), new Concatenate() })
        {
            Assert.Equal([true, true, false], layer.Apply([a, b]).Mask!.ToArray<bool>());
            Assert.Null(layer.Apply([first, second]).Mask);
            if (layer is not Concatenate) { Assert.Null(layer.Apply([a, second]).Mask); }
        }

        // An input without a mask counts everywhere.
        Assert.Equal([true, true, true], new Concatenate().Apply([a, second]).Mask!.ToArray<bool>());
        Assert.Equal([true, false, false, true, true, false], new Concatenate(1).Apply([a, b]).Mask!.ToArray<bool>());
        Assert.Null(new Dot(2).Apply([a, b]).Mask);
        Assert.Equal([7f, 2, 8, 3, 3, 4], new Maximum().Apply([a, b]).ToArray<float>());
        Assert.Equal([1f, 1, 8, 3, 3, 4], new Minimum().Apply([a, b]).ToArray<float>());
        Assert.Equal([7f, 2, 8, 3, 0, 0], new Multiply().Apply([a, b]).ToArray<float>());
        Assert.Equal([7f, 2, 8, 3, 2, 9], new Multiply().Apply([a, second]).ToArray<float>());
    }

    [Fact]
    public void Attention_takes_the_masks_of_query_and_value()
    {
        Tensor x = Embedded(), plain = Unmasked(x), counts = Tensor.Create<bool>(s_counts, [3, 4]);
        Attention attention = new();
        Assert.Equal(attention.Apply([plain, plain, counts, counts]).ToArray<float>(), attention.Apply([x, x]).ToArray<float>());
        Assert.Equal(attention.Apply([plain, plain, counts]).ToArray<float>(), attention.Apply([plain, x]).ToArray<float>());
        Assert.Null(attention.Apply([x, x, counts]).Mask); // only values' mask was given
        Assert.Equal(s_counts, attention.Apply([plain, plain, counts, counts]).Mask!.ToArray<bool>());

        MultiHeadAttention heads = new(2, 3);
        bool[] pairs = [.. Enumerable.Range(0, 48).Select(i => s_counts[i / 4] && s_counts[i / 16 * 4 + i % 4])];
        Assert.Equal(heads.Apply([plain, plain, Tensor.Create<bool>(pairs, [3, 4, 4])]).ToArray<float>(), heads.Apply([x, x]).ToArray<float>());
        Assert.Equal(heads.Apply([plain, plain, counts]).ToArray<float>(), heads.Apply([plain, x]).ToArray<float>());
        Assert.Equal(heads.Apply([plain, plain, counts]).ToArray<float>(), heads.Apply([plain, plain, x]).ToArray<float>());
        Tensor single = Tensor.Create<bool>([.. Enumerable.Range(0, 96).Select(i => i % 3 > 0)], [3, 2, 4, 4]);
        bool[] both = [.. Enumerable.Range(0, 96).Select(i => i % 3 > 0 && pairs[i / 32 * 16 + i % 16])];
        Assert.Equal(heads.Apply([plain, plain, Tensor.Create<bool>(both, [3, 2, 4, 4])]).ToArray<float>(), heads.Apply([x, x, single]).ToArray<float>());
    }

    [Fact]
    public void Softmax_leaves_out_what_does_not_count()
    {
        Tensor x = With(Tensor.Create<float>([1, 2, 3], [1, 3]), true, false, true);
        double a = Math.Exp(1) / (Math.Exp(1) + Math.Exp(3));
        Near.Equal([a, 0, 1 - a], new SoftmaxLayer().Apply(x), 1e-6);
        Near.Equal([a, 0, 1 - a], new SoftmaxLayer().Apply([Unmasked(x), x.Mask!]), 1e-6);
        Assert.Contains(
            "booleans of the same shape",
            Assert.Throws<ShapeException>(() => new SoftmaxLayer().Apply([x, Tensor.Zeros([1, 2], DType.Bool)])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Means_are_those_of_the_steps_that_count()
    {
        Tensor x = With(Tensor.Create<float>([1, 10, 3, 20, 100, 100, 5, 5, 6, 6, 7, 7], [2, 3, 2]), true, true, false, false, false, false);
        Near.Equal([2, 15, 0, 0], new GlobalAveragePooling1D().Apply(x), 1e-6);
        Near.Equal(
            [2, 15, 0, 0], new GlobalAveragePooling1D { DataFormat = DataFormat.ChannelsFirst }.Apply(Masked(Unmasked(x).Transpose(0, 2, 1), x.Mask!)), 1e-6);

        // Two rows count, with means 2 and 15 and variances 1 and 25.
        BatchNormalization norm = new() { Epsilon = 1e-9, Momentum = 0 };
        float[] normalized = norm.Apply(x, training: true).ToArray<float>();
        Near.Equal([-1, -1, 1, 1], [.. normalized[..4].Select(value => (double)value)], 1e-5);
        Near.Equal([2, 15], norm.Parameters[2].Value, 1e-5, "mean");
        Near.Equal([1, 25], norm.Parameters[3].Value, 1e-5, "variance");
    }

    [Fact]
    public void Losses_and_metrics_leave_out_steps_that_do_not_count()
    {
        Tensor predictions = With(Tensor.Create<float>([0.5f, 0.25f, 9, 0.5f], [2, 2, 1]), true, true, false, true),
            targets = Tensor.Create<float>([1, 0, float.NaN, 1], [2, 2, 1]);
        Near.Equal([(0.25 + 0.0625 + 0.25) / 3], Loss.MeanSquaredError.Compute(targets, predictions), 1e-6);
        Near.Equal([0.5625], (new Hebb.Losses.MeanSquaredError() with { Reduction = LossReduction.Sum }).Compute(targets, predictions), 1e-6);
        Tensor weights = Tensor.Create<float>([2, 3], [2]);
        Near.Equal([(2 * 0.3125 + 3 * 0.25) / 3], Loss.MeanSquaredError.Compute(targets, predictions, weights), 1e-6);
        Near.Equal(
            [(2 * 0.3125 + 3 * 0.25) / 7],
            (new Hebb.Losses.MeanSquaredError() with { Reduction = LossReduction.MeanWithSampleWeight }).Compute(targets, predictions, weights),
            1e-6);
        Near.Equal([0], Loss.MeanSquaredError.Compute(targets, With(predictions, false, false, false, false)), 1e-6);
        Near.Equal([2 / 3.0], [Metric.BinaryAccuracy.Compute(Tensor.Create<float>([1, 0, 1, 0], [2, 2, 1]), With(predictions, true, true, false, true))], 1e-6);
        Near.Equal([(2 * 0.3125 + 3 * 0.25) / 7], [Metric.MeanSquaredError.Compute(targets, predictions, weights)], 1e-6);
        ShapeException error = Assert.Throws<ShapeException>(() => Loss.MeanSquaredError.Compute(Tensor.Zeros([2]), predictions));
        Assert.Contains("give a target for each step", error.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// A tagger: the loss and its gradients are those of the words alone, whatever stands where there are none. (Fusing its step meets a circle of units that
    /// is found only by looking far.)
    /// </summary>
    [Fact]
    public void Training_sees_nothing_of_the_filling()
    {
        Tensor tags = Tensor.Create(new[,] { { 1, 0, 2, 0 }, { 2, 0, 0, 0 }, { 0, 1, 2, 1 } }),
            wrong = Tensor.Create(new[,] { { 1, 0, 2, 2 }, { 2, -1, 1, 99 }, { 0, 1, 2, 1 } });
        Evaluation[] results = [.. new[] { tags, wrong }.Select(target =>
        {
            Sequential model = Tagger();
            model.Compile(new SGD(0.1), Loss.SparseCategoricalCrossentropy, [Metric.SparseCategoricalAccuracy]);
            model.TrainOnBatch(s_words, target);
            return model.TestOnBatch(s_words, target);
        })];
        Assert.Equal(results[0].Loss, results[1].Loss);
        Assert.Equal(results[0]["sparse_categorical_accuracy"], results[1]["sparse_categorical_accuracy"]);

        // By hand: the mean of -ln p of the eight words.
        Sequential fresh = Tagger();
        fresh.Compile(new SGD(0.1), Loss.SparseCategoricalCrossentropy, [Metric.SparseCategoricalAccuracy]);
        float[] p = fresh.Predict(s_words).ToArray<float>();
        int[] classes = tags.ToArray<int>(), words = [.. Enumerable.Range(0, 12).Where(i => s_counts[i])];
        Evaluation judged = fresh.TestOnBatch(s_words, tags);
        Assert.Equal(words.Average(i => -Math.Log(p[i * 3 + classes[i]])), judged.Loss, 1e-5);
        Assert.Equal(words.Average(i => Enumerable.Range(0, 3).MaxBy(c => p[i * 3 + c]) == classes[i] ? 1.0 : 0), judged["sparse_categorical_accuracy"], 1e-6);
    }

    [Fact]
    public void TimeDistributed_layers_have_masks_of_their_own()
    {
        // Two texts of two sentences of three words.
        Tensor words = Tensor.Create<int>([1, 2, 0, 3, 0, 0, 4, 1, 1, 0, 0, 0], [2, 2, 3]);
        Tensor vectors = new TimeDistributed(new Embedding(5, 4) { MaskZero = true }).Apply(words);
        Assert.Equal([true, true, false, true, false, false, true, true, true, false, false, false], vectors.Mask!.ToArray<bool>());
        TimeDistributed reader = new(new GRU(3));
        Tensor sentences = reader.Apply(vectors);
        Assert.Equal([true, true, true, false], sentences.Mask!.ToArray<bool>());
        Assert.Equal(
            reader.Inner.Apply(vectors.Slice(0, ..1).Reshape([2, 3, 4]).Slice(0, 1..).Slice(1, ..1)).ToArray<float>(), sentences.ToArray<float>()[3..6]);
    }

    [Fact]
    public void A_layer_of_ones_own_may_pass_masks_on_or_make_them()
    {
        Assert.Equal(s_counts, new Doubling().Apply(Embedded()).Mask!.ToArray<bool>());
        Assert.Equal([.. s_counts.Chunk(4).SelectMany(row => row[1..])], new Shorter().Apply(Embedded()).Mask!.ToArray<bool>());
    }

    [Fact]
    public void Bits_do_not_depend_on_threads()
    {
        float[][] losses = [.. Enumerable.Range(1, 4).Select(threads =>
        {
            int before = Compute.Threads;
            try
            {
                Compute.Threads = threads;
                Sequential model = new([
                    new Embedding(50, 32) { MaskZero = true },
                    new Bidirectional(new LSTM(24) { ReturnSequences = true }, new LSTM(24) { ReturnSequences = true, GoBackwards = true }),
                    new Dense(5, Activation.Softmax),
                ])
                {
                    Seed = 1,
                };
                model.Compile(new Adam(), Loss.SparseCategoricalCrossentropy);
                Tensor words = Draw.Integers(new Random(1), [16, 20], 50), tags = Draw.Integers(new Random(2), [16, 20], 5);
                return Enumerable.Range(0, 4).Select(_ => (float)model.TrainOnBatch(words, tags).Loss).Concat(model.Predict(words).ToArray<float>()).ToArray();
            }
            finally
            {
                Compute.Threads = before;
            }
        })];
        foreach (float[] other in losses[1..]) { Assert.Equal(losses[0], other); }
    }

    private static Sequential Tagger() =>
        new([new Embedding(5, 4) { MaskZero = true }, new LSTM(4) { ReturnSequences = true }, new Dense(3, Activation.Softmax)]) { Seed = 7 };

    private static Tensor Embedded()
    {
        Embedding layer = new(5, 4) { MaskZero = true };
        _ = layer.Apply(s_words);
        layer.Parameters[0].SetValues<float>(Draw.Floats(new Random(5), [5, 4]).ToArray<float>());
        return layer.Apply(s_words);
    }

    private static Tensor Unmasked(Tensor x) => x + 0.0 is { Mask: null } y ? y : Tensor.Create<float>(x.ToArray<float>(), x.Shape);

    private static Tensor With(Tensor x, params bool[] counts) => Masked(x, Tensor.Create<bool>(counts, x.Rank > 2 ? x.Shape[..2] : x.Shape));

    private static Tensor Masked(Tensor x, Tensor mask) => new Given(mask).Apply(x);

    private sealed class Own : Model
    {
        public Own(Layer[] layers)
        {
            foreach (Layer layer in layers) { AddLayer(layer); }
        }

        protected override Tensor Forward(Tensor x, bool training) => Sublayers.Aggregate(x, (y, layer) => layer.Apply(y, training));
    }

    private sealed class Doubling : Layer
    {
        protected override bool SupportsMasking => true;

        protected override Tensor Forward(Tensor x, bool training) => x * 2;
    }

    private sealed class Shorter : Layer
    {
        protected override Tensor Forward(Tensor x, bool training) => x.Slice(1, 1..);

        protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs) => inputs[0].Mask?.Slice(1, 1..);
    }

    /// <summary>Gives a mask to numbers.</summary>
    private sealed class Given(Tensor mask) : Layer
    {
        protected override Tensor Forward(Tensor x, bool training) => Tensor.Create<float>(x.ToArray<float>(), x.Shape);

        protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs) => mask;
    }
}
