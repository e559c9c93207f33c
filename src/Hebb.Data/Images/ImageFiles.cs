namespace Hebb.Data.Images;

/// <summary>Image files in folders.</summary>
public static class ImageFiles
{
    /// <summary>The images in a folder and in the folders inside it, in the order of their names; names that begin with a dot are ignored.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IEnumerable<string> In(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return Directory.Exists(folder)
            ? ImageFolder.Images(folder, SearchOption.AllDirectories)
            : throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
    }
}
