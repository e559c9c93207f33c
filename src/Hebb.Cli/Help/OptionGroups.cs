namespace Hebb.Cli.Help;

/// <summary>The headings under which options stand in the help.</summary>
internal static class OptionGroups
{
    private const string Others = "Options";

    /// <summary>An option that is not named here belongs to a kind of learning of somebody's own, and stands under <c>Options</c>.</summary>
    private static readonly Dictionary<string, string> s_groups = new Dictionary<string, string>
    {
        ["Data"] = "target task text window horizon columns group generate stream row all validation-split test-split",
        ["Reading tables"] = "header no-header delimiter decimal encoding types missing drop skip-bad keep-far",
        ["Images and sounds"] = "images labels test-images test-labels image-size color augment",
        ["Network"] = "model layers activation dropout l2 tokens length",
        ["Training"] = "epochs batch-size learning-rate optimizer class-weight patience resume",
        ["Arrays"] = "x y loss metrics",
        ["Search"] = "trials method metric folds steps",
        ["Scoring"] = "threshold class input format key",
        ["Continuing texts"] = "temperature prompt",
        ["Output"] = "output keep report json force log alert alerts",
        ["Other"] = "seed threads config help version",
    }.SelectMany(group => group.Value.Split(' ').Select(name => (name, group.Key))).ToDictionary(pair => pair.name, pair => pair.Key);

    /// <summary>The headings in their order.</summary>
    public static string[] Order { get; } =
        ["Data", Others, "Scoring", "Arrays", "Search", "Network", "Training", "Output", "Reading tables", "Images and sounds", "Continuing texts", "Other"];

    /// <summary>The heading of an option.</summary>
    /// <param name="line">Its line in the help: <c>  -?, -h, --help  Show help</c>.</param>
    public static string Of(string line)
    {
        int start = line.IndexOf("--", StringComparison.Ordinal) + 2;
        string name = string.Concat(line[start..].TakeWhile(c => c is '-' || char.IsAsciiLetterOrDigit(c)));
        return s_groups.GetValueOrDefault(name, Others);
    }
}
