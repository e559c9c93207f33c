using Hebb.Activations;
using Hebb.Initializers;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Losses;

/// <summary>The loss of ensembles in one network; numbers from PyTorch 1.13.</summary>
public sealed class MemberLossTests
{
    private static readonly Tensor s_logits = Tensor.Create<float>([.. Enumerable.Range(0, 6).Select(i => (float)Math.Sin(0.9 * i + 0.4))], [2, 3, 1]);

    private static readonly Tensor s_y = Tensor.Create(new[,] { { 1f }, { 0 } });

    /// <summary>Predictions of members, and means of them as models give them.</summary>
    public static TheoryData<string, Func<Tensor, Tensor>, bool> Forms => new()
    {
        { "logits", z => z, true },
        { "probabilities", z => z.Sigmoid(), false },
        { "mean", z => z.Sigmoid().Mean(1), false },
        { "mean of a layer", z => new GlobalAveragePooling1D().Apply(z.Sigmoid()), false },
    };

    [Theory, MemberData(nameof(Forms))]
    public void It_is_the_mean_of_the_members_losses(string form, Func<Tensor, Tensor> predict, bool logits)
    {
        MemberLoss loss = new(new BinaryCrossentropy { FromLogits = logits });
        Near.Equal([0.4376336237687706], Near.Run(z => loss.Compute(s_y, predict(z[0])), s_logits), 1e-6, form);
    }

    [Fact]
    public void Logits_of_members_are_seen_behind_the_mean()
    {
        // σ(±40) rounds to 0 and 1; the loss of such members is still exact.
        Tensor z = Tensor.Create([40f, -40, 1, 2], [2, 2, 1]);
        MemberLoss loss = new(Loss.BinaryCrossentropy);
        double second = Math.Log(1 + Math.Exp(1)) + Math.Log(1 + Math.Exp(2));
        Near.Equal([(40 + second) / 4], Near.Run(x => loss.Compute(s_y, x[0].Sigmoid().Mean(1)), z), 1e-6);
    }

    [Fact]
    public void Classes_weights_and_ignored_rows_count_as_in_the_inner_loss()
    {
        Tensor z = Tensor.Create<float>([.. Enumerable.Range(0, 12).Select(i => (float)Math.Cos(i))], [2, 2, 3]), labels = Tensor.Create([2, 0]);
        double[] each = [.. Enumerable.Range(0, 4).Select(i =>
        {
            double[] logits = [.. Enumerable.Range(3 * i, 3).Select(j => Math.Cos(j))];
            return Math.Log(logits.Sum(Math.Exp)) - logits[i < 2 ? 2 : 0];
        })];
        (double first, double second) = ((each[0] + each[1]) / 2, (each[2] + each[3]) / 2);
        SparseCategoricalCrossentropy inner = new();
        Near.Equal([(first + second) / 2], Near.Run(x => new MemberLoss(inner).Compute(labels, x[0].Softmax().Mean(1)), z), 1e-6);
        Near.Equal(
            [(first + 3 * second) / 2], Near.Run(x => new MemberLoss(inner).Compute(labels, x[0].Softmax().Mean(1), Tensor.Create([1f, 3])), z), 1e-6);
        Near.Equal([second], Near.Run(x => new MemberLoss(inner with { IgnoreClass = 2 }).Compute(labels, x[0].Softmax().Mean(1)), z), 1e-6);
        Near.Equal(
            [first + second], Near.Run(x => (new MemberLoss(inner) { Reduction = LossReduction.Sum }).Compute(labels, x[0].Softmax().Mean(1)), z), 1e-6);
    }

    [Fact]
    public void Without_members_there_is_no_such_loss()
    {
        Tensor mean = s_logits.Mean(1);
        Assert.Contains("GlobalAveragePooling1D", Assert.Throws<ShapeException>(
            () => new MemberLoss(Loss.MeanSquaredError).Compute(s_y, Tensor.Create(mean.ToArray<float>(), mean.Shape))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new MemberLoss(new Circle()));
        Assert.Throws<ArgumentException>(() => new MemberLoss(new MemberLoss(Loss.MeanSquaredError)));
    }

    public static TheoryData<string, Layer[]> Networks => new()
    {
        {
            "TabM",
            [
                new PiecewiseLinearEmbedding(4, 6) { Activation = Activation.Relu }, new Flatten(), new RepeatVector(4),
                new BatchEnsembleDense(16, Activation.Relu) { InputScaleInitializer = new RandomSigns() }, new BatchEnsembleDense(16, Activation.Relu),
                new MemberDense(1, Activation.Sigmoid), new GlobalAveragePooling1D(),
            ]
        },
        {
            "TabM-mini",
            [
                new PeriodicEmbedding(4, 4, 0.3), new Flatten(), new RepeatVector(4),
                new FeatureScaling(perMember: true) { KernelInitializer = new RandomSigns() }, new Dense(16, Activation.Relu), new Dense(16, Activation.Relu),
                new MemberDense(1, Activation.Sigmoid), new GlobalAveragePooling1D(),
            ]
        },
        {
            "packed ensemble",
            [
                new RepeatVector(4), new MemberDense(16, Activation.Relu), new MemberDense(16, Activation.Relu), new MemberDense(1, Activation.Sigmoid),
                new GlobalAveragePooling1D(),
            ]
        },
    };

    /// <summary>Half of a ring: no line separates it.</summary>
    [Theory, MemberData(nameof(Networks))]
    public void Ensembles_in_one_network_learn_and_answer_with_the_mean(string name, Layer[] layers)
    {
        Random random = new(3);
        float[,] x = new float[256, 2], y = new float[256, 1];
        for (int i = 0; i < 256; i++)
        {
            (x[i, 0], x[i, 1]) = (random.NextSingle() * 2 - 1, random.NextSingle() * 2 - 1);
            y[i, 0] = x[i, 0] * x[i, 0] + x[i, 1] * x[i, 1] < 0.6 ? 1 : 0;
        }

        Sequential model = new([new Input([2]), .. layers]) { Seed = 1 };
        if (layers[0] is PiecewiseLinearEmbedding embedding) { embedding.Adapt(Tensor.Create(x)); }
        AdamW optimizer = new(0.01);
        optimizer.ScaleLearningRate(0.5, "/frequency$");
        model.Compile(optimizer, new MemberLoss(Loss.BinaryCrossentropy), [new MeanMetric(Loss.BinaryCrossentropy), Metric.Accuracy]);
        model.Fit(Tensor.Create(x), Tensor.Create(y), new() { Epochs = 40, BatchSize = 64 });
        Evaluation after = model.Evaluate(Tensor.Create(x), Tensor.Create(y));

        Assert.True(after["accuracy"] > 0.9, $"{name}: {after}");
        Assert.True(after["loss"] > after["binary_crossentropy"], $"The loss of the mean is below the mean of the losses, but {name} has {after}.");
        Assert.Equal([256, 1], model.Predict(Tensor.Create(x)).Shape.ToArray());
        using MemoryStream file = new();
        ModelFile.Save(model, file);
        file.Position = 0;
        Model loaded = ModelFile.Load(file);
        Assert.Equal(model.Predict(Tensor.Create(x)).ToArray<float>(), loaded.Predict(Tensor.Create(x)).ToArray<float>());
        Assert.Equal(after["loss"], loaded.Evaluate(Tensor.Create(x), Tensor.Create(y))["loss"]);
    }
}
