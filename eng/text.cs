// Checks in all sources and documents what the compiler does not: no line is wider than 160 characters, using lines are in order, fields are
// not qualified by "this".
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

const int Width = 160;
string root = Path.GetFullPath(Path.Combine(Here(), ".."));
string[] folders = ["src", "tests", "bench", "samples", "eng", "docs"];
int problems = 0;
foreach (string file in Directory.EnumerateFiles(root, "*.md").Concat(folders.SelectMany(Sources)))
{
    string path = Path.GetRelativePath(root, file).Replace('\\', '/');
    string[] lines = File.ReadAllLines(file);
    bool code = path.EndsWith(".cs", StringComparison.Ordinal);

    for (int i = 0; i < lines.Length; i++)
    {
        // A row of a table is one line, however wide.
        if (lines[i].Length > Width && (code || !lines[i].StartsWith('|'))) { Complain($"{path}:{i + 1} is wider than {Width} characters. Break it."); }
    }

    if (code) { CheckCode(path, lines); }
}

Console.WriteLine($"{problems} problems");
return problems == 0 ? 0 : 1;

IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
    .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".md", StringComparison.Ordinal));

void CheckCode(string path, string[] lines)
{
    string[] usings = [.. lines.Select(line => Regex.Match(line, @"^using ([\w.]+);").Groups[1].Value).Where(name => name.Length > 0)];
    string[] sorted = [.. usings.OrderBy(name => !Regex.IsMatch(name, @"^System\b")).ThenBy(name => name, StringComparer.OrdinalIgnoreCase)];
    if (!usings.SequenceEqual(sorted)) { Complain($"{path}: using lines are not in order: System first, then by the alphabet."); }
    if (lines.Any(line => Regex.IsMatch(line, @"\bthis\.(s)?_"))) { Complain($"{path}: a field needs no \"this\"."); }
}

void Complain(string problem)
{
    Console.WriteLine(problem);
    problems++;
}

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
