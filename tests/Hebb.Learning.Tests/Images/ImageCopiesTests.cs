using Hebb.Data;
using Hebb.Data.Images;
using Hebb.Learning.Images;
using Hebb.Learning.Training;
using Hebb.Ops;

namespace Hebb.Learning.Tests.Images;

/// <summary>Images that look the same to the network stand in one part of a split, however they are stored.</summary>
public sealed class ImageCopiesTests : IDisposable
{
    private const int Side = 6, Different = 48, Copies = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-copies-").FullName;

    [Fact]
    public void Copies_in_an_idx_file_are_in_one_part()
    {
        ImageDataset images = Idx("all", Enumerable.Range(0, Different * Copies).Select(i => i % Different));
        ImageParts parts = ImageParts.Of(images.Readable(), null, new ImageTrainerOptions(), _ => 0.25);
        Apart(parts);
        Assert.Equal(Different * Copies, parts.Train.Count + parts.Validation.Count + parts.HeldOut.Count);
        Assert.Equal(parts.HeldOut.Count / Copies, parts.HeldOutUnits!.Distinct().Count());
        Assert.StartsWith("duplicates: 96 images look the same to the network as others", parts.Finding, StringComparison.Ordinal);
        Assert.Contains(ImageTrainer.Prepare(images).Decisions, line => line == parts.Finding);
    }

    [Fact]
    public void A_png_equals_the_bitmap_of_the_same_pixels()
    {
        for (int i = 0; i < 30; i++)
        {
            string at = Path.Combine(_folder, $"class{i % 3}");
            Directory.CreateDirectory(at);
            Image image = new(Side, Side, 1, Pixels(i));
            image.Save(Path.Combine(at, $"{i}.png"));
            image.Save(Path.Combine(at, $"copy-of-{i}.bmp"));
        }

        ImageParts parts = ImageParts.Of(
            ImageDataset.FromDirectory(_folder, new() { Color = ImageColor.Grey }).Readable(), null, new ImageTrainerOptions(), _ => 0.25);
        Apart(parts);
        Assert.StartsWith("duplicates: 30 images", parts.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_copies_the_split_is_that_of_the_data_set()
    {
        ImageDataset images = Idx("own", Enumerable.Range(0, Different));
        ImageParts parts = ImageParts.Of(images.Readable(), null, new ImageTrainerOptions { Seed = 5 }, _ => 0.25);
        (ImageDataset rest, ImageDataset held) = images.Split(0.2, 5);
        Assert.Equal(held.Readable().Keys, parts.HeldOut.Readable().Keys);
        Assert.Equal(rest.Split(0.25, 6).Train.Readable().Keys, parts.Train.Readable().Keys);
        Assert.Null(parts.Finding);
        Assert.Null(parts.HeldOutUnits);
    }

    [Fact]
    public void Held_out_images_that_are_trained_on_are_counted()
    {
        ImageDataset images = Idx("train", Enumerable.Range(0, 40)), held = Idx("test", Enumerable.Range(37, 10));
        ImageRecipe recipe = ImageTrainer.Prepare(images, null, held);
        Assert.Equal(["3 of 10 held-out images look the same as images that are trained on, so the held-out figures are too good"], recipe.Warnings);
        Assert.Contains($"Warning: {recipe.Warnings[0]}.", recipe.Lines);
    }

    [Fact]
    public void The_simpler_model_of_the_comparison_can_be_had()
    {
        ImageDataset images = Idx("linear", Enumerable.Range(0, Different));
        TrainedNetwork trained = ImageTrainer.Train(images, new() { Network = ImageNetwork.Linear, Epochs = 2 });
        Assert.Null(trained.Linear);
        Assert.Equal((Side * Side * 3) + 3, trained.Model.ParameterCount);
        Assert.Contains(trained.Decisions, line => line.StartsWith("network: 36-3 on the pixels as they lie, no hidden layers", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Apart(ImageParts parts)
    {
        string[] train = parts.Train.Readable().Keys, validation = parts.Validation.Readable().Keys, held = parts.HeldOut.Readable().Keys;
        Assert.All([train, validation, held], Assert.NotEmpty);
        Assert.Empty(train.Intersect(validation).Concat(train.Intersect(held)).Concat(validation.Intersect(held)));
    }

    private static byte[] Pixels(int which)
    {
        SplitMix64 random = SplitMix64.Of(which, 3);
        byte[] pixels = new byte[Side * Side];
        foreach (ref byte pixel in pixels.AsSpan()) { pixel = (byte)random.Below(256); }
        return pixels;
    }

    private ImageDataset Idx(string name, IEnumerable<int> which)
    {
        int[] each = [.. which];
        string images = Path.Combine(_folder, name + "-images"), labels = Path.Combine(_folder, name + "-labels");
        IdxFile.Write(images, [each.Length, Side, Side], each.SelectMany(Pixels).ToArray());
        IdxFile.Write(labels, [each.Length], each.Select(one => (byte)(one % 3)).ToArray());
        return ImageDataset.FromIdx(images, labels);
    }
}
