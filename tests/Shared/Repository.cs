namespace Hebb;

/// <summary>Finds files of the repository, and the real data sets that may lie beside it.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindUp(folder => File.Exists(Path.Combine(folder, "Hebb.slnx"))) ?? throw new DirectoryNotFoundException("Hebb.slnx");

    /// <summary>A file of the repository.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A real data set, or null when the data sets are not there.</summary>
    public static string? SharedData(string name)
    {
        string? folder = FindUp(folder => Directory.Exists(Path.Combine(folder, "shared", "data")));
        return folder is null ? null : Path.Combine(folder, "shared", "data", name);
    }

    private static string? FindUp(Func<string, bool> matches)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (matches(folder.FullName))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
