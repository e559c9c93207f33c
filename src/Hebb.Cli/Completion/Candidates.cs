using System.CommandLine;
using System.CommandLine.Completions;

namespace Hebb.Cli.Completion;

/// <summary>What a word of a command line can become: verbs, options and their values, from the declarations that the help is made of.</summary>
internal static class Candidates
{
    /// <summary>What may stand at the end of a command line; empty where anything may, such as the name of a file.</summary>
    /// <param name="root">The tool.</param>
    /// <param name="before">The words before, without the tool's name. A shell may take an equals sign for a word of its own.</param>
    /// <param name="word">The word so far; empty for a new one.</param>
    public static IReadOnlyList<string> Of(Command root, IReadOnlyList<string> before, string word)
    {
        string[] typed = [.. before.Where(one => one != "=")];
        if (word == "=") { word = ""; }
        List<Command> verbs = [root];
        foreach (string one in typed) { verbs.AddRange(verbs[^1].Subcommands.Where(verb => verb.Name == one)); }
        Command command = verbs[^1];
        if (typed.Contains("--")) { return []; }
        if (Valued(command, typed.LastOrDefault()) is { } option) { return Values(option, word); }
        int equals = word.StartsWith("--", StringComparison.Ordinal) ? word.IndexOf('=', StringComparison.Ordinal) : -1;
        if (equals > 0)
        {
            return Valued(command, word[..equals]) is not { } named ? []
                : [.. Values(named, word[(equals + 1)..]).Select(value => $"{word[..equals]}={value}")];
        }

        return Fitting(word.StartsWith('-') ? Options(verbs).Except(typed) : Names(command, typed, word), word);
    }

    /// <summary>The option that a word names, if it takes a value.</summary>
    private static Option? Valued(Command command, string? word) =>
        command.Options.FirstOrDefault(option => option.Name == word && option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool));

    /// <summary>The options of a verb, with those of the verbs above that are meant for all.</summary>
    private static IEnumerable<string> Options(List<Command> verbs) =>
        verbs.SelectMany(verb => verb.Options.Where(option => !option.Hidden && (verb == verbs[^1] || option.Recursive))).Select(option => option.Name);

    /// <summary>Verbs, or what an argument can be. Where a file may stand in place of a verb, a new word is left to the shell, which knows files.</summary>
    private static IEnumerable<string> Names(Command command, string[] typed, string word)
    {
        string[] values = [.. command.Arguments.SelectMany(argument => argument.GetCompletions(CompletionContext.Empty)).Select(item => item.Label)];
        bool isVerb = (typed is [] || typed[^1] == command.Name) && (word.Length > 0 || command.Arguments.Count == 0);
        return isVerb ? command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name).Concat(values) : values;
    }

    /// <summary>Values by name; of several behind commas the last is completed.</summary>
    private static string[] Values(Option option, string word)
    {
        int comma = word.LastIndexOf(',') + 1;
        return Fitting(option.GetCompletions(CompletionContext.Empty).Select(item => word[..comma] + item.Label), word);
    }

    private static string[] Fitting(IEnumerable<string> names, string word) =>
        [.. names.Where(name => name.StartsWith(word, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];
}
