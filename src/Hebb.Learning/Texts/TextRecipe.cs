using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Reading;
using Hebb.Data.Tables;
using Hebb.Data.Text;
using Hebb.Datasets;
using Hebb.Learning.Reports;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;
using static System.FormattableString;

namespace Hebb.Learning.Texts;

/// <summary>How texts are going to be learned.</summary>
public sealed class TextRecipe : Recipe
{
    /// <summary>Texts whose middle one has at most this many characters are names, not sentences.</summary>
    private const int ShortText = 20;

    /// <summary>The share of texts that a network sees whole, unless they are longer than this. What it costs grows with every token; a bag of words reads any
    /// text whole.</summary>
    private const double SeenWhole = 0.99;
    private const int UsualMost = 1_000;

    /// <summary>Step by step through more tokens than this takes long and teaches little: filters look at all places at once.</summary>
    private const int LongText = 200;

    /// <summary>The rarest words of large vocabularies tell little and cost much.</summary>
    private const int MostWords = 20_000;

    /// <summary>With fewer texts than this, words that occur once are learned too; otherwise they teach what an unknown word means.</summary>
    private const int FewTexts = 1_000;

    /// <summary>More texts are not needed to see which epoch was the best.</summary>
    private const int EnoughValidation = 1_000;

    /// <summary>Training ends after this many steps without improvement, but not before a few epochs.</summary>
    private const int PatientSteps = 500, PatientEpochs = 3;

    private readonly TextTrainerOptions _options;
    private readonly Table[] _parts;
    private readonly IReadOnlyList<string?>[] _texts;
    private readonly int[][][] _numbers;
    private readonly float[][] _truth;
    private readonly Vocabulary _vocabulary;
    private readonly string _column;
    private readonly Head _head;
    private readonly SequenceNetwork _network;
    private readonly int _missing, _equal;
    private readonly Lazy<TextGrams> _grams;
    private readonly Lazy<BagOfWords> _bag;
    private readonly TableReading? _reading;
    private double? _networkShare;

    internal TextRecipe(Table table, string text, string target, int missing, int equal, TextTrainerOptions options)
        : base(options)
    {
        (_options, _missing, _equal) = (options, missing, equal);
        double validation =
            options.ValidationShareOf(table.Rows * (1 - options.HeldOutShare), EnoughValidation, LabelEncoder.SortedValues(table[target]).Count());
        TrainValidationTest split = Split.TrainValidationTest(table[target], options.HeldOutShare, validation, options.Seed);
        _parts = [table.Take(split.Train), table.Take(split.Validation), table.Take(split.Test)];
        string[] classes = [.. LabelEncoder.SortedValues(_parts[0][target])];
        if (classes.Length < 2)
        {
            throw new DataException($"All texts have the class '{classes[0]}'. Expected at least two classes.", table.Source, column: target);
        }

        Target = new TargetEncoder(target, classes.Length == 2 ? LearningTask.Binary : LearningTask.Multiclass, classes, table[target] is NumberColumn, 0, 1);
        _head = Head.Of(Target);
        _truth = [.. _parts.Select(Target.Encode)];
        _texts = [.. _parts.Select(part => (IReadOnlyList<string?>)[.. Enumerable.Range(0, part.Rows).Select(part[text].TextAt)])];
        int[] letters = [.. _texts[0].Select(one => one!.Length).Order()];
        TokenKind kind = options.Tokens ?? (letters[letters.Length / 2] <= ShortText ? TokenKind.Character : TokenKind.Word);
        Vocabulary vocabulary = _vocabulary =
            Vocabulary.Fit(_texts[0], new() { Kind = kind, MaxTokens = MostWords, MinCount = kind == TokenKind.Word && letters.Length >= FewTexts ? 2 : 1 });
        _numbers = [.. _texts.Select(part => (int[][])[.. part.Select(vocabulary.Encode)])];
        int[] lengths = [.. _numbers[0].Select(tokens => tokens.Length).Order()];
        int length = options.Length ?? Math.Clamp(lengths[(int)(SeenWhole * (lengths.Length - 1))], 1, UsualMost);
        (_column, Length, Median, Longest) = (text, length, lengths[lengths.Length / 2], lengths[^1]);
        _grams = new(() => TextGrams.Fit(_numbers[0], kind, _head.Outputs, options.Length));
        _bag = new(() => BagOfWords.Train(_grams.Value, _head, _numbers, _truth, [Counts(SplitPart.Train), Counts(SplitPart.Validation)], default));
        _reading = table.Reading?.Only([text, target]);

        int train = Sizes.Train;
        _network = options.Network ?? (kind == TokenKind.Character || length > LongText ? SequenceNetwork.Cnn : SequenceNetwork.Gru);
        BatchSize = options.BatchSize ?? (train < 5_000 ? 32 : 64);
        Epochs = options.Epochs ?? (train < 1_000 ? 40 : train < 20_000 ? 20 : 8);
        Patience = options.Patience ?? Math.Min(Epochs, Math.Max(PatientEpochs, (PatientSteps + StepsPerEpoch - 1) / StepsPerEpoch));
        LearningRate = options.LearningRate ?? (_network == SequenceNetwork.Transformer ? 0.001 : 0.004);
        ClassWeight = options.WeightsFor(Target);
    }

