using System.CommandLine;
using System.Globalization;
using Hebb.Data;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb data make</c>: tables made by a known formula, to try things on.</summary>
internal static class DataCommand
{
    private static readonly Argument<string> s_name = new("NAME") { Description = "One of the sets above." };
    private static readonly Option<int?> s_rows = OptionValues.Count("--rows", "The number of rows. Default: by the set.");
    private static readonly Option<double?> s_noise = new("--noise") { Description = "How noisy the points or labels are; 0 for not at all. Default: by the set.", HelpName = "X" };
    private static readonly Option<int> s_seed = new("--seed") { Description = "Equal seeds give equal tables.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> s_output = new("--output") { Description = "The CSV file to write. Default: the terminal.", HelpName = "FILE" };

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal)
    {
        string sets = string.Concat(SyntheticSet.All.Select(set => string.Create(CultureInfo.InvariantCulture, $"\n  {set.Name,-13} {set.Description}; {set.Rows} rows")));
        Command make = new("make", "Make a synthetic table as CSV." + sets) { s_name, s_rows, s_noise, s_seed, s_output };
        make.SetAction(parsed => Make(parsed, terminal));
        return new("data", "Make data to try things on.") { make };
    }

    private static int Make(ParseResult parsed, Terminal terminal)
    {
        IEnumerable<Table> parts = SyntheticSet.Find(parsed.GetRequiredValue(s_name)).Make(parsed.GetValue(s_rows), parsed.GetValue(s_noise), parsed.GetValue(s_seed));
        if (parsed.GetValue(s_output) is { } path)
        {
            CsvWriter.Write(parts, path);
            return ExitCode.Success;
        }

        using Stream stream = terminal.OutputStream();
        CsvWriter.Write(parts, stream);
        return ExitCode.Success;
    }
}
