// Checks that every C# snippet in README and docs is a piece of an executed sample: a fenced block that follows the line
// "<!-- snippet: samples/xor.cs -->" must stand in that file, line by line (indentation aside). With --write it is put there.
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

string root = Path.GetFullPath(Path.Combine(Here(), ".."));
bool write = args.Contains("--write"), failed = false;
int count = 0;
foreach (string file in Directory.EnumerateFiles(root, "*.md", SearchOption.TopDirectoryOnly)
    .Concat(Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)))
{
    string text = File.ReadAllText(file), name = Path.GetRelativePath(root, file);
    if (name.StartsWith(Path.Combine("docs", "decisions"), StringComparison.Ordinal)) { continue; }
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

Console.WriteLine($"{count} snippets");
return failed ? 1 : 0;

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
