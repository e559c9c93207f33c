using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>A layer that adds or takes away elements before the first and behind the last of each spatial axis.</summary>
public abstract class CropOrPadLayer : SpatialLayer
{
    /// <summary>A layer of so many elements at the edges.</summary>
    private protected CropOrPadLayer(IReadOnlyList<(int Before, int After)> edges)
    {
        if (edges.Any(edge => edge.Before < 0 || edge.After < 0))
        {
            throw new ArgumentOutOfRangeException(nameof(edges), string.Join(", ", edges), "There are 0 elements or more at an edge.");
        }

        Edges = edges;
    }

    /// <summary>A layer of as many elements at all edges.</summary>
    private protected CropOrPadLayer(int axes, int all)
        : this([.. Enumerable.Repeat(SettingRange.AtLeast(0, all, nameof(all)), axes).Select(count => (count, count))])
    {
    }

    /// <summary>A layer of its settings.</summary>
    private protected CropOrPadLayer(string key, int axes, IConfig<CropOrPadLayer> c)
        : this(c.Setting(key, l => l.Edges, WriteEdges, node => ReadEdges(node, key, axes))) => DataFormat = c.DataFormat(l => l.DataFormat, axes);

    /// <summary>For each spatial axis how many elements before the first and how many behind the last.</summary>
    public IReadOnlyList<(int Before, int After)> Edges { get; }

    /// <inheritdoc/>
    private protected override Tensor ForwardLast(Tensor x, bool training)
    {
        if (x.Rank != Edges.Count + 2)
        {
            throw new ShapeException($"{this} expects inputs of {Edges.Count + 2} axes (batch, {Edges.Count} spatial, channels), but got shape {x.Shape}.");
        }

        for (int axis = 0; axis < Edges.Count; axis++) { x = Change(x, axis + 1, Edges[axis].Before, Edges[axis].After); }
        return x;
    }

    /// <summary>Adds or takes away elements along an axis.</summary>
    private protected abstract Tensor Change(Tensor x, int axis, int before, int after);

    /// <summary>Takes elements away.</summary>
    /// <exception cref="ShapeException">Nothing would be left.</exception>
    private protected Tensor Cut(Tensor x, int axis, int before, int after) => (long)before + after < x.Shape[axis]
        ? x.Slice(axis, before..(x.Shape[axis] - after))
        : throw new ShapeException(
            $"{this} takes {before} + {after} elements away along axis {axis}, of which shape {x.Shape} has {x.Shape[axis]}: nothing is left.");

    private static JsonArray WriteEdges(IReadOnlyList<(int Before, int After)> edges)
    {
        JsonArray[] pairs = [.. edges.Select(edge => new JsonArray(edge.Before, edge.After))];
        return pairs is [JsonArray single] ? single : new([.. pairs]);
    }

    /// <summary>One number for all edges, one for each axis, or one for each edge.</summary>
    private static (int Before, int After)[] ReadEdges(ConfigNode node, string key, int axes)
    {
        FileFormatException Wrong() => node.Wrong(key, $"a number, {axes} numbers or {axes} pairs, from 0 on");
        (int, int) Edge(JsonNode? edge) => edge switch
        {
            JsonValue value when value.TryGetValue(out int both) && both >= 0 => (both, both),
            JsonArray { Count: 2 } pair when pair[0] is JsonValue a && pair[1] is JsonValue b && a.TryGetValue(out int before) && b.TryGetValue(out int after)
                && before >= 0 && after >= 0 => (before, after),
            _ => throw Wrong(),
        };
        return node.Json[key] switch
        {
            JsonArray single when axes == 1 => [Edge(single)],
            JsonArray each when each.Count == axes => [.. each.Select(Edge)],
            JsonValue all => [.. Enumerable.Repeat(Edge(all), axes)],
            _ => throw Wrong(),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({string.Join(", ", Edges)})";
}
