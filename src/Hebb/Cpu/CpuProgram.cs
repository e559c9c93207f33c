using System.Diagnostics;
using Hebb.Cpu.Lowering;
using Hebb.Cpu.Running;
using Hebb.Graphs;
using Hebb.Tensors;

namespace Hebb.Cpu;

/// <summary>A graph compiled into kernels. Immutable: any number of calls may run it at once, each over a workspace of its own.</summary>
internal sealed class CpuProgram : Executable
{
    private readonly Kernel[] _kernels;
    private readonly Plan _plan;
    private readonly long _scratchBytes;

    /// <summary>Compiles a graph.</summary>
    /// <param name="traced">What was traced.</param>
    /// <param name="workspaces">The workspaces of the function the program belongs to.</param>
    public CpuProgram(TracedGraph traced, WorkspacePool workspaces) : base(traced)
    {
        Lower graph = new(traced);
        Fuse fuse = new(graph);
        Assign assign = new(graph, fuse.Groups);
        _plan = new(traced, graph, assign);
        Visits = fuse.Visits + assign.Visits + _plan.Visits;
        _kernels = [.. new Emit(_plan, graph, assign).Kernels];
        Workspaces = workspaces;
        _scratchBytes = _kernels.Length == 0 ? 0 : _kernels.Max(kernel => kernel.ScratchBytes);
    }

    /// <summary>The work of those stages of the compiler that search: how often they looked at something. It grows with the graph, not
    /// with its square.</summary>
    public long Visits { get; }

    /// <summary>The working memory, shared with programs for other shapes.</summary>
    public WorkspacePool Workspaces { get; }

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

    public override ProgramListing Describe(Call call, int runs)
    {
        double[][] times = [.. _kernels.Select(_ => new double[runs])];
        if (runs > 0)
        {
            (Workspace workspace, Frame frame) = Rent(call);
            try
            {
                Bind(frame, call);
                for (int run = 0; run < runs; run++)
                {
                    for (int i = 0; i < _kernels.Length; i++)
                    {
                        long start = Stopwatch.GetTimestamp();
                        Run(_kernels[i], frame);
                        times[i][run] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
                    }
                }
            }
            finally
            {
                Return(workspace, frame, call);
            }
        }

        return new([.. _kernels.Select((kernel, i) => new ProgramLine(kernel.Name, kernel.Scope, kernel.Bytes, kernel.Flops, Median(times[i])))], ArenaBytes);
    }

    protected override void Execute(Call call)
    {
        (Workspace workspace, Frame frame) = Rent(call);
        try
        {
            Bind(frame, call);
            foreach (Kernel kernel in _kernels) { Run(kernel, frame); }
        }
        finally
        {
            Return(workspace, frame, call);
        }
    }

    private static void Run(Kernel kernel, Frame frame)
    {
        if (kernel.Parts == 1) { kernel.Run(frame, 0, 0); }
        else { frame.Pool.Run(kernel, frame); }
    }

    private (Workspace Workspace, Frame Frame) Rent(Call call)
    {
        Workspace workspace = Workspaces.Rent();
        workspace.Step.Span<long>()[0] = call.Step;
        return (workspace, workspace.FrameOf(this, WorkerPool.WithWorkers(call.Threads ?? CpuDevice.Threads)));
    }

    private void Bind(Frame frame, Call call)
    {
        for (int i = 0; i < call.Arguments.Length; i++) { frame.Bind(Plan.FirstInput + i, call.Arguments[i].Evaluated()); }
        for (int i = 0; i < call.Results.Length; i++) { frame.Bind(_plan.Output(i), call.Results[i].Value!); }
    }

    /// <summary>Gives memory back; a frame must not keep the tensors of a call alive, nor of one that failed.</summary>
    private void Return(Workspace workspace, Frame frame, Call call)
    {
        for (int i = 0; i < call.Arguments.Length + call.Results.Length; i++) { frame.Unbind(Plan.FirstInput + i); }
        Workspaces.Return(workspace);
    }

    private static double Median(double[] values)
    {
        if (values.Length == 0) { return double.NaN; }
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
