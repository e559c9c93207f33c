using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>A symbolic tensor: what a layer makes of other nodes. Models are made from nodes: <c>new Model(x, y)</c>.</summary>
public sealed class Node
{
    /// <summary>The batch size that shapes are inferred with: a prime that hardly any layer has as an extent, so that a changed batch
    /// axis is noticed.</summary>
    private const int Rows = 13;

    private static long s_made;

    /// <summary>The node that a layer makes.</summary>
    internal Node(Layer layer, IReadOnlyList<Node> inputs, RowShape rowShape, DType type)
    {
        Outputs = [this];
        Layer = layer;
        Inputs = inputs;
        RowShape = rowShape;
        DType = type;
        Order = Interlocked.Increment(ref s_made);
    }

    /// <summary>The layer that makes the tensor; an <see cref="Input"/> at the beginning.</summary>
    public Layer Layer { get; }

    /// <summary>What the layer is applied to.</summary>
    public IReadOnlyList<Node> Inputs { get; }

    /// <summary>The extents of one row: the shape without the batch axis.</summary>
    public RowShape RowShape { get; }

    /// <summary>The type of the elements.</summary>
    public DType DType { get; }

    /// <summary>The extents of one row of the tensor's mask (<see cref="Tensor.Mask"/>); null if it has none, and all its steps count.</summary>
    public RowShape? MaskShape { get; private init; }

    /// <summary>Whether this use of the layer behaves as in training; null for as the model.</summary>
    internal bool? Training { get; private init; }

    /// <summary>The training argument of this call in the file that it was read from, also where it has no effect; it is written again.</summary>
    internal bool? TrainingInFile { get; set; }

    /// <summary>What this use of the layer makes, this node among it.</summary>
    internal IReadOnlyList<Node> Outputs { get; private set; }

    /// <summary>Which of the outputs this is.</summary>
    internal int Output { get; private set; }

    /// <summary>Counts nodes as they are made: inputs come before what is made of them.</summary>
    internal long Order { get; }

    /// <summary>Layer and shape.</summary>
    public override string ToString() => $"{Layer.Name ?? Layer.DefaultName} {RowShape.WithBatch()}";

    /// <summary>The shapes and types of a layer's outputs for inputs like these nodes. Nothing is computed: the layer runs on symbols.</summary>
    internal static IReadOnlyList<Node> Infer(Layer layer, IReadOnlyList<Node> inputs, bool? training, Func<Tensor[], IReadOnlyList<Tensor>> apply)
    {
        if (inputs.Count == 0) { throw new ArgumentException($"{layer} needs at least one node to be applied to.", nameof(inputs)); }
        (IReadOnlyList<Tensor> first, IReadOnlyList<Tensor> second) = OpenExtents.Try(layer, [.. inputs.Select(node => node.RowShape)], open =>
        {
            Tensor[] symbols = [.. inputs.Select((node, i) => Trace.Symbol(i, [Rows, .. node.RowShape.Filled(open)], node.DType))];
            for (int i = 0; i < symbols.Length; i++)
            {
                if (inputs[i].MaskShape is { } row) { symbols[i].Mask = Trace.Symbol(i, [Rows, .. row.Filled(open)], DType.Bool); }
            }

            return Trace.OnSymbols(() => LoadBudget.ForRows(Rows, () => apply(symbols)));
        });
        Node[] nodes = [.. first.Zip(second, (output, again) => output.Rank > 0 && output.Shape[0] == Rows
            ? new Node(layer, inputs, OpenExtents.Row(output, again), output.DType)
            {
                MaskShape = output.Mask is { } mask ? OpenExtents.Row(mask, again.Mask!) : null,
                Training = training,
            }
            : throw new ShapeException($"{layer} must keep the batch as its first axis, but turned a batch of {Rows} rows into shape {output.Shape}."))];
        for (int i = 0; i < nodes.Length; i++) { (nodes[i].Outputs, nodes[i].Output) = (nodes, i); }
        return nodes;
    }
}
