// Checks in all sources and documents what the compiler does not: no line is wider than 160 characters, using lines are in order, fields are
// not qualified by "this". eng/wide.txt lists the files that still have wider lines, and how many; it must only shrink. With --write it is
// written again, after files have moved or lines were broken.
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

const int Width = 160;
string root = Path.GetFullPath(Path.Combine(Here(), "..")), list = Path.Combine(root, "eng", "wide.txt");
string[] folders = ["src", "tests", "bench", "samples", "eng", "docs"];
Dictionary<string, int> allowed = File.ReadLines(list).Select(line => line.Split(' ', 2)).ToDictionary(parts => parts[1], parts => int.Parse(parts[0]));
SortedDictionary<string, int> wide = new(StringComparer.Ordinal);
int problems = 0;
foreach (string file in Directory.EnumerateFiles(root, "*.md").Concat(folders.SelectMany(Sources)))
{
    string path = Path.GetRelativePath(root, file).Replace('\\', '/');
    string[] lines = File.ReadAllLines(file);
    bool code = path.EndsWith(".cs", StringComparison.Ordinal);

    // A row of a table is one line, however wide.
    int count = lines.Count(line => line.Length > Width && (code || !line.StartsWith('|')));
    if (count > 0) { wide[path] = count; }
    if (code) { CheckCode(path, lines); }
}

if (args.Contains("--write")) { File.WriteAllLines(list, wide.Select(entry => $"{entry.Value} {entry.Key}")); }
else
{
    foreach ((string path, int count) in wide.Where(entry => entry.Value > allowed.GetValueOrDefault(entry.Key)))
    {
        Complain($"{path}: {count} lines are wider than {Width} characters, {allowed.GetValueOrDefault(path)} were known. Break them.");
    }

    foreach (string path in allowed.Keys.Except(wide.Keys)) { Complain($"{path} has no wide line any more. Run: dotnet run eng/text.cs -- --write"); }
}

Console.WriteLine($"{wide.Values.Sum()} lines in {wide.Count} files are wider than {Width} characters, {problems} problems");
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
