using System.Text.Json.Nodes;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using static System.FormattableString;

namespace Hebb.Learning.Evaluation;

/// <summary>
/// A network, or what was trained in its place, beside what else can be had: other models, a model without hidden layers, and an answer that does not look
/// at the row.
/// </summary>
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

    /// <summary>Other models that could be had instead; the simpler one is not among them.</summary>
    public IReadOnlyList<RivalModel> Rivals { get; init; } = [];

    /// <summary>What stands beside the network in tables of figures: rivals, the simpler model, the answer without learning.</summary>
    internal IEnumerable<(string Name, IReadOnlyDictionary<string, double> Figures)> Beside =>
    [
        .. Rivals.Select(rival => (rival.Name, rival.Figures)),
        .. Linear is null ? Array.Empty<(string, IReadOnlyDictionary<string, double>)>() : [(LinearName, Linear)],
        (ConstantName, Constant),
    ];

    /// <summary>What the network is worth.</summary>
    public Worth Worth => !HasLearned && !Others.Any(other => other.HasLearned) ? Worth.NothingLearned
        : Others.Any(other => other.IsAhead) ? Worth.Worse
        : OverLinear is { } over ? (!IsClose(over) && over.Value >= Noticeable ? Worth.Better : Worth.AsGood)
        : HasLearned ? Worth.Better
        : Worth.AsGood;

    /// <summary>What the network is worth, in a sentence with its uncertainty.</summary>
    public string Verdict => !IsKnown ? $"Inconclusive: the {Figure} of the network or of what it is compared with is not known." : Worth switch
    {
        Worth.NothingLearned => NothingLearned,
        Worth.Better when OverLinear is { } over =>
            $"{Capital(Called)} was worth it: its {over.Figure} is better than the {LinearName} model's by {over}.{BesideRivals}{NoBetterThanMajority}",
        Worth.Better => Invariant($"{Capital(Called)} has learned something: its {Figure} of {Network[Figure]:F3} is better ")
            + $"by {OverConstant} than {Answer}.{BesideRivals}{NoBetterThanMajority}",
        Worth.Worse when Others.Where(other => other.IsAhead).MinBy(other => other.Over.Value) is { } best =>
            $"{Capital(best.Called)} is better: its {best.Over.Figure} is higher by {best.Over.Reversed}. "
            + $"{(IsOffered ? $"Prefer it{best.Advice}, or find more {Examples}." : Otherwise)}{NoBetterThanMajority}",
        _ when OverLinear is { } over => $"{Capital(Called)} is as good as the {LinearName} model: the {over.Figure} difference of {over} {WhyClose(over)}. "
            + $"{(IsOffered ? $"Prefer the {LinearName} model, because it is simpler{Advice}." : Otherwise)}{BesideRivals}{NoBetterThanMajority}",
        _ => $"{Capital(Called)} has not learned anything beyond chance, but {Others.First(other => other.HasLearned).Called} has"
            + $"{Others.First(other => other.HasLearned).Advice}.",
    };

    private bool HasLearned => Evidence?.NetworkLearned ?? Over(Network) > Noticeable;

    /// <summary>What the model is compared with, the answer without learning excepted.</summary>
    private IEnumerable<Other> Others =>
    [
        .. Rivals.Select(rival =>
        {
            RivalEvidence? evidence = Evidence?.Rivals.FirstOrDefault(one => one.Name == rival.Name);
            return new Other(
                CalledBy(rival.Name), evidence?.Over ?? Plain(rival.Figures), evidence?.HasLearned ?? Over(rival.Figures) > Noticeable, rival.Advice,
                evidence?.Chance);
        }),
        .. OverLinear is { } over
            ? [new($"the {LinearName} model", over, Evidence?.LinearLearned ?? Over(Linear) > Noticeable, Advice, Evidence?.Linear)]
            : Array.Empty<Other>(),
    ];

    /// <summary>How the model stands beside its rivals, none of which is ahead.</summary>
    private string BesideRivals => string.Concat(Others.Take(Rivals.Count).Select(rival => IsClose(rival.Over) || Math.Abs(rival.Over.Value) < Noticeable
        ? $" {Capital(rival.Called)} is as good: the {rival.Over.Figure} difference of {rival.Over} {WhyClose(rival.Over)}."
        : $" It is better than {rival.Called}, too: by {rival.Over}."));

    private static string WhyClose(FigureDifference over) => MayMatter(over) ? "is within chance" : "is too small to matter";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string CalledBy(string name) => name switch { "network" => "the network", "trees" => "the boosted-tree model", _ => $"the {name} model" };

    /// <summary>A model by its name beside figures, as somebody who does not know it is told about it.</summary>
    internal static string Described(string name) => name switch { "network" => "a network", "trees" => "boosted trees", _ => $"a {name} model" };

    /// <summary>A difference of which the sign is not known.</summary>
    private static bool IsClose(FigureDifference over) => over.HasInterval && !over.IsBetter && !over.IsWorse;

    private FigureDifference Plain(IReadOnlyDictionary<string, double> figures) => new(Figure, Network[Figure] - figures[Figure], double.NaN, double.NaN);

    private bool IsKnown => Knows(Network) && Knows(Constant) && (Linear is null || Knows(Linear)) && Rivals.All(rival => Knows(rival.Figures));

    private bool Knows(IReadOnlyDictionary<string, double> figures) => figures.ContainsKey(Figure);

    private bool IsOffered => Otherwise.Length == 0;

    /// <summary>The network less the simpler model.</summary>
    private FigureDifference? OverLinear => Linear is null ? null : Evidence?.OverLinear ?? Plain(Linear);

    /// <summary>The network less the answer that does not look at the row.</summary>
    private FigureDifference OverConstant => Evidence?.OverConstant ?? Plain(Constant);

    /// <summary>The model in a sentence.</summary>
    private string Called => CalledBy(Name);

    /// <summary>The figure by which models are compared.</summary>
    private string Figure =>
        Evidence?.OverConstant.Figure ?? (Task switch { LearningTask.Binary => "roc_auc", LearningTask.Multiclass => "accuracy", _ => "r2" });

    private static bool MayMatter(FigureDifference over) => IsClose(over) && (over.Low < -Noticeable || over.High > Noticeable);

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
            string[] others = [.. Others.Select(other => other.Called)];
            string models = others.Length == 0 ? $"{Called} is not" : $"neither {Called} nor {string.Join(" nor ", others)} is";
            string shown = HeldOut > 0 ? Invariant($" on {HeldOut} held-out {Examples}") : "";
            string chance = Evidence?.Network is { } test
                ? Invariant($" ({test.Figure} {test.Value:F3}{ChanceOfOthers(test)}; by chance up to {test.Limit:F3}")
                    + $"{(Evidence.CountsCopiesOnce ? "; duplicates counted once" : "")})"
                : Invariant($" ({Figure} {Network[Figure]:F3} against {Constant[Figure]:F3}, a difference of {OverConstant})");
            return $"Nothing was learned:{shown} {models} better than {Answer}{chance}. Find more {Examples}, or other inputs.";
        }
    }

    /// <summary>Classes may be ranked better than by chance, and yet no answer is right more often.</summary>
    private string NoBetterThanMajority => Task == LearningTask.Regression || ConstantName != "majority"
        || !Network.TryGetValue("accuracy", out double network) || !Constant.TryGetValue("accuracy", out double constant)
        || Rivals.Select(rival => rival.Figures).Append(Linear).Max(figures => Math.Max(network, figures?.GetValueOrDefault("accuracy") ?? 0)) > constant
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
        ["over_rivals"] = !IsKnown || Rivals.Count == 0 ? null
            : new JsonObject(Rivals.Zip(Others, (rival, other) => KeyValuePair.Create(rival.Name, (JsonNode?)other.Over.ToJson()))),
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

    /// <summary>What the other models reach, behind the figure of this one.</summary>
    private string ChanceOfOthers(ChanceTest test)
    {
        string[] values = [.. Others.Select(other => other.Chance).OfType<ChanceTest>().Where(chance => chance.Figure == test.Figure)
            .Select(chance => Invariant($"{chance.Value:F3}"))];
        return values.Length == 0 ? "" : $"{string.Concat(values[..^1].Select(value => ", " + value))} and {values[^1]}";
    }

    private double Over(IReadOnlyDictionary<string, double>? model) =>
        model is not null && Knows(model) && Knows(Constant) ? model[Figure] - Constant[Figure] : double.NegativeInfinity;

    /// <summary>A model beside this one.</summary>
    /// <param name="Called">What it is called in a sentence.</param>
    /// <param name="Over">This model less the other.</param>
    /// <param name="HasLearned">Whether it has learned something.</param>
    /// <param name="Advice">How to have it.</param>
    /// <param name="Chance">Its test against chance.</param>
    private sealed record Other(string Called, FigureDifference Over, bool HasLearned, string Advice, ChanceTest? Chance)
    {
        /// <summary>Whether it is better, beyond chance and so much that it matters.</summary>
        public bool IsAhead => !IsClose(Over) && Over.Value <= -Noticeable;
    }
}
