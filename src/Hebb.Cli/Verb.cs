using System.CommandLine;
using Hebb.Learning;
using Hebb.Learning.Kinds;

namespace Hebb.Cli;

/// <summary>What verbs have in common that work with every kind of learning.</summary>
internal static class Verb
{
    /// <summary>Adds options in the order of the help: first those that most people look for, then the others as they come.</summary>
    public static void Add(Command command, IEnumerable<Option> options, params string[] first)
    {
        foreach (Option option in options.OrderBy(option => Array.IndexOf(first, option.Name[2..]) is >= 0 and int place ? place : first.Length))
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What can be named, in the words of the kinds; what begins with "or" comes last.</summary>
    public static string Inputs(LearningKinds kinds, Func<InputHelp, string?> words) =>
        string.Join("; ", kinds.All.Select(kind => words(kind.Help)).OfType<string>().OrderBy(part => part.StartsWith("or ", StringComparison.Ordinal)));
}
