using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>A layer that makes one tensor of several, element by element, with broadcasting.</summary>
/// <remarks>As in Keras an input with fewer axes gets axes of extent 1 behind the batch: (batch, 4) meets (batch, 3, 4) as (batch, 1, 4).</remarks>
public abstract class MergeLayer : Layer
{
    private protected MergeLayer() { }

    /// <inheritdoc/>
    protected sealed override void Build(IReadOnlyList<Shape> inputs) { }

    /// <inheritdoc/>
    protected sealed override Tensor Forward(IReadOnlyList<Tensor> inputs, bool training)
    {
        if (inputs.Count < 2) { throw new ShapeException($"{this} needs at least two inputs, but got {inputs.Count}: use Apply([a, b])."); }
        int rank = inputs.Max(input => input.Rank);
        return Merge([.. inputs.Select(input => input.Rank is 0 || input.Rank == rank
            ? input
            : input.Reshape([input.Shape[0], .. Enumerable.Repeat(1, rank - input.Rank), .. input.Shape.Dimensions[1..]]))]);
    }

    /// <summary>If all inputs have masks, a step counts that counts in any of them; otherwise all steps count.</summary>
    protected sealed override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs) =>
        inputs.All(input => input.Mask is not null) ? inputs.Select(input => input.Mask!).Aggregate((a, b) => a | b) : null;

    /// <summary>Combines two by two; a step that does not count in one of them is as in the other.</summary>
    private protected static Tensor MergeCounting(IReadOnlyList<Tensor> inputs, Func<Tensor, Tensor, Tensor> merge)
    {
        (Tensor whole, Tensor? counts) = (inputs[0], inputs[0].Mask);
        foreach (Tensor x in inputs.Skip(1))
        {
            Tensor merged = merge(whole, x);
            if (counts is not null) { merged = Tensor.Where(Alongside(counts, merged), merged, x); }
            if (x.Mask is not null) { merged = Tensor.Where(Alongside(x.Mask, merged), merged, whole); }
            counts = counts is null || x.Mask is null ? null : counts | x.Mask;
            whole = merged;
        }

        return whole;
    }

    /// <summary>Booleans of the first axes, with axes of extent 1 for the others.</summary>
    private protected static Tensor Alongside(Tensor mask, Tensor x) => mask.Reshape([.. mask.Shape.Dimensions, .. Enumerable.Repeat(1, x.Rank - mask.Rank)]);

    /// <summary>Combines inputs of one rank.</summary>
    private protected abstract Tensor Merge(IReadOnlyList<Tensor> inputs);
}
