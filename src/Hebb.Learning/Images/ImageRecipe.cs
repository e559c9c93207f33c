using Hebb.Data;
using Hebb.Data.Images;
using Hebb.Data.Preprocessing;
using Hebb.Datasets;
using Hebb.Learning.Reports;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;
using static System.FormattableString;

namespace Hebb.Learning.Images;

/// <summary>How images are going to be learned.</summary>
public sealed class ImageRecipe : Recipe
{
    /// <summary>More validation images than this do not make the choice of the best epoch surer.</summary>
    internal const int EnoughValidation = 5_000;

    /// <summary>Numbers up to this many bytes are kept in memory; files are decoded again in each epoch otherwise.</summary>
    private const long MostInMemory = 1L << 30;

    /// <summary>Fewer training images than this are soon memorized unless they look a little different each time.</summary>
    private const int FewImages = 10_000;

    private readonly ImageTrainerOptions _options;
    private readonly ImageParts _split;
    private readonly ImageDataset[] _parts;
    private readonly Dataset?[] _loaded = new Dataset?[3];
    private readonly Head _head;

    internal ImageRecipe(ImageParts parts, ImageTrainerOptions options)
        : base(options)
    {
        ImageDataset train = parts.Train;
        (_options, _split) = (options, parts);
        _parts = [train, parts.Validation, parts.HeldOut];
        Target = TargetEncoder.OfClasses("class", train.Classes);
        _head = Head.Of(Target);
        BatchSize = options.BatchSize ?? (train.Count < 5_000 ? 16 : 64);
        Augments = options.Augment ?? (train.Count < FewImages && options.NewNetwork is null && options.Network == ImageNetwork.Cnn);
        Epochs = options.Epochs ?? (train.Count < 1_000 ? 80 : train.Count < FewImages ? 30 : 12);
        Patience = options.Patience ?? Epochs;
        LearningRate = options.LearningRate ?? (IsLinear ? ImageNetworks.LinearLearningRate : 0.002);
        ClassWeight = options.WeightsFor(Target);
    }

    /// <inheritdoc/>
    public override TargetEncoder Target { get; }

    /// <inheritdoc/>
    public override string ExamplesName => "images";

    /// <inheritdoc/>
    public override (int Train, int Validation, int HeldOut) Sizes => (_parts[0].Count, _parts[1].Count, _parts[2].Count);

    /// <summary>Whether images are changed a little at random while training.</summary>
    public bool Augments { get; }

    /// <summary>The shape of an image: [height, width, channels].</summary>
    public Shape ImageShape => _parts[0].ImageShape;

