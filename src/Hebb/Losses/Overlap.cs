using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>A loss from sums over elements: how far two sets overlap.</summary>
public abstract record Overlap : Loss
{
    /// <summary>
    /// Null, as Keras' default: the sums go over the whole batch, whose rows all have the batch's loss (so evaluating depends on the batch size).
    /// −1: over the last axis, so that every row is judged by itself.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The axis is neither null nor −1.</exception>
    public int? Axis
    {
        get;
        init => field = value is null or -1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Axis), value, "The axis is null (all elements of the batch) or -1 (each row by itself).");
    }

    /// <summary>No axis, or the last; files may call it 1, which it is for rows of numbers.</summary>
    private protected static int? ReadAxis(IConfig<Overlap> c) => c.Setting("axis", l => l.Axis, axis => axis, node =>
        !node.Has("axis") ? null : node.Ints("axis") is [-1 or 1] ? -1 : throw node.Wrong("axis", "null or -1"));

    /// <inheritdoc/>
    public sealed override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor target = Match(yTrue, yPred);
        return Axis is null ? Of(target, yPred, x => x.Sum()).BroadcastTo([yPred.Shape[0]]) : RowMeans(Of(target, yPred, x => x.Sum(-1)));
    }

    /// <summary>The loss, from sums over what the axis says.</summary>
    private protected abstract Tensor Of(Tensor target, Tensor yPred, Func<Tensor, Tensor> sum);
}
