using Hebb.Kernels;
using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>The memory one call of a function needs: an arena shared by the programs for all shapes, and a frame for each of them.</summary>
internal sealed class Workspace
{
    private readonly Dictionary<CompiledProgram, Frame> _frames = [];
    private Storage _arena = new(0);

    /// <summary>The number of the step, in memory where kernels read it.</summary>
    public Storage Step { get; } = new(sizeof(long));

    /// <summary>The frame of a program, with arena and scratch large enough.</summary>
    public Frame FrameOf(CompiledProgram program, WorkerPool pool)
    {
        if (_arena.Bytes < program.ArenaBytes)
        {
            _arena = new(program.ArenaBytes);
            foreach (Frame other in _frames.Values) { other.Bind(Plan.Arena, _arena); }
        }

        if (!_frames.TryGetValue(program, out Frame? frame) || frame.Pool != pool)
        {
            frame = program.NewFrame(pool);
            frame.Bind(Plan.Arena, _arena);
            frame.Bind(Plan.Step, Step);
            _frames[program] = frame;
        }

        return frame;
    }
}

/// <summary>Workspaces not in use. Renting and returning allocate nothing once as many exist as there are concurrent calls.</summary>
internal sealed class WorkspacePool
{
    private readonly Stack<Workspace> _free = new();
    private readonly Lock _lock = new();

    /// <summary>A workspace for one call.</summary>
    public Workspace Rent()
    {
        lock (_lock) { return _free.TryPop(out Workspace? workspace) ? workspace : new(); }
    }

    /// <summary>Gives a workspace back.</summary>
    public void Return(Workspace workspace)
    {
        lock (_lock) { _free.Push(workspace); }
    }
}
