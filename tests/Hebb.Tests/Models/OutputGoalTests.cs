using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Models;

/// <summary>Outputs with losses, weights and metrics of their own; expected values by hand.</summary>
public sealed class OutputGoalTests
{
    private static readonly Dataset s_rows = Dataset.From([Tensor.Create(new float[,] { { 1 }, { 2 } })], [Tensor.Zeros([2, 1]), Tensor.Zeros([2, 1])],
        Tensor.Create(1f, 3f));

    [Fact]
    public void Each_output_has_its_own_loss_weight_and_metrics()
    {
        Model model = TwiceAndThrice();
        model.Compile(new SGD(0), [
            new OutputGoal(Loss.MeanSquaredError) { Weight = 2, Metrics = [Metric.MeanAbsoluteError, Metric.MeanSquaredError] },
            new OutputGoal(Loss.MeanAbsoluteError) { WeightedMetrics = [Metric.MeanSquaredError], Weight = 0.5 },
        ]);
        Evaluation e = model.Evaluate(s_rows);
        Assert.Equal(["loss", "a_loss", "b_loss", "a_mean_absolute_error", "a_mean_squared_error", "b_mean_squared_error"], e.Names);
        // Outputs a: 2, 4 and b: 3, 6; weights 1, 3. a_loss = (4 + 3·16)/2, b_loss = (3 + 3·6)/2; metrics unweighted but for the last, (9 + 3·36)/4.
        Near.Equal([2 * 26 + 0.5 * 10.5, 26, 10.5, 3, 10, 29.25], [.. e.Values], 1e-6);
        Assert.Equal([Metric.MeanAbsoluteError, Metric.MeanSquaredError], model.Metrics);
    }

    [Fact]
    public void An_output_of_weight_0_is_measured_but_not_trained()
    {
        Model model = TwiceAndThrice();
        model.Compile(new SGD(0.1), [new OutputGoal(Loss.MeanSquaredError), new OutputGoal(Loss.MeanSquaredError) { Weight = 0 }]);
        model.Fit(s_rows);
        Assert.NotEqual(2, model.Parameters[0].ToArray<float>()[0]);
        Assert.Equal(3, model.Parameters[1].ToArray<float>()[0]);
    }

    [Fact]
    public void Too_many_or_too_few_are_refused_at_once()
    {
        Model model = TwiceAndThrice();
        OutputGoal goal = new(Loss.MeanSquaredError);
        Assert.Contains("2 outputs, but 3 losses", Assert.Throws<ArgumentException>(() => model.Compile(new SGD(), [goal, goal, goal])).Message);
        Assert.Contains("2 outputs, but 1 loss weights",
            Assert.Throws<ArgumentException>(() => model.Compile(new SGD(), [Loss.MeanSquaredError], lossWeights: [1])).Message);
        Assert.Contains("NaN", Assert.Throws<ArgumentOutOfRangeException>(() => goal with { Weight = double.NaN }).Message);
    }

    [Fact]
    public void Weighted_metrics_are_called_so_where_names_meet()
    {
        Model model = TwiceAndThrice();
        model.Compile(new SGD(0), [Loss.MeanSquaredError], [Metric.MeanAbsoluteError], [Metric.MeanAbsoluteError]);
        Evaluation e = model.Evaluate(s_rows);
        Assert.Equal(3, e["a_mean_absolute_error"], 1e-6);
        Assert.Equal((2 + 3 * 4) / 4.0, e["a_weighted_mean_absolute_error"], 1e-6);
        Assert.Equal((3 + 3 * 6) / 4.0, e["b_weighted_mean_absolute_error"], 1e-6);
    }

    [Fact]
    public void Balanced_classes_weigh_the_same_as_in_scikit_learn()
    {
        // compute_class_weight("balanced", classes=[0, 1, 2], y=[0, 0, 0, 1, 1, 2]) of scikit-learn 1.2.1: 2/3, 1 and 2.
        float[] y = [0, 0, 0, 1, 1, 2];
        Dense dense = new(1, useBias: false) { KernelInitializer = Hebb.Initializers.Initializer.Zeros };
        Sequential model = new([dense]);
        model.Compile(new SGD(0), Loss.MeanAbsoluteError, weightedMetrics: [Metric.Sum("weighted_rows", (t, p) => (p - t) * 0 + 1)]);
        Evaluation e = model.Fit(Tensor.Ones([6, 1]), Tensor.Create(y), new() { ClassWeight = ClassWeight.Balanced, BatchSize = 4 }).Epochs[0].Training;
        Assert.Equal(6, e["weighted_rows"], 1e-5); // the weights keep the number of rows
        Assert.Equal((3 * 2.0 / 3 * 0 + 2 * 1 * 1 + 1 * 2 * 2) / 6, e.Loss, 1e-5);
    }

    private static Model TwiceAndThrice()
    {
        Node x = new Input([1]);
        Dense twice = new(1, useBias: false) { Name = "a", KernelInitializer = Hebb.Initializers.Initializer.Constant(2) };
        Dense thrice = new(1, useBias: false) { Name = "b", KernelInitializer = Hebb.Initializers.Initializer.Constant(3) };
        return new([x], [twice.Apply(x), thrice.Apply(x)]);
    }
}
