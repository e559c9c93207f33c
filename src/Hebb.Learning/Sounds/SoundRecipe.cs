using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Sounds;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Learning.Images;
using Hebb.Learning.Reports;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;
using static System.FormattableString;

namespace Hebb.Learning.Sounds;

/// <summary>How sounds are going to be learned.</summary>
public sealed class SoundRecipe : Recipe
{
    /// <summary>The network hears as much as nearly all sounds have.</summary>
    private const double HeardWhole = 0.95;

    private readonly SoundTrainerOptions _options;
    private readonly SoundDataset[] _parts;
    private readonly float[][] _truth;
    private readonly Tensor?[] _pictures = new Tensor?[3];
    private readonly SoundPipeline _pipeline;
    private readonly int _copies;
    private readonly Head _head;

    internal SoundRecipe(SoundDataset sounds, SoundTrainerOptions options)
        : base(options)
    {
        _options = options;
        EqualRows equal = EqualRows.Of(sounds.Keys());
        TrainValidationTest split = ExampleSplit.TrainValidationTest(
            new TextColumn("class", [.. sounds.Labels.Select(label => sounds.Classes[label])]),
            equal,
            options.HeldOutShare,
            options.ValidationShare,
            options.Seed);
        (_copies, HeldOutUnits) = (equal.Copies, equal.Copies == 0 ? null : equal.Take(split.Test).Groups);
        _parts = [sounds.Take(split.Train), sounds.Take(split.Validation), sounds.Take(split.Test)];
        _truth = [.. _parts.Select(part => (float[])[.. part.Labels.Select(label => (float)label)])];
        Target = TargetEncoder.OfClasses("class", sounds.Classes);
        _head = Head.Of(Target);
        int[] lengths = [.. _parts[0].Sounds.Select(sound => sound.Length).Order()];
        _pipeline = new(_parts[0], lengths[(int)(HeardWhole * (lengths.Length - 1))], Target);
        Bad = sounds.Bad;
        BatchSize = options.BatchSize ?? (Sizes.Train < 5_000 ? 16 : 64);
        Epochs = options.Epochs ?? (Sizes.Train < 1_000 ? 30 : Sizes.Train < 10_000 ? 20 : 12);
        Patience = options.Patience ?? Epochs;
        LearningRate = options.LearningRate ?? (IsLinear ? ImageNetworks.LinearLearningRate : 0.002);
        ClassWeight = options.WeightsFor(Target);
    }

    /// <inheritdoc/>
    public override TargetEncoder Target { get; }

    /// <inheritdoc/>
    public override string ExamplesName => "sounds";

    /// <inheritdoc/>
    public override (int Train, int Validation, int HeldOut) Sizes => (_parts[0].Count, _parts[1].Count, _parts[2].Count);

    /// <inheritdoc/>
    public override IReadOnlyList<BadFile> Bad { get; }

    /// <summary>The shape of the picture that the network sees: [frames, bands, 1].</summary>
    public Shape PictureShape => _pipeline.PictureShape;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Findings =>
    [
        Invariant($"{_parts.Sum(part => part.Count)} sounds at {_pipeline.SampleRate} Hz in {Target.Classes.Count} classes ")
        + Invariant($"({string.Join(", ", Target.Classes.Take(12))}{(Target.Classes.Count > 12 ? ", …" : "")}){LeftOutOf(Bad)}."),
    ];

    /// <inheritdoc/>
    protected internal override (string Simple, string Constant) BaselineNames => (Target.Classes.Count == 2 ? "logistic" : "softmax", "majority");

    /// <inheritdoc/>
    protected internal override string SimpleAdvice => $" ({Options.Words(new(RemedyKind.SimpleModel, Value: "linear"))})";

    /// <inheritdoc/>
    protected internal override IReadOnlyList<int>? HeldOutUnits { get; }

    /// <inheritdoc/>
    internal override bool IsSimple => IsLinear;

    private bool IsLinear => _options.NewNetwork is null && _options.Network == ImageNetwork.Linear;

