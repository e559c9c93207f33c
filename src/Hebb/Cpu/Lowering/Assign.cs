using Hebb.Cpu.Chains;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Cpu.Lowering;

/// <summary>
/// Decides where assigned values are computed. Straight into their parameter, if everybody else has read the old value by then and the
/// unit itself reads it element by element at most; otherwise beside it, with a copy when the program ends.
/// </summary>
internal sealed class Assign
{
    /// <summary>Decides for all assignments of a graph, and orders its units accordingly.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="units">Its units.</param>
    /// <param name="first">What must have run before any parameter changes; null for nothing.</param>
    public Assign(Lower graph, List<Unit> units, Unit? first = null)
    {
        Dictionary<Parameter, List<Unit>> readers = Readers(units);
        UnitOrder order = new(units);
        List<(Unit First, Unit Second)> orders = [];
        foreach ((Parameter parameter, GraphNode value) in graph.Assignments)
        {
            Unit writer = value.Unit!;
            List<Unit> others = readers.GetValueOrDefault(parameter, []);
            if (first is not null) { others = [.. others, first]; }
            if (writer != first && !InPlace.ContainsKey(value) && !ReadsOtherwise(writer, value, parameter) && order.TryFollow(others, writer))
            {
                orders.AddRange(others.Select(reader => (reader, writer)));
                InPlace[value] = parameter;
            }
            else { Copies.Add((parameter, value)); }
        }

        Units = Schedule.Of(units, orders);
        Visits = order.Visits;
    }

    /// <summary>The work done to decide.</summary>
    public long Visits { get; }

    /// <summary>The units in the order in which they run.</summary>
    public List<Unit> Units { get; }

    /// <summary>The values that are computed into their parameter.</summary>
    public Dictionary<GraphNode, Parameter> InPlace { get; } = [];

    /// <summary>The values that are copied into their parameter at the end.</summary>
    public List<(Parameter Parameter, GraphNode Value)> Copies { get; } = [];

    /// <summary>Who reads each parameter; on the way the units' followers become those that read them, and their leaders what they read.</summary>
    private static Dictionary<Parameter, List<Unit>> Readers(List<Unit> units)
    {
        Dictionary<Parameter, List<Unit>> readers = [];
        foreach (Unit unit in units)
        {
            unit.Followers.Clear();
            unit.Leaders.Clear();
        }

        foreach (Unit unit in units)
        {
            foreach (GraphNode source in Fuse.Reads(unit).Distinct())
            {
                if (source.Unit is { } leader)
                {
                    leader.Followers.Add(unit.Representative);
                    unit.Leaders.Add(source);
                }

                if (source.Op is not ParameterRead { Parameter: var parameter }) { continue; }
                if (!readers.TryGetValue(parameter, out List<Unit>? list)) { readers[parameter] = list = []; }
                list.Add(unit);
            }
        }

        return readers;
    }

    /// <summary>Whether the unit reads the parameter in a way that does not bear its being overwritten meanwhile.</summary>
    private static bool ReadsOtherwise(Unit unit, GraphNode value, Parameter parameter)
    {
        bool IsIt(GraphNode node) => node.Op is ParameterRead { Parameter: var read } && read == parameter;
        if (unit.Core is { } core && (core.Inputs.Any(input => IsIt(Root(input))) || core == value && unit.Chain.Count > 0)) { return true; }
        return unit.Chain.SelectMany(node => node.Inputs).Any(input =>
        {
            Walk walk = Walk.Of(input);
            return IsIt(Root(walk.Source))
                && (walk.Source.Base.Size != value.Size || walk.Mode != OperandMode.Matrix && value.Size != 1 || walk.Source.IsContiguousSlice);
        });
    }

    private static GraphNode Root(GraphNode node)
    {
        GraphNode root = node.Base;
        while (root.IsContiguousSlice) { root = root.Inputs[0].Base; }
        return root;
    }
}
