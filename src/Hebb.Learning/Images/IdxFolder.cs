namespace Hebb.Learning.Images;

/// <summary>A folder with MNIST's files under their usual names.</summary>
internal sealed record IdxFolder(string Images, string Labels, (string Images, string Labels)? Test)
{
    private static readonly string[] s_endings = [".gz", ""];

    /// <summary>The files of a folder; null if it holds other things.</summary>
    public static IdxFolder? Find(string folder)
    {
        (string Images, string Labels)? train = Pair(folder, "train"), test = Pair(folder, "t10k");
        return train is { } found ? new(found.Images, found.Labels, test) : null;
    }

    private static (string, string)? Pair(string folder, string part) =>
        Existing(folder, $"{part}-images-idx3-ubyte") is { } images && Existing(folder, $"{part}-labels-idx1-ubyte") is { } labels ? (images, labels) : null;

    private static string? Existing(string folder, string name) => s_endings.Select(ending => Path.Combine(folder, name + ending)).FirstOrDefault(File.Exists);
}