    /// <inheritdoc/>
    public override TargetEncoder Target { get; }

    /// <inheritdoc/>
    public override string ExamplesName => "texts";

    /// <inheritdoc/>
    public override (int Train, int Validation, int HeldOut) Sizes => (_parts[0].Rows, _parts[1].Rows, _parts[2].Rows);

    /// <summary>The tokens of the training texts.</summary>
    public Vocabulary Vocabulary => _vocabulary;

    /// <summary>How many tokens of a text the network sees.</summary>
    public int Length { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Findings =>
    [
        Invariant($"{_parts.Sum(part => part.Rows)} different texts in {Target.Classes.Count} classes ")
        + Invariant($"({string.Join(", ", Target.Classes.Take(20))}{(Target.Classes.Count > 20 ? ", …" : "")}), the middle one ")
        + Invariant($"with {Median} {Token}s, the longest with {Longest}."),
    ];

    /// <inheritdoc/>
    protected override bool FollowsOneCycle => true;

    /// <inheritdoc/>
    protected override IEnumerable<string> DataDecisions =>
    [
        .. _missing > 0
            ? [Invariant($"{_missing} {(_missing == 1 ? "row is left out: it has" : "rows are left out: they have")} no text or no class")]
            : Array.Empty<string>(),
        .. _equal > 0
            ? [Invariant($"{_equal} duplicate {(_equal == 1 ? "text is" : "texts are")} left out: equal texts of one class are learned once, because ")
                + "duplicates in different parts would make the held-out metrics too good"]
            : Array.Empty<string>(),
        Invariant($"texts: {Sizes.Train} for training, {Sizes.Validation} for validation, {Sizes.HeldOut} held out for the final evaluation; ")
        + "stratified by class",
        Invariant($"tokens: {Token}s, {WhyTokens}; the training texts have {Vocabulary.Size - 2}")
        + $"{(Vocabulary.Kind == TokenKind.Word && Sizes.Train >= FewTexts ? " that occur more than once" : "")}, all others count as unknown",
        LengthDecision(),
    ];

    private string WhyTokens => _options.Tokens is not null ? "as wanted"
        : Vocabulary.Kind == TokenKind.Character ? "because texts are as short as names"
        : "lower-cased, without punctuation";

    /// <inheritdoc/>
    protected override IEnumerable<string> NetworkDecisions =>
    [
        IsComputed
            ? Invariant($"model: {BaselineNames.Simple}: a weight for each of {_grams.Value.Count} {Grams} of the texts (TF-IDF), and a logistic regression")
            : $"network: {(_options.NewNetwork is null ? TextNetworks.Describe(_network, Vocabulary.Kind) : "as given")}, "
                + Invariant($"{Network().ParameterCount} weights"),
        .. Chooses
            ? [$"model: the network, the {BaselineNames.Simple} (TF-IDF and a logistic regression), or both together: "
                + "whichever is best on the validation texts"]
            : Array.Empty<string>(),
        _head.Describe(Target),
    ];

    /// <summary>Whether network and bag of words are weighed against each other: unless one of them is named.</summary>
    private bool Chooses => _options.Network is null && _options.NewNetwork is null;

    private string Grams => Vocabulary.Kind == TokenKind.Word ? "words" : "runs of 1 to 3 characters";

    /// <inheritdoc/>
    internal override bool IsComputed => _options.Network == SequenceNetwork.Linear && _options.NewNetwork is null;

    /// <inheritdoc/>
    protected internal override string SimpleAdvice => _networkShare == 0 ? " (it is the model that was saved)"
        : $" ({Options.Words(new(RemedyKind.SimpleModel, Value: "bag"))})";

    /// <inheritdoc/>
    internal override string? Outcome => _networkShare switch
    {
        null => null,
        0 => $"The model is the {BaselineNames.Simple} alone: on the validation texts the network adds nothing to it.",
        1 => $"The model is the network alone: on the validation texts the {BaselineNames.Simple} adds nothing to it.",
        { } share => Invariant($"The model is the network ({share:P0}) and the {BaselineNames.Simple} ({1 - share:P0}) together, ")
            + "which is best on the validation texts.",
    };

    /// <inheritdoc/>
    protected internal override (string Simple, string Constant) BaselineNames => (Vocabulary.Kind == TokenKind.Word ? "bag of words" : "1-3-gram", "majority");

    private int Median { get; }

    private int Longest { get; }

    private string Token => Vocabulary.Kind == TokenKind.Word ? "word" : "character";

    /// <inheritdoc/>
    protected internal override Dataset Examples(SplitPart part) => Examples(part, Pipeline(Length, null));

    /// <inheritdoc/>
    protected internal override Model NewModel() => IsComputed ? _bag.Value.Model : Compiled(Network(), LearningRate);

    /// <inheritdoc/>
    protected internal override Model Finished(Model trained)
    {
        if (!Chooses) { return trained; }
        (float[] truth, float[] outputs) = Answers.Of(trained, Examples(SplitPart.Validation));
        double[] network = [.. truth.Select((code, i) => TextMixture.OfTruth(Target, outputs.AsSpan(i * _head.Outputs, _head.Outputs), (int)code))];
        double share = TextMixture.ShareOf(network, _bag.Value.Validation, Counts(SplitPart.Validation));
        _networkShare = share;
        return share == 1 ? trained : share == 0 ? _bag.Value.Model : TextMixture.Of(trained, _bag.Value.Model, share, Seed);
    }

    /// <inheritdoc/>
    protected internal override TrainedModel With(Model model) => new TextModel(model, PipelineOf(model));

    /// <inheritdoc/>
    protected internal override Judged Judge(Model model) => JudgeOn(model, Examples(SplitPart.Test, PipelineOf(model)));

    /// <inheritdoc/>
    protected internal override Judged? JudgeSimple(CancellationToken cancellation) =>
        IsComputed ? null : JudgeOn(_bag.Value.Model, Examples(SplitPart.Test, Pipeline(null, _grams.Value)));

    /// <inheritdoc/>
    protected internal override Judged Baseline() => Judged.OfConstant(Target, _truth[0], _truth[2]);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<ReportSection> ReportSections(Model model) =>
        TextSections.Of(new TextModel(model, PipelineOf(model)), _texts[2], _truth[2]);

    private Tensor Labels(SplitPart part) => Tensor.Create(_truth[(int)part], [_truth[(int)part].Length, 1]);

    private Model Network()
    {
        Model network = _options.NewNetwork?.Invoke(Length, Vocabulary.Size, _head.Outputs)
            ?? TextNetworks.New(_network, Length, Vocabulary.Size, Vocabulary.Kind, _head, _options.Dropout, Seed);

        // The largest number, because a table may be too small for it.
        Shape answer = Answers.ShapeFor(network, Tensor.Full([1, Length], Vocabulary.Size - 1, DType.Int32));
        return answer == [1, _head.Outputs]
            ? network
            : throw new DataException(Invariant($"The network gives {answer} for a text of {Length} tokens. Expected [1, {_head.Outputs}], a number for each ")
                + Invariant($"of {Target.Classes.Count} classes{(Target.Classes.Count == 2 ? " but the first" : "")}."));
    }

    private TextPipeline Pipeline(int? length, TextGrams? grams) => new(_column, Vocabulary, length, grams, Target) { Reading = _reading };

    /// <summary>A bag takes two inputs, a network one.</summary>
    private TextPipeline PipelineOf(Model model) => model.Inputs.Count switch
    {
        2 => Pipeline(null, _grams.Value),
        3 => Pipeline(Length, _grams.Value),
        _ => Pipeline(Length, null),
    };

    private Dataset Examples(SplitPart part, TextPipeline pipeline) => Dataset.From(pipeline.Inputs(_numbers[(int)part]), [Labels(part)]);

    /// <summary>How much each text counts, by its class.</summary>
    private float[] Counts(SplitPart part)
    {
        float[] truth = _truth[(int)part];
        if (!_options.BalancedClasses && _options.ClassWeights is null) { return [.. truth.Select(_ => 1f)]; }
        float[] counts = [.. Target.Classes.Select((name, code) => _options.BalancedClasses
            ? (float)_truth[0].Length / (Target.Classes.Count * _truth[0].Count(value => (int)value == code))
            : (float)_options.ClassWeights!.GetValueOrDefault(name, 1))];
        return [.. truth.Select(code => counts[(int)code])];
    }

    private string LengthDecision()
    {
        int cut = _numbers.Sum(part => part.Count(tokens => tokens.Length > Length));
        string whole = Chooses && _options.Length is null ? $"; the {BaselineNames.Simple} reads every text whole" : "";
        return IsComputed && _options.Length is null
            ? "length: every text is read whole"
            : Invariant($"length: {Length} {Token}s{(cut == 0 ? "" : Invariant($", the end of {cut} longer texts is cut off"))}")
                + $"{(IsComputed ? "" : "; shorter texts are padded at the beginning")}{(cut == 0 ? "" : whole)}";
    }
}
