using System.Text;
using Hebb.Callbacks;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Text;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Learning.Reports;
using Hebb.Learning.Training;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Tensors;
using static System.FormattableString;

namespace Hebb.Learning.Characters;

/// <summary>How the characters of a text are going to be learned.</summary>
public sealed class CharacterRecipe : Recipe
{
    /// <summary>A network that remembers what was before a row can do with shorter rows, and learns more often.</summary>
    private const int UsualLength = 100, UsualGoingOn = 64;

    /// <summary>Parts of one long text may be smaller than those of a table: each of their characters is an example.</summary>
    private const double UsualHeldOut = 0.1, UsualValidation = 0.05;

    /// <summary>The next character is guessed from two before by the simpler model.</summary>
    private const int Memory = 2;

    /// <summary>64 MiB of probabilities, some hundred thousand characters, are enough to find one number.</summary>
    private const int MostCalibrated = 1 << 24;

    private readonly CharacterTrainerOptions _options;
    private readonly int[][] _parts;
    private readonly CharacterPipeline _pipeline;
    private readonly int _unknown;

    /// <summary>Whether rows go on where others ended, with what the network remembers; networks of one's own may not remember anything.</summary>
    private readonly bool _goesOn;

    /// <summary>The network as it is used, to say what it is like.</summary>
    private readonly Lazy<Model> _usual;

    internal CharacterRecipe(string text, CharacterTrainerOptions options)
        : base(options)
    {
        _options = options;
        _usual = new(() => Network());
        _goesOn = options.NewNetwork is null && options.Network != SequenceNetwork.Transformer;
        string[] characters = [.. Tokenizer.Tokens(text, TokenKind.Character)];
        int test = characters.Length - (int)Math.Ceiling(characters.Length * (options.TestSplit ?? UsualHeldOut)),
            train = test - (int)Math.Ceiling(test * (options.ValidationSplit ?? UsualValidation));
        int length = options.Length ?? (_goesOn ? UsualGoingOn : UsualLength);
        if (Math.Min(train, Math.Min(test - train, characters.Length - test)) <= length)
        {
            throw new DataException(Invariant($"The text has {characters.Length} characters: {train} for training, {test - train} for ")
                + Invariant($"validation, {characters.Length - test} held out. Each part needs more than the {length} that are learned in a row. ")
                + "Give a longer text, or a smaller length.");
        }

        StringBuilder seen = new();
        foreach (string character in characters.AsSpan(0, train)) { seen.Append(character); }
        Vocabulary vocabulary = Vocabulary.Fit([seen.ToString()], new() { Kind = TokenKind.Character });
        if (vocabulary.Size < 4) { throw new DataException("All characters of the training text are the same: there is nothing to learn."); }
        int[] numbers = vocabulary.Encode(text);
        _parts = [numbers[..train], numbers[train..test], numbers[test..]];
        _unknown = numbers.Count(number => number == Vocabulary.Unknown);
        _pipeline = new(vocabulary, length);

        BatchSize = options.BatchSize ?? 32;
        Epochs = options.Epochs ?? Math.Clamp(8_000_000 / train, 4, 40);
        Patience = options.Patience ?? Epochs;
        LearningRate = options.LearningRate ?? (options.Network == SequenceNetwork.Transformer ? 0.002 : 0.003);
        ClassWeight = options.BalancedClasses || options.ClassWeights is not null
            ? throw new ArgumentException("Class weights are for examples with a class each, not for the characters of a text. Leave them out.")
            : null;
    }

    /// <inheritdoc/>
    public override TargetEncoder Target => _pipeline.Target;

    /// <inheritdoc/>
    public override string ExamplesName => "characters";

    /// <inheritdoc/>
    public override (int Train, int Validation, int HeldOut) Sizes => (_parts[0].Length, _parts[1].Length, _parts[2].Length);

    /// <summary>The characters of the training text.</summary>
    public Vocabulary Vocabulary => _pipeline.Vocabulary;

