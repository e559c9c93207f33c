using Hebb.Activations;
using Hebb.Data.Images;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Optimizers;

namespace Hebb.Data.Tests.Images;

public sealed class ImageDatasetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-dataset-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Two classes of grey squares: class and number of a file are its first two pixels.</summary>
    private ImageDataset Squares(int count, ImageDatasetOptions? options = null)
    {
        foreach (string name in (string[])["cat", "dog"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, name, "deeper"));
            for (int i = 0; i < count; i++)
            {
                byte[] pixels = new byte[16];
                (pixels[0], pixels[1]) = ((byte)(name == "cat" ? 0 : 255), (byte)i);
                new Image(4, 4, 1, pixels).Save(Path.Combine(_folder, name, i % 2 == 0 ? "" : "deeper", $"{i:00}.{(i % 3 == 0 ? "bmp" : "png")}"));
            }
        }

        File.WriteAllText(Path.Combine(_folder, "cat", "notes.txt"), "not an image");
        File.WriteAllText(Path.Combine(_folder, "cat", ".hidden.png"), "not an image");
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        return ImageDataset.FromDirectory(_folder, options);
    }

    private static float[] Pixels(Dataset data, int column, long pass = 1) => [.. data.Read(new() { Number = pass })
        .SelectMany(batch => Enumerable.Range(0, batch.Rows).Select(row => batch.Inputs[0].ToArray<float>()[(row * 16) + column]))
        .ToArray()];

    [Fact]
    public void Folders_are_classes_in_the_order_of_names()
    {
        ImageDataset images = Squares(5, new() { Scale = 1 });
        Assert.Equal(["cat", "dog"], images.Classes);
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], images.Labels);
        Assert.Equal([4, 4, 1], images.ImageShape.ToArray());
        Assert.EndsWith(Path.Combine("cat", "00.bmp"), images.NameOf(0), StringComparison.Ordinal);
        Dataset data = images.Load();
        Assert.Equal(10, data.Rows);
        Assert.Equal([10, 4, 4, 1], data.Whole.Inputs[0].Shape.ToArray());
        Assert.Equal(images.Labels, data.Whole.Targets[0].ToArray<int>());
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(i < 5 ? 0 : 255, data.Whole.Inputs[0].ToArray<float>()[i * 16]);
            Assert.Equal(images.Read(i).Pixels[1], data.Whole.Inputs[0].ToArray<float>()[(i * 16) + 1]);
        }

        Assert.Equal("10 images of shape (4, 4, 1) in 2 classes", images.ToString());
    }

    [Fact]
    public void A_stream_has_all_images_in_a_new_order_each_pass_equal_for_equal_seeds()
    {
        ImageDataset images = Squares(20, new() { Scale = 1 });
        Dataset stream = images.Stream(8, shuffleSeed: 3), again = images.Stream(8, shuffleSeed: 3);
        Assert.Equal([8, 8, 8, 8, 8], stream.Batches().Select(batch => batch.Rows));
        Assert.Equal([8, 8, 8, 8, 8], again.Batches().Select(batch => batch.Rows));
        float[] first = Pixels(stream, 1), second = Pixels(stream, 1, pass: 2);
        Assert.Equal(first, Pixels(again, 1));
        Assert.Equal(second, Pixels(again, 1, pass: 2)); // whichever passes came before
        Assert.NotEqual(first, second);
        Assert.Equal(first.Order(), second.Order());
        Assert.Equal(Pixels(images.Load(), 1), Pixels(images.Stream(7), 1));
        Assert.Equal([8, 4], images.Take([.. Enumerable.Range(0, 12)]).Stream(8).Batches().Select(batch => batch.Rows));
    }

    [Fact]
    public void Labels_stay_with_their_images()
    {
        foreach (Batch batch in Squares(20, new() { Scale = 1 }).Stream(6, shuffleSeed: 1).Batches())
        {
            float[] x = batch.Inputs[0].ToArray<float>();
            for (int row = 0; row < batch.Rows; row++) { Assert.Equal(x[row * 16] / 255, batch.Targets[0].ToArray<int>()[row]); }
        }
    }

    [Fact]
    public void A_model_learns_from_a_stream()
    {
        (ImageDataset train, ImageDataset test) = Squares(40).Split(0.25, seed: 1);
        Assert.Equal((60, 20), (train.Count, test.Count));
        Assert.Equal(10, test.Labels.Count(label => label == 1));
        Sequential model = new([new Flatten(), new Dense(2, Activation.Softmax)]) { Seed = 1 };
        model.Compile(new Adam(0.05), Loss.SparseCategoricalCrossentropy, [Metric.Accuracy]);
        model.Fit(train.Stream(16, shuffleSeed: 1), new() { Epochs = 20, Validation = test.Stream() });
        Assert.Equal(1, model.Evaluate(test.Stream())["accuracy"]);
        Assert.Equal(1, model.Evaluate(test.Load())["accuracy"]);
    }

    [Fact]
    public void A_bad_file_is_refused_by_name_or_left_out()
    {
        Squares(6);
        string bad = Path.Combine(_folder, "cat", "00.bmp"), later = Path.Combine(_folder, "dog", "02.png");
        File.WriteAllBytes(bad, File.ReadAllBytes(bad)[..100]);
        File.WriteAllText(later, "");
        Assert.Contains(
            "00.bmp: The image cannot be read", Assert.Throws<DataException>(() => ImageDataset.FromDirectory(_folder)).Message, StringComparison.Ordinal);
        ImageDataset strict = ImageDataset.FromDirectory(_folder, new() { Width = 4, Height = 4, Color = ImageColor.Grey });
        Assert.Contains("00.bmp: The image cannot be read", Assert.Throws<DataException>(strict.Load).Message, StringComparison.Ordinal);
        Assert.Contains(
            "00.bmp: The image cannot be read", Assert.Throws<DataException>(() => strict.Stream(3).Batches().Count()).Message, StringComparison.Ordinal);
        ImageDataset lenient = ImageDataset.FromDirectory(_folder, new() { BadFiles = BadFiles.Skip });
        Assert.Equal([4, 4, 2], lenient.Stream(4).Batches().Select(batch => batch.Rows));
        Assert.Equal(10, lenient.Load().Rows);
        Assert.Equal([bad, later], lenient.Bad.Select(file => file.Path));
        Assert.Contains("the file is empty", lenient.Bad[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_that_cannot_be_read_are_not_overlooked()
    {
        Squares(2);
        File.WriteAllText(Path.Combine(_folder, "dog", "moving.gif"), "GIF89a.....");
        Assert.Contains(
            "none of PNG, JPEG, BMP", Assert.Throws<DataException>(() => ImageDataset.FromDirectory(_folder).Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_sizes_need_a_size()
    {
        Squares(2);
        new Image(6, 3, 3, new byte[54]).Save(Path.Combine(_folder, "dog", "wide.png"));
        string message = Assert.Throws<DataException>(() => ImageDataset.FromDirectory(_folder).Load()).Message;
        Assert.Contains("wide.png: The image has 6 × 3 pixels, the first one 4 × 4. Give Width and Height", message, StringComparison.Ordinal);
        Assert.Equal(
            [5, 8, 8, 3], ImageDataset.FromDirectory(_folder, new() { Width = 8, Height = 8, Color = ImageColor.Rgb }).Load().Whole.Inputs[0].Shape.ToArray());
        Assert.Throws<ArgumentException>(() => ImageDataset.FromDirectory(_folder, new() { Width = 8 }));
    }

    [Fact]
    public void Folders_without_classes_are_refused()
    {
        Assert.Throws<DirectoryNotFoundException>(() => ImageDataset.FromDirectory(Path.Combine(_folder, "none")));
        Assert.Contains("There are no images", Assert.Throws<DataException>(() => ImageDataset.FromDirectory(_folder)).Message, StringComparison.Ordinal);
        new Image(1, 1, 1, [1]).Save(Path.Combine(_folder, "a.png"));
        Assert.Contains(
            "1 images, but in no folders", Assert.Throws<DataException>(() => ImageDataset.FromDirectory(_folder)).Message, StringComparison.Ordinal);
        Squares(1);
        Assert.Contains(
            "in the folder 'dog' only", Assert.Throws<DataException>(() => ImageDataset.FromDirectory(Only("dog"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pass_may_be_left_early()
    {
        Dataset stream = Squares(30).Stream(2, shuffleSeed: 1);
        Assert.Equal(2, stream.Batches().First().Rows);
        Assert.Equal(30, stream.Batches().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".gz")]
    public void An_idx_pair_is_images_and_labels(string ending)
    {
        (string images, string labels) = (Path.Combine(_folder, "images" + ending), Path.Combine(_folder, "labels" + ending));
        IdxFile.Write(images, [3, 2, 4], Enumerable.Range(0, 24).Select(i => (byte)i).ToArray());
        IdxFile.Write(labels, [3], new byte[] { 2, 0, 1 });
        ImageDataset data = ImageDataset.FromIdx(images, labels, new() { Scale = 1 });
        Assert.Equal(["0", "1", "2"], data.Classes);
        Assert.Equal([2, 0, 1], data.Labels);
        Assert.Equal([2, 4, 1], data.ImageShape.ToArray());
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (float)i), data.Load().Whole.Inputs[0].ToArray<float>());
        Assert.Contains(
            "Image 0 has label 2, but 2 classes are named",
            Assert.Throws<DataException>(() => ImageDataset.FromIdx(images, labels, classes: ["a", "b"])).Message,
            StringComparison.Ordinal);
        Assert.Contains("Expected images", Assert.Throws<DataException>(() => ImageDataset.FromIdx(labels, labels)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Expected the labels of 3 images", Assert.Throws<DataException>(() => ImageDataset.FromIdx(images, images)).Message, StringComparison.Ordinal);
    }

    [RealDataFact("mnist/t10k-images-idx3-ubyte.gz")]
    public void Mnist_is_read()
    {
        ImageDataset test =
            ImageDataset.FromIdx(Repository.SharedData("mnist/t10k-images-idx3-ubyte.gz")!, Repository.SharedData("mnist/t10k-labels-idx1-ubyte.gz")!);
        Assert.Equal((10_000, 10), (test.Count, test.Classes.Count));
        Assert.Equal([28, 28, 1], test.ImageShape.ToArray());
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9, 5, 9], test.Labels.Take(10)); // as published
        Assert.Equal([8, 2], test.Take([.. Enumerable.Range(0, 10)]).Stream(8).Batches().Select(batch => batch.Rows));
    }

    [RealDataFact("sign_language_digits/0/img_1118.jpg")]
    [Trait("Speed", "Slow")]
    public void Photos_are_read()
    {
        ImageDataset photos = ImageDataset.FromDirectory(Repository.SharedData("sign_language_digits")!);
        Assert.Equal((600, 10), (photos.Count, photos.Classes.Count));
        Assert.Equal([100, 100, 3], photos.ImageShape.ToArray());
        float[] pixels = photos.Load().Whole.Inputs[0].ToArray<float>(); // 18 million: NaN would be the minimum
        Assert.InRange(pixels.Min(), 0, 1);
        Assert.InRange(pixels.Max(), 0, 1);
    }

    private string Only(string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "only")).FullName;
        Directory.Move(Path.Combine(_folder, name), Path.Combine(folder, name));
        return folder;
    }
}
