// Runs the commands of README and docs, and checks that they print what stands there. A block that follows the line "<!-- run: FILES -->" is run: each line
// that begins with "$ " is a command of the built tool, what follows is its output. "…" stands for any text, times are not compared, lines may be broken
// anywhere. FILES are copied into the folder that the blocks of a page share: paths from the root, or shared/… for the data sets that may lie beside the
// repository; "FILE as NAME" gives another name. Where a data set is missing, the rest of the page is skipped, which is told.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

string root = Path.GetFullPath(Path.Combine(Here(), ".."));
string tool = Path.Combine(root, "artifacts", "bin", "Hebb.Tool", "release", "Hebb.Tool.dll");
if (!File.Exists(tool))
{
    Console.WriteLine("The tool is not built. Run: dotnet build -c Release");
    return 1;
}

int commands = 0, problems = 0;
foreach (string page in (string[])[Path.Combine(root, "README.md"), .. Directory.GetFiles(Path.Combine(root, "docs"), "*.md").Order(StringComparer.Ordinal)])
{
    string name = Path.GetRelativePath(root, page), folder = Directory.CreateTempSubdirectory("hebb-transcript-").FullName;
    foreach (Match block in Regex.Matches(File.ReadAllText(page), @"<!-- run: (?<files>.*?) ?-->\n```\w*\n(?<text>.*?)```", RegexOptions.Singleline))
    {
        if (Missing(block.Groups["files"].Value, folder) is { } missing)
        {
            Console.WriteLine($"{name}: skipped, because {missing} is not beside the repository.");
            break;
        }

        foreach (string part in Regex.Split(block.Groups["text"].Value, @"^\$ ", RegexOptions.Multiline).Skip(1)) { Check(name, folder, part); }
    }

    Directory.Delete(folder, recursive: true);
}

Console.WriteLine($"{commands} commands, {problems} problems");
return problems;

// Copies what a block needs; the name of what is not there.
string? Missing(string files, string folder)
{
    foreach (string[] file in files.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(file => file.Split(" as ")))
    {
        string? from = Above(root).Select(place => Path.Combine(place, file[0])).FirstOrDefault(File.Exists);
        if (from is null) { return file[0]; }
        File.Copy(from, Path.Combine(folder, file.Length > 1 ? file[1] : Path.GetFileName(from)), overwrite: true);
    }

    return null;
}

void Check(string page, string folder, string part)
{
    commands++;
    string[] lines = Regex.Replace(part, @"\\\n +", "").Split('\n', 2);   // a command may have several lines
    (string command, string expected) = (lines[0], lines[1]);

    // Words in quotes are one.
    string[] words = [.. Regex.Matches(command, "\"[^\"]*\"|\\S+").Select(word => word.Value.Trim('"'))];
    ProcessStartInfo start = words[0] == "hebb" ? new("dotnet", [tool, .. words[1..]]) : new(words[0], words[1..]);
    (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (folder, true, true);
    using Process process = Process.Start(start)!;
    Task<string> error = process.StandardError.ReadToEndAsync();
    string output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    if (process.ExitCode == 0 && Regex.IsMatch(Masked(output), Pattern(Masked(expected)), RegexOptions.Singleline)) { return; }
    problems++;
    Console.WriteLine(
        $"{page}: {command}\nexit code {process.ExitCode}; it printed:\n{output}{(process.ExitCode == 0 ? "" : error.Result)}\nbut the page says:\n{expected}");
}

static IEnumerable<string> Above(string folder)
{
    for (string? at = folder; at is not null; at = Path.GetDirectoryName(at)) { yield return at; }
}

static string Masked(string text) => Regex.Replace(
    string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), @"after \d+\.\d s", "after # s");

static string Pattern(string expected) => $"^{Regex.Escape(expected).Replace("…", ".*", StringComparison.Ordinal)}$";

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
