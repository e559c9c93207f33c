using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Formats;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Data.Images;

/// <summary>
/// Images with a class each. Files are decoded when they are needed, several at once; <see cref="Stream"/> goes through them batch by batch while the network
/// trains, <see cref="Load"/> keeps all of them as numbers.
/// </summary>
public sealed class ImageDataset
{
    /// <summary>Batches that are ready before they are asked for.</summary>
    private const int BatchesAhead = 2;

    private readonly ImageSource _source;
    private readonly int[] _items;
    private readonly int[] _labels;
    private readonly ImageDatasetOptions _options;
    private readonly ConcurrentDictionary<int, BadFile> _bad;
    private readonly bool _isSizeGiven;

    private ImageDataset(
        ImageSource source,
        int[] items,
        int[] labels,
        IReadOnlyList<string> classes,
        ImageDatasetOptions options,
        ConcurrentDictionary<int, BadFile> bad,
        bool isSizeGiven)
    {
        (_source, _items, _labels, Classes, _options, _bad, _isSizeGiven) = (source, items, labels, classes, options, bad, isSizeGiven);
    }

    /// <summary>The names of the classes; their positions are the labels.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The number of images, unreadable ones included.</summary>
    public int Count => _items.Length;

    /// <summary>The class of each image.</summary>
    public IReadOnlyList<int> Labels => [.. _items.Select(item => _labels[item])];

    /// <summary>The shape of an image: [height, width, channels].</summary>
    public Shape ImageShape =>
        [_options.Height!.Value, _options.Width!.Value, _options.Color == ImageColor.Grey ? 1 : _options.Color == ImageColor.Rgb ? 3 : 4];

    /// <summary>The files left out so far, by path; they are found when they are first read.</summary>
    public IReadOnlyList<BadFile> Bad => [.. _bad.OrderBy(file => file.Key).Select(file => file.Value)];

    /// <summary>Images in a folder for each class, as Keras' <c>image_dataset_from_directory</c>. Names decide the order of classes and files.</summary>
    /// <param name="directory">The folder that holds the classes' folders; images may lie deeper. Names that begin with a dot are ignored.</param>
    /// <param name="options">Size, channels, what to do about bad files; null for the usual.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="DataException">There are fewer than two classes, or no image can be read.</exception>
    public static ImageDataset FromDirectory(string directory, ImageDatasetOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        options ??= new();
        options.Check();
        (string[] paths, int[] labels, string[] classes) = ImageFolder.Find(directory);
        return Create(new ImageSource.Files(paths, options.Read), labels, classes, options);
    }

    /// <summary>Images and labels in a pair of IDX files, as MNIST has them; both may be compressed with gzip.</summary>
    /// <param name="images">The images: bytes of shape [count, height, width], or with channels last.</param>
    /// <param name="labels">The labels: bytes of shape [count].</param>
    /// <param name="options">Size, channels and scale; null for the usual.</param>
    /// <param name="classes">The names of the classes; null for 0, 1, 2, …</param>
    /// <exception cref="DataException">The files are damaged, hold something else or do not belong together.</exception>
    public static ImageDataset FromIdx(string images, string labels, ImageDatasetOptions? options = null, IReadOnlyList<string>? classes = null)
    {
        options ??= new();
        options.Check();
        StoredArray pixels = IdxFile.Read(images), numbers = IdxFile.Read(labels);
        if (pixels.Type != ElementType.UInt8
            || pixels.Shape.Rank is not (3 or 4)
            || (pixels.Shape.Rank == 4 && pixels.Shape[3] is < 1 or > 4)
            || pixels.Shape.Size == 0)
        {
            throw new DataException($"The file holds {pixels.Type} of shape {pixels.Shape}. Expected images: UInt8 of shape [count, height, width].", images);
        }

        if (numbers.Type != ElementType.UInt8 || numbers.Shape.Rank != 1 || numbers.Shape[0] != pixels.Shape[0])
        {
            throw new DataException(
                $"The file holds {numbers.Type} of shape {numbers.Shape}. Expected the labels of {pixels.Shape[0]} images: UInt8 of shape [{pixels.Shape[0]}].",
                labels);
        }

        int[] values = [.. numbers.ReadBytes().Select(label => (int)label)];
        int most = values.Max();
        if (classes is not null && most >= classes.Count)
        {
            throw new DataException(
                $"Image {Array.IndexOf(values, most)} has label {most}, but {classes.Count} classes are named: labels go from 0 to {classes.Count - 1}.",
                labels);
        }

        classes ??= [.. Enumerable.Range(0, most + 1).Select(label => label.ToString(CultureInfo.InvariantCulture))];
        ImageSource.Stack stack =
            new(pixels.ReadBytes(), pixels.Shape[2], pixels.Shape[1], pixels.Shape.Rank == 4 ? pixels.Shape[3] : 1, Path.GetFileName(images));
        return Create(stack, values, classes, options);
    }

