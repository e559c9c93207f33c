namespace Hebb.Kernels;

/// <summary>The threads that share the parts of large kernels.</summary>
internal sealed class WorkerPool
{
    /// <summary>The number of workers, the calling thread included.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Runs all parts of a kernel and returns when they are done.</summary>
    public void Run(Kernel kernel, Frame frame)
    {
        for (int part = 0; part < kernel.Parts; part++) { kernel.Run(frame, part, Workers - 1); }
    }
}
