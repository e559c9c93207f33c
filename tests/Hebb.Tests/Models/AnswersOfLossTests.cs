using Hebb.Activations;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Models;

/// <summary>Metrics beside a loss know what predictions are to it: logits, or signs.</summary>
public sealed class AnswersOfLossTests
{
    private static readonly Tensor s_logits = Tensor.Create(new[,] { { .2f }, { .3f }, { -1 }, { 4 } });
    private static readonly Tensor s_yesNo = Tensor.Create(new[,] { { 1f }, { 1 }, { 0 }, { 1 } });

    [Fact]
    public void Logits_become_probabilities_for_metrics_that_take_such()
    {
        Evaluation seen = Judged(
            new BinaryCrossentropy { FromLogits = true }, s_logits, s_yesNo, Metric.Accuracy, Metric.BinaryAccuracy, Metric.Recall, Metric.Auc, Metric.F1Score,
            Metric.CohenKappa, Metric.Accuracy.As("mine"));
        Assert.All(seen.Names.Skip(1), name => Assert.Equal(1, seen[name], 1e-6));

        // What is told to take logits, or compares with a threshold of its own, gets them as they are.
        Evaluation told = Judged(
            new BinaryCrossentropy { FromLogits = true }, s_logits, s_yesNo, new BinaryAccuracy(0.25), new AUC { FromLogits = true }, new Precision(3.0),
            Metric.Mean(new BinaryCrossentropy { FromLogits = true }), Metric.MeanAbsoluteError);
        Near.Equal([0.75, 1, 1], [told["binary_accuracy"], told["auc"], told["precision"]], 1e-6);
        Assert.Equal(told.Loss, told["binary_crossentropy"], 1e-6);
        Assert.Equal((.8 + .7 + 1 + 3) / 4, told["mean_absolute_error"], 1e-6);
    }

    [Fact]
    public void Logits_of_classes_become_probabilities_along_the_last_axis()
    {
        Tensor logits = Tensor.Create(new[,] { { 2f, 1, 0 }, { -5, -3, -4 } }), labels = Tensor.Create(0f, 1);
        Evaluation seen = Judged(
            new SparseCategoricalCrossentropy { FromLogits = true }, logits, labels, Metric.Accuracy, Metric.Precision, Metric.SparseCategoricalCrossentropy);
        Near.Equal([1, 1], [seen["accuracy"], seen["precision"]], 1e-6); // softmax: .665 and .665, all others below .5
        Assert.Equal(seen.Loss, seen["sparse_categorical_crossentropy"], 1e-6);
    }

    [Theory]
    [InlineData("hinge", 0)]
    [InlineData("squared_hinge", 0)]
    [InlineData("hinge", -1)]
    [InlineData("perceptron", -1)]
    public void The_sign_is_the_answer_of_a_margin(string loss, int no)
    {
        Tensor targets = Tensor.Where(s_yesNo > 0, s_yesNo, Tensor.Scalar(no));
        Evaluation seen = Judged(Loss.Get(loss), s_logits, targets, Metric.Accuracy, Metric.Recall, Metric.Auc, Metric.MatthewsCorrelation);
        Assert.All(seen.Names.Skip(1), name => Assert.Equal(1, seen[name], 1e-6));
    }

    [Fact]
    public void Several_labels_are_judged_by_the_largest_as_in_Keras_and_one_by_one_by_BinaryAccuracy()
    {
        Tensor y = Tensor.Create(new[,] { { 1f, 1, 1 }, { 0, 1, 1 } }), p = Tensor.Create(new[,] { { .9f, .1f, .1f }, { .2f, .9f, .1f } });
        Evaluation seen = Judged(Loss.BinaryCrossentropy, p, y, Metric.Accuracy, Metric.BinaryAccuracy);
        Near.Equal([1, 0.5], [seen["accuracy"], seen["binary_accuracy"]], 1e-6);
    }

    [Theory]
    [InlineData("softmax")]
    [InlineData("sigmoid")]
    public void Probabilities_under_a_loss_of_logits_are_warned_about(string activation)
    {
        Loss loss = activation == "softmax" ? new CategoricalCrossentropy { FromLogits = true } : new BinaryCrossentropy { FromLogits = true };
        Sequential model = new([new Input([2]), new Dense(2, Activation.Get(activation))]);
        model.Compile(new SGD(0.1), loss, [Metric.BinaryAccuracy]);
        Assert.Empty(model.Warnings);
        Tensor x = Tensor.Create(new[,] { { 1f, 0 }, { 0, 1 } });
        History history = model.Fit(x, x);
        string warning = Assert.Single(history.Warnings);
        Assert.Contains(activation, warning, StringComparison.Ordinal);
        Assert.Contains("FromLogits", warning, StringComparison.Ordinal);
        Assert.Contains(warning, history.ToString(), StringComparison.Ordinal);
        Assert.Equal(history.Warnings, model.Warnings);

        model.Compile(new SGD(0.1), loss with { Reduction = LossReduction.Sum });
        Assert.Empty(model.Warnings); // known again after the next batch
        model.Evaluate(x, x);
        Assert.Single(model.Warnings);
        Sequential fine = new([new Input([2]), new Dense(2)]);
        fine.Compile(new SGD(0.1), loss);
        Assert.Empty(fine.Fit(x, x).Warnings);
    }

    private static Evaluation Judged(Loss loss, Tensor predictions, Tensor targets, params Metric[] metrics)
    {
        Sequential model = new([new Input([predictions.Shape[^1]]), new IdentityLayer()]);
        model.Compile(new SGD(0), loss, metrics);
        return model.Evaluate(predictions, targets, batchSize: 3);
    }
}