    /// <summary>How many characters in a row are learned at once.</summary>
    public int Length => _pipeline.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Findings =>
    [
        Invariant($"{_parts.Sum(part => part.Length)} characters, {Vocabulary.Size - 2} different ones in the training part."),
        .. _unknown > 0 ? [Invariant($"{_unknown} characters of the other parts do not occur in it and count as unknown.")] : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    protected internal override (string Simple, string Constant) BaselineNames => ("trigram", "frequency");

    /// <summary>The trigrams only judge.</summary>
    internal override string WithoutSimple => $"Train longer ({Options.Words(new(RemedyKind.Epochs))}) or on more text.";

    /// <inheritdoc/>
    protected internal override string ConstantAnswer => "how often each one occurs in the training text";

    /// <inheritdoc/>
    protected internal override string Question => "How well is the next character guessed?";

    /// <inheritdoc/>
    protected override bool FollowsOneCycle => true;

    /// <inheritdoc/>
    protected override double RiseShare => 0.1;

    /// <inheritdoc/>
    protected override int StepsPerEpoch => _goesOn ? Streams(SplitPart.Train).Batches : Rows(SplitPart.Train).Batches;

    /// <inheritdoc/>
    protected override IEnumerable<string> DataDecisions =>
    [
        Invariant($"text: the first {Sizes.Train} characters for training, the next {Sizes.Validation} to decide which epoch was best, the ")
        + Invariant($"last {Sizes.HeldOut} held out for the final evaluation"),
        _goesOn
            ? Invariant($"rows: {Length} characters at {BatchSize} places of the text at once, ")
                + "each continuing with the state of the row before"
            : Invariant($"rows: {Length} characters, cut at other places in every epoch"),
        Invariant($"held-out characters are evaluated with at least {JudgedRow / 2} before them"),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<string> NetworkDecisions =>
    [
        Invariant($"network: {(_options.NewNetwork is null ? CharacterNetworks.Describe(_options.Network, Sizes.Train) : "as given")}, ")
        + Invariant($"{_usual.Value.ParameterCount} weights"),
        "loss: sparse categorical cross-entropy, the nats per character that log_loss tells",
        .. IsCalibrated
            ? ["probabilities: calibrated on the validation characters by temperature scaling"]
            : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    protected internal override Dataset Examples(SplitPart part) => Dataset.FromBatches(_goesOn ? Streams(part) : Rows(part));

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Callback> Callbacks => _goesOn ? [new FreshStates(), .. Options.Callbacks] : Options.Callbacks;

    /// <inheritdoc/>
    protected internal override Model NewModel() => Compiled(Network(_goesOn));

    /// <inheritdoc/>
    protected internal override Model Finished(Model trained)
    {
        Model model = trained;
        if (_goesOn)
        {
            // Used, it starts over with every text, and takes any number of them.
            model = Compiled(Network());
            model.SetWeights(trained.GetWeights());
        }

        if (IsCalibrated)
        {
            TemperatureScaling.Apply(TemperatureScaling.LastLayer(model)!, new CharacterModel(model, _pipeline).Temperature(_parts[1][..Calibrating]));
        }

        return model;
    }

    /// <inheritdoc/>
    protected internal override TrainedModel With(Model model) => new CharacterModel(model, _pipeline);

    /// <inheritdoc/>
    protected internal override Judged Judge(Model model) => new CharacterModel(model, _pipeline).Judge(_parts[2]);

    /// <inheritdoc/>
    protected internal override Judged JudgeSimple(CancellationToken cancellation) => Counted(Memory);

    /// <inheritdoc/>
    protected internal override Judged Baseline() => Counted(0);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<ReportSection> ReportSections(Model model)
    {
        CharacterModel trained = new(model, _pipeline);
        ReportSection writes = new(
            "What it writes",
            "Text that the network wrote, each next character drawn by its probability: "
            + "at temperature 0.5 more surely, at 1 as it has learned.",
            Html.Tag("div", [Html.Set("class", "stack"), .. ((double[])[0.5, 1]).Select(temperature => ReportPage.Card(
                Invariant($"Temperature {temperature}"),
                Html.Tag("pre", Html.Set("style", "white-space: pre-wrap"), string.Concat(trained.Generate(600, "", temperature, Seed)))))]));
        return Attention(model) is { } attention ? [writes, attention] : [writes];
    }

    /// <summary>What the last characters of some rows of the held-out text look at.</summary>
    private ReportSection? Attention(Model model)
    {
        int[] text = _parts[2];
        int drawn = Math.Min(Length, AttentionExample.MostDrawn);
        return AttentionSection.Of(
            model,
            "How much the last characters of some rows of the held-out text look at those before, each to guess what comes next.",
            "character",
            ofLast: true,
            ((int[])[0, (text.Length - Length) / 2]).Select(start =>
            {
                int[] row = text[start..(start + Length)];
                Tensor input = Tensor.Create(row, [1, Length]);
                float[] next = model.Predict(input).ToArray<float>()[^Vocabulary.Size..];
                int guess = Array.IndexOf(next, next.Max());
                return new AttentionExample(
                    Invariant($"Next comes {Name(text[start + Length])}; the network expects {Name(guess)} ({next[guess]:P0})"), input,
                    [.. row.Select(Name)], Math.Max(0, Length - AttentionExample.MostRead).., (Length - drawn).., "further back");
            }));

        string Name(int token) => AttentionExample.NameOf(Vocabulary.Tokens[token]);
    }

    /// <summary>How many validation characters the temperature is found from.</summary>
    private int Calibrating => Math.Min(_parts[1].Length, MostCalibrated / Vocabulary.Size);

    /// <summary>Whether the network's probabilities are made as sure as they are right: it ends with weights for that, and enough
    /// characters are guessed.</summary>
    private bool IsCalibrated => TemperatureScaling.LastLayer(_usual.Value) is not null && Calibrating > Length
        && Calibrating - CharacterModel.FirstJudged(CharacterModel.JudgedRow(_usual.Value, Length, Calibrating)) >= TemperatureScaling.FewestExamples;

    private int JudgedRow => CharacterModel.JudgedRow(_usual.Value, Length, _parts[2].Length);

    private CharacterRows Rows(SplitPart part) => new(_parts[(int)part], Length, BatchSize, SeedOf(part));

    private CharacterStreams Streams(SplitPart part) => new(_parts[(int)part], Length, BatchSize, SeedOf(part));

    private long? SeedOf(SplitPart part) => part == SplitPart.Train ? Seed : null;

    private Judged Counted(int memory) =>
        new CharacterCounts(_parts[0], Vocabulary.Size, memory).Judge(_parts[2], CharacterModel.FirstJudged(JudgedRow));

    private Model Compiled(Model network)
    {
        network.Compile(Options.NewOptimizer(Rate(LearningRate)), Loss.SparseCategoricalCrossentropy, [Metric.SparseCategoricalAccuracy]);
        return network;
    }

    private Model Network(bool goesOn = false)
    {
        Model network = _options.NewNetwork?.Invoke(Length, Vocabulary.Size)
            ?? CharacterNetworks.New(_options.Network, Length, Vocabulary.Size, Sizes.Train, _options.Dropout, Seed, goesOn);
        if (!goesOn && network.Sublayers.OfType<RNN>().Any(layer => layer.Stateful))
        {
            throw new DataException(
                "The network keeps its state from batch to batch (Stateful), but the rows of a given network are cut from the text at random. "
                + "Leave out Stateful, or choose gru or lstm: those continue with the state of the row before.");
        }

        // Rows that go on are always as many. The largest number, because a table may be too small for it.
        int rows = goesOn ? BatchSize : 1;
        Shape answer = Answers.ShapeFor(network, Tensor.Full([rows, Length], Vocabulary.Size - 1, DType.Int32));
        return answer == [rows, Length, Vocabulary.Size]
            ? network
            : throw new DataException(
                $"The network gives {answer} for {Length} characters. Expected [{rows}, {Length}, {Vocabulary.Size}]: "
                + "at each character a probability for each next one.");
    }
}
