using System.Diagnostics;
using Hebb.Cpu.Lowering;
using Hebb.Cpu.Running;
using Hebb.Graphs;
using Hebb.Tensors;

namespace Hebb.Cpu;

/// <summary>A graph compiled into kernels. Immutable: any number of calls may run it at once, each over a workspace of its own.</summary>
internal sealed unsafe class CpuProgram : Executable
{
    /// <summary>What a kernel and its place in a frame take on the average, as measured.</summary>
    private const long BytesOfKernel = 1024, BytesOfSlot = 2 * sizeof(long);

    private readonly Kernel[] _kernels;
    private readonly (int Slot, Storage Storage)[] _bindings;
    private readonly IReadOnlyList<(int Slot, long Offset)> _zones;
    private readonly int _slots;
    private readonly long _arenaBytes;
    private readonly long _scratchBytes;
    private readonly long _bytes;
    private readonly (int Kernels, Ref At)? _mustBeFinite;
    private readonly Lock _makingFrames = new();
    private volatile Frame?[] _frames = [];

    /// <summary>Compiles a graph.</summary>
    /// <param name="traced">What was traced.</param>
    /// <param name="workspaces">The workspaces of the function the program belongs to.</param>
    public CpuProgram(TracedGraph traced, WorkspacePool workspaces) : base(traced)
    {
        Lower graph = new(traced);
        Fuse fuse = new(graph);
        GraphNode? mustBeFinite = traced.FiniteResult is { } result ? graph.Outputs[result] : null;
        Assign assign = new(graph, fuse.Groups, mustBeFinite?.Group);
        Plan plan = new(traced, graph, assign);
        Visits = fuse.Visits + assign.Visits + plan.Visits;
        Emit emit = new(plan, graph, assign);
        _kernels = [.. emit.Kernels];
        _mustBeFinite = mustBeFinite is null ? null : (emit.KernelsOf(mustBeFinite.Group!.Position + 1), plan.At(mustBeFinite));
        (_slots, _arenaBytes, _bindings) = (plan.Slots, plan.ArenaBytes, [(Plan.SmallConstants, plan.Constants), .. plan.Bindings]);
        _zones = plan.Zones;
        _bytes = _kernels.Sum(kernel => kernel.Count) * BytesOfKernel + plan.Constants.Bytes;
        Constants = [.. plan.LargeConstants.Concat(_kernels.OfType<ScanKernel>().SelectMany(scan => scan.LargeConstants))];
        Workspaces = workspaces;
        _scratchBytes = _kernels.Length == 0 ? 0 : _kernels.Max(kernel => kernel.ScratchBytes);
    }

    /// <summary>The work of those stages of the compiler that search: how often they looked at something. It grows with the graph, not
    /// with its square.</summary>
    public long Visits { get; }

    /// <summary>The working memory, shared with programs for other shapes.</summary>
    public WorkspacePool Workspaces { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Storage> Constants { get; }

    /// <inheritdoc/>
    public override long Bytes => _bytes + _frames.Length * _slots * BytesOfSlot;

    public override ProgramListing Describe(Call call, int runs)
    {
        double[][] times = [.. _kernels.Select(_ => new double[runs])];
        if (runs > 0)
        {
            (Workspace workspace, Frame frame) = Rent(call);
            try
            {
                Bind(frame, call);
                WorkerPool pool = frame.Pool;
                for (int run = 0; run < runs; run++)
                {
                    for (int i = 0; i < _kernels.Length; i++)
                    {
                        long start = Stopwatch.GetTimestamp();
                        pool.Run(_kernels[i], frame);
                        times[i][run] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
                    }
                }
            }
            finally
            {
                Return(workspace, frame, call);
            }
        }

        return new([.. _kernels.Select((kernel, i) => new ProgramLine(kernel.Name, kernel.Scope, kernel.Bytes, kernel.Flops, Median(times[i])))], _arenaBytes);
    }

    protected override bool Execute(Call call)
    {
        (Workspace workspace, Frame frame) = Rent(call);
        try
        {
            Bind(frame, call);
            int begun = _mustBeFinite?.Kernels ?? 0;
            WorkerPool pool = frame.Pool;
            foreach (Kernel kernel in _kernels.AsSpan(0, begun)) { pool.Run(kernel, frame); }
            if (_mustBeFinite is { At: var at } && !float.IsFinite(*frame.Floats(at))) { return false; }
            foreach (Kernel kernel in _kernels.AsSpan(begun)) { pool.Run(kernel, frame); }
            return true;
        }
        finally
        {
            Return(workspace, frame, call);
        }
    }

    private (Workspace Workspace, Frame Frame) Rent(Call call)
    {
        WorkerPool pool = WorkerPool.WithWorkers(call.Threads ?? CpuDevice.Threads);
        Workspace workspace = Workspaces.Rent();
        workspace.Reserve(_arenaBytes, pool.Workers, _scratchBytes);
        workspace.Step.Span<long>()[0] = call.Step;
        Frame?[] frames = _frames;
        Frame frame = (workspace.Number < frames.Length ? frames[workspace.Number] : null) ?? NewFrame(workspace, pool);
        frame.Pool = pool;

        // Only pointed at: a frame must not keep an arena alive that has become too small for other programs.
        frame.Point(Plan.Arena, workspace.Arena.Start);
        CheckedRun.Prepare(frame);
        return (workspace, frame);
    }

    /// <summary>The frame for a workspace, with everything bound that stays from call to call. It lives as long as the program.</summary>
    private Frame NewFrame(Workspace workspace, WorkerPool pool)
    {
        Frame frame = new(_slots, workspace.Scratch) { Pool = pool, Zones = _zones };
        frame.Bind(Plan.Step, workspace.Step);
        foreach ((int slot, Storage storage) in _bindings) { frame.Bind(slot, storage); }
        lock (_makingFrames)
        {
            Frame?[] frames = _frames;
            if (frames.Length <= workspace.Number) { Array.Resize(ref frames, workspace.Number + 1); }
            frames[workspace.Number] = frame;
            _frames = frames;
        }

        return frame;
    }

    private static void Bind(Frame frame, Call call)
    {
        for (int i = 0; i < call.Arguments.Length; i++) { frame.Bind(Plan.FirstInput + i, call.Arguments[i].Evaluated()); }
        for (int i = 0; i < call.Results.Length; i++) { frame.Bind(Plan.FirstInput + call.Arguments.Length + i, call.Results[i].Value!); }
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
