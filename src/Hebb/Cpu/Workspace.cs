using Hebb.Cpu.Lowering;
using Hebb.Cpu.Running;
using Hebb.Tensors;

namespace Hebb.Cpu;

/// <summary>The memory one call of a function needs: an arena shared by the programs for all shapes, and a frame for each of them.</summary>
internal sealed class Workspace
{
    private readonly Dictionary<CpuProgram, Frame> _frames = [];
    private Storage _arena = new(0);

    /// <summary>The number of the step, in memory where kernels read it.</summary>
    public Storage Step { get; } = new(sizeof(long));

    /// <summary>The frame of a program, with arena and scratch large enough.</summary>
    public Frame FrameOf(CpuProgram program, WorkerPool pool)
    {
        if (_arena.Bytes < program.ArenaBytes && !RedZone.IsOn)
        {
            _arena = new(program.ArenaBytes);
            foreach (Frame other in _frames.Values) { other.Bind(Plan.Arena, _arena); }
        }

        if (!_frames.TryGetValue(program, out Frame? frame))
        {
            frame = program.NewFrame(pool);
            // In a checked build each program has an arena of its own, with zones that stay.
            frame.Bind(Plan.Arena, RedZone.IsOn ? new(program.ArenaBytes) : _arena);
            frame.FillZones(Plan.Arena);
            frame.Bind(Plan.Step, Step);
            _frames[program] = frame;
        }

        frame.Pool = pool;
        return frame;
    }
}