    /// <inheritdoc/>
    protected override bool FollowsOneCycle => true;

    /// <inheritdoc/>
    protected override IEnumerable<string> DataDecisions =>
    [
        Invariant($"sounds: {Sizes.Train} for training, {Sizes.Validation} for validation, {Sizes.HeldOut} held out for the final evaluation; ")
        + "stratified by class",
        .. _copies > 0
            ? [Invariant($"duplicates: {_copies} {(_copies == 1 ? "sound equals another" : "sounds equal others")}; {EqualRows.KeptTogether}")]
            : Array.Empty<string>(),
        Invariant($"spectrograms: the first {(double)_pipeline.Moments / _pipeline.SampleRate:0.###} s as {PictureShape[0]} frames of {_pipeline.Frame:0.###} ")
        + Invariant($"s, each with the logarithm of the power in {PictureShape[1]} bands of the mel scale; shorter sounds end in silence{CutSentence()}"),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<string> NetworkDecisions =>
    [
        _options.NewNetwork is not null ? Invariant($"network: as given, {Network().ParameterCount} weights")
            : _options.Network == ImageNetwork.Cnn ? Invariant($"network: convnet, {ImageNetworks.Describe(PictureShape)}, {Network().ParameterCount} weights")
            : IsLinear
                ? Invariant($"network: {PictureShape.Size}-{_head.Outputs} on the spectrogram as it is, no hidden layers, {Network().ParameterCount} weights")
            : Invariant($"network: {PictureShape.Size}-256-128-{_head.Outputs} on the spectrogram as it is, {Network().ParameterCount} weights; ")
                + "a convnet usually does better",
        _head.Describe(Target),
    ];

    /// <inheritdoc/>
    protected internal override Dataset Examples(SplitPart part) =>
        Dataset.From(_pictures[(int)part] ??= _pipeline.Pictures(_parts[(int)part].Sounds), Tensor.Create(_truth[(int)part], [_truth[(int)part].Length, 1]));

    /// <inheritdoc/>
    protected internal override Model NewModel() => Compiled(Network(), LearningRate);

    /// <inheritdoc/>
    protected internal override TrainedModel With(Model model) => new SoundModel(model, _pipeline);

    /// <inheritdoc/>
    protected internal override Judged? JudgeSimple(CancellationToken cancellation)
    {
        if (IsLinear) { return null; }
        Model model = Compiled(ImageNetworks.Linear(PictureShape, _head, Seed), ImageNetworks.LinearLearningRate);
        NetworkTrainer.FitSimple(this, model, Examples, cancellation);
        return Judge(model);
    }

    /// <inheritdoc/>
    protected internal override Judged Baseline() => Judged.OfConstant(Target, _truth[0], _truth[2]);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<ReportSection> ReportSections(Model model) =>
        SoundSections.Of(new SoundModel(model, _pipeline), _parts[2], _truth[2]);

    private Model Network()
    {
        Model network = _options.NewNetwork?.Invoke(PictureShape, _head.Outputs)
            ?? (_options.Network == ImageNetwork.Cnn
                ? ImageNetworks.Convolutional(PictureShape, _head, [], _options.Dropout, Seed)
                : IsLinear ? ImageNetworks.Linear(PictureShape, _head, Seed)
                : ImageNetworks.Dense(PictureShape, _head, _options.Dropout, Seed));
        Shape answer = Answers.ShapeFor(network, Tensor.Zeros([1, .. PictureShape]));
        return answer == [1, _head.Outputs]
            ? network
            : throw new DataException(
                $"The network gives {answer} for a spectrogram of shape {PictureShape}. Expected [1, {_head.Outputs}], a number for each of "
                + $"{Target.Classes.Count} classes{(Target.Classes.Count == 2 ? " but the first" : "")}.");
    }

    private string CutSentence() => _parts.Sum(part => part.Sounds.Count(sound => sound.Length > _pipeline.Moments)) is > 0 and var cut
        ? Invariant($", the end of {cut} longer ones is cut off")
        : "";
}
