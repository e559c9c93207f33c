// Checks that the quick tests (dotnet test -c Release --filter Speed!=Slow) try every room: for each top folder of each project under src
// some test project has a folder of that name with a test that is not marked [Trait("Speed", "Slow")].
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

string root = Path.GetFullPath(Path.Combine(Here(), ".."));
string[] tests = [.. Directory.EnumerateDirectories(Path.Combine(root, "tests"))];
int rooms = 0, problems = 0;
foreach (string project in Directory.EnumerateDirectories(Path.Combine(root, "src")))
{
    foreach (string folder in Directory.EnumerateDirectories(project)
        .Where(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any()))
    {
        rooms++;
        string room = Path.GetFileName(folder);
        if (tests.Select(test => Path.Combine(test, room)).Where(Directory.Exists).Sum(Quick) > 0) { continue; }
        Console.WriteLine($"{Path.GetRelativePath(root, folder)}: no folder tests/*/{room} has a quick test.");
        problems++;
    }
}

Console.WriteLine($"{rooms} rooms, {problems} without a quick test");
return problems == 0 && rooms > 0 ? 0 : 1;

static int Quick(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Sum(QuickIn);

// The attributes of a method stand side by side or in lines above each other; those of a class hold for all its methods.
static int QuickIn(string file)
{
    string text = File.ReadAllText(file);
    if (Regex.IsMatch(text, @"\[Trait\(""Speed"", ""Slow""\)\]\s*(\[[^\n]*\]\s*)*public [\w ]*class ")) { return 0; }
    return Regex.Matches(text, @"(\s*\[[^\n]*\]\n)+\s*public [^\n]*\(")
        .Count(method => Regex.IsMatch(method.Value, @"\[(Fact|Theory)\b") && !method.Value.Contains("\"Slow\"", StringComparison.Ordinal));
}

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
