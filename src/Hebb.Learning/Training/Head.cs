using Hebb.Activations;
using Hebb.Data.Preprocessing;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;

namespace Hebb.Learning.Training;

/// <summary>The end of a network that answers a target: its last layer, loss and metric.</summary>
/// <param name="Task">What kind of answer it is.</param>
/// <param name="Outputs">How many numbers the network gives.</param>
/// <param name="Activation">The activation of the last layer; null for none.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Metric">What is reported beside it.</param>
public readonly record struct Head(LearningTask Task, int Outputs, Activation? Activation, Loss Loss, Metric Metric)
{
    /// <summary>One sigmoid for two classes, a softmax for more, a linear output for a number.</summary>
    /// <param name="target">What is predicted.</param>
    public static Head Of(TargetEncoder target) => (target ?? throw new ArgumentNullException(nameof(target))).Task switch
    {
        LearningTask.Binary => new(target.Task, 1, Activation.Sigmoid, Loss.BinaryCrossentropy, Metric.BinaryAccuracy),
        LearningTask.Multiclass =>
            new(target.Task, target.Classes.Count, Activation.Softmax, Loss.SparseCategoricalCrossentropy, Metric.SparseCategoricalAccuracy),
        _ => new(target.Task, 1, null, Loss.MeanSquaredError, Metric.MeanAbsoluteError),
    };

    /// <summary>The last layer.</summary>
    public Dense NewLayer() => new(Outputs, Activation);

    /// <summary>Output and loss in a sentence, with the reason.</summary>
    /// <param name="target">What is predicted.</param>
    public string Describe(TargetEncoder target) => Task switch
    {
        LearningTask.Binary => $"output: sigmoid, the probability of '{target?.Classes[1]}'; loss: binary cross-entropy, because there are two classes",
        LearningTask.Multiclass =>
            $"output: softmax, a probability for each of {Outputs} classes; loss: sparse categorical cross-entropy, because classes exclude each other",
        _ => $"output: linear, the standardized {(target?.LogOffset is null ? "value" : "logarithm")}; loss: mean squared error, because the target is "
            + "a number",
    };
}
