using Hebb.Layers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Models;

/// <summary>The nodes between a model's inputs and outputs, in the order in which they were made, which is one in which they can be computed.</summary>
internal sealed class NodeGraph
{
    /// <summary>Collects the nodes.</summary>
    /// <exception cref="ArgumentException">An output depends on an input that was not given, or an input is not used.</exception>
    public NodeGraph(IReadOnlyList<Node> inputs, IReadOnlyList<Node> outputs)
    {
        if (inputs.Count == 0 || outputs.Count == 0) { throw new ArgumentException("A model needs at least one input and one output."); }
        HashSet<Node> nodes = [.. inputs];
        if (nodes.Count != inputs.Count) { throw new ArgumentException("A node is given twice among the inputs of a model."); }
        HashSet<Node> used = [];
        Stack<Node> open = new(outputs);
        while (open.TryPop(out Node? node))
        {
            if (!used.Add(node) || nodes.Contains(node)) { continue; }
            if (node.Inputs.Count == 0)
            {
                throw new ArgumentException($"An output depends on the input {node}, which is not among the inputs of the model: add it there.");
            }

            foreach (Node input in node.Inputs) { open.Push(input); }
        }

        foreach (Node input in inputs)
        {
            if (!used.Contains(input)) { throw new ArgumentException($"No output depends on the input {input}: leave it out, or use it."); }
        }

        Inputs = inputs;
        Outputs = outputs;
        Nodes = [.. used.OrderBy(node => node.Order)];
        Layers = [.. Nodes.Select(node => node.Layer).Distinct()];
    }

    /// <summary>Where data enter.</summary>
    public IReadOnlyList<Node> Inputs { get; }

    /// <summary>What the model computes.</summary>
    public IReadOnlyList<Node> Outputs { get; }

    /// <summary>All nodes, inputs before what is made of them.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>The layers in the order in which they were first applied.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>Computes the outputs.</summary>
    public IReadOnlyList<Tensor> Forward(IReadOnlyList<Tensor> x, bool training)
    {
        if (x.Count != Inputs.Count) { throw new ShapeException($"The model has {Inputs.Count} inputs, but got {x.Count} tensors."); }
        Dictionary<Node, Tensor> values = [];
        for (int i = 0; i < x.Count; i++)
        {
            if (!Inputs[i].RowShape.FitsBatch(x[i].Shape))
            {
                throw new ShapeException($"Input {Inputs[i].Layer.Name ?? Inputs[i].Layer.DefaultName} {Input.Expectation(Inputs[i].RowShape, x[i].Shape)}");
            }

            values[Inputs[i]] = x[i];
        }

        foreach (Node node in Nodes)
        {
            if (values.ContainsKey(node)) { continue; }
            Tensor[] inputs = [.. node.Inputs.Select(input => values[input])];
            if (node.Outputs.Count == 1)
            {
                values[node] = node.Layer.Apply(inputs, node.Training ?? training);
                continue;
            }

            IReadOnlyList<Tensor> outputs = node.Layer.ApplyAll(inputs, node.Training ?? training);
            for (int i = 0; i < outputs.Count; i++) { values[node.Outputs[i]] = outputs[i]; }
        }

        return [.. Outputs.Select(output => values[output])];
    }
}
