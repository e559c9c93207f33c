// Computes every op and every layer, and rows of 1 to 1 100 columns, in four processes that may use vectors of 512, 256 and 128 bits and none at all, and
// compares the hashes. The work is written in tests/Hebb.Tests/Graphs/VectorWidthTests.cs; build that project first.
using System.Diagnostics;
using System.Runtime.CompilerServices;

string[] switches = ["", "DOTNET_EnableAVX512", "DOTNET_EnableAVX", "DOTNET_EnableHWIntrinsic"];
string program = Path.Combine(Here(), "..", "artifacts", "bin", "Hebb.Tests", "release", "Hebb.Tests.dll");
if (!File.Exists(program))
{
    Console.WriteLine("Build the tests first: dotnet build -c Release tests/Hebb.Tests");
    return 1;
}

string[][] results = [.. switches.AsParallel().AsOrdered().Select(Hashes)];
int differ = 0;
for (int i = 0; i < results[0].Length; i++)
{
    string[] others = [.. switches.Where((_, s) => results[s].ElementAtOrDefault(i) != results[0][i])];
    if (others.Length == 0) { continue; }
    differ++;
    Console.WriteLine($"{results[0][i]}: other bits with {string.Join(", ", others)} = 0");
}

bool complete = results.All(lines => lines.Length == results[0].Length && lines.Length > 1000);
if (!complete) { Console.WriteLine("A process did not come to its end."); }
Console.WriteLine($"{results[0].Length} results in {switches.Length} widths of vectors, {differ} differ");
return differ == 0 && complete ? 0 : 1;

string[] Hashes(string variable)
{
    ProcessStartInfo start = new("dotnet", [program, "every-width"]) { RedirectStandardOutput = true };
    if (variable.Length > 0) { start.Environment[variable] = "0"; }
    using Process process = Process.Start(start)!;
    string output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0 ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
}

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
