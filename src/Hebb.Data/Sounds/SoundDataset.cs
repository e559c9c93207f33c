using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Hebb.Data.Sounds;

/// <summary>Sounds with a class each, in memory.</summary>
public sealed class SoundDataset
{
    private const string Pattern = "*.wav";

    private SoundDataset(
        IReadOnlyList<Sound> sounds, IReadOnlyList<string> names, IReadOnlyList<int> labels, IReadOnlyList<string> classes, IReadOnlyList<BadFile> bad) =>
        (Sounds, Names, Labels, Classes, Bad) = (sounds, names, labels, classes, bad);

    /// <summary>The sounds, with one channel.</summary>
    public IReadOnlyList<Sound> Sounds { get; }

    /// <summary>The path of each.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The class of each, by its position in <see cref="Classes"/>.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The files left out.</summary>
    public IReadOnlyList<BadFile> Bad { get; }

    /// <summary>The number of sounds.</summary>
    public int Count => Sounds.Count;

    /// <summary>WAV files in a folder for each class. Names decide the order of classes and files; names that begin with a dot are ignored.
    /// Channels are mixed to one.</summary>
    /// <param name="directory">The folder that holds the classes' folders.</param>
    /// <param name="badFiles">What happens to files that cannot be read.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="DataException">There are fewer than two classes, a file cannot be read, or the sounds have different rates.</exception>
    public static SoundDataset FromDirectory(string directory, BadFiles badFiles = BadFiles.Refuse)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        if (!Directory.Exists(directory)) { throw new DirectoryNotFoundException($"There is no folder '{directory}'."); }
        (string Folder, string[] Files)[] found = [.. Directory.EnumerateDirectories(directory)
            .Where(IsVisible)
            .Order(StringComparer.Ordinal)
            .Select(folder => (folder, In(folder)))
            .Where(pair => pair.Item2.Length > 0)];
        if (found.Length < 2)
        {
            throw new DataException(
                $"There {(found.Length == 1 ? "is one folder" : "are no folders")} with WAV files. "
                + "Expected at least two folders, one for each class, with .wav files inside.",
                directory);
        }

        List<Sound> sounds = [];
        List<string> names = [];
        List<int> labels = [];
        List<BadFile> bad = [];
        for (int label = 0; label < found.Length; label++)
        {
            foreach (string path in found[label].Files)
            {
                try
                {
                    Sound sound = Sound.Load(path);
                    if (sound.Length == 0) { throw new DataException("The sound has no samples.", path); }
                    if (sounds.Count > 0 && sound.SampleRate != sounds[0].SampleRate)
                    {
                        throw new DataException($"The sound has {sound.SampleRate} Hz, the first {sounds[0].SampleRate} Hz. Resample all to one rate.", path);
                    }

                    sounds.Add(sound.ToMono());
                }
                catch (DataException wrong)
                {
                    if (badFiles != BadFiles.Skip) { throw BadFile.Refused(wrong); }
                    bad.Add(new(path, wrong.Message));
                    continue;
                }

                names.Add(path);
                labels.Add(label);
            }
        }

        return sounds.Count > 0
            ? new(sounds, names, labels, [.. found.Select(pair => Path.GetFileName(pair.Folder))], bad)
            : throw new DataException($"None of the {bad.Count} sounds can be read. The first: {bad[0].Reason}", directory);
    }

    /// <summary>The WAV files in a folder, in the order of their names.</summary>
    public static string[] In(string folder) => [.. Directory.EnumerateFiles(
        folder, Pattern, new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive }).Where(IsVisible).Order(StringComparer.Ordinal)];

    /// <summary>Some of the sounds, in this order.</summary>
    public SoundDataset Take(params ReadOnlySpan<int> indices)
    {
        int[] taken = indices.ToArray();
        return new([.. taken.Select(i => Sounds[i])], [.. taken.Select(i => Names[i])], [.. taken.Select(i => Labels[i])], Classes, Bad);
    }

    /// <summary>A text for each sound, the same for those of equal samples.</summary>
    internal string[] Keys() => [.. Sounds.Select(sound => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(sound.Samples))))];

    /// <summary>What is inside, in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} sounds in {Classes.Count} classes");

    private static bool IsVisible(string path) => !Path.GetFileName(path).StartsWith('.');
}
