using Hebb.Cpu.Running;
using Hebb.Graphs;
using Hebb.Tensors;

namespace Hebb.Cpu.Lowering;

/// <summary>
/// Decides where every value lives: parameters, inputs and results in slots of their own, small constants side by side in one, all
/// intermediate values in one arena, where values whose lifetimes do not overlap share memory.
/// </summary>
internal sealed class Plan
{
    /// <summary>The slot of intermediate values.</summary>
    public const int Arena = 0;

    /// <summary>The slot of small constants.</summary>
    public const int SmallConstants = 1;

    /// <summary>The slot of the number of the step.</summary>
    public const int Step = 2;

    /// <summary>The slot of the first input.</summary>
    public const int FirstInput = 3;

    private const int LargestSmallConstant = 4096;

    private readonly Dictionary<Parameter, int> _parameters = [];
    private readonly Dictionary<GraphNode, Ref> _constants = [];
    private readonly ArenaSpace _space = new();
    private readonly int _inputs;
    private long _constantBytes;
    private long _roomBehind;

    /// <summary>Plans the memory of a graph.</summary>
    public Plan(TracedGraph traced, Lower graph, Assign assign)
    {
        _inputs = traced.Inputs.Length;
        Slots = FirstInput + _inputs + traced.Outputs.Length;
        foreach (GraphNode node in graph.Nodes)
        {
            if (node.Op is Constant) { PlaceConstant(node); }
            else if (node.Op is ParameterRead { Parameter: var parameter }) { Slot(parameter); }
        }

        foreach ((GraphNode value, Parameter parameter) in assign.InPlace) { value.Home = new(Slot(parameter), 0); }
        foreach ((Parameter parameter, _) in assign.Copies) { Slot(parameter); }
        for (int i = 0; i < graph.Outputs.Length; i++) { graph.Outputs[i].Home ??= new(Output(i), 0); }
        PlaceIntermediates(assign.Groups, [.. assign.Copies.Select(copy => copy.Value)]);
        Constants = new(Math.Max(1, _constantBytes));
        foreach ((GraphNode node, Ref at) in _constants)
        {
            if (at.Slot == SmallConstants) { node.Value!.Span<byte>().CopyTo(Constants.Span<byte>()[(int)at.Offset..]); }
        }
    }

    /// <summary>The number of slots.</summary>
    public int Slots { get; private set; }

    /// <summary>The size of the arena.</summary>
    public long ArenaBytes => Storage.Round(_space.Bytes) + _roomBehind;

    /// <summary>Where zones that nobody writes to lie behind intermediate values; none but in a checked build.</summary>
    public List<(int Slot, long Offset)> Zones { get; } = [];

    /// <summary>The work done to find places.</summary>
    public long Visits => _space.Visits;

    /// <summary>The small constants.</summary>
    public Storage Constants { get; }

    /// <summary>Large constants, which other programs may share.</summary>
    public List<Storage> LargeConstants { get; } = [];

    /// <summary>What stays in a slot forever: parameters and large constants.</summary>
    public List<(int Slot, Storage Storage)> Bindings { get; } = [];

    /// <summary>The slot of a result.</summary>
    public int Output(int index) => FirstInput + _inputs + index;

    /// <summary>Room in the arena behind all values, for a kernel that has values of its own. Kernels run one after the other, so they share it.</summary>
    public Ref RoomBehind(long bytes)
    {
        _roomBehind = Math.Max(_roomBehind, bytes);
        return new(Arena, Storage.Round(_space.Bytes));
    }

    /// <summary>Where a parameter lives.</summary>
    public Ref At(Parameter parameter) => new(_parameters[parameter], 0);

    /// <summary>Where a value lives.</summary>
    public Ref At(GraphNode node)
    {
        GraphNode root = node.Base;
        if (root.IsContiguousSlice)
        {
            long offset = 0, stride = 1;
            Shape from = root.Inputs[0].Shape;
            for (int axis = from.Rank - 1; axis >= 0; axis--)
            {
                offset += ((Ops.Slice)root.Op).Start[axis] * stride;
                stride *= from[axis];
            }

            Ref whole = At(root.Inputs[0]);
            return whole with { Offset = whole.Offset + offset * root.DType.Size };
        }

        return root.Op switch
        {
            Constant => _constants[root],
            ParameterRead { Parameter: var parameter } => At(parameter),
            Input input => new(input.Index == _inputs ? Step : FirstInput + input.Index, 0),
            _ => root.Home ?? throw new InvalidOperationException($"{root.Op.Name} of shape {root.Shape} has no place."),
        };
    }

    private int Slot(Parameter parameter)
    {
        if (_parameters.TryGetValue(parameter, out int slot)) { return slot; }
        Bindings.Add((Slots, (Storage)parameter.Buffer));
        return _parameters[parameter] = Slots++;
    }

    private void PlaceConstant(GraphNode node)
    {
        if (node.Value!.Bytes <= LargestSmallConstant)
        {
            _constants[node] = new(SmallConstants, _constantBytes);
            _constantBytes += Storage.Round(node.Value.Bytes);
            return;
        }

        LargeConstants.Add(node.Value);
        Bindings.Add((Slots, node.Value));
        _constants[node] = new(Slots++, 0);
    }

    /// <summary>Gives each intermediate value the lowest place in the arena that is free for its whole life.</summary>
    private void PlaceIntermediates(List<FusionGroup> groups, HashSet<GraphNode> neededAtEnd)
    {
        Dictionary<GraphNode, int> lastUse = [];
        foreach (FusionGroup group in groups)
        {
            foreach (GraphNode source in Fuse.Reads(group)) { lastUse[source] = group.Position; }
        }

        List<(long At, long Bytes)>?[] ending = new List<(long, long)>?[groups.Count];
        foreach (FusionGroup group in groups)
        {
            if (group.Position > 0) { ending[group.Position - 1]?.ForEach(block => _space.Free(block.At, block.Bytes)); }
            foreach (GraphNode node in group.Stored)
            {
                if (node.Home is not null) { continue; }
                long bytes = Storage.Round(Math.Max(1, node.Size * node.DType.Size)), at = _space.Take(bytes + RedZone.Bytes);
                node.Home = new(Arena, at);
                if (RedZone.IsOn)
                {
                    Zones.Add((Arena, at + bytes));
                    continue; // its place stays its own
                }

                if (!node.IsRoot && !neededAtEnd.Contains(node)) { (ending[lastUse[node]] ??= []).Add((at, bytes)); }
            }
        }
    }
}
