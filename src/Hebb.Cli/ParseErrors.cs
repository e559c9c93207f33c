using System.CommandLine;
using System.CommandLine.Parsing;

namespace Hebb.Cli;

/// <summary>What is wrong with a command line, in words that say what to type; the parser's own name its parts.</summary>
internal static class ParseErrors
{
    /// <summary>What is wrong, each on a line; empty if nothing is.</summary>
    public static IReadOnlyList<string> In(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0) { return []; }
        CommandResult at = parsed.CommandResult;
        string[] found =
        [
            .. parsed.UnmatchedTokens.Select(word => $"'{word}' is one argument too many."),
            .. at.Command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0 && at.GetResult(argument) is null or { Tokens.Count: 0 })
                .Take(1).Select(argument => $"Specify {NameOf(argument)}: {Usage(at)}"),
            .. parsed.Errors.Select(OfOption).OfType<string>(),
            .. at.Command.Options.Where(option => option.Required && at.GetResult(option) is null).Select(Missing),
        ];
        string[] verbs = [.. at.Command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name)];
        return found.Length > 0 ? [.. found.Distinct()]
            : at.Command.Action is null && verbs.Length > 0 ? [$"Specify {string.Join(" or ", verbs)}."]
            : [.. parsed.Errors.Select(error => error.Message)];
    }

    /// <summary>What is wrong with the value of an option or an argument; null if the error is about something else.</summary>
    private static string? OfOption(ParseError error)
    {
        switch (error.SymbolResult)
        {
            case ArgumentResult { Tokens.Count: > 0, Parent: CommandResult }: return error.Message;
            case ArgumentResult { Parent: OptionResult option }: return Of(option, error.Message);
            case OptionResult option: return Of(option, error.Message);
            default: return null;
        }
    }

    private static string Of(OptionResult result, string message)
    {
        Option option = result.Option;
        string[] given = [.. result.Tokens.Select(token => token.Value)];
        Type type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        return result.IdentifierToken is null ? Missing(option)
            : given.Length == 0 ? $"{option.Name} needs a value: {option.Name} {option.HelpName ?? "VALUE"}."
            : message.StartsWith(option.Name + " ", StringComparison.Ordinal) ? message
            : given.Length > 1 ? $"{option.Name} is given {given.Length} times. Give it once."
            : type == typeof(long) || type == typeof(int) ? $"{option.Name} is '{given[0]}'. Expected a whole number."
            : type == typeof(double) ? $"{option.Name} is '{given[0]}'. Expected a number."
            : message;
    }

    private static string Missing(Option option) => option.Name switch
    {
        "--row" => "Specify the row: --row Age=40,Country=France.",
        "--target" => "Specify the target column: --target COLUMN.",
        _ => $"Specify {option.Name} {option.HelpName}.",
    };

    private static string NameOf(Argument argument) => argument.Name switch
    {
        "MODEL" or "DIR" or "FILE.keras" => "the model",
        "DATA.csv" => "the training data",
        "NAME" => argument.Parents.Any(verb => verb.Name == "example") ? "the example" : "the data set",
        _ => $"the {argument.Name.ToLowerInvariant()}",
    };

    /// <summary>How the verb is typed: its arguments, whatever they are, and the options that it needs.</summary>
    private static string Usage(CommandResult at)
    {
        Stack<string> words = new(at.Command.Options.Where(option => option.Required).Select(option => $"{option.Name} {option.HelpName}"));
        foreach (Argument argument in at.Command.Arguments.Reverse()) { words.Push(argument.Name == "INPUT" ? "DATA" : argument.Name); }
        for (SymbolResult? verb = at; verb is CommandResult { Command: not RootCommand } inner; verb = verb.Parent) { words.Push(inner.Command.Name); }
        return $"hebb {string.Join(' ', words)}";
    }
}
