using System.Text.Json.Nodes;
using Hebb.Data;
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
    /// <summary>A difference smaller than this does not matter, even if it is no chance.</summary>
    private const double Noticeable = 0.005;

    /// <summary>What the simpler model is called.</summary>
    public string LinearName { get; init; } = LinearNameOf(Task);

    /// <summary>What the answer without learning is called.</summary>
    public string ConstantName { get; init; } = Task == LearningTask.Regression ? "mean" : "majority";

    /// <summary>How to have the simpler model, in brackets at the end of the verdict; empty if it cannot be had.</summary>
    public string Advice { get; init; } = $" ({new Remedy(RemedyKind.SimpleModel)})";

    /// <summary>What the model is called beside the simpler ones: network, or the name of a simple model that is judged itself.</summary>
    internal string Name { get; init; } = "network";

    /// <summary>What to do where the simpler model cannot be had.</summary>
    internal string Otherwise { get; init; } = "";

    /// <summary>What the examples are called.</summary>
    public string Examples { get; init; } = "rows";

    /// <summary>How many examples were held out; 0 if that is not known.</summary>
    public int HeldOut { get; init; }

    /// <summary>What chance makes of the differences; null if only the figures are known, which then are taken as they are.</summary>
    public HeldOutEvidence? Evidence { get; init; }

    /// <summary>What the network is worth.</summary>
    public Worth Worth => !(Evidence?.NetworkLearned ?? Over(Network) > Noticeable) && !(Evidence?.LinearLearned ?? Over(Linear) > Noticeable)
            ? Worth.NothingLearned
        : OverLinear is not { } over ? Worth.Better
        : over.HasInterval && !over.IsBetter && !over.IsWorse ? Worth.AsGood
        : over.Value >= Noticeable ? Worth.Better
        : over.Value <= -Noticeable ? Worth.Worse
        : Worth.AsGood;

    /// <summary>What the network is worth, in a sentence with its uncertainty.</summary>
    public string Verdict => !IsKnown ? $"Inconclusive: the {Figure} of the network or of what it is compared with is not known." : Worth switch
    {
        Worth.NothingLearned => NothingLearned,
        Worth.Better when OverLinear is { } over =>
            $"The network was worth it: its {over.Figure} is better than the {LinearName} model's by {over}.{NoBetterThanMajority}",
        Worth.Better => Invariant($"{char.ToUpperInvariant(Called[0])}{Called[1..]} has learned something: its {Figure} of {Network[Figure]:F3} is better ")
            + $"by {OverConstant} than {Answer}.{NoBetterThanMajority}",
        Worth.Worse => $"The {LinearName} model is better: its {OverLinear!.Figure} is higher by {OverLinear.Reversed}. "
            + $"{(IsOffered ? $"Prefer it{Advice}, or find more {Examples}." : Otherwise)}{NoBetterThanMajority}",
        _ => $"The network is as good as the {LinearName} model: the {OverLinear!.Figure} difference of {OverLinear} "
            + $"{(MayMatter(OverLinear) ? "is within chance" : "is too small to matter")}. "
            + $"{(IsOffered ? $"Prefer the {LinearName} model, because it is simpler{Advice}." : Otherwise)}{NoBetterThanMajority}",
    };

    private bool IsKnown => Knows(Network) && Knows(Constant) && (Linear is null || Knows(Linear));

    private bool Knows(IReadOnlyDictionary<string, double> figures) => figures.ContainsKey(Figure);

    private bool IsOffered => Otherwise.Length == 0;

    /// <summary>The network less the simpler model.</summary>
    private FigureDifference? OverLinear =>
        Linear is null ? null : Evidence?.OverLinear ?? new(Figure, Network[Figure] - Linear[Figure], double.NaN, double.NaN);

    /// <summary>The network less the answer that does not look at the row.</summary>
    private FigureDifference OverConstant => Evidence?.OverConstant ?? new(Figure, Network[Figure] - Constant[Figure], double.NaN, double.NaN);

    /// <summary>The model in a sentence.</summary>
    private string Called => Name == "network" ? "the network" : $"the {Name} model";

    /// <summary>The figure by which models are compared.</summary>
    private string Figure =>
        Evidence?.OverConstant.Figure ?? (Task switch { LearningTask.Binary => "roc_auc", LearningTask.Multiclass => "accuracy", _ => "r2" });

    private static bool MayMatter(FigureDifference over) =>
        over.HasInterval && !over.IsBetter && !over.IsWorse && (over.Low < -Noticeable || over.High > Noticeable);

    private string Answer => ConstantName switch
    {
        "majority" => "always predicting the most frequent class",
        "mean" => "always predicting the mean",
        "frequency" => "predicting by frequency alone",
        _ => $"predicting the {ConstantName}",
    };

    private string NothingLearned
    {
        get
        {
            string models = Linear is null ? $"{Called} is not" : $"neither the network nor the {LinearName} model is";
            string shown = HeldOut > 0 ? Invariant($" on {HeldOut} held-out {Examples}") : "";
            string chance = Evidence?.Network is { } test
                ? Invariant($" ({test.Figure} {test.Value:F3}{Beside(test)}; by chance up to {test.Limit:F3}")
                    + $"{(Evidence.CountsCopiesOnce ? "; duplicates counted once" : "")})"
                : Invariant($" ({Figure} {Network[Figure]:F3} against {Constant[Figure]:F3}, a difference of {OverConstant})");
            return $"Nothing was learned:{shown} {models} better than {Answer}{chance}. Find more {Examples}, or other inputs.";
        }
    }

    /// <summary>Classes may be ranked better than by chance, and yet no answer is right more often.</summary>
    private string NoBetterThanMajority => Task == LearningTask.Regression || ConstantName != "majority"
        || !Network.TryGetValue("accuracy", out double network) || !Constant.TryGetValue("accuracy", out double constant)
        || Math.Max(network, Linear?.GetValueOrDefault("accuracy") ?? 0) > constant
            ? ""
            : Invariant($" But its answers are right no more often than always predicting the most frequent class (accuracy {network:F3}, {constant:F3}): ")
                + "use the probabilities, or another threshold.";

    /// <summary>What a model without hidden layers is called.</summary>
    internal static string LinearNameOf(LearningTask task) =>
        task switch { LearningTask.Binary => "logistic", LearningTask.Multiclass => "softmax", _ => "linear" };

    /// <summary>The verdict for programs.</summary>
    internal JsonObject ToJson() => new()
    {
        ["worth"] = IsKnown ? KnownWorth(Worth) : null,
        ["text"] = Verdict,
        ["over_linear"] = IsKnown ? OverLinear?.ToJson() : null,
        ["over_constant"] = Evidence?.OverConstant.ToJson(),
        ["chance"] = Evidence?.Network is not { } test ? null : new JsonObject
        {
            ["figure"] = test.Figure,
            ["value"] = ScoreText.Finite(test.Value),
            ["limit"] = ScoreText.Finite(test.Limit),
            ["probability"] = ScoreText.Finite(test.Probability),
        },
    };

    private static string KnownWorth(Worth worth) => worth switch
    {
        Worth.NothingLearned => "nothing_learned",
        Worth.Better => "better",
        Worth.AsGood => "as_good",
        _ => "worse",
    };

    private string Beside(ChanceTest test) => Linear is not null && Evidence?.Linear is { } linear && test.Figure == linear.Figure
        ? Invariant($" and {linear.Value:F3}")
        : "";

    private double Over(IReadOnlyDictionary<string, double>? model) =>
        model is not null && Knows(model) && Knows(Constant) ? model[Figure] - Constant[Figure] : double.NegativeInfinity;
}
