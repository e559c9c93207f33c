using Hebb.Learning.Training;
using Hebb.Ops;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>
/// What a search within a time budget tries: the recipe, then each setting otherwise than the recipe has it, by itself and in the order in which that tends to
/// pay, then settings drawn together, by the seed. Settings that were asked for stay as they are.
/// </summary>
internal static class TableTries
{
    /// <summary>What the first network is called.</summary>
    public const string Recipe = "the recipe";

    /// <summary>So many draws in a row that were tried before, and nothing is left to try.</summary>
    private const int MostRepeats = 1_000;

    private static readonly int[][] s_ensembleLayers = [[256, 256], [128, 128, 128], [128]], s_layers = [[128, 64], [32], [128, 64, 32]];

    /// <summary>What is going to happen, in a sentence.</summary>
    public static string Decision(TablePlan plan, TimeSpan budget) =>
        $"time: {TimeText.Words(budget)} for everything; the network above first, then networks with other settings "
        + $"({string.Join(", ", Free(plan).Select(setting => setting.Name))}); the best on rows it has not learned from is kept";

    /// <summary>Refuses a search with nothing to search.</summary>
    /// <exception cref="ArgumentException">All settings were asked for.</exception>
    public static void Check(TablePlan plan)
    {
        if (Free(plan).Length == 0)
        {
            throw new ArgumentException(
                "A time budget is for trying other settings, but all of them are given. Leave one out, such as the learning rate, or the budget.",
                nameof(plan));
        }
    }

    /// <summary>The networks to try, in their order, with what is otherwise in words.</summary>
    public static IEnumerable<(string Settings, TableTrainerOptions Options)> Of(TablePlan plan)
    {
        yield return (Recipe, plan.Options);
        Setting[] free = Free(plan);
        HashSet<string> tried = [];
        int most = free.Max(setting => setting.Values.Length);
        for (int value = 0; value < most; value++)
        {
            foreach (Setting setting in free.Where(setting => value < setting.Values.Length))
            {
                tried.Add(setting.Values[value].Words);
                yield return (setting.Values[value].Words, setting.Values[value].Set(plan.Options));
            }
        }

        SplitMix64 random = SplitMix64.Of(plan.Seed, 0xb0d6e7);
        for (int repeats = 0; repeats < MostRepeats; repeats++)
        {
            List<Value> drawn = [];
            foreach (Setting setting in free)
            {
                int value = random.Below(setting.Values.Length + 1);
                if (value < setting.Values.Length) { drawn.Add(setting.Values[value]); }
            }

            string words = string.Join(", ", drawn.Select(value => value.Words));
            if (drawn.Count == 0 || !tried.Add(words)) { continue; }
            repeats = 0;
            yield return (words, drawn.Aggregate(plan.Options, (options, value) => value.Set(options)));
        }
    }

    /// <summary>The settings that may be otherwise, with the values that the recipe does not have.</summary>
    private static Setting[] Free(TablePlan plan)
    {
        TableTrainerOptions given = plan.Options;
        bool isEnsemble = given.UsedRecipe == TableRecipe.Best, isLinear = plan.Layers.Count == 0;
        Setting?[] all =
        [
            given.LearningRate is not null ? null : Setting.Of("learning rate", [2, 0.5, 4], factor =>
                (Invariant($"learning rate {plan.LearningRate * factor:G3}"), options => options with { LearningRate = plan.LearningRate * factor })),
            given.Dropout is not null || isLinear ? null : Setting.Of("dropout", Others([0.1, 0.4, 0], plan.Dropout), rate =>
                (Invariant($"dropout {rate}"), options => options with { Dropout = rate })),
            given.Layers is not null ? null : Setting.Of("layers", isEnsemble ? s_ensembleLayers : s_layers, sizes =>
                ($"layers {string.Join('-', sizes)}", options => options with { Layers = sizes })),
            !isEnsemble || plan.Pipeline.Layout.Numbers == 0 ? null : Setting.Of("frequencies of numbers", [0.3, 0.03], sigma =>
                (Invariant($"frequencies of numbers around {sigma}"), options => options with { Sigma = sigma })),
            !isEnsemble || given.Optimizer is not null ? null : Setting.Of("weight decay", [0.1, 0.001], decay =>
                (Invariant($"weight decay {decay}"), options => options with { WeightDecay = decay })),
            isEnsemble || given.L2 is not null || isLinear ? null : Setting.Of("L2 penalty", [0.1, 4], factor =>
                (Invariant($"L2 penalty {plan.WeightPenalty * factor:G3}"), options => options with { L2 = plan.WeightPenalty * factor })),

            // With cross-fitting each row is answered by one member, whose loss says nothing about how many there are.
            !isEnsemble || given.Members is not null || plan.CrossFits ? null : Setting.Of("members", [16], members =>
                (Invariant($"{members} members"), options => options with { Members = members })),
        ];
        return [.. all.OfType<Setting>()];
    }

    private static double[] Others(double[] values, double usual) => [.. values.Where(value => value != usual)];

    /// <summary>A setting with what it may be.</summary>
    private sealed record Setting(string Name, Value[] Values)
    {
        public static Setting Of<T>(string name, T[] values, Func<T, (string, Func<TableTrainerOptions, TableTrainerOptions>)> value) =>
            new(name, [.. values.Select(one => new Value(value(one)))]);
    }

    /// <summary>What a setting may be, in words, and how it is set.</summary>
    private sealed record Value(string Words, Func<TableTrainerOptions, TableTrainerOptions> Set)
    {
        public Value((string Words, Func<TableTrainerOptions, TableTrainerOptions> Set) pair)
            : this(pair.Words, pair.Set) { }
    }
}
