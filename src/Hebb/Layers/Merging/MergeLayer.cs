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

    /// <summary>Combines inputs of one rank.</summary>
    private protected abstract Tensor Merge(IReadOnlyList<Tensor> inputs);
}
