// Checks docs/maintainers/demands.md: every test that it names exists under tests, every sample and script under the repository.
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

string root = Path.GetFullPath(Path.Combine(Here(), ".."));
string tests = string.Concat(Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
int rows = 0;
List<string> missing = [];
foreach (string line in File.ReadLines(Path.Combine(root, "docs", "maintainers", "demands.md")).Where(line => Regex.IsMatch(line, @"^\| \d+ \|")))
{
    rows++;
    string proof = line.TrimEnd(' ', '|')[(line.TrimEnd(' ', '|').LastIndexOf('|') + 1)..];
    string[] names = [.. Regex.Matches(proof, "`([^`]+)`").Select(match => match.Groups[1].Value)];
    if (names.Length == 0) { missing.Add($"no proof in: {line}"); }
    missing.AddRange(names.Where(name => !Exists(name)).Select(name => $"{name} does not exist, but stands in: {line}"));
}

foreach (string problem in missing) { Console.WriteLine(problem); }
Console.WriteLine($"{rows} demands, {missing.Count} problems");
return missing.Count == 0 && rows > 0 ? 0 : 1;

bool Exists(string name) => name.Contains('/', StringComparison.Ordinal)
    ? Path.Exists(Path.Combine(root, name))
    : Regex.IsMatch(tests, $@"\b{Regex.Escape(name[(name.LastIndexOf('.') + 1)..])}\b");

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
