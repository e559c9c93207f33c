using Hebb.Data;
using Hebb.Data.Tables;
using Hebb.Data.Text;
using Hebb.Formats;
using Hebb.Learning.Texts;
using Hebb.Learning.Training;
using Hebb.Ops;

namespace Hebb.Learning.Tests.Texts;

public sealed class BagOfWordsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-bags-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_word_of_a_long_text_is_read()
    {
        // What tells is the last of 700 words.
        TextRecipe recipe = TextTrainer.Prepare(Long(60, 2), options: new() { Network = SequenceNetwork.Linear });
        Assert.Contains("length: every text is read whole", recipe.Decisions);
        Assert.Contains("training: no epochs, because the best weights are computed at once", recipe.Decisions);
        TrainedNetwork trained = recipe.Train();
        Assert.Equal(1, trained.Metrics["accuracy"]);
        Assert.Empty(trained.History.Epochs);
        Assert.Null(trained.Linear);
        Assert.Contains(trained.Lines, line => line.Contains("bag of words", StringComparison.Ordinal));
        Assert.Contains("The model is evaluated on", NetworkReport.Of(trained).ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain(trained.Lines, line => line.Contains("epoch", StringComparison.Ordinal));

        // As many as are wanted: the first 100 tell nothing.
        TrainedNetwork cut = TextTrainer.Train(Long(60, 2), options: new() { Network = SequenceNetwork.Linear, Length = 100 });
        Assert.True(cut.Metrics["accuracy"] < 0.9, $"{cut.Metrics["accuracy"]}");
        TextModel model = (TextModel)cut.Trained;
        Assert.Equal(1, model.Inspect([string.Join(' ', Enumerable.Repeat("w1", 101))]).Cut);
    }

    [Fact]
    public void A_network_sees_texts_of_six_hundred_words_whole()
    {
        TextRecipe recipe = TextTrainer.Prepare(Long(40, 2));
        Assert.Equal(700, recipe.Length);
        Assert.Contains(recipe.Decisions, line => line.Contains("64 filters over each of 2, 3, 4 and 5 words", StringComparison.Ordinal));
        Assert.Contains(recipe.Decisions, line => line.StartsWith("model: the network, the bag of words", StringComparison.Ordinal));

        // What it costs is bounded, and said.
        TextRecipe longer = TextTrainer.Prepare(Long(40, 2, words: 1_500));
        Assert.Equal(1_000, longer.Length);
        Assert.Contains(
            "length: 1000 words, the end of 40 longer texts is cut off; shorter texts are padded at the beginning; the bag of words reads every text whole",
            longer.Decisions);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_saved_bag_answers_with_the_same_bits(int classes)
    {
        TrainedNetwork trained = TextTrainer.Train(Long(30 * classes, classes, words: 12), options: new() { Network = SequenceNetwork.Linear });
        string saved = Path.Combine(_folder, "m");
        trained.Save(saved);
        TextModel loaded = TextModel.Load(saved), model = (TextModel)trained.Trained;
        Assert.True(loaded.HasBagOfWords);
        Assert.Equal(0, loaded.Length);
        string?[] texts = ["cue0 w1 w2", "unheard of", "", null, string.Join(' ', Enumerable.Range(0, 5_000).Select(i => $"w{i}"))];
        Assert.Equal(model.Predict(texts).Outputs, loaded.Predict(texts).Outputs);
        Assert.Equal("all words are seen", loaded.Schema.Inputs[0].Form);
        Assert.Equal(Enumerable.Range(0, classes).Select(i => $"class{i}"), Enumerable.Range(0, classes).Select(i => loaded.Predict($"cue{i}")[0]));

        // A part of pipeline.json that does not fit is found at once.
        string path = Path.Combine(saved, "pipeline.json"), json = File.ReadAllText(path);
        foreach ((string old, string damaged) in ((string, string)[])[("\"inputs\": ", "\"inputs\": 9"), ("\"longest\": 1", "\"longest\": 4"),
            ("      \"2\",", "      \"99999\","), ("      \"2\",", "      \"02\","), ("      \"2\",", "")])
        {
            Assert.NotEqual(json, json.Replace(old, damaged, StringComparison.Ordinal));
            File.WriteAllText(path, json.Replace(old, damaged, StringComparison.Ordinal));
            Exception wrong = Assert.ThrowsAny<Exception>(() => TextModel.Load(saved));
            Assert.True(wrong is DataException or FileFormatException, $"{wrong}");
        }
    }

    [Fact]
    public void Network_and_bag_are_saved_together_where_both_know_something()
    {
        // One half of the texts is told by a word anywhere, the other by the order of two words.
        SplitMix64 random = new(3);
        List<string> texts = [], labels = [];
        for (int i = 0; i < 400; i++)
        {
            bool yes = i % 2 == 0, byOrder = i % 4 < 2;
            string[] filling = [.. Enumerable.Range(0, 4).Select(_ => $"w{random.Below(30)}")];
            string[] telling = !byOrder ? [yes ? $"good{i % 60}" : $"bad{i % 60}"] : yes ? ["left", "right"] : ["right", "left"];
            texts.Add(string.Join(' ', (string[])[.. filling, .. telling]));
            labels.Add(yes ? "yes" : "no");
        }

        TrainedNetwork trained = TextTrainer.Train(
            new(new TextColumn("text", [.. texts]), new TextColumn("label", [.. labels])), options: new() { Epochs = 4 });
        Assert.Contains(trained.Lines, line => line.StartsWith("The model is the ", StringComparison.Ordinal));
        string saved = Path.Combine(_folder, "both");
        trained.Save(saved);
        TextModel loaded = TextModel.Load(saved), model = (TextModel)trained.Trained;
        Assert.Equal(model.Predict(texts).Outputs, loaded.Predict(texts).Outputs);
        Assert.Equal(trained.Model.Inputs.Count, loaded.Model.Inputs.Count);
        Assert.True(
            trained.Metrics["log_loss"] < trained.Linear!["log_loss"] + 0.02, $"{trained.Metrics["log_loss"]}, {trained.Linear["log_loss"]}");
    }

    [Fact]
    public void Class_weights_count_in_the_bag()
    {
        Table table = new(
            new TextColumn("text", [.. Enumerable.Range(0, 100).Select(i => $"word{i / 10 % 2} text{i}")]),
            new TextColumn("label", [.. Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? "rare" : "usual")]));
        double Rare(TextTrainerOptions options) =>
            ((TextModel)TextTrainer.Train(table, options: options with { Network = SequenceNetwork.Linear, Tokens = TokenKind.Word }).Trained)
                .Predict("word1").Probability(0, 0);
        double usual = Rare(new());
        Assert.True(Rare(new() { BalancedClasses = true }) > usual + 0.2);
        Assert.True(Rare(new() { ClassWeights = new Dictionary<string, double> { ["rare"] = 9 } }) > usual + 0.2);
    }

    [Fact]
    public void What_only_epochs_have_is_refused()
    {
        foreach (TextTrainerOptions options in (TextTrainerOptions[])[new() { Epochs = 3 }, new() { BatchSize = 8 }, new() { LearningRate = 0.1 },
            new() { Patience = 2 }, new() { Dropout = 0.2 }, new() { Optimizer = rate => new Optimizers.SGD(rate) }])
        {
            Assert.Contains(
                "has no epochs",
                Assert.Throws<ArgumentException>(() => TextTrainer.Prepare(Long(20, 2, 5), options: options with { Network = SequenceNetwork.Linear })).Message,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(3_200, 20, 5)] // 100 steps an epoch: 500 steps
    [InlineData(400, 40, 39)]
    public void Training_ends_a_while_after_its_best(int texts, int epochs, int patience)
    {
        TextRecipe recipe = TextTrainer.Prepare(
            new(
                new TextColumn("text", [.. Enumerable.Range(0, texts * 25 / 16).Select(i => $"some text number {i}")]),
                new TextColumn("label", [.. Enumerable.Range(0, texts * 25 / 16).Select(i => $"{i % 2}")])),
            options: new() { ValidationSplit = 0.2 });
        Assert.Equal((epochs, patience), (recipe.Epochs, recipe.Patience));
        Assert.Equal(texts, recipe.Sizes.Train);
    }

    /// <summary>Texts of common words whose last word tells the class.</summary>
    private static Table Long(int texts, int classes, int words = 700)
    {
        SplitMix64 random = new(7);
        return new(
            new TextColumn(
                "text",
                [.. Enumerable.Range(0, texts).Select(i => string.Join(
                    ' ', Enumerable.Range(1, words - 1).Select(_ => $"w{random.Below(40)}").Append($"cue{i % classes}")))]),
            new TextColumn("label", [.. Enumerable.Range(0, texts).Select(i => $"class{i % classes}")]));
    }
}