    /// <summary>An image as the network sees it, but for the scale.</summary>
    /// <exception cref="DataException">It cannot be read, or has another size and none was asked for.</exception>
    public Image Read(int index) => Prepared(_items[index]);

    /// <summary>The path of an image, or its place in its file.</summary>
    public string NameOf(int index) => _source.NameOf(_items[index]);

    /// <summary>Some of the images, in this order.</summary>
    public ImageDataset Take(params ReadOnlySpan<int> indices)
    {
        int[] items = new int[indices.Length];
        for (int i = 0; i < items.Length; i++) { items[i] = _items[indices[i]]; }
        return new(_source, items, _labels, Classes, _options, _bad, _isSizeGiven);
    }

    /// <summary>Two parts with the same proportions of classes.</summary>
    /// <param name="testFraction">The share of images to hold out, between 0 and 1.</param>
    /// <param name="seed">Equal seeds give equal parts.</param>
    /// <exception cref="DataException">A class has too few images to be in both parts.</exception>
    public (ImageDataset Train, ImageDataset Test) Split(double testFraction = 0.2, long seed = 0)
    {
        TrainTest rows = Preprocessing.Split.TrainTest(new TextColumn("class", [.. _items.Select(item => Classes[_labels[item]])]), testFraction, seed);
        return (Take(rows.Train), Take(rows.Test));
    }

    /// <summary>A data set for <c>Fit</c>, <c>Evaluate</c> and <c>Predict</c> that decodes images while the network works: x [batch, height, width,
    /// channels], y [batch, 1].</summary>
    /// <param name="batchSize">Images of a batch; the last one of a pass has what is left.</param>
    /// <param name="shuffleSeed">A new order for every pass, equal for equal seeds; null for the order of the images.</param>
    /// <remarks>Order and numbers do not depend on the number of threads. Bad files that are skipped are replaced by the next images,
    /// so batches stay full.</remarks>
    public Dataset Stream(int batchSize = 32, long? shuffleSeed = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (Count == 0) { throw new InvalidOperationException("There are no images to go through."); }
        return new ImageBatches(this, batchSize, shuffleSeed).Prefetch(BatchesAhead);
    }

    /// <summary>All images as numbers in memory: x [count, height, width, channels] of 4 bytes a number, y [count, 1].</summary>
    /// <exception cref="DataException">A file cannot be read, or all of them take more than 2 GB: use <see cref="Stream"/> then.</exception>
    public Dataset Load()
    {
        long size = ImageShape.Size;
        if (Count * size * sizeof(float) > Array.MaxLength)
        {
            throw new DataException(
                $"{Count} images of shape {ImageShape} take {Count * size * sizeof(float)} bytes; a tensor holds at most 2 GB. Use Stream, or a smaller size.");
        }

        using IEnumerator<Batch> all = new ImageBatches(this, Count, null).Read().GetEnumerator();
        return all.MoveNext()
            ? Dataset.From(all.Current.Inputs, all.Current.Targets)
            : throw NoneReadable();
    }

    /// <summary>What is inside, in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} images of shape {ImageShape} in {Classes.Count} classes");

