// Writes the public API of each library to its PublicAPI.Unshipped.txt, which the build holds the code to (RS0016, RS0017).
// After a change of the public surface: dotnet run eng/api.cs, and commit the diff with the change.
// What a release contains moves from there to PublicAPI.Shipped.txt, whose lines stay; *REMOVED* lines in Unshipped are written by hand.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

string root = Path.GetFullPath(Path.Combine(Here(), ".."));
const string Header = "#nullable enable";
Dictionary<string, string> before = Directory.GetFiles(Path.Combine(root, "src"), "PublicAPI.Unshipped.txt", SearchOption.AllDirectories)
    .ToDictionary(file => Path.GetDirectoryName(file)!, File.ReadAllText);
Dictionary<string, SortedSet<string>> api = before.ToDictionary(
    library => library.Key,
    library => new SortedSet<string>(library.Value.Split('\n').Where(line => line.StartsWith("*REMOVED*", StringComparison.Ordinal)), StringComparer.Ordinal));

// What an empty file lacks, the analyzer lists. The tool refers to all libraries.
foreach (string library in before.Keys) { Write(library, [Header, .. api[library], ""]); }
string output = Build(out bool succeeded);
foreach (Match line in Regex.Matches(output, @"RS0016: Symbol '(?<symbol>.+)' is not part of the declared public API.*\[(?<project>.+)\]"))
{
    api[Path.GetDirectoryName(line.Groups["project"].Value)!].Add(line.Groups["symbol"].Value);
}

foreach ((string library, string text) in before)
{
    string[] lines = succeeded ? [Header, .. api[library], ""] : text.Split('\n');
    Write(library, lines);
    Console.WriteLine($"{Path.GetFileName(library)}: {lines.Length - 2} lines, {(string.Join('\n', lines) == text ? "as before" : "changed")}");
}

if (!succeeded)
{
    IEnumerable<string> errors = Regex.Matches(output, ".*: error .*").Select(error => error.Value.Trim()).Distinct();
    Console.Error.WriteLine($"The build fails, so nothing has changed:\n{string.Join('\n', errors)}");
}

return succeeded ? 0 : 1;

static void Write(string library, string[] lines) => File.WriteAllText(Path.Combine(library, "PublicAPI.Unshipped.txt"), string.Join('\n', lines));

string Build(out bool succeeded)
{
    string[] arguments = ["build", Path.Combine(root, "src/Hebb.Cli"), "-c", "Release", "-p:TreatWarningsAsErrors=false", "-clp:NoSummary"];
    ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true };
    start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en"; // the messages are read
    using Process build = Process.Start(start)!;
    string output = build.StandardOutput.ReadToEnd();
    build.WaitForExit();
    succeeded = build.ExitCode == 0;
    return output;
}

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
