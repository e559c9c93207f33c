using Hebb.Data.Preprocessing;
using static System.FormattableString;

namespace Hebb.Learning.Evaluation;

/// <summary>A network beside what can be had with less: a model without hidden layers, and an answer that does not look at the row.</summary>
/// <param name="Task">What kind of answer it is.</param>
/// <param name="Network">The figures of the network.</param>
/// <param name="Linear">Those of a logistic, softmax or linear regression on the same rows; null if there is none.</param>
/// <param name="Constant">Those of always answering the most frequent class, or the mean.</param>
public sealed record BaselineComparison(
    LearningTask Task, IReadOnlyDictionary<string, double> Network, IReadOnlyDictionary<string, double>? Linear, IReadOnlyDictionary<string, double> Constant)
{
    /// <summary>A difference smaller than this may be chance.</summary>
    private const double Noticeable = 0.005;

    /// <summary>What the simpler model is called.</summary>
    public string LinearName { get; init; } = Task switch { LearningTask.Binary => "logistic", LearningTask.Multiclass => "softmax", _ => "linear" };

    /// <summary>What the answer without learning is called.</summary>
    public string ConstantName { get; init; } = Task == LearningTask.Regression ? "mean" : "majority";

    /// <summary>How to have the simpler model, in brackets at the end of the verdict; empty if it cannot be had.</summary>
    public string Advice { get; init; } = " (--layers 0)";

    /// <summary>What the examples are called.</summary>
    public string Examples { get; init; } = "rows";

    /// <summary>Whether the network was worth it, in a sentence; null without a model to compare with.</summary>
    public string? Verdict
    {
        get
        {
            if (Linear is null) { return null; }
            string figure = Task switch { LearningTask.Binary => "roc_auc", LearningTask.Multiclass => "accuracy", _ => "r2" };
            if (!new[] { Network, Linear, Constant }.All(figures => figures.ContainsKey(figure))) { return null; }
            double gain = Network[figure] - Linear[figure];
            double loss = Constant[figure] - Math.Max(Network[figure], Linear[figure]);
            return loss > Noticeable
                ? Invariant($"Answering with the {ConstantName} alone is better ({figure} {loss:F3} higher): nothing was learned that helps. ")
                    + Invariant($"Find more {Examples}, or other inputs.")
                : gain > Noticeable ? Invariant($"The network was worth it: {figure} is {gain:F3} above the {LinearName} model's.")
                : gain < -Noticeable ? Invariant($"The {LinearName} model is better ({figure} {-gain:F3} higher): prefer it{Advice}, or find more {Examples}.")
                : $"The {LinearName} model is as good: prefer it, because it is simpler{Advice}.";
        }
    }
}
