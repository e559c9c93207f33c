using System.Buffers;
using System.Runtime.InteropServices;

namespace Hebb.Formats;

/// <summary>Memory of numbers seen as bytes without a copy, so that large weights are written from where they lie.</summary>
internal sealed class ByteView<T>(ReadOnlyMemory<T> values) : MemoryManager<byte> where T : unmanaged
{
    /// <inheritdoc/>
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(MemoryMarshal.AsMemory(values).Span);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("Byte views are for managed streams only.");

    /// <inheritdoc/>
    public override void Unpin() { }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) { }
}
