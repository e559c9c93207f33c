using Hebb.Cpu.Running;

namespace Hebb.Cpu.Movement;

/// <summary>Fills contiguous memory with one element, given by its bits: zeros, ones, a constant of any type.</summary>
internal sealed unsafe class FillKernel : Kernel
{
    private const long PartBytes = 256 * 1024;
    private readonly int _elementSize;
    private readonly long _length;
    private readonly ulong _bits;

    /// <summary>A kernel that writes <paramref name="length"/> elements of 1, 4 or 8 bytes; the low bytes of <paramref name="bits"/> are the element.</summary>
    /// <exception cref="ArgumentException">The element size is another.</exception>
    public FillKernel(int elementSize, long length, ulong bits)
    {
        if (elementSize is not (1 or 4 or 8)) { throw new ArgumentException($"Elements have 1, 4 or 8 bytes, not {elementSize}.", nameof(elementSize)); }
        (_elementSize, _length, _bits) = (elementSize, length, bits);
        Parts = checked((int)Math.Max(1, ((length * elementSize) + PartBytes - 1) / PartBytes));
    }

    /// <summary>The first element.</summary>
    public required Ref To { get; init; }

    /// <inheritdoc/>
    public override string Name => $"fill {_length}";

    /// <inheritdoc/>
    public override double Bytes => (double)_length * _elementSize;

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        byte* to = frame.At(To) + (part * PartBytes);
        int bytes = (int)Math.Min(PartBytes, (_length * _elementSize) - (part * PartBytes));
        switch (_elementSize)
        {
            case 1: new Span<byte>(to, bytes).Fill((byte)_bits); break;
            case 4: new Span<uint>(to, bytes / 4).Fill((uint)_bits); break;
            default: new Span<ulong>(to, bytes / 8).Fill(_bits); break;
        }
    }
}