    /// <inheritdoc/>
    public override IReadOnlyList<BadFile> Bad => [.. _parts.SelectMany(part => part.Bad).DistinctBy(file => file.Path)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Findings =>
    [
        Invariant($"{_parts.Sum(part => part.Count)} images of {ImageShape[1]} × {ImageShape[0]} ")
        + Invariant($"pixels, {(ImageShape[2] == 1 ? "gray" : ImageShape[2] == 3 ? "in color" : "with opacity")}, in {Target.Classes.Count} classes ")
        + Invariant($"({string.Join(", ", Target.Classes.Take(12))}{(Target.Classes.Count > 12 ? ", …" : "")}){LeftOutOf(Bad)}."),
        .. Rarest(),
    ];

    /// <inheritdoc/>
    internal override bool IsSimple => IsLinear;

    private bool IsLinear => _options.NewNetwork is null && _options.Network == ImageNetwork.Linear;

    /// <inheritdoc/>
    protected override bool FollowsOneCycle => true;

    /// <inheritdoc/>
    protected override IEnumerable<string> DataDecisions =>
    [
        Invariant($"images: {Sizes.Train} for training, {Sizes.Validation} for validation, {Sizes.HeldOut} held out for the final evaluation; ")
        + "stratified by class",
        .. _split.Finding is { } copies ? [copies] : Array.Empty<string>(),
        "pixels: bytes become numbers from 0 to 1",
        .. Augments
            ? [$"augmentation: while training, images are {Augmentation()} at random, because a network would soon memorize {Sizes.Train} of them"]
            : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<string> NetworkDecisions =>
    [
        _options.NewNetwork is not null ? Invariant($"network: as given, {Network().ParameterCount} weights")
            : _options.Network == ImageNetwork.Cnn
                ? Invariant($"network: convnet, {ImageNetworks.Describe(ImageShape)}, {Network().ParameterCount} weights: ")
                    + "a filter finds its pattern anywhere in the image"
            : IsLinear
                ? Invariant($"network: {ImageShape.Size}-{_head.Outputs} on the pixels as they lie, no hidden layers, {Network().ParameterCount} weights")
            : Invariant($"network: {ImageShape.Size}-256-128-{_head.Outputs} on the pixels as they lie, {Network().ParameterCount} weights; ")
                + "a convnet usually does better",
        _head.Describe(Target),
    ];

    /// <inheritdoc/>
    protected internal override (string Simple, string Constant) BaselineNames => ("softmax", "majority");

    /// <inheritdoc/>
    protected internal override string SimpleAdvice => $" ({Options.Words(new(RemedyKind.SimpleModel, Value: "linear"))})";

    /// <inheritdoc/>
    protected internal override IReadOnlyList<int>? HeldOutUnits => _split.HeldOutUnits;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings => _split.Warnings;

    /// <inheritdoc/>
    protected internal override Dataset Examples(SplitPart part)
    {
        ImageDataset images = _parts[(int)part];
        if (images.Count * ImageShape.Size * sizeof(float) > MostInMemory) { return images.Stream(BatchSize, part == SplitPart.Train ? Seed : null); }
        return _loaded[(int)part] ??= images.Load();
    }

    /// <inheritdoc/>
    protected internal override Model NewModel() => Compiled(Network(), LearningRate);

    /// <inheritdoc/>
    protected internal override TrainedModel With(Model model) => new ImageModel(model, new ImagePipeline(_parts[0], Target));

    /// <inheritdoc/>
    protected internal override Judged? JudgeSimple(CancellationToken cancellation)
    {
        if (IsLinear) { return null; }
        Model model = Compiled(ImageNetworks.Linear(ImageShape, _head, Seed), ImageNetworks.LinearLearningRate);
        NetworkTrainer.FitSimple(this, model, Examples, cancellation);
        return Judge(model);
    }

    /// <inheritdoc/>
    protected internal override Judged Baseline() => Judged.OfConstant(Target, Truth(_parts[0]), Truth(_parts[2]));

    /// <inheritdoc/>
    protected internal override IReadOnlyList<ReportSection> ReportSections(Model model) => ImageSections.Of(model, _parts[2], Target);

    private static float[] Truth(ImageDataset images) => [.. images.Labels.Select(label => (float)label)];

    private Model Network()
    {
        Model network = _options.NewNetwork?.Invoke(ImageShape, _head.Outputs)
            ?? (_options.Network == ImageNetwork.Cnn
                ? ImageNetworks.Convolutional(ImageShape, _head, Augments ? ImageNetworks.Augmenting(ImageShape) : [], _options.Dropout, Seed)
                : IsLinear ? ImageNetworks.Linear(ImageShape, _head, Seed)
                : ImageNetworks.Dense(ImageShape, _head, _options.Dropout, Seed));
        Shape answer = Answers.ShapeFor(network, Tensor.Zeros([1, .. ImageShape]));
        return answer == [1, _head.Outputs]
            ? network
            : throw new DataException(
                $"The network gives {answer} for an image of shape {ImageShape}. Expected [1, {_head.Outputs}], a number for each of {Target.Classes.Count} "
                + $"classes{(Target.Classes.Count == 2 ? " but the first" : "")}.");
    }

    private string Augmentation() => ImageShape[2] == 3 ? "shifted, rotated, zoomed, flipped and brightened" : "shifted, rotated and zoomed";

    private string[] Rarest()
    {
        int[] counts = new int[Target.Classes.Count];
        foreach (int label in _parts.SelectMany(part => part.Labels)) { counts[label]++; }
        (int least, int most) = (counts.Min(), counts.Max());
        return most < 3 * least
            ? []
            : [Invariant($"Classes are of different sizes, from {least} ({Target.Classes[Array.IndexOf(counts, least)]}) to {most} ")
                + Invariant($"({Target.Classes[Array.IndexOf(counts, most)]}).")];
    }
}
