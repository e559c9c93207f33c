using Hebb.Activations;
using Hebb.Data;
using Hebb.Data.Images;
using Hebb.Data.Preprocessing;
using Hebb.Data.Synthetic;
using Hebb.Formats;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Images;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Tests.Images;

public sealed class ImageTrainerTests : IClassFixture<ImageTrainerTests.Digits>, IDisposable
{
    private readonly Digits _digits;
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-images-").FullName;

    public ImageTrainerTests(Digits digits) => _digits = digits;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Digits_are_learned_far_better_than_by_a_model_without_convolutions()
    {
        TrainedNetwork trained = _digits.Trained;
        Assert.Equal(("softmax", "majority"), (trained.Comparison.LinearName, trained.Comparison.ConstantName));
        Assert.True(trained.Metrics["accuracy"] > 0.9, $"{trained.Metrics["accuracy"]}");
        Assert.True(trained.Metrics["accuracy"] > trained.Linear!["accuracy"]);
        Assert.Equal(0.1, trained.Baseline["accuracy"], 6);
        Assert.Equal((384, 96, 120), trained.Recipe.Sizes);
        Assert.Equal(120, trained.Judgement!.Rows);
    }

    [Fact]
    public void A_saved_model_answers_with_the_same_bits()
    {
        string saved = Path.Combine(_folder, "m");
        _digits.Trained.Save(saved);
        Assert.Equal(["history.csv", "model.keras", "pipeline.json", "report.html"], Directory.EnumerateFiles(saved).Select(Path.GetFileName).Order());
        ImageModel loaded = ImageModel.Load(saved), model = (ImageModel)_digits.Trained.Trained;
        Assert.Equal([14, 14, 1], loaded.ImageShape.ToArray());
        string[] files = [.. ImageFiles.In(_digits.Folder).Take(20)];
        Image[] images = [.. files.Select(file => Image.Load(file))];
        Assert.Equal(model.Predict(images).Outputs, loaded.Predict(images).Outputs);
        Assert.Equal(loaded.Predict(images)[3], loaded.Predict(files[3])[0]);
        Assert.Equal(0, loaded.Predict().Rows);

        // Its own images judge it by the names of their folders.
        ImageDataset all = ImageDataset.FromDirectory(_digits.Folder, loaded.DatasetOptions);
        Judgement judged = loaded.Judge(all);
        Assert.Equal(600, judged.Rows);
        Assert.True(judged.Metrics["accuracy"] > 0.9);
        Assert.IsType<ImageModel>(LearningKinds.Usual.Load(saved));
        Assert.Contains(
            "answers for images, not for rows of a table", Assert.Throws<DataException>(() => TableModel.Load(saved)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_seeds_give_equal_bits_for_any_number_of_threads()
    {
        int before = Compute.Threads;
        try
        {
            float[][] runs = [.. new[] { 1, 2, 3 }.Select(threads =>
            {
                Compute.Threads = threads;
                TrainedNetwork trained = ImageTrainer.Train(
                    _digits.Images.Take([.. Enumerable.Range(0, 600).Where(i => i % 5 == 0)]), new() { Epochs = 2, Seed = 4, Augment = true });
                return trained.Model.Parameters.SelectMany(parameter => parameter.ToArray<float>()).ToArray();
            })];
            Assert.Equal(runs[0], runs[1]);
            Assert.Equal(runs[0], runs[2]);
        }
        finally
        {
            Compute.Threads = before;
        }
    }

    [Fact]
    public void Two_classes_end_in_one_probability()
    {
        ImageDataset two = _digits.Images.Take([.. Enumerable.Range(0, 600).Where(i => _digits.Images.Labels[i] < 2)]);
        Assert.Equal(10, two.Classes.Count);
        foreach (string digit in new[] { "2", "3", "4", "5", "6", "7", "8", "9" }) { Assert.Contains(digit, two.Classes); }
        string folder = Path.Combine(_folder, "two");
        foreach (string name in new[] { "0", "1" }) { Copy(Path.Combine(_digits.Folder, name), Path.Combine(folder, name)); }
        ImageRecipe recipe = ImageTrainer.Prepare(ImageDataset.FromDirectory(folder, Small), new() { Epochs = 4 });
        Assert.Equal(LearningTask.Binary, recipe.Target.Task);
        Assert.Contains(recipe.Decisions, line => line.Contains("sigmoid, the probability of '1'", StringComparison.Ordinal));
        TrainedNetwork trained = NetworkTrainer.Train(recipe);
        Assert.Equal([1, 1], trained.Model.Predict(Tensor.Zeros([1, 14, 14, 1])).Shape.ToArray());
        Assert.True(trained.Metrics["roc_auc"] > 0.9);
    }

    [Fact]
    public void A_network_of_ones_own_is_trained_if_it_fits()
    {
        static Model Own(Shape image, int outputs) =>
            new Sequential([new Layers.Input(image), new Flatten(), new Dense(8, Activation.Tanh), new Dense(outputs, Activation.Softmax)]) { Seed = 0 };
        ImageRecipe recipe = ImageTrainer.Prepare(_digits.Images, new() { NewNetwork = Own, Epochs = 1 });
        Assert.Contains(recipe.Decisions, line => line.Contains("network: as given, 1666 weights", StringComparison.Ordinal));
        Assert.Equal(1666, NetworkTrainer.Train(recipe).Model.ParameterCount);

        // The same from the configuration that Keras would write; each network begins with weights of its own, equal for equal seeds.
        string json = ModelFile.ToJson(Own([14, 14, 1], 10));
        Assert.Equal(ModelFile.FromJson(json, seed: 3).Parameters[0].ToArray<float>(), ModelFile.FromJson(json, seed: 3).Parameters[0].ToArray<float>());
        Assert.NotEqual(ModelFile.FromJson(json, seed: 3).Parameters[0].ToArray<float>(), ModelFile.FromJson(json, seed: 4).Parameters[0].ToArray<float>());

        DataException wrong =
            Assert.Throws<DataException>(() => ImageTrainer.Prepare(_digits.Images, new() { NewNetwork = (image, _) => Own(image, 7) }).Decisions);
        Assert.Contains("gives (1, 7) for an image of shape (14, 14, 1). Expected [1, 10]", wrong.Message, StringComparison.Ordinal);
        wrong = Assert.Throws<DataException>(
            () => ImageTrainer.Prepare(_digits.Images, new() { NewNetwork = (_, outputs) => Own([28, 28, 1], outputs) }).Decisions);
        Assert.Contains("does not take an input of shape (1, 14, 14, 1)", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unreadable_files_are_named_or_left_out()
    {
        string folder = Path.Combine(_folder, "bad");
        Copy(_digits.Folder, folder, each: 5);
        File.WriteAllBytes(Path.Combine(folder, "3", "broken.png"), File.ReadAllBytes(ImageFiles.In(folder).First())[..60]);
        DataException wrong = Assert.Throws<DataException>(() => ImageTrainer.Train(ImageDataset.FromDirectory(folder, Small), new() { Epochs = 1 }));
        Assert.Contains("broken.png", wrong.Message, StringComparison.Ordinal);
        ImageDataset images = ImageDataset.FromDirectory(folder, Small with { BadFiles = BadFiles.Skip });
        ImageRecipe recipe = ImageTrainer.Prepare(images, new() { Epochs = 1 });
        TrainedNetwork trained = NetworkTrainer.Train(recipe);
        Assert.Equal(images.Count - 1, recipe.Sizes.Train + recipe.Sizes.Validation + recipe.Sizes.HeldOut);
        Assert.Equal(recipe.Sizes.HeldOut, trained.Judgement!.Rows);
        Assert.Empty(trained.Notes);
        Assert.EndsWith("; 1 file could not be read and was left out.", recipe.Findings[0], StringComparison.Ordinal);
        Assert.Contains("broken.png", Assert.Single(recipe.Bad).Path, StringComparison.Ordinal);
        trained.Save(Path.Combine(_folder, "m"));
    }

    /// <summary>Two classes in three parts need 2 / 0.8 / 0.2 = 12.5 images; a thirteenth that cannot be read does not count.</summary>
    [Fact]
    public void Unreadable_files_do_not_make_up_the_number()
    {
        string folder = Path.Combine(_folder, "few");
        for (int i = 0; i < 12; i++)
        {
            string at = Path.Combine(folder, $"class{i % 2}");
            Directory.CreateDirectory(at);
            new Image(4, 4, 1, [.. Enumerable.Range(0, 16).Select(pixel => (byte)((pixel * i * 7) + i))]).Save(Path.Combine(at, $"{i}.png"));
        }

        File.WriteAllText(Path.Combine(folder, "class0", "junk.png"), "junk");
        ImageDataset images = ImageDataset.FromDirectory(folder, new() { BadFiles = BadFiles.Skip });
        DataException few = Assert.Throws<DataException>(() => ImageTrainer.Prepare(images));
        Assert.StartsWith(
            "There are 12 images in 2 classes, of the rarest ('class0') 6; 1 file could not be read and was left out. Expected at least 13", few.Message,
            StringComparison.Ordinal);

        new Image(4, 4, 1, new byte[16]).Save(Path.Combine(folder, "class0", "one-more.png"));
        TrainedNetwork trained = ImageTrainer.Train(ImageDataset.FromDirectory(folder, new() { BadFiles = BadFiles.Skip }), new() { Epochs = 1 });
        Assert.Equal("13 images of 4 × 4 pixels, gray, in 2 classes (class0, class1); 1 file could not be read and was left out.", trained.Recipe.Findings[0]);
        Assert.Equal(trained.HeldOut, trained.Judgement!.Rows);
        Assert.Equal(13, (int?)trained.ToJson()["images"]);
        Assert.Empty(trained.Notes);
        Assert.NotNull(trained.Evidence);
    }

    [Fact]
    public void Held_out_images_must_fit()
    {
        string folder = Path.Combine(_folder, "held");
        foreach (string name in new[] { "0", "1" }) { Copy(Path.Combine(_digits.Folder, name), Path.Combine(folder, name), each: 2); }
        ImageRecipe recipe = ImageTrainer.Prepare(_digits.Images, new() { Epochs = 1 }, ImageDataset.FromDirectory(folder, Small));
        Assert.Equal((480, 120, 60), recipe.Sizes);
        Assert.Contains(
            "Give both the same size",
            Assert.Throws<DataException>(() => ImageTrainer.Prepare(_digits.Images, null, ImageDataset.FromDirectory(folder))).Message,
            StringComparison.Ordinal);
        Directory.Move(Path.Combine(folder, "1"), Path.Combine(folder, "one"));
        Assert.Contains(
            "the class 'one', which the training images do not have",
            Assert.Throws<DataException>(() => ImageTrainer.Prepare(_digits.Images, null, ImageDataset.FromDirectory(folder, Small))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "The class 'one' was not in the training images",
            Assert.Throws<DataException>(() => ((ImageModel)_digits.Trained.Trained).Judge(ImageDataset.FromDirectory(folder, Small))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "There are 6 images in 10 classes, of the rarest ('1') 0. Expected at least 63, and 3 of each class",
            Assert.Throws<DataException>(() => ImageTrainer.Prepare(_digits.Images.Take(0, 1, 2, 3, 4, 5))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_shows_answers_mistakes_filters_and_maps()
    {
        string html = NetworkReport.Of(_digits.Trained).ToHtml();
        foreach (string heading in new[]
        {
            "Predictions", "Compared with simpler models", "What the first layer looks for", "Feature maps: what the network sees in an image",
            "Confusion matrix",
            "Learning curves", "Findings and decisions",
        })
        {
            Assert.Contains(
                $">{heading}</h2>".Replace("Confusion matrix</h2>", "Confusion matrix</h3>", StringComparison.Ordinal),
                html,
                StringComparison.Ordinal);
        }

        Assert.Contains("data:image/png;base64,iVBORw0KGgo", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.True(html.Length < 3_000_000, $"{html.Length}");
    }

    [Theory]
    [InlineData("\"width\": 14", "\"width\": 15")]
    [InlineData("\"scale\": 0.00392156862745098", "\"scale\": 0")]
    [InlineData("\"color\": \"Grey\"", "\"color\": \"Mauve\"")]
    [InlineData("\"version\": 1", "\"version\": 2")]
    [InlineData("\"format\": \"hebb-images\"", "\"format\": \"hebb-smells\"")]
    public void A_damaged_pipeline_is_refused(string from, string to)
    {
        string saved = Path.Combine(_folder, "m");
        _digits.Trained.Save(saved);
        string path = Path.Combine(saved, "pipeline.json"), text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
        Exception wrong = Assert.ThrowsAny<Exception>(() => LearningKinds.Usual.Load(saved));
        Assert.True(wrong is DataException or FileFormatException, $"{wrong}");
    }

    private static ImageDatasetOptions Small => new() { Width = 14, Height = 14 };

    private static void Copy(string from, string to, int each = 1)
    {
        string[] files = [.. Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        foreach (string file in files.Where((_, i) => i % each == 0))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>600 digits of 14 × 14 pixels and a network trained on them.</summary>
    public sealed class Digits : IDisposable
    {
        public Digits()
        {
            Folder = Path.Combine(Directory.CreateTempSubdirectory("hebb-digits-").FullName, "digits");
            SyntheticFolder.Find("digits")!.Write(Folder, 600, noise: 0.02, seed: 3);
            Images = ImageDataset.FromDirectory(Folder, Small);
            Trained = ImageTrainer.Train(Images, new() { Epochs = 15 });
        }

        public string Folder { get; }

        public ImageDataset Images { get; }

        public TrainedNetwork Trained { get; }

        public void Dispose() => Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
    }
}
