namespace Hebb.Fuzz;

/// <summary>Sound files of the repository's tests.</summary>
internal static class Repository
{
    private static readonly string s_root = FindRoot();

    /// <summary>The files of a folder that end so and are small enough to be read often.</summary>
    public static byte[][] Files(string folder, params string[] endings) =>
        [.. Directory.EnumerateFiles(Path.Combine(s_root, folder), "*", SearchOption.AllDirectories)
            .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)) && new FileInfo(path).Length is > 16 and < 40_000)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)];

    /// <summary>The images of a list of golden ones: a line for each, with the file in its fifth column.</summary>
    public static byte[][] Images(string list) =>
        [.. File.ReadLines(Path.Combine(s_root, "tests/Hebb.Data.Tests/Images/Golden", list + ".tsv"))
            .Select(line => Convert.FromBase64String(line.Split('\t')[4]))
            .Where(file => file.Length is > 16 and < 10_000)];

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hebb.slnx"))) { return folder.FullName; }
        }

        throw new DirectoryNotFoundException($"Hebb.slnx is in no folder above {AppContext.BaseDirectory}; run the fuzzer within the repository.");
    }
}
