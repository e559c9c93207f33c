using System.Globalization;
using Hebb.Data.Images;
using Hebb.Formats;

namespace Hebb.Data.Synthetic;

/// <summary>A synthetic set of pictures or sounds by name, as <c>hebb data make</c> offers it: files in a folder for each class.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Description">What it is, in one line.</param>
/// <param name="Count">The usual number of files.</param>
/// <param name="Noise">The usual noise.</param>
public sealed record SyntheticFolder(string Name, string Description, int Count, double Noise)
{
    /// <summary>All sets.</summary>
    public static IReadOnlyList<SyntheticFolder> All { get; } =
    [
        new("digits", "images of 28 × 28 pixels, the digits 0 to 9 drawn as strokes", 1000, 0.05),
        new("tones", "sounds of half a second, five kinds of waves", 500, 0.05),
    ];

    /// <summary>A set by name, or null.</summary>
    public static SyntheticFolder? Find(string name) => All.FirstOrDefault(set => string.Equals(set.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Writes PNG or WAV files into a folder for each class. The folder appears when all are written.</summary>
    /// <param name="folder">The folder; it must not exist yet, or be empty.</param>
    /// <param name="count">The number of files; null for the usual one.</param>
    /// <param name="noise">The noise; null for the usual one.</param>
    /// <param name="seed">Equal seeds give equal files.</param>
    /// <exception cref="IOException">The folder exists and is not empty.</exception>
    public void Write(string folder, int? count = null, double? noise = null, long seed = 1) => Fill(folder, unfinished =>
    {
        (int files, double level) = (count ?? Count, noise ?? Noise);
        IEnumerable<(string Class, Action<string> Save, string Ending)> items = Name == "digits"
            ? SyntheticDigits.Make(files, level, seed)
                .Select(item => (item.Label.ToString(CultureInfo.InvariantCulture), (Action<string>)item.Picture.Save, ".png"))
            : SyntheticTones.Make(files, level, seed)
                .Select(item => (SyntheticTones.Classes[item.Label], (Action<string>)(path => item.Sound.Save(path)), ".wav"));
        int number = 0;
        foreach ((string name, Action<string> save, string ending) in items)
        {
            string parent = Directory.CreateDirectory(Path.Combine(unfinished, name)).FullName;
            save(Path.Combine(parent, number++.ToString("000000", CultureInfo.InvariantCulture) + ending));
        }
    });

    /// <summary>Writes pictures as a pair of IDX files, images-idx3-ubyte.gz and labels-idx1-ubyte.gz, as MNIST has them.</summary>
    /// <inheritdoc cref="Write"/>
    /// <exception cref="NotSupportedException">The set has no pictures.</exception>
    public void WriteIdx(string folder, int? count = null, double? noise = null, long seed = 1)
    {
        if (Name != "digits") { throw new NotSupportedException($"IDX files hold images, but '{Name}' is sounds. Write them as WAV files."); }
        Fill(folder, unfinished =>
        {
            (Image Picture, int Label)[] items = [.. SyntheticDigits.Make(count ?? Count, noise ?? Noise, seed)];
            byte[] pixels = new byte[items.Length * SyntheticDigits.Size * SyntheticDigits.Size];
            for (int i = 0; i < items.Length; i++) { items[i].Picture.Pixels.CopyTo(pixels.AsSpan(i * SyntheticDigits.Size * SyntheticDigits.Size)); }
            IdxFile.Write(Path.Combine(unfinished, "images-idx3-ubyte.gz"), [items.Length, SyntheticDigits.Size, SyntheticDigits.Size], pixels);
            IdxFile.Write(Path.Combine(unfinished, "labels-idx1-ubyte.gz"), [items.Length], items.Select(item => (byte)item.Label).ToArray());
        });
    }

    private static void Fill(string folder, Action<string> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new IOException($"'{folder}' exists and is not empty. Give a new folder, or remove it.");
        }

        AtomicFolder.Write(target, write, overwrite: true);
    }
}
