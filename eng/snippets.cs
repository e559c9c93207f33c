// Checks that every C# snippet in README, docs and the text of the packages is a piece of an executed sample: a fenced block that follows the line
// "<!-- snippet: samples/xor.cs -->" must stand in that file, line by line (indentation aside). With --write it is put there.
// Checks as well that every file, folder and heading exists that a document links to, or names in backquotes by its path from the root, that the README
// lists every sample, and that docs/README.md lists every page for users.
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

string root = Path.GetFullPath(Path.Combine(Here(), ".."));
bool write = args.Contains("--write"), failed = false;
int count = 0, links = 0;
string[] documents =
    [
        .. Directory.EnumerateFiles(root, "*.md"),
        Path.Combine(root, "eng", "package.md"),
        .. Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories),
    ];
foreach (string file in documents)
{
    string text = File.ReadAllText(file), name = Path.GetRelativePath(root, file);
    CheckLinks(file, name, text);
    if (name.StartsWith(Path.Combine("docs", "maintainers", "decisions"), StringComparison.Ordinal)) { continue; }
    string result = Regex.Replace(text, "(<!-- snippet: (?<source>[^ #]+)(#(?<region>\\w+))? -->\n)?```csharp\n(?<code>.*?)```", match =>
    {
        count++;
        if (!match.Groups["source"].Success)
        {
            Console.WriteLine($"{name}: a C# block without a line <!-- snippet: FILE --> before it:\n{match.Groups["code"].Value}");
            failed = true;
            return match.Value;
        }

        string expected = Snippet(Path.Combine(root, match.Groups["source"].Value), match.Groups["region"].Value);
        if (write || expected == match.Groups["code"].Value)
        {
            return match.Value[..(match.Groups["code"].Index - match.Index)] + expected + "```";
        }

        Console.WriteLine($"{name}: the snippet of {match.Groups["source"].Value} has changed. Run: dotnet run eng/snippets.cs -- --write");
        failed = true;
        return match.Value;
    }, RegexOptions.Singleline);
    if (write && result != text) { File.WriteAllText(file, result); }
}

string index = File.ReadAllText(Path.Combine(root, "README.md"));
foreach (string sample in Directory.EnumerateFiles(Path.Combine(root, "samples"), "*.cs").Select(path => Path.GetFileName(path)))
{
    if (!index.Contains($"\n| [{sample}](samples/{sample}) |", StringComparison.Ordinal)) { Complain($"The table of samples in README.md lacks {sample}."); }
}

string users = File.ReadAllText(Path.Combine(root, "docs", "README.md"));
foreach (string page in Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md").Select(path => Path.GetFileName(path)).Where(page => page != "README.md"))
{
    if (!users.Contains($"]({page})", StringComparison.Ordinal)) { Complain($"The index docs/README.md lacks {page}."); }
}

Console.WriteLine($"{count} snippets, {links} links");
return failed ? 1 : 0;

void CheckLinks(string file, string name, string text)
{
    string prose = Regex.Replace(text, "```.*?```", "", RegexOptions.Singleline), folder = Path.GetDirectoryName(file)!;
    foreach (Match link in Regex.Matches(prose, @"\]\((?<path>[^)\s#]*)(#(?<heading>[^)\s]+))?\)"))
    {
        (string path, string heading) = (link.Groups["path"].Value, link.Groups["heading"].Value);
        if (path.Contains("://", StringComparison.Ordinal)) { continue; }
        links++;
        string target = path.Length == 0 ? file : Path.GetFullPath(Path.Combine(folder, path));
        if (!Path.Exists(target)) { Complain($"{name}: the link {path} leads nowhere."); }
        else if (heading.Length > 0 && !Headings(target).Contains(heading)) { Complain($"{name}: {path} has no heading #{heading}."); }
    }

    foreach (Match path in Regex.Matches(prose, @"`((src|tests|eng|samples|bench|docs|\.ci)/[\w./-]+)`"))
    {
        links++;
        if (!Path.Exists(Path.Combine(root, path.Groups[1].Value))) { Complain($"{name}: there is no {path.Groups[1].Value}."); }
    }
}

// As GitHub names them.
static IEnumerable<string> Headings(string path) => File.ReadLines(path).Where(line => line.StartsWith('#'))
    .Select(line => Regex.Replace(line.TrimStart('#').Trim().ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-'));

void Complain(string problem)
{
    Console.WriteLine(problem);
    failed = true;
}

// The lines between "// snippet: NAME" and "// end", or without a name the whole file but its header of # directives.
static string Snippet(string path, string region)
{
    string[] lines = File.ReadAllLines(path);
    if (region.Length == 0)
    {
        return string.Join('\n', lines.SkipWhile(line => line.StartsWith('#') || line.StartsWith("//", StringComparison.Ordinal) || line.Length == 0)) + "\n";
    }

    string[] inside = [.. lines.SkipWhile(line => line.Trim() != $"// snippet: {region}").Skip(1).TakeWhile(line => line.Trim() != "// end")];
    if (inside.Length == 0) { throw new InvalidOperationException($"{path} has no snippet {region}."); }
    int indent = inside.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
    return string.Join('\n', inside.Select(line => line.Length >= indent ? line[indent..] : line)) + "\n";
}

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
