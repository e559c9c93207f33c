using System.CommandLine;
using System.Globalization;
using Hebb.Data;
using Hebb.Models;

namespace Hebb.Cli;

/// <summary>Options about images, and what they mean.</summary>
internal static class ImageChoices
{
    private const string Grey = "grey", Rgb = "rgb";

    /// <summary>Photos are shrunk to this side, so that training takes minutes on a processor.</summary>
    private const int UsualSide = 64;

    /// <summary>The images of an IDX pair.</summary>
    public static readonly Option<string?> Images = File("--images", "Images in an IDX file, as MNIST has them, compressed with gzip or not.");

    /// <summary>The labels of an IDX pair.</summary>
    public static readonly Option<string?> Labels = File("--labels", "The labels of --images, in an IDX file.");

    /// <summary>The images for the final table.</summary>
    public static readonly Option<string?> TestImages = File("--test-images", "Images for the final table, in an IDX file. Default: a share of the others.");

    /// <summary>Their labels.</summary>
    public static readonly Option<string?> TestLabels = File("--test-labels", "The labels of --test-images, in an IDX file.");

    /// <summary>The size images are brought to.</summary>
    public static readonly Option<(int Width, int Height)?> Size = new("--image-size")
    {
        Description = "The size images are brought to: 64, or 80x60 (width x height). Default: as they are, photos 64.",
        HelpName = "N|WxH",
        CustomParser = result =>
        {
            string text = result.Tokens.SingleOrDefault()?.Value ?? "";
            string[] parts = text.Split('x', 'X');
            int[] sides = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side is >= 1 and <= 4096 ? side : 0)];
            if (sides.Length is 1 or 2 && !sides.Contains(0)) { return (sides[0], sides[^1]); }
            result.AddError($"--image-size is '{text}'. Expected a number of pixels up to 4096, such as 64, or 80x60.");
            return null;
        },
    };

    /// <summary>The channels.</summary>
    public static readonly Option<string?> Color = OptionValues.OneOf("--color", $"Whether images are seen in color: {Grey} or {Rgb}. Default: as the first image is.", [Grey, Rgb]);

    /// <summary>Whether unreadable files are left out.</summary>
    public static readonly Option<bool> SkipBad = new("--skip-bad") { Description = "Leave out images and sounds that cannot be read, and name them, instead of stopping." };

    /// <summary>Whether images are changed at random while training.</summary>
    public static readonly Option<bool?> Augment = new("--augment")
    {
        Description = "Whether images are shifted, turned and zoomed a little at random while training: true or false. Default: when there are fewer than 10000.",
        HelpName = "true|false",
    };

    /// <summary>Those that name files.</summary>
    public static IReadOnlyList<Option> Files => [Images, Labels, TestImages, TestLabels];

    /// <summary>All of them, in the order of the help.</summary>
    public static IEnumerable<Option> All => [.. Files, Size, Color, SkipBad, Augment];

    /// <summary>What happens to files that cannot be read.</summary>
    public static BadFiles Unreadable(ParseResult parsed) => parsed.GetValue(SkipBad) ? BadFiles.Skip : BadFiles.Refuse;

    /// <summary>The error about a file that cannot be read, with what to do.</summary>
    public static DataException Refused(DataException wrong) => new($"{wrong.Message} Mend or remove the file, or leave out what cannot be read with {SkipBad.Name}.", wrong);

    /// <summary>The images that the command line names for training, and those for the final table, if any.</summary>
    public static (ImageDataset Images, ImageDataset? HeldOut, string Source) Read(ParseResult parsed, string? folder)
    {
        ImageDatasetOptions options = Options(parsed);
        if (folder is not null)
        {
            if (IdxFolder.Find(folder) is not { } files) { return (FromFolder(folder, options), null, folder); }
            return (ImageDataset.FromIdx(files.Images, files.Labels, options), files.Test is { } test ? ImageDataset.FromIdx(test.Images, test.Labels, options) : null, folder);
        }

        (string images, string labels) = Pair(parsed, Images, Labels);
        ImageDataset train = ImageDataset.FromIdx(images, labels, options);
        if (parsed.GetValue(TestImages) is null && parsed.GetValue(TestLabels) is null) { return (train, null, images); }
        (string testImages, string testLabels) = Pair(parsed, TestImages, TestLabels);
        return (train, ImageDataset.FromIdx(testImages, testLabels, options), images);
    }

    /// <summary>The images that the command line names for a model.</summary>
    public static ImageDataset ReadFor(ImageModel model, ParseResult parsed, string? folder)
    {
        ImageDatasetOptions options = model.DatasetOptions with { BadFiles = Unreadable(parsed) };
        if (folder is null)
        {
            (string images, string labels) = Pair(parsed, Images, Labels);
            return ImageDataset.FromIdx(images, labels, options);
        }

        return IdxFolder.Find(folder) is not { } files ? ImageDataset.FromDirectory(folder, options)
            : files.Test is { } test ? ImageDataset.FromIdx(test.Images, test.Labels, options)
            : ImageDataset.FromIdx(files.Images, files.Labels, options);
    }

    /// <summary>Photos come in all sizes; small pictures of one size stay as they are.</summary>
    private static ImageDataset FromFolder(string folder, ImageDatasetOptions options)
    {
        if (options.Width is not null) { return ImageDataset.FromDirectory(folder, options); }
        ImageDataset found = ImageDataset.FromDirectory(folder, options);
        (int height, int width) = (found.ImageShape[0], found.ImageShape[1]);
        double shrink = Math.Min(1, (double)UsualSide / Math.Max(width, height));
        return ImageDataset.FromDirectory(folder, options with { Width = Math.Max(1, (int)Math.Round(width * shrink)), Height = Math.Max(1, (int)Math.Round(height * shrink)) });
    }

    private static ImageDatasetOptions Options(ParseResult parsed)
    {
        (int Width, int Height)? size = parsed.GetValue(Size);
        return new()
        {
            Width = size?.Width,
            Height = size?.Height,
            Color = parsed.GetValue(Color) switch { Grey => ImageColor.Grey, Rgb => ImageColor.Rgb, _ => ImageColor.AsStored },
            BadFiles = Unreadable(parsed),
        };
    }

    private static (string, string) Pair(ParseResult parsed, Option<string?> images, Option<string?> labels) => (parsed.GetValue(images), parsed.GetValue(labels)) switch
    {
        ({ } first, { } second) => (Existing(first), Existing(second)),
        (null, null) => throw new UsageException($"Name images: a folder, or {images.Name} FILE {labels.Name} FILE."),
        (null, _) => throw new UsageException($"{labels.Name} needs {images.Name}: the file with the images."),
        _ => throw new UsageException($"{images.Name} needs {labels.Name}: the file with the classes of the images."),
    };

    private static string Existing(string path) => System.IO.File.Exists(path) ? path : throw new FileNotFoundException($"There is no file '{path}'. Check the name and the folder.", path);

    private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };
}
