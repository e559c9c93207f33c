using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Hebb.Cli.Help;

/// <summary>The help of a verb: the parser's, with the options in groups where there are many, examples at the end, and lines that fit the terminal.</summary>
internal static partial class HelpPage
{
    /// <summary>Fewer options are easier to find without headings.</summary>
    private const int FewestInGroups = 9;

    private const string OptionsHeading = "Options:";

    /// <summary>Writes the help if a command line asks for it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="output">Where to.</param>
    /// <param name="width">The columns of the terminal; null for a file or a pipe.</param>
    /// <returns>Whether it asked.</returns>
    public static bool IsWritten(ParseResult parsed, TerminalWriter output, int? width)
    {
        if (parsed.Action is not HelpAction help) { return false; }
        using StringWriter page = new();
        help.MaxWidth = int.MaxValue;
        parsed.Invoke(new() { Output = page, EnableDefaultExceptionHandler = false });
        string[] lines = Grouped(WithoutParents(page.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'), parsed.CommandResult.Command));
        string[] examples = [.. HelpExamples.Of(NameOf(parsed))];
        if (examples.Length > 0) { lines = [.. lines, "", "Examples:", .. examples.Select(example => "  " + example)]; }
        foreach (string line in lines.SelectMany(line => width is { } columns ? LineBreaks.Break(line, columns, HangingIndent(line)) : [line]))
        {
            output.WriteUnbroken(line);
        }

        return true;
    }

    /// <summary>The verb: "data make"; empty for the tool itself.</summary>
    private static string NameOf(ParseResult parsed)
    {
        Stack<string> names = [];
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } inner; at = at.Parent)
        {
            names.Push(inner.Command.Name);
        }

        return string.Join(' ', names);
    }

    /// <summary>The parser names the arguments of the verbs above as well (tune DATA.csv lr DATA.csv), which take none where another verb follows.</summary>
    private static string[] WithoutParents(string[] lines, Command command)
    {
        int arguments = Array.IndexOf(lines, "Arguments:");
        string[] own = [.. command.Arguments.Select(argument => $"  <{argument.Name}>")];
        return [.. lines.Select(line => line.StartsWith("  hebb ", StringComparison.Ordinal) ? OfParent().Replace(line, "") : line)
            .Where((line, i) => arguments < 0 || i < arguments || !line.StartsWith("  <", StringComparison.Ordinal) || own.Any(line.StartsWith))];
    }

    [GeneratedRegex("<[^>]+> (?=[a-z])")]
    private static partial Regex OfParent();

    private static string[] Grouped(string[] lines)
    {
        int start = Array.IndexOf(lines, OptionsHeading) + 1;
        int end = start == 0 ? -1 : Array.FindIndex(lines, start, line => line.Length == 0);
        if (end < 0) { end = lines.Length; }
        if (start == 0 || end - start < FewestInGroups) { return lines; }
        IEnumerable<string> groups = lines[start..end]
            .GroupBy(OptionGroups.Of)
            .OrderBy(group => Array.IndexOf(OptionGroups.Order, group.Key))
            .SelectMany((group, i) => group.Prepend(group.Key + ":").Prepend("").Skip(i == 0 ? 1 : 0));
        return [.. lines[..(start - 1)], .. groups, .. lines[end..]];
    }

    /// <summary>Where a description begins: behind the two blanks or more that follow a name.</summary>
    private static int HangingIndent(string line)
    {
        int begin = line.TakeWhile(c => c == ' ').Count();
        int gap = begin == 0 ? -1 : line.IndexOf("  ", begin, StringComparison.Ordinal);
        return gap < 0 ? begin : gap + line[gap..].TakeWhile(c => c == ' ').Count();
    }
}
