using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Optimizers;

namespace Hebb.Models;

/// <summary>What a model was told when compiling. Losses and lists of metrics are one for all outputs, or one for each.</summary>
internal sealed record CompileChoices(
    Optimizer Optimizer,
    IReadOnlyList<Loss> Losses,
    IReadOnlyList<IReadOnlyList<Metric>> Metrics,
    IReadOnlyList<IReadOnlyList<Metric>> WeightedMetrics,
    IReadOnlyList<double>? LossWeights)
{
    /// <summary>The loss of an output.</summary>
    public Loss LossOf(int output) => Losses[Losses.Count == 1 ? 0 : output];

    /// <summary>The metrics of an output in which all rows count the same.</summary>
    public IReadOnlyList<Metric> MetricsOf(int output) => Of(Metrics, output);

    /// <summary>The metrics of an output that take the rows' weights into account.</summary>
    public IReadOnlyList<Metric> WeightedMetricsOf(int output) => Of(WeightedMetrics, output);

    /// <summary>Refuses what does not fit a model of so many outputs.</summary>
    /// <exception cref="ArgumentException">There are too many or too few of something.</exception>
    public void CheckFor(int outputs)
    {
        Check(Losses.Count, "losses", orOne: true);
        Check(LossWeights?.Count ?? outputs, "loss weights", orOne: false);
        if (Metrics.Count > 0) { Check(Metrics.Count, "lists of metrics", orOne: true); }
        if (WeightedMetrics.Count > 0) { Check(WeightedMetrics.Count, "lists of weighted metrics", orOne: true); }
        if (LossWeights?.FirstOrDefault(weight => !double.IsFinite(weight), 0) is { } broken && broken != 0)
        {
            throw new ArgumentException($"Loss weights are finite numbers, but one is {broken}.");
        }

        void Check(int count, string what, bool orOne)
        {
            if (count == outputs || orOne && count == 1) { return; }
            throw new ArgumentException(
                $"The model has {outputs} outputs, but {count} {what} were given: give one for each output{(orOne ? ", or one for all" : "")}.");
        }
    }

    private static IReadOnlyList<Metric> Of(IReadOnlyList<IReadOnlyList<Metric>> lists, int output) =>
        lists.Count == 0 ? [] : lists[lists.Count == 1 ? 0 : output];
}
