using Hebb.Cpu.Running;
using Hebb.Graphs;
using Hebb.Tensors;

namespace Hebb.Cpu;

/// <summary>The processor: its buffers are host memory, so nothing is moved.</summary>
internal sealed class CpuDevice : Device
{
    private CpuDevice() { }

    /// <summary>The one instance.</summary>
    public static CpuDevice Instance { get; } = new();

    /// <summary>The number of threads of runs that name none.</summary>
    public static int Threads { get; set; } = Environment.ProcessorCount;

    /// <inheritdoc/>
    public override string Name => "cpu";

    /// <inheritdoc/>
    public override DeviceBuffer Allocate(Shape shape, DType type) => new Storage(shape.Size * type.Size);

    /// <inheritdoc/>
    public override Executable Compile(TracedGraph graph, Executable? sibling = null) => new CpuProgram(graph, (sibling as CpuProgram)?.Workspaces ?? new());

    /// <inheritdoc/>
    public override void Share(int parts, Action<int> part)
    {
        WorkerPool pool = WorkerPool.WithWorkers(Threads);
        pool.Run(new HostWork(parts, part), new(0) { Pool = pool });
    }
}
