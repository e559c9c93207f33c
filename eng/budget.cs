// Counts the code lines of every source file (no blank lines, no comments) and fails when one has grown beyond its budget:
// 150 for a layer, loss, metric, optimizer and the like, 400 elsewhere. Exceptions are listed with a reason.
using System.Runtime.CompilerServices;

const int Small = 150, Large = 400;
string[] smallFolders = ["Layers", "Losses", "Metrics", "Optimizers", "Initializers", "Regularizers", "Callbacks"];
Dictionary<string, string> exceptions = new()
{
    // path relative to src → why it may be longer
};

string source = Path.GetFullPath(Path.Combine(Here(), "..", "src"));
bool failed = false;
SortedDictionary<string, (int Files, int Lines)> folders = [];
foreach (string file in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
{
    string path = Path.GetRelativePath(source, file).Replace('\\', '/');
    if (path.Contains("/obj/", StringComparison.Ordinal)) { continue; }
    int lines = CodeLines(File.ReadLines(file));
    string folder = Path.GetDirectoryName(path)!.Replace('\\', '/');
    (int count, int sum) = folders.GetValueOrDefault(folder);
    folders[folder] = (count + 1, sum + lines);
    int budget = smallFolders.Any(small => folder.Split('/').Contains(small)) ? Small : Large;
    if (lines > budget && !exceptions.ContainsKey(path))
    {
        Console.WriteLine($"{path}: {lines} code lines, budget {budget}. Is there more than one idea inside?");
        failed = true;
    }
}

foreach ((string folder, (int files, int lines)) in folders) { Console.WriteLine($"{lines,7} lines in {files,3} files  {folder}"); }
Console.WriteLine($"{folders.Values.Sum(f => f.Lines),7} lines in {folders.Values.Sum(f => f.Files),3} files");
return failed ? 1 : 0;

static int CodeLines(IEnumerable<string> lines)
{
    int count = 0;
    bool inComment = false;
    foreach (string raw in lines)
    {
        string line = raw.Trim();
        if (inComment)
        {
            inComment = !line.Contains("*/", StringComparison.Ordinal);
            continue;
        }

        if (line.StartsWith("/*", StringComparison.Ordinal))
        {
            inComment = !line.Contains("*/", StringComparison.Ordinal);
            continue;
        }

        if (line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)) { count++; }
    }

    return count;
}

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
