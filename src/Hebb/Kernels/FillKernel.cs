namespace Hebb.Kernels;

/// <summary>Sets a value to zero.</summary>
internal sealed unsafe class FillKernel(Ref y, long bytes) : Kernel
{
    /// <inheritdoc/>
    public override string Name => $"zero {bytes} bytes";

    /// <inheritdoc/>
    public override double Bytes => bytes;

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker) => new Span<byte>(frame.At(y), checked((int)bytes)).Clear();
}
