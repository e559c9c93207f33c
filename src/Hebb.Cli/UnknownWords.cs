using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Hebb.Cli;

/// <summary>
/// Words of a command line that look like a verb or an option and are none. The parser takes a misspelled option for a file where files may follow, or for
/// the value of the option before it, so words are looked at by themselves.
/// </summary>
internal static partial class UnknownWords
{
    /// <summary>What is wrong, each with what was probably meant; empty if nothing is.</summary>
    /// <param name="args">The words as they were typed.</param>
    /// <param name="parsed">What the parser made of them.</param>
    public static IReadOnlyList<string> In(IReadOnlyList<string> args, ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string[] typed = [.. args.TakeWhile(arg => arg != "--")];
        string[] verbs = [.. command.Subcommands.Select(verb => verb.Name)];
        if (verbs.Length > 0 && command.Arguments.Count == 0 && parsed.UnmatchedTokens.FirstOrDefault(word => !word.StartsWith('-')) is { } verb)
        {
            return [$"There is no verb '{verb}'. {Suggest.Sentence(verb, verbs, "verbs")}"];
        }

        HashSet<string> known = [.. OptionsOf(parsed.CommandResult).SelectMany(option => option.Aliases.Prepend(option.Name))];
        IEnumerable<string> options = typed.Select(word => LongOption().Match(word)).Where(match => match.Success).Select(match => match.Groups[1].Value);
        IEnumerable<string> files = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
            .Where(word => word.Length > 1 && word[0] == '-' && typed.Contains(word));
        return [.. options.Concat(files).Distinct().Where(word => !known.Contains(word)).Select(word => Sentence(word, known))];
    }

    private static string Sentence(string word, IEnumerable<string> known)
    {
        string[] names = [.. known.Where(option => option.StartsWith("--", StringComparison.Ordinal)).Select(option => option[2..])];
        string name = word.TrimStart('-');
        string? closest = name.Length > 1 ? Suggest.Closest(name, names)
            : names.Where(option => option.StartsWith(name, StringComparison.OrdinalIgnoreCase)).ToArray() is [var only] ? only : null; // -o
        string file = LongOption().IsMatch(word) ? "" : $" A file of that name is ./{word}.";
        return $"There is no option '{word}'.{(closest is null ? "" : $" Did you mean '--{closest}'?")}{file}";
    }

    /// <summary>The options that may be given here; those of the verbs above only where they are meant for all.</summary>
    private static IEnumerable<Option> OptionsOf(CommandResult at)
    {
        IEnumerable<Option> above = at.Parent is CommandResult parent ? OptionsOf(parent).Where(option => option.Recursive) : [];
        return at.Command.Options.Concat(above);
    }

    [GeneratedRegex("^(--[A-Za-z][A-Za-z0-9_-]*)(?:[=:].*)?$", RegexOptions.Singleline)]
    private static partial Regex LongOption();
}
