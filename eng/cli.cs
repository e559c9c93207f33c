// Writes docs/cli.md, the reference of the command line, from the help of every verb of the built tool, and the texts that tests hold the help to
// (tests/Hebb.Cli.Tests/Help). Checks that the page is that of today's help; with --write page and texts are written.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

string root = Path.GetFullPath(Path.Combine(Here(), ".."));
string page = Path.Combine(root, "docs", "cli.md"), texts = Path.Combine(root, "tests", "Hebb.Cli.Tests", "Help");
string tool = Path.Combine(root, "artifacts", "bin", "Hebb.Tool", "release", "Hebb.Tool.dll");
if (!File.Exists(tool))
{
    Console.WriteLine("The tool is not built. Run: dotnet build -c Release");
    return 1;
}

StringBuilder written = new();
written.Append("# Command line reference\n\nWritten from the help of the tool by `dotnet run eng/cli.cs -- --write`; `hebb help VERB` shows the same.\n");
bool writes = args.Contains("--write");
int verbs = 0;
Add([]);

string reference = written.ToString();
if (writes) { File.WriteAllText(page, reference); }
else if (!File.Exists(page) || File.ReadAllText(page) != reference)
{
    Console.WriteLine("docs/cli.md is not that of today's help. Run: dotnet run eng/cli.cs -- --write");
    return 1;
}

Console.WriteLine($"{verbs} verbs");
return 0;

// A verb and those below it.
void Add(string[] verb)
{
    verbs++;
    string help = HelpOf(verb);
    if (writes) { File.WriteAllText(Path.Combine(texts, (verb.Length == 0 ? "hebb" : string.Join('-', verb)) + ".txt"), help + "\n"); }
    Section[] sections = [.. Section.In(help)];
    written.Append($"\n## {Title(verb)}\n");
    foreach (Section section in sections) { written.Append('\n').Append(section.ToMarkdown(name => $"[{name}](#{Title([.. verb, name]).Replace(' ', '-')})")); }
    Section? below = sections.FirstOrDefault(section => section.Name == "Commands");
    foreach (string name in below?.Rows.Select(row => row.Name.Split(' ')[0]).Where(name => name is not ("help" or "version")) ?? []) { Add([.. verb, name]); }
}

string Title(string[] verb) => string.Join(' ', ["hebb", .. verb]);

string HelpOf(string[] verb)
{
    ProcessStartInfo start = new("dotnet", [tool, .. verb, "--help"]) { RedirectStandardOutput = true };
    using Process process = Process.Start(start)!;
    string help = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return string.Join('\n', help.TrimEnd().Split('\n').Select(line => line.TrimEnd()));
}

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

/// <summary>A part of a help text: a heading, and what stands below it, indented.</summary>
internal sealed record Section(string Name, string[] Lines)
{
    /// <summary>What is listed: a name, and behind two blanks what it is.</summary>
    public IEnumerable<(string Name, string Text)> Rows => Lines.Select(line => Regex.Match(line, @"^  (\S.*?)(?:  +(.*))?$")).Where(row => row.Success)
        .Select(row => (row.Groups[1].Value, row.Groups[2].Value));

    public static IEnumerable<Section> In(string help)
    {
        string[] lines = help.Split('\n');
        int[] starts = [.. lines.Index().Where(line => Regex.IsMatch(line.Item, @"^\S.*:$")).Select(line => line.Index), lines.Length];
        return starts.Zip(starts.Skip(1), (start, next) => new Section(lines[start].TrimEnd(':'), lines[(start + 1)..next]));
    }

    public string ToMarkdown(Func<string, string> link) => Name switch
    {
        "Description" => string.Concat(Lines.Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? Item(line.Trim()) : line.Trim() + "\n"))
            .Trim() + "\n",
        "Usage" or "Examples" => $"```\n{string.Join('\n', Lines.Select(line => line.Trim()).Where(line => line.Length > 0))}\n```\n",
        "Commands" => Table("command", Rows.Select(row => (LinkOf(row.Name, link), Escaped(row.Text)))),
        _ => Table(Name.ToLowerInvariant(), Rows.Select(row => ($"`{Escaped(row.Name)}`", Escaped(row.Text)))),
    };

    private static string LinkOf(string name, Func<string, string> link) =>
        name.Split(' ')[0] is var verb and not ("help" or "version")
            ? link(verb) + Escaped(name[verb.Length..]).Replace("<", "&lt;", StringComparison.Ordinal) : $"`{name}`";

    // "    circle  a disc in a ring": what can be named, one in each line.
    private static string Item(string line) => $"- `{line.Split(' ')[0]}`: {line[line.IndexOf(' ')..].Trim()}\n";

    private static string Table(string heading, IEnumerable<(string Name, string Text)> rows) =>
        $"| {heading} | |\n|---|---|\n{string.Concat(rows.Select(row => $"| {row.Name} | {row.Text} |\n"))}";

    private static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
