using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Hebb.Data;

namespace Hebb.Cli;

/// <summary>Option values that are lists or bounded numbers.</summary>
internal static class OptionValues
{
    /// <summary>Names separated by commas; the option may be repeated.</summary>
    public static Option<string[]> Names(string name, string help, string description) => new(name)
    {
        Description = description,
        HelpName = help,
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
    };

    /// <summary>Positive whole numbers separated by commas; 0 alone stands for none.</summary>
    public static Option<int[]> Sizes(string name, string help, string description) => new(name)
    {
        Description = description,
        HelpName = help,
        CustomParser = ReadSizes,
    };

    /// <summary>A whole number of at least 1.</summary>
    public static Option<int?> Count(string name, string description)
    {
        Option<int?> option = new(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1))
            {
                result.AddError($"{name} is '{token.Value}'. Expected a whole number of at least 1.");
            }
        });
        return option;
    }

    /// <summary>One of some names.</summary>
    public static Option<string?> OneOf(string name, string description, IEnumerable<string> values)
    {
        Option<string?> option = new(name) { Description = description, HelpName = "NAME" };
        string[] known = [.. values];
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !known.Contains(token.Value, StringComparer.Ordinal))
            {
                string guess = Suggest.Closest(token.Value, known) is { } closest ? $" Did you mean '{closest}'?" : "";
                result.AddError($"{name} is '{token.Value}'.{guess} Expected one of {string.Join(", ", known)}.");
            }
        });
        return option;
    }

    /// <summary>A number above 0.</summary>
    public static Option<double?> Rate(string name, string description, double usual) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens.SingleOrDefault()?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && double.IsFinite(value)) { return value; }
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is '{result.Tokens.SingleOrDefault()?.Value}'. Expected a number above 0, usually {usual}."));
            return null;
        },
    };

    private static int[] ReadSizes(ArgumentResult result)
    {
        string text = string.Join(',', result.Tokens.Select(token => token.Value));
        if (text == "0") { return []; }
        List<int> sizes = [];
        foreach (string part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int size) || size < 1)
            {
                result.AddError($"'{text}' is not a list of layer sizes. Expected whole numbers such as 64,32, or 0 for a model without hidden layers.");
                return [];
            }

            sizes.Add(size);
        }

        return [.. sizes];
    }
}
