using System.Text.Json.Nodes;
using Hebb.Learning.Evaluation;
using Hebb.Models;
using static System.FormattableString;

namespace Hebb.Learning.Training;

/// <summary>What a training in epochs came to: how it went, and how good the network is on examples it has never seen, beside simpler answers.</summary>
public abstract class TrainingResult : LearningResult
{
    private protected TrainingResult() { }

    /// <summary>The network.</summary>
    public abstract Model Model { get; }

    /// <summary>Loss and metrics, epoch by epoch.</summary>
    public required History History { get; init; }

    /// <summary>The epoch whose weights the model has; 0 if training ended before the first was complete.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>What can be had without learning, on the held-out examples: the most frequent class, the mean, the last value.</summary>
    public required IReadOnlyDictionary<string, double> Baseline { get; init; }

    /// <summary>
    /// A simpler model on the same examples, a logistic, softmax or linear regression; null if training was cancelled or the network is one itself.
    /// </summary>
    public required IReadOnlyDictionary<string, double>? Linear { get; init; }

    /// <summary>What chance makes of the differences between them; null if only their figures are known.</summary>
    public required HeldOutEvidence? Evidence { get; init; }

    /// <summary>All of them side by side, with a verdict.</summary>
    public abstract BaselineComparison Comparison { get; }

    /// <summary>What makes the figures doubtful, in sentences: a column that may leak the target (data leakage).</summary>
    public abstract IReadOnlyList<string> Warnings { get; }

    /// <summary>How long training and judging took.</summary>
    public required double Seconds { get; init; }

    /// <summary>The decisions about network and training in sentences, each with its reason.</summary>
    public abstract IReadOnlyList<string> Decisions { get; }

    /// <summary>How many examples were held out for the final figures.</summary>
    public abstract int HeldOut { get; }

    /// <summary>What can be had without learning, in words.</summary>
    internal virtual string ConstantAnswer => $"the {Comparison.ConstantName} of the training {ExamplesName}";

    /// <summary>What the model is called beside simpler ones.</summary>
    internal virtual string ModelName => "network";

    /// <summary>What came of the training beside its figures, in a sentence; null for nothing.</summary>
    internal virtual string? Outcome => null;

    /// <inheritdoc/>
    public override bool HasLearned => History.Epochs.Count > 0 || History == History.None;

    /// <inheritdoc/>
    public override bool WasCancelled => History.WasCancelled;

    /// <inheritdoc/>
    public override double? Duration => Seconds;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Lines
    {
        get
        {
            BaselineComparison comparison = Comparison;
            (string Name, IReadOnlyDictionary<string, double> Figures)[] beside = [.. comparison.Beside];
            int epochs = History.Epochs.Count;
            return
            [
                .. epochs == 0 && History.StopReason is null
                    ? Array.Empty<string>()
                    : [History.StopReason ?? Finished(epochs, BestEpoch)],
                .. Outcome is { } outcome ? [outcome] : Array.Empty<string>(),
                Invariant($"Result on {HeldOut} held-out {ExamplesName}, which were used for nothing else:"),
                .. TextTable.Lines([
                    [$"held-out {ExamplesName}", ModelName, .. beside.Select(one => one.Name)],
                    .. Metrics.Select(figure => (string[])[
                        figure.Key,
                        ScoreText.Number(figure.Value),
                        .. beside.Select(one => ScoreText.Number(one.Figures.GetValueOrDefault(figure.Key, double.NaN))),
                    ]),
                ]),
                comparison.Verdict,
            ];
        }
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["task"] = ScoreText.Name(Target.Task),
        ["metrics"] = ScoreText.Json(Metrics),
        ["baseline"] = ScoreText.Json(Baseline),
        ["linear"] = Linear is null ? null : ScoreText.Json(Linear),
        ["verdict"] = Comparison.ToJson(),
        ["warnings"] = new JsonArray([.. Warnings.Select(warning => (JsonNode)warning)]),
        ["epochs"] = History.Epochs.Count,
        ["best_epoch"] = BestEpoch,
        ["cancelled"] = WasCancelled,
        ["seconds"] = Math.Round(Seconds, 3),
    };

    /// <summary>That all epochs are done.</summary>
    internal static string Finished(int epochs, int best) =>
        Invariant($"Finished {(epochs == 1 ? "1 epoch" : $"all {epochs} epochs")}; the best was epoch {best}.");

    /// <summary>Compares answers, if they are known example by example.</summary>
    internal static HeldOutEvidence? EvidenceOf(Judged network, Judged? linear, Judged constant, IReadOnlyList<int>? units, long seed,
        IReadOnlyList<(string Name, Judged Judged)>? rivals = null) =>
        network.Answers is { } answers && constant.Answers is { } without && (linear is null || linear.Answers is not null)
            ? HeldOutEvidence.Of(answers, linear?.Answers, without, units, seed, [.. (rivals ?? []).Select(rival => (rival.Name, rival.Judged.Answers!))])
            : null;
}
