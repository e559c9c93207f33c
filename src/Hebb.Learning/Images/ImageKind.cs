using System.Globalization;
using Hebb.Data;
using Hebb.Data.Images;
using Hebb.Data.Preprocessing;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Kinds;
using Hebb.Learning.Training;
using Hebb.Models;

namespace Hebb.Learning.Images;

/// <summary>Learning from images with a class each: a folder for each class, or a pair of IDX files.</summary>
public sealed class ImageKind : LearningKind<ImageModel>
{
    /// <summary>The British spelling is an alias.</summary>
    private const string Gray = "gray", Grey = "grey", Rgb = "rgb";

    /// <summary>Photos are shrunk to this side, so that training takes minutes on a processor.</summary>
    private const int UsualSide = 64;

    /// <summary>Files decoded at a time.</summary>
    private const int Block = 64;

    private static readonly LearningOption<string?> s_color =
        LearningOption.OneOf("color", $"The color mode of images: {Gray} or {Rgb}. Default: that of the first image.", [Gray, Rgb]);

    /// <summary>The images of an IDX pair.</summary>
    public static LearningOption<string?> Images { get; } = File("images", "Images in an IDX file, as MNIST has them, compressed with gzip or not.");

    /// <summary>The labels of an IDX pair.</summary>
    public static LearningOption<string?> Labels { get; } = File("labels", "The labels of --images, in an IDX file.");

    /// <summary>The images for the final table.</summary>
    public static LearningOption<string?> TestImages { get; } =
        File("test-images", "Images for the final evaluation, in an IDX file. Default: a share of the others.");

    /// <summary>Their labels.</summary>
    public static LearningOption<string?> TestLabels { get; } = File("test-labels", "The labels of --test-images, in an IDX file.");

    /// <summary>The size images are brought to.</summary>
    public static LearningOption<(int Width, int Height)?> Size { get; } = new(
        "image-size", "N|WxH", "The size images are resized to: 64, or 80x60 (width x height). Default: as they are, photos 64.", ReadSize);

    /// <summary>The channels.</summary>
    public static LearningOption<string?> Color { get; } =
        new(s_color.Name, s_color.ValueName, s_color.Description, text => s_color.Read(text == Grey ? Gray : text)) { Values = s_color.Values };

    /// <summary>Whether images are changed at random while training.</summary>
    public static LearningOption<bool?> Augment { get; } = LearningOption.YesNo(
        "augment", "Data augmentation, whether images are shifted, rotated and zoomed a little at random while training: true or false. "
        + "Default: true for fewer than 10000 images.");

    /// <summary>The usual networks.</summary>
    internal static IReadOnlyDictionary<string, ImageNetwork> Networks { get; } = new Dictionary<string, ImageNetwork>
    {
        ["cnn"] = ImageNetwork.Cnn,
        ["mlp"] = ImageNetwork.Mlp,
        ["linear"] = ImageNetwork.Linear,
    };

    /// <inheritdoc/>
    public override string Format => ImageModel.FormatName;

    /// <inheritdoc/>
    public override string Name => "images";

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> TrainingOptions =>
        [.. SharedOptions.Training, SharedOptions.ClassWeight, NetworkOption.Network, .. FileOptions, Size, Color, SharedOptions.SkipBad, Augment];

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> FileOptions => [Images, Labels, TestImages, TestLabels];

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> EvaluationOptions => [Images, Labels, SharedOptions.SkipBad];

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> PredictionOptions => [SharedOptions.SkipBad];

    /// <inheritdoc/>
    public override InputHelp Help => new(
        "a folder with a folder of images, WAV files or texts for each class, with a text file for each class, or with MNIST's files",
        "a folder with a folder of images, sounds or texts for each class, or with a text file for each",
        "image or WAV files or folders of them");

    /// <inheritdoc/>
    public override Detection? Detect(LearningSource source, OptionValues options) =>
        (source ?? throw new ArgumentNullException(nameof(source))).IsFolder ? new("a folder without texts and sounds is one of images", IsGuess: true) : null;

    /// <inheritdoc/>
    public override LearningPlan Plan(LearningRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        OptionValues given = request.Options;
        (ImageDataset images, ImageDataset? held, string source) = Read(given, request.Source.Path);
        ImageTrainerOptions options = SharedOptions.Apply(request, new ImageTrainerOptions { Augment = given.Get(Augment) });
        (ImageNetwork? named, Func<Model>? make) = NetworkOption.Read(given, Networks, Name);
        ImageRecipe recipe =
            ImageTrainer.Prepare(images, options with { Network = named ?? options.Network, NewNetwork = make is null ? null : (_, _) => make() }, held);
        request.Tell($"{source}: {string.Join(" ", recipe.Findings)}");
        if (request.Source.EmptyFolders(ImageFolder.IsImage) is { } empty) { request.Tell(empty); }
        return recipe;
    }

    /// <inheritdoc/>
    public override string? NextCommand(string folder, LearningSource source, TargetEncoder target) => $"predict {folder} IMAGE.png";

    /// <inheritdoc/>
    public override Func<Model, TrainedModel> Read(JsonField pipeline) => ImageModel.Read(pipeline);

    /// <inheritdoc/>
    protected override PredictionResult Predict(ImageModel model, LearningRequest request)
    {
        if (request.Inputs.Count == 0) { throw new UsageException("Specify the images: image files, or folders with images."); }
        string[] files = [.. request.Inputs.SelectMany(Files)];
        List<string> names = [];
        List<Predictions> answers = [];
        foreach (string[] block in files.Chunk(Block))
        {
            Image?[] images = Load(block, request);
            names.AddRange(block.Where((_, i) => images[i] is not null));
            answers.Add(model.Predict([.. images.OfType<Image>()]));
        }

        if (names.Count == 0) { throw new DataException($"None of the {files.Length} images can be read."); }
        return FileAnswers.Of(request.Inputs, files, names, answers);
    }

