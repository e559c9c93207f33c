namespace Hebb.Cli.Help;

/// <summary>Commands to begin with.</summary>
internal static class HelpExamples
{
    /// <summary>All of them; each one is a command line of the verb that it begins with.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "hebb train customers.csv --target Churned",
        "hebb train prices.csv --target Price --layers 64,32 --epochs 100 --output price-model",
        "hebb train photos",
        "hebb train reviews.csv --text Review --target Rating",
        "hebb train sales.csv --target Units --window 14",
        "hebb train customers.csv --target Churned --resume",
        "hebb evaluate customers-model new-customers.csv --report report.html",
        "hebb evaluate photos-model more-photos --json",
        "hebb evaluate customers-model new-customers.csv --threshold recommended",
        "hebb evaluate model.keras --x x.npy --y y.npy",
        "hebb predict customers-model DATA.csv --output predictions.csv",
        "hebb predict customers-model DATA.csv --keep CustomerId",
        "hebb predict customers-model --row Age=40,Country=France",
        "hebb predict customers-model -",
        "hebb predict customers-model DATA.csv --threshold 0.3",
        "hebb predict model.keras x.npy --output y.npy",
        "hebb inspect model.keras",
        "hebb inspect customers-model",
        "hebb inspect model.keras --json",
        "hebb tune customers.csv --target Churned --trials 30",
        "hebb tune customers.csv --target Churned --resume",
        "hebb tune lr customers.csv --target Churned",
        "hebb score customers-model --threshold 0.8 --input ROWS.csv --alerts alerts.jsonl --key CustomerId",
        "hebb score customers-model --threshold 0.8 --format jsonl",
        "hebb data make customers --rows 1000 --output customers.csv",
        "hebb data make digits --output digits",
        "hebb data download mnist",
        "hebb explain model.keras --row 0.05,0.10 --target 0.01,0.99",
        "hebb explain customers-model --row Age=40,Country=France",
        "hebb explain example backprop-a --format markdown",
        "hebb completion bash",
        "hebb help train",
    ];

    /// <summary>The examples of a verb, and of none but it; of the tool itself one for each step from data to predictions.</summary>
    /// <param name="verb">The verb: "data make"; empty for the tool.</param>
    public static IEnumerable<string> Of(string verb) => verb switch
    {
        "" => [All[0], .. All.Where(example => example.Contains(" --report ", StringComparison.Ordinal)), .. Starting("predict").Take(1), All[^1]],
        "data" => Starting("data"),
        "explain" => Starting(verb).Where(example => !example.Contains(" explain example ", StringComparison.Ordinal)),
        "tune" => Starting(verb).Where(example => !example.Contains(" tune lr ", StringComparison.Ordinal)),
        _ => Starting(verb),
    };

    private static IEnumerable<string> Starting(string verb) => All.Where(example => example.StartsWith($"hebb {verb} ", StringComparison.Ordinal));
}
