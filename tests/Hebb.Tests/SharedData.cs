namespace Hebb.Tests;

/// <summary>Files that tests read: fixtures of the repository, and a larger collection that may lie beside it.</summary>
internal static class SharedData
{
    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The collection in the folder <c>shared</c> beside the repository; it may be absent.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    /// <summary>Whether the collection is there.</summary>
    public static bool Exists => Directory.Exists(Folder);

    /// <summary>What skipped tests say.</summary>
    public static string SkipMessage => $"The folder {Folder} with the larger test files is absent.";

    /// <summary>The path of a file of the repository's own fixtures.</summary>
    public static string Fixture(string path) => Path.Combine(Root, "tests", "Hebb.Tests", "Fixtures", path);

    /// <summary>The path of a file of the collection.</summary>
    public static string File(string path) => Path.Combine(Folder, path);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Hebb.slnx"))) { return folder.FullName; }
        }

        throw new DirectoryNotFoundException($"Hebb.slnx is in no folder above {AppContext.BaseDirectory}; run the tests within the repository.");
    }
}

/// <summary>A test that is skipped where the larger collection of files is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute() => Skip = SharedData.Exists ? null : SharedData.SkipMessage;
}

/// <summary>A theory that is skipped where the larger collection of files is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute() => Skip = SharedData.Exists ? null : SharedData.SkipMessage;
}
