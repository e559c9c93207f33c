using Hebb.Data;
using Hebb.Data.Synthetic;
using Hebb.Data.Tables;
using Hebb.Data.Text;
using Hebb.Learning.Images;
using Hebb.Learning.Texts;
using Hebb.Learning.Training;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Learning.Tests.Texts;

public sealed class TextTrainerTests : IClassFixture<TextTrainerTests.Sentences>, IDisposable
{
    private readonly Sentences _sentences;
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-texts-").FullName;

    public TextTrainerTests(Sentences sentences) => _sentences = sentences;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_order_of_words_is_learned_which_a_bag_of_words_does_not_have()
    {
        TrainedNetwork trained = _sentences.Trained;
        Assert.Equal(("bag of words", "majority"), (trained.Comparison.LinearName, trained.Comparison.ConstantName));
        Assert.True(trained.Metrics["accuracy"] > 0.93, $"{trained.Metrics["accuracy"]}");
        Assert.True(trained.Metrics["accuracy"] > trained.Linear!["accuracy"] + 0.1, $"{trained.Linear["accuracy"]}");
        TextModel model = (TextModel)trained.Trained;
        Assert.Equal(
            ["positive", "negative", "negative"],
            Enumerable.Range(0, 3)
                .Select(i => model.Predict("The film is great.", "The film is not great.", "The story was great, but the ending is dull")[i]));
    }

