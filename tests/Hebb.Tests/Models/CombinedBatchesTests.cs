using Hebb.Datasets;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Regularizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Models;

/// <summary>Over several batches loss and metrics are what one batch of all rows gives; in one batch they are Keras' (3.15.1).</summary>
public sealed class CombinedBatchesTests
{
    private static readonly Tensor s_steps = Tensor.Create(new[,] { { 1f, 0, 0 }, { 2, 4, 6 }, { 1, 3, 0 } }).ExpandDims(-1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void An_activity_penalty_does_not_depend_on_the_batch_size(int batchSize)
    {
        Sequential model = new([new Input([1]), new ActivationLayer(Hebb.Activations.Activation.Linear) { ActivityRegularizer = new L2(0.1) }]);
        model.Compile(new SGD(0), Loss.MeanSquaredError);
        Tensor x = Tensor.Create(new[,] { { 1f }, { 2 }, { 3 }, { 4 } });
        Assert.Equal(0.1 * (1 + 4 + 9 + 16) / 4, model.Evaluate(x, x, batchSize).Loss, 1e-6);
        Assert.Equal(0.75, model.Fit(x, x, new() { BatchSize = batchSize }).Epochs[0].Training.Loss, 1e-6);
    }

    [Fact]
    public void Activity_penalties_are_those_of_Keras()
    {
        // keras.Sequential([Dense(2, kernel_initializer="ones", activity_regularizer=L1L2(.1, .2)), ActivityRegularization(.3, .1)]).compile("sgd", "mse"),
        // evaluate(x[:n], y[:n])
        Sequential model = new([
            new Input([3]), new Dense(2) { KernelInitializer = Initializer.Ones, ActivityRegularizer = new L1L2(.1, .2) }, new ActivityRegularization(.3, .1)]);
        model.Compile(new SGD(0), Loss.MeanSquaredError);
        Tensor x = Tensor.Create([.. Enumerable.Range(0, 24).Select(i => (float)Math.Sin(i + 1))], [8, 3]);
        Tensor y = Tensor.Create([.. Enumerable.Range(0, 16).Select(i => (float)Math.Cos(i))], [8, 2]);
        Assert.Equal(5.3542137, model.Evaluate(x.Slice(0, ..2), y.Slice(0, ..2)).Loss, 1e-5);
        Assert.Equal(7.6361265, model.Evaluate(x, y).Loss, 1e-5);
        Assert.Equal(7.6361265, model.Evaluate(x, y, batchSize: 3).Loss, 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Only_real_steps_count_in_any_batch(int batchSize)
    {
        // The real steps are off by 1 | 2, 4, 6 | 1, 3.
        Sequential model = new([new Input([3, 1]), new Masking(0), new IdentityLayer()]);
        model.Compile(new SGD(0), Loss.MeanAbsoluteError, [Metric.MeanAbsoluteError]);
        Evaluation evaluation = model.Evaluate(s_steps, Tensor.Zeros([3, 3, 1]), batchSize);
        Assert.Equal(17 / 6.0, evaluation.Loss, 1e-6);
        Assert.Equal(17 / 6.0, evaluation["mean_absolute_error"], 1e-6);
        Assert.Equal(17 / 6.0, model.Fit(s_steps, Tensor.Zeros([3, 3, 1]), new() { BatchSize = batchSize }).Epochs[0].Training.Loss, 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Ignored_classes_are_in_no_mean(int batchSize)
    {
        double[] p = [0.7, 0.2, 0.6, 0.1];
        Sequential model = new([new Input([2]), new IdentityLayer()]);
        model.Compile(new SGD(0), new SparseCategoricalCrossentropy { IgnoreClass = -1 });
        Tensor x = Tensor.Create([.. p.SelectMany(q => new[] { (float)q, 1 - (float)q })], [4, 2]);
        Assert.Equal((-Math.Log(0.7) - Math.Log(0.9)) / 2, model.Evaluate(x, Tensor.Create(0f, -1, -1, 1), batchSize).Loss, 1e-5);
        Assert.Equal(0, model.Evaluate(x, Tensor.Full([4], -1), batchSize).Loss);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void Sums_and_weighted_means_are_those_of_all_rows(int batchSize)
    {
        Tensor x = Tensor.Create(new[,] { { 1f }, { 2 }, { 3 }, { 4 } }), weights = Tensor.Create(1f, 0, 2, 5);
        Dataset data = Dataset.From(x, Tensor.Zeros([4, 1]), weights);
        Assert.Equal(1 + 3 * 2 + 4 * 5, Loss(LossReduction.Sum), 1e-5);
        Assert.Equal(27 / 8.0, Loss(LossReduction.MeanWithSampleWeight), 1e-6);
        Assert.Equal(27 / 4.0, Loss(LossReduction.SumOverBatchSize), 1e-6);

        double Loss(LossReduction reduction)
        {
            Sequential model = new([new Input([1]), new IdentityLayer()]);
            model.Compile(new SGD(0), new Hebb.Losses.MeanAbsoluteError { Reduction = reduction });
            return model.Evaluate(data, batchSize).Loss;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Each_output_has_its_own_denominator_and_penalties_their_rows(int batchSize)
    {
        Node input = new Input([3, 1]), masked = new Masking(0).Apply(input);
        Node steps = new IdentityLayer { Name = "steps", ActivityRegularizer = new L1(0.5) }.Apply(masked);
        Node plain = new Dense(1) { Name = "plain", KernelInitializer = Initializer.Ones }.Apply(new Flatten().Apply(input));
        Model model = new([input], [steps, plain]);
        model.Compile(new SGD(0), [Loss.MeanAbsoluteError, Loss.MeanAbsoluteError], lossWeights: [2, 10]);
        Evaluation evaluation = model.Evaluate(Dataset.From([s_steps], [Tensor.Zeros([3, 3, 1]), Tensor.Zeros([3, 1])]), batchSize);
        double[] seen = [evaluation.Loss, evaluation["steps_loss"], evaluation["plain_loss"]];
        Near.Equal([2 * 17 / 6.0 + 10 * 17 / 3.0 + 0.5 * 17 / 3, 17 / 6.0, 17 / 3.0], seen, 1e-5);
    }

    [Fact]
    public void Steps_and_outputs_have_weights_of_their_own()
    {
        Node input = new Input([3, 1]), steps = new IdentityLayer { Name = "steps" }.Apply(input), last = new Flatten { Name = "last" }.Apply(input);
        Model model = new([input], [steps, last]);
        model.Compile(new SGD(0), Loss.MeanAbsoluteError, weightedMetrics: [Metric.MeanAbsoluteError]);
        Tensor ofSteps = Tensor.Create(new[,] { { 1f, 0, 0 }, { 1, 2, 1 }, { 0.5f, 1, 0 } });
        IReadOnlyList<Tensor> targets = [Tensor.Zeros([3, 3, 1]), Tensor.Zeros([3, 3])];
        // Σ|error|·w = 1 + 2 + 8 + 6 + .5 + 3 over 9 steps, and over Σw = 6.5 for the metric; the rows of the other output are off by 1/3, 4, 4/3.
        Evaluation evaluation = model.Evaluate(Dataset.From([s_steps], targets, [ofSteps, Tensor.Create(1f, 0, 3)]), batchSize: 2);
        Near.Equal([20.5 / 9, (1 / 3.0 + 4) / 3, 20.5 / 6.5, (1 / 3.0 + 4) / 4], [
            evaluation["steps_loss"], evaluation["last_loss"], evaluation["steps_mean_absolute_error"], evaluation["last_mean_absolute_error"]], 1e-6);
        Assert.Equal(evaluation["steps_loss"] + evaluation["last_loss"], evaluation.Loss, 1e-6);
        Evaluation second = model.Evaluate(Dataset.From([s_steps], targets, [null, Tensor.Create(1f, 0, 3)]));
        Near.Equal([17 / 9.0, (1 / 3.0 + 4) / 3], [second["steps_loss"], second["last_loss"]], 1e-6);

        Assert.Contains("2 targets", Assert.Throws<ArgumentException>(() => Dataset.From([s_steps], targets, [ofSteps, null, null])).Message);
        Assert.Contains("(3, 3)", Assert.Throws<ShapeException>(() => Dataset.From([s_steps], targets, ofSteps)).Message);
        Assert.Contains("(3, 2)", Assert.Throws<ShapeException>(() => Dataset.From(s_steps, targets[0], Tensor.Ones([3, 2]))).Message);
    }

    [Fact]
    public void Weights_of_steps_train_like_steps_that_are_rows()
    {
        Tensor x = Tensor.Create([.. Enumerable.Range(0, 24).Select(i => (float)Math.Sin(i))], [4, 3, 2]), y = x.Sum(-1, keepDims: true).Square();
        Tensor weights = Tensor.Create([.. Enumerable.Range(0, 12).Select(i => (float)(i % 4))], [4, 3]);
        double[] steps = Trained(Dataset.From(x, y, weights)), rows = Trained(Dataset.From(x.Reshape([12, 2]), y.Reshape([12, 1]), weights.Reshape([12])));
        Near.Equal(rows, steps, 1e-6);

        static double[] Trained(Dataset data)
        {
            Sequential model = new([new Dense(1) { KernelInitializer = Initializer.Ones }]);
            model.Compile(new SGD(0.1), Loss.MeanSquaredError);
            model.Fit(data, new() { Epochs = 2, BatchSize = 12 });
            return model.GetWeights()[0].ToDoubles();
        }
    }

    [Fact]
    public void Any_number_of_classes_can_be_balanced()
    {
        // Class 0 has 151 of 300 rows, the 149 others have one: the weights are 300 / (150 · n).
        Tensor y = Tensor.Create([.. Enumerable.Range(0, 300).Select(i => (float)Math.Max(0, i - 150))]);
        Batch batch = ClassWeight.Balanced.Apply(Dataset.From(Tensor.Zeros([300, 1]), y)).Whole;
        Near.Equal([2.0 / 151, 2], [batch.Weights!.ToDoubles()[0], batch.Weights.ToDoubles()[299]], 1e-6);
        Tensor thirds = Tensor.Create([.. Enumerable.Range(0, 450).Select(i => (float)(i / 3))]);
        (Dataset train, Dataset test) = Dataset.From(Tensor.Zeros([450, 1]), thirds).Split(1 / 3.0);
        Assert.Equal((300, 150), (train.Rows, test.Rows));
        Assert.Equal(Enumerable.Range(0, 150).Select(c => (double)c), test.Whole.Targets[0].ToDoubles()); // one of three of each
    }
}
