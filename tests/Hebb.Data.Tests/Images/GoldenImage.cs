using System.IO.Compression;
using Hebb.Data.Images;

namespace Hebb.Data.Tests.Images;

/// <summary>An image file with the pixels it holds, made by eng/golden/images.py.</summary>
public sealed record GoldenImage(string Name, int Width, int Height, int Channels, byte[] File, byte[] Pixels)
{
    /// <summary>The images of a list.</summary>
    public static IReadOnlyList<GoldenImage> Read(string list) =>
        [.. System.IO.File.ReadLines(Repository.PathOf("tests", "Hebb.Data.Tests", "Images", "Golden", list + ".tsv")).Select(Parse)];

    /// <summary>The names of a list, for theories.</summary>
    public static TheoryData<string> Names(string list) => [.. Read(list).Select(image => image.Name)];

    /// <summary>One image.</summary>
    public static GoldenImage Find(string list, string name) => Read(list).Single(image => image.Name == name);

    /// <summary>Compares sizes, and pixels up to a distance.</summary>
    public void Check(Image image, int tolerance)
    {
        Assert.Equal((Width, Height, Channels), (image.Width, image.Height, image.Channels));
        int worst = 0;
        for (int i = 0; i < Pixels.Length; i++) { worst = Math.Max(worst, Math.Abs(Pixels[i] - image.Pixels[i])); }
        Assert.True(worst <= tolerance, $"{Name}: the largest difference is {worst}, allowed is {tolerance}.");
    }

    private static GoldenImage Parse(string line)
    {
        string[] parts = line.Split('\t');
        using MemoryStream pixels = new();
        using (DeflateStream inflating = new(new MemoryStream(Convert.FromBase64String(parts[5])), CompressionMode.Decompress)) { inflating.CopyTo(pixels); }
        return new(parts[0], int.Parse(parts[1]), int.Parse(parts[2]), int.Parse(parts[3]), Convert.FromBase64String(parts[4]), pixels.ToArray());
    }
}
