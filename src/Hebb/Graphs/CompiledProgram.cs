using System.Diagnostics;
using Hebb.Kernels;
using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>A graph compiled into kernels. Immutable: any number of calls may run it at once, each over a workspace of its own.</summary>
internal sealed class CompiledProgram : Executable
{
    private readonly Kernel[] _kernels;
    private readonly Plan _plan;
    private readonly WorkspacePool _workspaces;
    private readonly int? _threads;
    private readonly long _scratchBytes;

    /// <summary>Compiles a graph.</summary>
    /// <param name="traced">What was traced.</param>
    /// <param name="workspaces">The workspaces of the function the program belongs to.</param>
    /// <param name="threads">How many threads share large kernels; null for the process's setting.</param>
    public CompiledProgram(TracedGraph traced, WorkspacePool workspaces, int? threads) : base(traced)
    {
        Rewrite graph = new(traced);
        Assign assign = new(graph, new Fuse(graph).Units);
        _plan = new(traced, graph, assign);
        _kernels = [.. new Emit(_plan, graph, assign).Kernels];
        _workspaces = workspaces;
        _threads = threads;
        _scratchBytes = _kernels.Length == 0 ? 0 : _kernels.Max(kernel => kernel.ScratchBytes);
    }

    /// <summary>The memory that intermediate values share.</summary>
    public long ArenaBytes => _plan.ArenaBytes;

    /// <summary>A frame with everything bound that stays from call to call.</summary>
    public Frame NewFrame(WorkerPool pool)
    {
        Frame frame = new(_plan.Slots) { Pool = pool };
        frame.Bind(Plan.SmallConstants, _plan.Constants);
        foreach ((int slot, Storage storage) in _plan.Bindings) { frame.Bind(slot, storage); }
        frame.ReserveScratch(_scratchBytes);
        return frame;
    }

    public override ProgramListing Describe(ReadOnlySpan<Tensor> arguments, int runs, long step)
    {
        double[][] times = [.. _kernels.Select(_ => new double[runs])];
        if (runs > 0)
        {
            Workspace workspace = _workspaces.Rent();
            Frame frame = Bound(workspace, arguments, NewResults(), step);
            for (int run = 0; run < runs; run++)
            {
                for (int i = 0; i < _kernels.Length; i++)
                {
                    long start = Stopwatch.GetTimestamp();
                    Run(_kernels[i], frame);
                    times[i][run] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
                }
            }

            _workspaces.Return(workspace);
        }

        return new([.. _kernels.Select((kernel, i) => new ProgramLine(kernel.Name, kernel.Scope, kernel.Bytes, kernel.Flops, Median(times[i])))], ArenaBytes);
    }

    protected override void Execute(ReadOnlySpan<Tensor> arguments, ReadOnlySpan<Tensor> results, long step)
    {
        Workspace workspace = _workspaces.Rent();
        try
        {
            Frame frame = Bound(workspace, arguments, results, step);
            foreach (Kernel kernel in _kernels) { Run(kernel, frame); }
            for (int i = 0; i < arguments.Length + results.Length; i++) { frame.Unbind(Plan.FirstInput + i); }
        }
        finally
        {
            _workspaces.Return(workspace);
        }
    }

    private static void Run(Kernel kernel, Frame frame)
    {
        if (kernel.Parts == 1) { kernel.Run(frame, 0, 0); }
        else { frame.Pool.Run(kernel, frame); }
    }

    private Frame Bound(Workspace workspace, ReadOnlySpan<Tensor> arguments, ReadOnlySpan<Tensor> results, long step)
    {
        Frame frame = workspace.FrameOf(this, WorkerPool.WithWorkers(_threads ?? Compute.Threads));
        workspace.Step.Span<long>()[0] = step;
        for (int i = 0; i < arguments.Length; i++) { frame.Bind(Plan.FirstInput + i, arguments[i].Evaluated()); }
        for (int i = 0; i < results.Length; i++) { frame.Bind(_plan.Output(i), results[i].Value!); }
        return frame;
    }

    private static double Median(double[] values)
    {
        if (values.Length == 0) { return double.NaN; }
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