    /// <inheritdoc/>
    protected override EvaluationResult Evaluate(ImageModel model, LearningRequest request)
    {
        ImageDataset images = ReadFor(model, request.Options, request.Source.Path);
        Judgement judgement = model.Judge(images);
        return new(model.ExamplesName, judgement) { Skipped = images.Bad, SaveReport = path => model.Report(images, judgement).Save(path) };
    }

    /// <summary>Decodes files at once; those that cannot be read are named and null.</summary>
    private static Image?[] Load(string[] files, LearningRequest request)
    {
        Image?[] images = new Image?[files.Length];
        DataException?[] wrong = new DataException?[files.Length];
        Parallel.For(0, files.Length, new ParallelOptions { MaxDegreeOfParallelism = Compute.Threads }, i =>
        {
            try
            {
                images[i] = Image.Load(files[i]);
            }
            catch (DataException error)
            {
                wrong[i] = error;
            }
        });
        foreach (DataException error in wrong.OfType<DataException>())
        {
            if (!request.Options.Get(SharedOptions.SkipBad)) { throw BadFile.Refused(error); }
            request.Warn($"hebb: skipped: {error.Message}");
        }

        return images;
    }

    private static IEnumerable<string> Files(string path)
    {
        if (Directory.Exists(path))
        {
            string[] found = [.. ImageFiles.In(path)];
            return found.Length > 0 ? found : throw new DataException("There are no images in this folder.", path);
        }

        return System.IO.File.Exists(path) ? [path] : throw new FileNotFoundException($"There is no file or folder '{path}'. Check the name.", path);
    }

    /// <summary>The images that are named for training, and those for the final table, if any.</summary>
    private static (ImageDataset Images, ImageDataset? HeldOut, string Source) Read(OptionValues given, string? folder)
    {
        (int Width, int Height)? size = given.Get(Size);
        ImageDatasetOptions options = new()
        {
            Width = size?.Width,
            Height = size?.Height,
            Color = given.Get(Color) switch { Gray => ImageColor.Grey, Rgb => ImageColor.Rgb, _ => ImageColor.AsStored },
            BadFiles = SharedOptions.Unreadable(given),
        };
        if (folder is not null)
        {
            if (IdxFolder.Find(folder) is not { } files) { return (FromFolder(folder, options), null, folder); }
            return (ImageDataset.FromIdx(files.Images, files.Labels, options), files.Test is { } test
                ? ImageDataset.FromIdx(test.Images, test.Labels, options) : null, folder);
        }

        (string images, string labels) = Pair(given, Images, Labels);
        ImageDataset train = ImageDataset.FromIdx(images, labels, options);
        if (given.Get(TestImages) is null && given.Get(TestLabels) is null) { return (train, null, images); }
        (string testImages, string testLabels) = Pair(given, TestImages, TestLabels);
        return (train, ImageDataset.FromIdx(testImages, testLabels, options), images);
    }

    /// <summary>The images that are named for a model.</summary>
    private static ImageDataset ReadFor(ImageModel model, OptionValues given, string? folder)
    {
        ImageDatasetOptions options = model.DatasetOptions with { BadFiles = SharedOptions.Unreadable(given) };
        if (folder is null)
        {
            (string images, string labels) = Pair(given, Images, Labels);
            return ImageDataset.FromIdx(images, labels, options);
        }

        return IdxFolder.Find(folder) is not { } files ? ImageDataset.FromDirectory(folder, options)
            : files.Test is { } test ? ImageDataset.FromIdx(test.Images, test.Labels, options)
            : ImageDataset.FromIdx(files.Images, files.Labels, options);
    }

    /// <summary>Photos come in all sizes; small pictures of one size stay as they are.</summary>
    private static ImageDataset FromFolder(string folder, ImageDatasetOptions options)
    {
        ImageDataset found = ImageDataset.FromDirectory(folder, options);
        if (options.Width is not null) { return found; }
        (int height, int width) = (found.ImageShape[0], found.ImageShape[1]);
        double shrink = Math.Min(1, (double)UsualSide / Math.Max(width, height));
        return ImageDataset.FromDirectory(folder,
            options with { Width = Math.Max(1, (int)Math.Round(width * shrink)), Height = Math.Max(1, (int)Math.Round(height * shrink)) });
    }

    private static (string, string) Pair(OptionValues given, LearningOption<string?> images, LearningOption<string?> labels) =>
        (given.Get(images), given.Get(labels)) switch
        {
            ({ } first, { } second) => (Existing(first), Existing(second)),
            (null, null) => throw new UsageException($"Specify the images: a folder, or {images.Flag} FILE {labels.Flag} FILE."),
            (null, _) => throw new UsageException($"{labels.Flag} needs {images.Flag}: the file with the images."),
            _ => throw new UsageException($"{images.Flag} needs {labels.Flag}: the file with the classes of the images."),
        };

    private static string Existing(string path) =>
        System.IO.File.Exists(path) ? path : throw new FileNotFoundException($"There is no file '{path}'. Check the name and the folder.", path);

    private static LearningOption<string?> File(string name, string description) => LearningOption.Text(name, "FILE", description);

    private static (int Width, int Height)? ReadSize(string text)
    {
        int[] sides =
            [.. text.Split('x', 'X')
            .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side is >= 1 and <= 4096 ? side : 0)];
        return sides.Length is 1 or 2 && !sides.Contains(0)
            ? (sides[0], sides[^1]) : throw new FormatException("Expected a number of pixels up to 4096, such as 64, or 80x60.");
    }
}
