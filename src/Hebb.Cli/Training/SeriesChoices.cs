using System.CommandLine;
using Hebb.Data;

namespace Hebb.Cli;

/// <summary>Options about series, and what they mean.</summary>
internal static class SeriesChoices
{
    /// <summary>Rows that are seen at once.</summary>
    public static readonly Option<int?> Window = OptionValues.Count("--window", "The rows follow each other in time: how many the network sees at once to predict a later one.");

    /// <summary>How far ahead.</summary>
    public static readonly Option<int?> Horizon = OptionValues.Count("--horizon", "How many rows after the window the predicted one lies. Default: 1.");

    /// <summary>What is seen.</summary>
    public static readonly Option<string[]> Columns = OptionValues.Names("--columns", "a,b", "The columns of a series that the network sees. Default: all that hold numbers, or --target alone where a linear model is better so.");

    /// <summary>All of them, in the order of the help.</summary>
    public static IEnumerable<Option> All => [Window, Horizon, Columns];

    /// <summary>What the command line says about a series.</summary>
    public static SeriesTrainerOptions Read(ParseResult parsed)
    {
        string[] columns = parsed.GetValue(Columns) ?? [];
        return new()
        {
            Window = parsed.GetValue(Window) ?? throw new UsageException("Say how many rows the network sees at once: --window N."),
            Horizon = parsed.GetValue(Horizon) ?? 1,
            Columns = columns.Length == 0 ? null : columns,
        };
    }
}
