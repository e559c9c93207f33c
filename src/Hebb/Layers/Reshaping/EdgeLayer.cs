using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>A layer that adds or takes away elements before the first and behind the last of each spatial axis.</summary>
public abstract class EdgeLayer : SpatialLayer
{
    /// <summary>A layer of so many elements at the edges.</summary>
    private protected EdgeLayer(IReadOnlyList<(int Before, int After)> edges)
    {
        if (edges.Any(edge => edge.Before < 0 || edge.After < 0)) { throw new ArgumentOutOfRangeException(nameof(edges), string.Join(", ", edges), "There are 0 elements or more at an edge."); }
        Edges = edges;
    }

    /// <summary>For each spatial axis how many elements before the first and how many behind the last.</summary>
    public IReadOnlyList<(int Before, int After)> Edges { get; }

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        if (x.Rank != Edges.Count + 2) { throw new ShapeException($"{this} expects inputs of {Edges.Count + 2} axes (batch, {Edges.Count} spatial, channels), but got shape {x.Shape}."); }
        for (int axis = 0; axis < Edges.Count; axis++) { x = Change(x, axis + 1, Edges[axis].Before, Edges[axis].After); }
        return x;
    }

    /// <summary>Adds or takes away elements along an axis.</summary>
    private protected abstract Tensor Change(Tensor x, int axis, int before, int after);

    /// <summary>Takes elements away.</summary>
    /// <exception cref="ShapeException">Nothing would be left.</exception>
    private protected Tensor Cut(Tensor x, int axis, int before, int after) => before + after < x.Shape[axis]
        ? x.Slice(axis, before..(x.Shape[axis] - after))
        : throw new ShapeException($"{this} takes {before} + {after} elements away along axis {axis}, of which shape {x.Shape} has {x.Shape[axis]}: nothing is left.");

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({string.Join(", ", Edges)})";
}
