using System.Text;
using Google.Protobuf;
using Hebb.Interop.TensorBoard.Protos;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Interop.TensorBoard;

/// <summary>A model as a graph of its layers: what TensorBoard's graph page draws, inner models as boxes that open.</summary>
internal sealed class ModelGraph
{
    /// <summary>The version of graphs that is written; TensorBoard reads any.</summary>
    private const int Producer = 1;

    private readonly GraphDef _graph = new() { Versions = new() { Producer = Producer } };
    private readonly HashSet<string> _names = [];

    private ModelGraph() { }

    /// <summary>The graph of a model. Of a model whose class computes in code only the layers are known, not what flows between them.</summary>
    public static GraphDef Of(Model model)
    {
        ModelGraph made = new();
        made.Add(model, model.Name ?? model.DefaultName, []);
        return made._graph;
    }

    /// <summary>Adds a model whose inputs come from these nodes; the result is the nodes of its outputs.</summary>
    private string[] Add(Model model, string scope, IReadOnlyList<string> inputs)
    {
        if (model.Outputs.Count > 0) { return AddNodes(model, scope, inputs); }
        if (model is not Sequential)
        {
            return [.. model.Sublayers.SelectMany(layer => Add(layer, $"{scope}/{NameOf(layer)}", layer is Model ? [] : inputs, layer.OutputShape))];
        }

        IReadOnlyList<string> last = inputs;
        foreach (Layer layer in model.Sublayers) { last = Add(layer, $"{scope}/{NameOf(layer)}", last, layer.OutputShape); }
        return [.. last];
    }

    private string[] AddNodes(Model model, string scope, IReadOnlyList<string> inputs)
    {
        Dictionary<Node, string[]> made = [];
        string[] Made(Node node)
        {
            if (made.TryGetValue(node, out string[]? known)) { return known; }
            int input = model.Inputs.ToList().IndexOf(node);
            IReadOnlyList<string> from = input >= 0 ? (input < inputs.Count ? [inputs[input]] : []) : [.. node.Inputs.SelectMany(Made)];
            return made[node] = Add(node.Layer, $"{scope}/{NameOf(node.Layer)}", from, node.RowShape);
        }

        return [.. model.Outputs.SelectMany(Made)];
    }

    private string[] Add(Layer layer, string name, IReadOnlyList<string> inputs, RowShape? row)
    {
        if (layer is Model model) { return Add(model, Unused(name), inputs); }
        NodeDef node = new() { Name = Unused(name), Op = layer.GetType().Name, Input = { inputs } };
        node.Attr["layer"] = new() { S = ByteString.CopyFrom(layer.ToString(), Encoding.UTF8) };
        node.Attr["parameters"] = new() { I = layer.ParameterCount };
        if (row is { } known)
        {
            TensorShapeProto shape = new() { Dim = { new TensorShapeProto.Types.Dim { Size = -1 } } };
            foreach (int? extent in known) { shape.Dim.Add(new TensorShapeProto.Types.Dim { Size = extent ?? -1 }); }
            node.Attr["_output_shapes"] = new() { List = new() { Shape = { shape } } };
        }

        _graph.Node.Add(node);
        return [node.Name];
    }

    private static string NameOf(Layer layer) => layer.Name ?? layer.DefaultName;

    /// <summary>A layer that is used twice has two nodes.</summary>
    private string Unused(string name)
    {
        string unused = name;
        for (int use = 2; !_names.Add(unused); use++) { unused = $"{name}_use_{use}"; }
        return unused;
    }
}
