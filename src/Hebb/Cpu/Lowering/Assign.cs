using Hebb.Cpu.Chains;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Cpu.Lowering;

/// <summary>
/// Decides where assigned values are computed. Straight into their parameter, if everybody else has read the old value by then and the
/// group itself reads it element by element at most; otherwise beside it, with a copy when the program ends.
/// </summary>
internal sealed class Assign
{
    /// <summary>Decides for all assignments of a graph, and orders its groups accordingly.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="groups">Its groups.</param>
    /// <param name="first">What must have run before any parameter changes: what cannot follow it is computed beside its parameter. Null for nothing.</param>
    public Assign(Lower graph, List<FusionGroup> groups, FusionGroup? first = null)
    {
        Dictionary<Parameter, List<FusionGroup>> readers = Readers(groups);
        GroupOrder order = new(groups);
        List<(FusionGroup First, FusionGroup Second)> orders = [];
        foreach ((Parameter parameter, GraphNode value) in graph.Assignments)
        {
            FusionGroup writer = value.Group!;
            List<FusionGroup> others = readers.GetValueOrDefault(parameter, []);
            if (first is not null) { others = [.. others, first]; }
            if (writer != first && !InPlace.ContainsKey(value) && !ReadsOtherwise(writer, value, parameter) && order.TryFollow(others, writer))
            {
                orders.AddRange(others.Select(reader => (reader, writer)));
                InPlace[value] = parameter;
            }
            else { Copies.Add((parameter, value)); }
        }

        Groups = Schedule.Of(groups, orders);
        Visits = order.Visits;
    }

    /// <summary>The work done to decide.</summary>
    public long Visits { get; }

    /// <summary>The groups in the order in which they run.</summary>
    public List<FusionGroup> Groups { get; }

    /// <summary>The values that are computed into their parameter.</summary>
    public Dictionary<GraphNode, Parameter> InPlace { get; } = [];

    /// <summary>The values that are copied into their parameter at the end.</summary>
    public List<(Parameter Parameter, GraphNode Value)> Copies { get; } = [];

    /// <summary>Who reads each parameter; on the way the groups' successors become those that read them, and their predecessors what they read.</summary>
    private static Dictionary<Parameter, List<FusionGroup>> Readers(List<FusionGroup> groups)
    {
        Dictionary<Parameter, List<FusionGroup>> readers = [];
        foreach (FusionGroup group in groups)
        {
            group.Successors.Clear();
            group.Predecessors.Clear();
        }

        foreach (FusionGroup group in groups)
        {
            foreach (GraphNode source in Fuse.Reads(group).Distinct())
            {
                if (source.Group is { } predecessor)
                {
                    predecessor.Successors.Add(group.Representative);
                    group.Predecessors.Add(source);
                }

                if (source.Op is not ParameterRead { Parameter: var parameter }) { continue; }
                if (!readers.TryGetValue(parameter, out List<FusionGroup>? list)) { readers[parameter] = list = []; }
                list.Add(group);
            }
        }

        return readers;
    }

    /// <summary>Whether the group reads the parameter in a way that does not bear its being overwritten meanwhile.</summary>
    private static bool ReadsOtherwise(FusionGroup group, GraphNode value, Parameter parameter)
    {
        bool IsIt(GraphNode node) => node.Op is ParameterRead { Parameter: var read } && read == parameter;
        if (group.Core is { } core && (core.Inputs.Any(input => IsIt(Root(input))) || core == value && group.Chain.Count > 0)) { return true; }
        return group.Chain.SelectMany(node => node.Inputs).Any(input =>
        {
            OperandAccess access = OperandAccess.Of(input);
            return IsIt(Root(access.Source))
                && (access.Source.Base.Size != value.Size || access.Mode != OperandMode.Matrix && value.Size != 1 || access.Source.IsContiguousSlice);
        });
    }

    private static GraphNode Root(GraphNode node)
    {
        GraphNode root = node.Base;
        while (root.IsContiguousSlice) { root = root.Inputs[0].Base; }
        return root;
    }
}
