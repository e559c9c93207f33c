namespace Hebb.Data.Images;

/// <summary>Finds the images of a folder that has a folder for each class.</summary>
internal static class ImageFolder
{
    private static readonly string[] s_read = [".png", ".jpg", ".jpeg", ".jfif", ".bmp", ".pgm", ".ppm", ".pnm"];

    // Images too, but none that can be read: they are reported, not overlooked.
    private static readonly string[] s_other = [".gif", ".webp", ".tif", ".tiff", ".avif", ".heic"];

    /// <summary>Paths and class numbers; classes and files in the order of their names' characters.</summary>
    public static (string[] Paths, int[] Labels, string[] Classes) Find(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"There is no folder '{directory}'. Expected a folder with a folder of images for each class.");
        }

        List<string> paths = [], classes = [];
        List<int> labels = [];
        foreach (string folder in Directory.EnumerateDirectories(directory).Where(IsShown).Order(StringComparer.Ordinal))
        {
            string[] images = [.. Images(folder, SearchOption.AllDirectories)];
            if (images.Length == 0) { continue; }
            paths.AddRange(images);
            labels.AddRange(Enumerable.Repeat(classes.Count, images.Length));
            classes.Add(Path.GetFileName(folder));
        }

        if (classes.Count < 2)
        {
            int loose = Images(directory, SearchOption.TopDirectoryOnly).Count();
            string found = classes.Count == 1 ? $"images in the folder '{classes[0]}' only" : loose > 0 ? $"{loose} images, but in no folders" : "no images";
            throw new DataException(
                $"There are {found}. Expected at least two folders, one for each class, with images ({string.Join(", ", s_read)}) inside.", directory);
        }

        return ([.. paths], [.. labels], [.. classes]);
    }

    /// <summary>The images in a folder and the folders in it, by name.</summary>
    public static IEnumerable<string> Images(string folder, SearchOption depth) =>
        Directory.EnumerateFiles(folder, "*", depth)
            .Where(IsImage)
            .Order(StringComparer.Ordinal);

    /// <summary>Whether a file is an image by its name.</summary>
    public static bool IsImage(string path) => IsShown(path) && s_read.Concat(s_other).Contains(Path.GetExtension(path).ToLowerInvariant());

    private static bool IsShown(string path) => !Path.GetFileName(path).StartsWith('.');
}
