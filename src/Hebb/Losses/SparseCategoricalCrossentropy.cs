using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>−ln p of the true class: one of many classes. Targets are class numbers from 0, of the predictions' shape without its last
/// axis, or with 1 there.</summary>
/// <remarks>
/// If the predictions are a softmax's, the loss is computed from what goes into it, as with <see cref="CategoricalCrossentropy"/>. A target that is no class
/// (negative, too large, not whole, NaN) is an <see cref="ArgumentOutOfRangeException"/> when the loss is computed.
/// </remarks>
public sealed record SparseCategoricalCrossentropy : Loss
{
    internal static Kind<SparseCategoricalCrossentropy> Kind { get; } = new("SparseCategoricalCrossentropy", c => new()
    {
        FromLogits = Logits.Read(c, l => l.FromLogits),
        // Keras' metric of the same settings has all but this one.
        IgnoreClass = c.Instance is { IgnoreClass: null } ? null : c.IntOrNull("ignore_class", l => l.IgnoreClass),
    });

    /// <inheritdoc/>
    public override string Name => "sparse_categorical_crossentropy";

    /// <inheritdoc cref="CategoricalCrossentropy.FromLogits"/>
    public bool FromLogits { get; init; }

    /// <summary>
    /// Targets of this number cost nothing and are left out of the mean over the batch: unknown classes, often −1 or 255. Null: there are none.
    /// </summary>
    public int? IgnoreClass { get; init; }

    /// <inheritdoc/>
    internal override Answers Answers => FromLogits ? Answers.LogitsOfClasses : Answers.AsGiven;

    /// <inheritdoc/>
    internal override bool ReadsProbabilities => !FromLogits;

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        if (IgnoreClass is null) { return RowMeans(Elements(yTrue, yPred)); }
        Tensor counts = Known(yTrue);
        Tensor elements = Elements(Tensor.Where(counts, yTrue, Tensor.Scalar(0, yTrue.DType)), yPred);
        return RowMeans(Tensor.Where(counts.Reshape(elements.Shape), elements, Tensor.Scalar(0, elements.DType)));
    }

    /// <inheritdoc/>
    protected override bool LeavesOut => IgnoreClass is not null;

    /// <inheritdoc/>
    protected override Tensor? Counting(Tensor yTrue, Tensor losses) => IgnoreClass is null ? null : Known(yTrue).Reshape(losses.Shape);

    /// <summary>Which targets are not ignored, one for each prediction; null if all count.</summary>
    internal Tensor? Known(Tensor yTrue, Tensor yPred) => IgnoreClass is null ? null : Known(yTrue).Reshape(yPred.Shape[..^1]);

    private Tensor Known(Tensor yTrue) => yTrue.NotEqualTo(Tensor.Scalar(IgnoreClass!.Value, yTrue.DType));

    private Tensor Elements(Tensor yTrue, Tensor yPred) =>
        -Tensor.Where(ClassMask.Of(Name, yTrue, yPred), Logits.LogProbabilities(yPred, FromLogits), Tensor.Scalar(0, yPred.DType)).Sum(-1);
}