    /// <summary>The images that can be read, each with a text that is the same for those that look the same to the network.</summary>
    /// <exception cref="DataException">A file cannot be read and is not to be left out, or none can be read.</exception>
    internal (ImageDataset Images, string[] Keys) Readable()
    {
        string?[] keys = new string?[Count];
        DataException?[] wrong = new DataException?[Count];
        Parallel.For(0, Count, new ParallelOptions { MaxDegreeOfParallelism = Compute.Threads }, i =>
        {
            try
            {
                keys[i] = Convert.ToHexString(SHA256.HashData(Prepared(_items[i]).Pixels));
            }
            catch (DataException error)
            {
                if (_options.BadFiles == BadFiles.Skip) { _bad.TryAdd(_items[i], new(_source.NameOf(_items[i]), error.Message)); }
                else { wrong[i] = error; }
            }
        });
        if (wrong.OfType<DataException>().FirstOrDefault() is { } first) { throw first; }
        int[] readable = [.. Enumerable.Range(0, Count).Where(i => keys[i] is not null)];
        return readable.Length > 0 || Count == 0 ? (Take(readable), [.. keys.OfType<string>()]) : throw NoneReadable();
    }

    /// <summary>How images are read, with the size and channels that were found.</summary>
    internal ImageDatasetOptions Options => _options;

    /// <summary>The order of a pass.</summary>
    internal int[] Order(long? seed, int pass)
    {
        int[] order = [.. _items];
        if (seed is { } value) { SplitMix64.Of(value, pass).Shuffle(order); }
        return order;
    }

    /// <summary>The label of an item of an order.</summary>
    internal int LabelOf(int item) => _labels[item];

    /// <summary>Writes an item's numbers; false if it is left out.</summary>
    internal bool TryWrite(int item, Span<float> values)
    {
        if (_bad.ContainsKey(item)) { return false; }
        try
        {
            Prepared(item).Write(values, _options.Scale);
            return true;
        }
        catch (DataException wrong) when (_options.BadFiles == BadFiles.Skip)
        {
            _bad.TryAdd(item, new(_source.NameOf(item), wrong.Message));
            return false;
        }
    }

    private DataException NoneReadable() => new($"None of the {Count} images can be read. The first: {Bad[0].Reason}");

    private Image Stored(int item)
    {
        try
        {
            return _source.Read(item);
        }
        catch (DataException wrong) when (_options.BadFiles == BadFiles.Refuse)
        {
            throw BadFile.Refused(wrong);
        }
    }

    private Image Prepared(int item)
    {
        Image image = Stored(item);
        (int width, int height) = (_options.Width!.Value, _options.Height!.Value);
        if (!_isSizeGiven && (image.Width, image.Height) != (width, height))
        {
            throw new DataException(
                $"The image has {image.Width} × {image.Height} pixels, the first one {width} × {height}. Give Width and Height, so that all are resized.",
                _source.NameOf(item));
        }

        return image.To(_options.Color).Resize(width, height, _options.Resize, _options.Fit);
    }

    /// <summary>The data set, with size and channels of the first image that can be read where they are not given.</summary>
    private static ImageDataset Create(ImageSource source, int[] labels, IReadOnlyList<string> classes, ImageDatasetOptions options)
    {
        ConcurrentDictionary<int, BadFile> bad = new();
        int[] items = [.. Enumerable.Range(0, source.Count)];
        bool isSizeGiven = options.Width is not null;
        for (int item = 0; !isSizeGiven || options.Color == ImageColor.AsStored; item++)
        {
            if (item == items.Length) { throw new DataException($"None of the {items.Length} images can be read. The first: {bad[0].Reason}"); }
            try
            {
                Image first = source.Read(item);
                ImageColor color = options.Color != ImageColor.AsStored ? options.Color : first.Channels < 3 ? ImageColor.Grey : ImageColor.Rgb;
                options = options with { Width = options.Width ?? first.Width, Height = options.Height ?? first.Height, Color = color };
                break;
            }
            catch (DataException wrong)
            {
                if (options.BadFiles != BadFiles.Skip) { throw BadFile.Refused(wrong); }
                bad.TryAdd(item, new(source.NameOf(item), wrong.Message));
            }
        }

        return new(source, items, labels, classes, options, bad, isSizeGiven);
    }
}
