using Hebb.Layers;
using Hebb.Models;

namespace Hebb.Keras;

/// <summary>
/// The layers of a model in the order in which Keras lists them, whatever the order in which they were made; files keep weights and optimizer state in it.
/// In a functional model a layer comes the earlier, the more calls lie between it and the outputs; equally far ones come as a walk from the outputs back to
/// the inputs meets them.
/// </summary>
internal static class LayerOrder
{
    /// <summary>The layers of a model.</summary>
    public static IReadOnlyList<Layer> Of(Model model) => model.Graph is { } graph ? Of(graph) : model.Sublayers;

    private static List<Layer> Of(NodeGraph graph)
    {
        (List<Node> calls, Dictionary<Layer, int> met) = Walk(graph);
        Dictionary<Node, int> callDepths = [];
        Dictionary<Layer, int> depths = [];
        for (int i = calls.Count - 1; i >= 0; i--)
        {
            // A layer that is used several times is as far as its farthest use that was seen so far.
            Node call = calls[i];
            int depth = Math.Max(callDepths.GetValueOrDefault(call), depths.GetValueOrDefault(call.Layer));
            callDepths[call] = depths[call.Layer] = depth;
            foreach (Node input in Inputs(call, graph)) { callDepths[input] = Math.Max(depth + 1, callDepths.GetValueOrDefault(input)); }
        }

        return [.. graph.Layers.OrderByDescending(layer => depths[layer]).ThenBy(layer => met[layer])];
    }

    /// <summary>The calls, those that a call needs before it, and when the walk meets each layer first.</summary>
    private static (List<Node> Calls, Dictionary<Layer, int> Met) Walk(NodeGraph graph)
    {
        List<Node> calls = [];
        Dictionary<Layer, int> met = [];
        HashSet<Node> seen = [];
        // A stack of our own: models are thousands of layers deep.
        Stack<(Node Call, IEnumerator<Node> Inputs)> open = new();
        foreach (Node output in graph.Outputs)
        {
            Enter(output.Outputs[0]);
            while (open.TryPeek(out (Node Call, IEnumerator<Node> Inputs) top))
            {
                if (top.Inputs.MoveNext()) { Enter(top.Inputs.Current); }
                else { calls.Add(open.Pop().Call); }
            }
        }

        return (calls, met);

        void Enter(Node call)
        {
            if (!seen.Add(call)) { return; }
            met.TryAdd(call.Layer, met.Count);
            open.Push((call, Inputs(call, graph).GetEnumerator()));
        }
    }

    /// <summary>The calls whose outputs a call takes; the first output stands for a call. Masks are named arguments, which come last.</summary>
    private static IEnumerable<Node> Inputs(Node call, NodeGraph graph) => graph.Inputs.Contains(call)
        ? []
        : call.Inputs.OrderBy(input => input.DType == Tensors.DType.Bool).Select(input => input.Outputs[0]);
}