    [Fact]
    public void A_saved_model_answers_with_the_same_bits()
    {
        string saved = Path.Combine(_folder, "m");
        _sentences.Trained.Save(saved);
        TextModel loaded = TextModel.Load(saved), model = (TextModel)_sentences.Trained.Trained;
        Table table = SyntheticTables.Sentences(40, seed: 9);
        Assert.Equal(model.Predict(loaded.TextsOf(table)).Outputs, loaded.Predict(loaded.TextsOf(table)).Outputs);
        Assert.Equal(40, loaded.Judge(table).Rows);
        Assert.True(loaded.Judge(table).Metrics["accuracy"] > 0.9);
        string report = File.ReadAllText(Path.Combine(saved, "report.html"));
        Assert.Contains("How well are texts classified?", report, StringComparison.Ordinal);
        Assert.Contains("Predictions", report, StringComparison.Ordinal);
        Assert.Contains("answers for texts, not for images", Assert.Throws<DataException>(() => ImageModel.Load(saved)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_words_long_and_empty_texts_are_counted()
    {
        TextModel model = (TextModel)_sentences.Trained.Trained;
        Assert.True(model.Inspect(["The film is great."]).IsClean);
        TextReport report = model.Inspect(["The zebra is xylophonic", null, " ", string.Join(' ', Enumerable.Repeat("film", model.Length + 1))]);
        Assert.Equal((4, 2, 1, 4 + model.Length + 1, 2), (report.Texts, report.Empty, report.Cut, report.Tokens, report.Unknown));
        Assert.Equal(["zebra", "xylophonic"], report.UnknownExamples);
        Assert.Contains("1 of 4 texts is longer than the network sees: the end was cut off", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, model.Predict("The zebra", null, "", new string('a', 5000)).Rows);
        Assert.Equal(0, model.Predict().Rows);

        // What is cut off does not count; short texts end where the row ends.
        string full = string.Join(' ', Enumerable.Repeat("film", model.Length));
        Assert.Equal(model.Predict(full).Outputs, model.Predict(full + " great great").Outputs);
    }

    [Fact]
    public void Equal_texts_are_learned_once_and_rows_without_text_are_left_out()
    {
        Table table = new(
            new TextColumn("t", [.. Enumerable.Range(0, 40).Select(i => i < 4 ? "same text" : i < 6 ? " " : i < 8 ? null : $"text number {i}")]),
            new TextColumn("c", [.. Enumerable.Range(0, 40).Select(i => i < 4 ? "a" : i == 39 ? null : i % 2 == 0 ? "a" : "b")]));
        TextRecipe recipe = TextTrainer.Prepare(table, "t", "c");
        Assert.Equal(40 - 3 - 4 - 1, recipe.Sizes.Train + recipe.Sizes.Validation + recipe.Sizes.HeldOut);
        Assert.Contains(
            "3 duplicate texts are left out: equal texts of one class are learned once, because duplicates in different parts would make "
                + "the held-out metrics too good",
            recipe.Decisions);
        Assert.Contains("5 rows are left out: they have no text or no class", recipe.Decisions);
    }

    [Fact]
    public void Short_texts_are_cut_into_characters_and_others_into_words()
    {
        Table names = new(
            new TextColumn("t", [.. Enumerable.Range(0, 60).Select(i => $"{(i % 2 == 0 ? "ova" : "ini")}{(char)('a' + (i % 26))}{(char)('a' + (i % 23))}")]),
            new TextColumn("c", [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? "a" : "b")]));
        TextRecipe recipe = TextTrainer.Prepare(names, "t", "c");
        Assert.Equal((TokenKind.Character, 5, "1-3-gram"), (recipe.Vocabulary.Kind, recipe.Length, recipe.BaselineNames.Simple));
        Assert.Contains(
            recipe.Decisions,
            line => line.StartsWith(
                "network: 32 numbers for each character, then 128 filters over each of 2, 3, 4 and 5 characters, and of each filter the maximum over the text",
                StringComparison.Ordinal));
        Assert.Contains(
            TextTrainer.Prepare(names, "t", "c", new() { Network = SequenceNetwork.Gru }).Decisions,
            line => line.Contains("a bidirectional GRU of 128 units", StringComparison.Ordinal));
        Assert.Equal(TokenKind.Word, TextTrainer.Prepare(names, "t", "c", new() { Tokens = TokenKind.Word }).Vocabulary.Kind);
        Assert.Equal(TokenKind.Word, TextTrainer.Prepare(SyntheticTables.Sentences(60), "text", "sentiment").Vocabulary.Kind);

        // Filters may be wider than a text.
        Models.Model model = TextTrainer.Prepare(names, "t", "c", new() { Length = 1 }).NewModel();
        Assert.Equal([3, 1], model.Predict(Tensor.Zeros([3, 1], DType.Int32)).Shape.ToArray());

        // A beginning decides: counting characters is enough.
        TrainedNetwork trained = TextTrainer.Train(names, "t", "c", new() { Epochs = 8 });
        Assert.Equal(1, trained.Linear!["accuracy"]);
    }

    [Fact]
    public void Enough_texts_decide_which_epoch_was_the_best()
    {
        (int Train, int Validation, int HeldOut) Sizes(int texts, double? validation = null, int classes = 2) => TextTrainer.Prepare(
            new(
                new TextColumn("t", [.. Enumerable.Range(0, texts).Select(i => $"name{i}")]),
                new TextColumn("c", [.. Enumerable.Range(0, texts).Select(i => $"c{i % classes}")])),
            "t",
            "c",
            new() { ValidationSplit = validation }).Sizes;
        Assert.Equal((640, 160, 200), Sizes(1000));
        Assert.Equal((15_000, 1000, 4000), Sizes(20_000));
        Assert.Equal((12_000, 4000, 4000), Sizes(20_000, 0.25));
        Assert.Equal((6480, 1200, 1920), Sizes(9600, classes: 1200)); // one of each class
    }

    [Theory]
    [InlineData(SequenceNetwork.Lstm)]
    [InlineData(SequenceNetwork.Cnn)]
    [InlineData(SequenceNetwork.Transformer)]
    [InlineData(SequenceNetwork.Mlp)]
    public void Every_kind_of_network_learns(SequenceNetwork kind)
    {
        SplitMix64 random = new(8);
        string[] words = ["a", "of", "it", "to", "with", "an", "by", "on", "as", "or"];
        Table table = new(
            new TextColumn(
                "text",
                [.. Enumerable.Range(0, 240)
                    .Select(i => string.Join(
                        ' ', Enumerable.Range(0, 8).Select(_ => words[random.Below(10)]).Append(i % 2 == 0 ? "yes" : "no").OrderBy(_ => random.Next())))]),
            new TextColumn("label", [.. Enumerable.Range(0, 240).Select(i => i % 2 == 0 ? "good" : "bad")]));
        TrainedNetwork trained = TextTrainer.Train(table, options: new() { Network = kind, Epochs = 12, BatchSize = 16, LearningRate = 0.004 });
        Assert.True(trained.Metrics["accuracy"] > 0.8, $"{trained.Metrics["accuracy"]}");
    }

    [Fact]
    public void The_report_of_a_transformer_shows_what_it_looks_at()
    {
        // A word of its own in every text: held out, it is unknown. One text is longer than a map.
        Table table = new(
            new TextColumn(
                "text",
                [.. Enumerable.Range(0, 80)
                    .Select(i => $"<b> word{i} was {(i % 2 == 0 ? "good" : "bad")}{(i < 40 ? string.Concat(Enumerable.Repeat(" indeed", 30)) : "")}")]),
            new TextColumn("label", [.. Enumerable.Range(0, 80).Select(i => i % 2 == 0 ? "good" : "bad")]));
        TrainedNetwork trained =
            TextTrainer.Train(table, options: new() { Network = SequenceNetwork.Transformer, Epochs = 12, LearningRate = 0.004, Length = 30 });
        string html = NetworkReport.Of(trained).ToHtml();
        Assert.Contains(">What the network looks at</h2>", html, StringComparison.Ordinal);
        Assert.Contains("A word marked * is unknown to the network", html, StringComparison.Ordinal);
        Assert.Matches(
            "title=\"b: \\d+\\.\\d %\">b</span> <span class=\"step\" [^>]*>word\\d+\\*</span> <span class=\"step\" [^>]*>was</span> <span "
            + "class=\"step\" [^>]*>(good|bad)</span></p>",
            html);
        Assert.Contains("Attention 2: transformer_encoder_1/self_attention_layer", html, StringComparison.Ordinal);
        // short texts are taken, because they can be drawn whole; the filling is hidden
        Assert.DoesNotContain("is the padding before the text.", html, StringComparison.Ordinal);

        // A network of one's own may look at it.
        TrainedNetwork own = TextTrainer.Train(table, options: new()
        {
            Epochs = 1,
            Length = 30,
            NewNetwork = (length, size, _) => new Models.Sequential([
                new Layers.Input([length], DType.Int32),
                new Layers.TokenAndPositionEmbedding(size, length, 8),
                new Layers.TransformerEncoder(8, 2),
                new Layers.GlobalAveragePooling1D(),
                new Layers.Dense(1, Activations.Activation.Sigmoid),
            ]),
        });
        Assert.Contains("is the padding before the text.", NetworkReport.Of(own).ToHtml(), StringComparison.Ordinal);
        Assert.Contains(
            "What the network looks at",
            ((TextModel)trained.Trained).Report(table, ((TextModel)trained.Trained).Judge(table)).ToHtml(),
            StringComparison.Ordinal);
        Assert.DoesNotContain("What the network looks at", NetworkReport.Of(_sentences.Trained).ToHtml(), StringComparison.Ordinal);

        // Of long texts the beginning is drawn.
        Table longer = table.Take([.. Enumerable.Range(0, 40)]);
        string cut = ((TextModel)trained.Trained).Report(longer, ((TextModel)trained.Trained).Judge(longer)).ToHtml();
        Assert.Matches("The maps show 24 words; \\d+ % of what these look at is the 6 words behind them\\.", cut);
    }

    [Fact]
    public void The_doctor_calls_classes_by_their_names()
    {
        Callbacks.Doctor doctor = new();
        Table table = new(
            new TextColumn("text", [.. Enumerable.Range(0, 300).Select(i => $"text {i}")]),
            new TextColumn("label", [.. Enumerable.Range(0, 300).Select(i => i % 50 == 0 ? "rare" : "usual")]));
        TextTrainer.Train(table, options: new() { Epochs = 1, Callbacks = [doctor] });
        Assert.Contains(doctor.Findings, finding => finding.Evidence.StartsWith("class 'rare' has ", StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_seeds_give_equal_networks()
    {
        float[] Train(int seed) =>
            ((TextModel)TextTrainer.Train(SyntheticTables.Sentences(80), "text", "sentiment", new() { Epochs = 2, Seed = seed }).Trained)
                .Predict("the film is great").Outputs;
        Assert.Equal(Train(3), Train(3));
        Assert.NotEqual(Train(3), Train(4));
    }

    [Fact]
    public void What_cannot_be_learned_is_refused()
    {
        Table few = SyntheticTables.Sentences(8);
        Assert.Contains(
            "There are 8 different texts with a class. Expected at least 10",
            Assert.Throws<DataException>(() => TextTrainer.Prepare(few, "text", "sentiment")).Message,
            StringComparison.Ordinal);
        Assert.Contains("'texts'", Assert.Throws<DataException>(() => TextTrainer.Prepare(few, "texts", "sentiment")).Message, StringComparison.Ordinal);
        Assert.Contains("Name two columns", Assert.Throws<DataException>(() => TextTrainer.Prepare(few, "text", "text")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => TextTrainer.Prepare(SyntheticTables.Sentences(60), "text", "sentiment", new() { Length = 0 }));
        Assert.Contains("[1, 1]", Assert.Throws<DataException>(() => TextTrainer.Prepare(SyntheticTables.Sentences(60), "text", "sentiment", new()
        {
            NewNetwork = (length, size, _) =>
                new Models.Sequential([new Layers.Input([length], DType.Int32), new Layers.Embedding(size, 2), new Layers.Flatten(), new Layers.Dense(3)]),
        }).NewModel()).Message, StringComparison.Ordinal);
        TextRecipe small = TextTrainer.Prepare(SyntheticTables.Sentences(60), "text", "sentiment", new()
        {
            NewNetwork = (length, size, _) =>
                new Models.Sequential([new Layers.Input([length], DType.Int32), new Layers.Embedding(size - 1, 2), new Layers.Flatten(), new Layers.Dense(1)]),
        });
        Assert.Contains(
            $"index {small.Vocabulary.Size - 1} (at position 0) is outside a table of {small.Vocabulary.Size - 1} rows",
            Assert.Throws<DataException>(() => small.NewModel()).Message,
            StringComparison.Ordinal);
        TextModel model = (TextModel)_sentences.Trained.Trained;
        Table stranger = new(new TextColumn("text", "a film"), new TextColumn("sentiment", "neutral"));
        Assert.Contains(
            "'neutral' is not a class of the training rows", Assert.Throws<DataException>(() => model.Judge(stranger)).Message, StringComparison.Ordinal);
    }

    /// <summary>Short texts are filled up; where all places count alike, the filling must not count.</summary>
    [Theory]
    [InlineData(SequenceNetwork.Transformer)]
    [InlineData(SequenceNetwork.Mlp)]
    public void What_a_text_is_filled_up_with_does_not_count(SequenceNetwork network)
    {
        TextRecipe recipe = TextTrainer.Prepare(SyntheticTables.Sentences(60), "text", "sentiment", new() { Network = network, Length = 12 });
        Models.Model model = recipe.NewModel();
        Tensor text = Tensor.Create([0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 4, 5], [1, 12]);
        double before = model.Predict(text).ToArray<float>()[0];
        Parameter table = model.Parameters[0];
        float[] values = table.Value.ToArray<float>();
        values.AsSpan(0, table.Shape[1]).Fill(9); // what stands for nothing
        table.SetValues<float>(values);
        Assert.Equal(before, model.Predict(text).ToArray<float>()[0], 1e-6);
        values.AsSpan(3 * table.Shape[1], table.Shape[1]).Fill(9);
        table.SetValues<float>(values);
        Assert.NotEqual(before, model.Predict(text).ToArray<float>()[0], 1e-3);
    }

    public sealed class Sentences
    {
        public TrainedNetwork Trained { get; } = TextTrainer.Train(SyntheticTables.Sentences(900), "text", "sentiment", new() { Epochs = 15 });
    }
}
