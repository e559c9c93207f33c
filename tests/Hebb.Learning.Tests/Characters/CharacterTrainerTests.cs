using Hebb.Data;
using Hebb.Learning.Characters;
using Hebb.Learning.Training;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Learning.Tests.Characters;

public sealed class CharacterTrainerTests : IClassFixture<CharacterTrainerTests.Rhyme>, IDisposable
{
    private readonly Rhyme _rhyme;
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-characters-").FullName;

    public CharacterTrainerTests(Rhyme rhyme) => _rhyme = rhyme;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Text_that_repeats_is_learned_better_than_by_counting()
    {
        TrainedNetwork trained = _rhyme.Trained;
        Assert.Equal(("trigram", "frequency"), (trained.Comparison.LinearName, trained.Comparison.ConstantName));
        Assert.True(trained.Metrics["log_loss"] < trained.Linear!["log_loss"], $"{trained.Metrics["log_loss"]}, trigram {trained.Linear["log_loss"]}");
        Assert.True(trained.Linear["log_loss"] < trained.Baseline["log_loss"]);
        Assert.Equal(Math.Exp(trained.Metrics["log_loss"]), trained.Metrics["perplexity"], 1e-9);
        string text = string.Concat(((CharacterModel)trained.Trained).Generate(60, "one two ", temperature: 0));
        Assert.StartsWith("three four", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_model_writes_the_same()
    {
        string saved = Path.Combine(_folder, "m");
        _rhyme.Trained.Save(saved);
        CharacterModel loaded = CharacterModel.Load(saved), model = (CharacterModel)_rhyme.Trained.Trained;
        Assert.Equal(model.Generate(100, "five", 0.8, 3), loaded.Generate(100, "five", 0.8, 3));
        Assert.NotEqual(string.Concat(loaded.Generate(100, "five", 2, 3)), string.Concat(loaded.Generate(100, "five", 2, 4)));
        Assert.Equal(100, loaded.Generate(100).Count());
        Assert.Equal(model.Evaluate(Rhyme.Text(300)), loaded.Evaluate(Rhyme.Text(300).Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Contains("What it writes", File.ReadAllText(Path.Combine(saved, "report.html")), StringComparison.Ordinal);
        Assert.Empty(loaded.UnknownIn("one two"));
        Assert.Equal(["Z", "é"], loaded.UnknownIn("oneZZé"));
        Assert.Equal(5, loaded.Generate(5, "Zé").Count());
    }

    [Theory]
    [InlineData(SequenceNetwork.Gru)]
    [InlineData(SequenceNetwork.Lstm)]
    [InlineData(SequenceNetwork.Transformer)]
    public void Reading_character_by_character_gives_what_the_network_gives_for_the_row(SequenceNetwork kind)
    {
        const int Length = 12, Size = 9;
        Models.Model model = CharacterNetworks.New(kind, Length, Size, 1000, null, seed: 4);
        int[] text = [.. Enumerable.Range(0, Length).Select(i => 2 + (i * i % 7))];
        float[] whole = model.Predict(Tensor.Create(text, [1, Length])).ToArray<float>();
        NextCharacter next = new(model, Length, Size);
        for (int i = 0; i < Length; i++)
        {
            if (i % 3 == 1) { next.Read(text[i]); }
            else { Assert.Equal(whole[(i * Size)..((i + 1) * Size)], next.After(text[i]).ToArray(), new Near()); }
        }
    }

    /// <summary>Only what looks at several steps forgets: a recurrent network that reads for longer than it sees at once still knows the beginning.</summary>
    [Fact]
    public void States_reach_back_further_than_attention()
    {
        const int Size = 9, Reach = 8;
        Layers.Node read = new Layers.Input([null], DType.Int32),
            knows = new Layers.GRU(6) { ReturnSequences = true }.Apply(new Layers.Embedding(Size, 5).Apply(read));
        Layers.Node looks = new Layers.Attention { UseCausalMask = true }
            .Apply([new Layers.Dense(4).Apply(knows), new Layers.Embedding(Size, 3).Apply(read), new Layers.Dense(4).Apply(knows)]);
        Models.Model model =
            new(read, new Layers.Dense(Size, Activations.Activation.Softmax).Apply(new Layers.Concatenate().Apply([knows, looks]))) { Seed = 4 };
        Assert.NotEmpty(model.Parameters); // from now on its weights are those of its seed
        int[] text = [.. Enumerable.Range(0, 30).Select(i => 2 + (i * i % 7))];
        float[] After(int[] characters)
        {
            NextCharacter next = new(model, Reach, Size);
            foreach (int character in characters[..^1]) { next.Read(character); }
            return next.After(characters[^1]).ToArray();
        }

        // By hand: the layers one after the other, the attention over the last eight.
        Tensor last = knows.Layer.Apply(knows.Inputs[0].Layer.Apply(Tensor.Create(text, [1, text.Length]))).Slice(1, ^Reach..);
        Tensor[] attended = [.. looks.Inputs.Select((node, i) => node.Layer.Apply(i == 1 ? Tensor.Create(text[^Reach..], [1, Reach]) : last))];
        Layers.Node output = model.Outputs[0];
        float[] expected = output.Layer.Apply(output.Inputs[0].Layer.Apply([last, looks.Layer.Apply(attended)])).ToArray<float>()[^Size..];
        Assert.Equal(expected, After(text), new Near());
        Assert.NotEqual(After(text[^Reach..]), After(text));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Held_out_characters_are_judged_once_each_with_enough_before_them()
    {
        CharacterModel model = (CharacterModel)_rhyme.Trained.Trained;
        int[] text = model.Vocabulary.Encode(Rhyme.Text(200));

        // A recurrent network reads rows as long as 512 characters, whatever it was trained on.
        int length = 512, half = length / 2, size = model.Vocabulary.Size;
        Assert.True(text.Length > length + half && model.Length == 24);
        double nats = 0;
        int first = half + 1, rights = 0;
        Dictionary<int, float[]> predicted = [];
        for (int i = first; i < text.Length; i++)
        {
            // The row that begins at a multiple of half the length and first reaches the character; the last one ends with the text.
            int row = Math.Min(Math.Max(0, (int)Math.Ceiling((i - length) / (double)(length - half))) * (length - half), text.Length - length - 1);
            if (!predicted.TryGetValue(row, out float[]? of))
            {
                predicted[row] = of = model.Model.Predict(Tensor.Create(text[row..(row + length)], [1, length])).ToArray<float>();
            }

            float[] chances = of[((i - 1 - row) * size)..((i - row) * size)];
            nats -= Math.Log(Math.Max(chances[text[i]], 1e-7));
            rights += Array.IndexOf(chances, chances.Max()) == text[i] ? 1 : 0;
        }

        IReadOnlyDictionary<string, double> figures = model.Evaluate(text);
        Assert.Equal(nats / (text.Length - first), figures["log_loss"], 1e-5);
        Assert.Equal((double)rights / (text.Length - first), figures["accuracy"], 1e-9);
    }

    [Theory]
    [InlineData(SequenceNetwork.Gru)]
    [InlineData(SequenceNetwork.Transformer)]
    public void A_trained_network_is_as_sure_as_it_is_right(SequenceNetwork network)
    {
        string text = Rhyme.Text(900);
        TrainedNetwork trained = CharacterTrainer.Train(text, new() { Network = network, Length = 24, Epochs = 6, BatchSize = 8, ValidationSplit = 0.4 });
        CharacterModel model = (CharacterModel)trained.Trained;
        int[] validation = model.Vocabulary.Encode(text)[trained.Recipe.Sizes.Train..(trained.Recipe.Sizes.Train + trained.Recipe.Sizes.Validation)];
        Assert.Equal(1, model.Temperature(validation), 1e-3);
        Assert.Contains(trained.Decisions, line => line.Contains("temperature scaling", StringComparison.Ordinal));

        // As it was learned, it was not: the best of its epochs had a larger loss.
        Assert.True(model.Evaluate(validation)["log_loss"] < trained.History["val_loss"].Min());
        Assert.DoesNotContain(_rhyme.Trained.Decisions, line => line.Contains("temperature scaling", StringComparison.Ordinal)); // too few characters
    }

    [Fact]
    public void The_report_of_a_transformer_shows_what_the_last_characters_look_at()
    {
        TrainedNetwork trained =
            CharacterTrainer.Train(Rhyme.Text(900), new() { Network = SequenceNetwork.Transformer, Length = 40, Epochs = 1, BatchSize = 8 });
        string html = NetworkReport.Of(trained).ToHtml();
        Assert.Contains("<h1>How well is the next character guessed?</h1>", html, StringComparison.Ordinal);
        Assert.Contains("answered by a trigram model and by how often each one occurs in the training text.", html, StringComparison.Ordinal);
        Assert.Contains(">What the network looks at</h2>", html, StringComparison.Ordinal);
        Assert.Matches("The maps show 24 characters; \\d+ % of what these look at is further back\\.", html);
        Assert.Matches("Next comes .; the network expects . \\(\\d+ %\\)", html);
        Assert.Contains("<title>␣ → ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("What the network looks at", NetworkReport.Of(_rhyme.Trained).ToHtml(), StringComparison.Ordinal);
    }

    /// <summary>Witten and Bell by hand: in "abab", p(a) = (2 + 2/4) / (4 + 2) for 4 characters, and after a always b: p(b | a) = (2 +
    /// p(b)) / (2 + 1).</summary>
    [Fact]
    public void Counts_are_smoothed_as_the_formula_says()
    {
        double p = (2 + (2 / 4.0)) / (4 + 2);
        Assert.Equal(-Math.Log(p), new CharacterCounts([2, 3, 2, 3], 4, 0).Judge([2, 3, 3], 1).Metrics["log_loss"], 1e-12);
        CharacterCounts bigram = new([2, 3, 2, 3], 4, 1);
        Assert.Equal(-Math.Log((2 + p) / 3), bigram.Judge([2, 3], 1).Metrics["log_loss"], 1e-12);
        Assert.Equal(1, bigram.Judge([2, 3], 1).Metrics["accuracy"]);

        // After b once a, and the end: p(b | b) has only what is left for what never followed.
        Assert.Equal(-Math.Log(p / 2), bigram.Judge([3, 3], 1).Metrics["log_loss"], 1e-12);
    }

    [Fact]
    public void Rows_are_cut_elsewhere_in_every_pass_but_always_beside_the_next_character()
    {
        int[] text = [.. Enumerable.Range(0, 103)];
        CharacterRows rows = new(text, 10, 4, seed: 1);
        int[][] passes = [.. Enumerable.Range(0, 2).Select(_ => rows.SelectMany(batch =>
        {
            Assert.Equal([4, 10], batch.Inputs[0].Shape.ToArray());
            int[] x = batch.Inputs[0].ToArray<int>();
            Assert.Equal(x.Select(number => number + 1), batch.Targets[0].ToArray<int>());
            return x;
        }).ToArray())];
        Assert.Equal(80, passes[0].Distinct().Count());
        Assert.NotEqual(passes[0], passes[1]);
        Assert.Equal(Enumerable.Range(0, 80), new CharacterRows(text, 10, 4, null).SelectMany(batch => batch.Inputs[0].ToArray<int>()));
    }

    [Fact]
    public void Rows_go_on_where_the_one_before_ended()
    {
        int[] text = [.. Enumerable.Range(0, 1000)];
        CharacterStreams streams = new(text, 10, 4, seed: 1);
        Assert.Equal((1000 - 1 - 9) / 40, streams.Batches);
        List<int> begins = [];
        for (int pass = 0; pass < 3; pass++)
        {
            int[][] x = [.. streams.Select(batch =>
            {
                Assert.Equal([4, 10], batch.Inputs[0].Shape.ToArray());
                Assert.Equal(batch.Inputs[0].ToArray<int>().Select(number => number + 1), batch.Targets[0].ToArray<int>());
                return batch.Inputs[0].ToArray<int>();
            })];
            Assert.Equal(streams.Batches, x.Length);
            int[] all = [.. Enumerable.Range(0, 4).SelectMany(row => x.SelectMany(batch => batch[(row * 10)..((row + 1) * 10)]))];
            for (int row = 0; row < 4; row++) { Assert.Equal(Enumerable.Range(all[row * 240], 240), all[(row * 240)..((row + 1) * 240)]); }
            Assert.Equal(960, all.Distinct().Count());
            begins.Add(all[0]);
        }

        Assert.Equal(3, begins.Distinct().Count());

        // The places of a short text overlap, and nothing is read behind its end.
        int[][] few = [.. new CharacterStreams(text[..25], 10, 4, null).Select(batch => batch.Inputs[0].ToArray<int>())];
        Assert.Equal([0, 4, 9, 14], Assert.Single(few).Chunk(10).Select(row => row[0]));
    }

    /// <summary>What is used is not stateful: equal texts give equal answers, alone or beside others, and a saved model is one that Keras can use on
    /// any number of texts.</summary>
    [Fact]
    public void A_trained_network_begins_anew_with_every_text()
    {
        CharacterModel model = (CharacterModel)_rhyme.Trained.Trained;
        Assert.DoesNotContain(model.Model.Sublayers.OfType<Layers.RNN>(), layer => layer.Stateful);
        Assert.Contains(
            _rhyme.Trained.Decisions,
            line => line == "rows: 24 characters at 8 places of the text at once, each continuing with the state of the row before");
        Tensor row = Tensor.Create(model.Vocabulary.Encode(Rhyme.Text(6))[..24], [1, 24]);
        Assert.Equal(model.Model.Predict(row).ToArray<float>(), model.Model.Predict(row).ToArray<float>());
        CharacterTrainerOptions stateful = new()
        {
            Length = 24,
            NewNetwork = (length, size) => new Models.Sequential([
                new Layers.Input([length], DType.Int32),
                new Layers.Embedding(size, 4),
                new Layers.GRU(4) { ReturnSequences = true, Stateful = true },
                new Layers.Dense(size, Activations.Activation.Softmax),
            ]),
        };
        Assert.Contains(
            "Leave out Stateful", Assert.Throws<DataException>(() => CharacterTrainer.Train(Rhyme.Text(900), stateful)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_learned_is_refused()
    {
        Assert.Contains(
            "Give a longer text, or a smaller length",
            Assert.Throws<DataException>(() => CharacterTrainer.Prepare(Rhyme.Text(50))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "all characters", Assert.Throws<DataException>(() => CharacterTrainer.Prepare(new string('a', 5000))).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Throws<ArgumentException>(() => CharacterTrainer.Prepare(Rhyme.Text(900), new() { Network = SequenceNetwork.Mlp }));
        Assert.Throws<ArgumentException>(() => CharacterTrainer.Prepare(Rhyme.Text(900), new() { Length = 20, BalancedClasses = true }));
        Assert.Throws<ArgumentOutOfRangeException>(() => CharacterTrainer.Prepare(Rhyme.Text(900), new() { Length = 1 }));
        CharacterTrainerOptions small = new()
        {
            Length = 24,
            NewNetwork = (length, size) => new Models.Sequential(
                [new Layers.Input([length], DType.Int32), new Layers.Embedding(size - 1, 4), new Layers.Dense(size, Activations.Activation.Softmax)]),
        };
        Assert.Contains(
            "rows: indices go from 0 to", Assert.Throws<DataException>(() => CharacterTrainer.Train(Rhyme.Text(900), small)).Message, StringComparison.Ordinal);
        CharacterModel model = (CharacterModel)_rhyme.Trained.Trained;
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Generate(10, temperature: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Generate(0));
        Assert.Contains("Expected more than", Assert.Throws<DataException>(() => model.Evaluate("one")).Message, StringComparison.Ordinal);
    }

    public sealed class Rhyme
    {
        public TrainedNetwork Trained { get; } = CharacterTrainer.Train(Text(900), new() { Length = 24, Epochs = 30, BatchSize = 8 });

        /// <summary>Words in turn, of which every eighth is drawn by lot.</summary>
        public static string Text(int words)
        {
            string[] turn = ["one", "two", "three", "four", "five", "six", "seven", "eight\n"];
            SplitMix64 random = new(2);
            return string.Concat(Enumerable.Range(0, words).Select(i => (i % 8 == 6 ? turn[random.Below(6)] : turn[i % 8]) + (i % 8 == 7 ? "" : " ")));
        }
    }

    private sealed class Near : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) < 1e-5f;

        public int GetHashCode(float number) => 0;
    }
}
