using Hebb.Cpu.Running;
using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Cpu.Lowering;

/// <summary>
/// Compiles the body of a <see cref="Scan"/>, by the same passes as any graph, into the kernels of one step and those that run once before the first.
/// </summary>
internal static class LoopProgram
{
    /// <summary>The kernel that runs a scan.</summary>
    public static ScanKernel Kernel(Scan scan, GraphNode core, Plan outer)
    {
        Loop loop = scan.Loop;
        Tensor[] symbols = [.. loop.Symbols];
        Tensor[] stacks = [.. loop.Stacks.Take(scan.Stacks)];
        List<Tensor> outputs = [.. stacks.Concat(loop.Next).Distinct()];
        TracedGraph traced = Simplify.Of(new(symbols, [.. outputs], [], [], new(new Input(symbols.Length, [], DType.Int64), [])));
        Lower graph = new(traced);
        Assign assign = new(graph, new Fuse(graph).Groups);
        int once = MoveInvariantsForward(assign.Groups, firstInvariant: loop.States.Length + loop.Sequences.Length);
        Plan plan = new(traced, graph, assign);
        Emit emit = new(plan, graph, assign);
        int first = emit.KernelsOf(once);
        int size = core.DType.Size;
        Ref Result(long offset) => core.Home!.Value with { Offset = core.Home!.Value.Offset + offset * size };
        Ref Given(int input) => outer.At(core.Inputs[input]);
        int Slot(int input) => Plan.FirstInput + input;
        return new([.. emit.Kernels[..first]], [.. emit.Kernels[first..]], plan.Slots, plan.ArenaBytes)
        {
            Scope = core.Scope,
            Steps = loop.Steps,
            Reversed = loop.Reversed,
            Arena = Plan.Arena,
            Zones = plan.Zones,
            Room = outer.RoomBehind(ScanKernel.RoomFor(plan.ArenaBytes, loop.States.Select(state => state.Size * size))),
            Constants = [(Plan.SmallConstants, plan.Constants), .. plan.Bindings],
            LargeConstants = [.. plan.LargeConstants, .. emit.Kernels.OfType<ScanKernel>().SelectMany(inner => inner.LargeConstants)],
            States = [.. loop.States.Select((state, i) => new ScanState
            {
                Before = Slot(i),
                After = plan.Output(outputs.IndexOf(loop.Next[i])),
                Bytes = state.Size * size,
                First = Given(i),
                Last = Result(loop.FinalOffset(i)),
                Stack = Array.IndexOf(stacks, loop.Next[i]),
                Twin = Array.IndexOf(loop.Next, loop.Next[i]),
            })],
            Sequences = [.. loop.Sequences.Select(
                (symbol, i) => new ScanWalk(Slot(loop.States.Length + i), Given(loop.States.Length + i), symbol.Size * symbol.DType.Size))],
            Stacks = [.. stacks.Select((stack, i) => new ScanWalk(plan.Output(i), Result(loop.StackOffset(i)), stack.Size * size))],
            Invariants = [.. loop.Invariants.Select(
                (_, i) => (Slot(loop.States.Length + loop.Sequences.Length + i), Given(loop.States.Length + loop.Sequences.Length + i)))],
        };
    }

    /// <summary>Puts groups that depend on nothing that changes in front, where they run once, and has their values kept.</summary>
    private static int MoveInvariantsForward(List<FusionGroup> groups, int firstInvariant)
    {
        HashSet<FusionGroup> once = [];
        foreach (FusionGroup group in groups)
        {
            bool varies = group.Stored.Exists(node => node.IsRoot)
                || Fuse.Reads(group)
                    .Any(source => source.Group is { } maker ? !once.Contains(maker) : source.Op is Input { Index: var index } && index < firstInvariant);
            if (!varies) { once.Add(group); }
        }

        FusionGroup[] order = [.. groups.Where(once.Contains), .. groups.Where(group => !once.Contains(group))];
        for (int i = 0; i < order.Length; i++)
        {
            groups[i] = order[i];
            order[i].Position = i;
        }

        foreach (GraphNode node in once.SelectMany(group => group.Stored)) { node.IsRoot = true; }
        return once.Count;
    }
}
