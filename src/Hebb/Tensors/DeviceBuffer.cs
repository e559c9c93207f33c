namespace Hebb.Tensors;

/// <summary>
/// What holds a parameter's value where it is computed with: host memory on the CPU, memory of its own on other devices. The host sees the value by copying it.
/// </summary>
internal abstract class DeviceBuffer
{
    /// <summary>The size in bytes.</summary>
    public abstract long Bytes { get; }

    /// <summary>Copies the value to the host.</summary>
    /// <param name="to">As many bytes as the buffer has.</param>
    public abstract void Read(Span<byte> to);

    /// <summary>Replaces the value by one of the host.</summary>
    /// <param name="from">As many bytes as the buffer has.</param>
    public abstract void Write(ReadOnlySpan<byte> from);
}
