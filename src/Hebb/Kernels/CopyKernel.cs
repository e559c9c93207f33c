using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>
/// Moves elements between two layouts: transposition, slices, pieces of a whole, broadcasts (stride 0) and reversal (negative strides).
/// </summary>
internal sealed unsafe class CopyKernel : Kernel
{
    private const long PieceSize = 1 << 15;

    private readonly int _elementSize;
    private readonly int[] _extents;
    private readonly long[] _fromStrides, _toStrides;
    private readonly Ref _from, _to;
    private readonly long _outer, _outerOfPiece;

    /// <summary>A copy of a block of the given extents; strides count elements.</summary>
    public CopyKernel(int elementSize, ReadOnlySpan<int> extents, ReadOnlySpan<long> fromStrides, ReadOnlySpan<long> toStrides, Ref from, Ref to)
    {
        (_elementSize, _from, _to) = (elementSize, from, to);
        (_extents, _fromStrides, _toStrides) = Merge(extents, fromStrides, toStrides);
        _outer = 1;
        for (int axis = 0; axis < _extents.Length - 1; axis++) { _outer *= _extents[axis]; }
        long pieces = Math.Clamp(_outer * _extents[^1] / PieceSize, 1, Math.Min(64, _outer));
        _outerOfPiece = (_outer + pieces - 1) / pieces;
        Parts = (int)((_outer + _outerOfPiece - 1) / _outerOfPiece);
    }

    /// <inheritdoc/>
    public override string Name => $"copy {string.Join('x', _extents)}";

    /// <inheritdoc/>
    public override double Bytes => 2.0 * _outer * _extents[^1] * _elementSize;

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        byte* from = frame.At(_from), to = frame.At(_to);
        int axes = _extents.Length - 1;
        long end = Math.Min(_outer, (part + 1) * _outerOfPiece);
        for (long row = part * _outerOfPiece; row < end; row++)
        {
            long left = row, fromOffset = 0, toOffset = 0;
            for (int axis = axes - 1; axis >= 0; axis--)
            {
                (left, long index) = Math.DivRem(left, _extents[axis]);
                fromOffset += index * _fromStrides[axis];
                toOffset += index * _toStrides[axis];
            }

            CopyRow(from + fromOffset * _elementSize, to + toOffset * _elementSize);
        }
    }

    private void CopyRow(byte* from, byte* to)
    {
        int count = _extents[^1];
        long fromStride = _fromStrides[^1], toStride = _toStrides[^1];
        if (fromStride == 1 && toStride == 1)
        {
            Buffer.MemoryCopy(from, to, (long)count * _elementSize, (long)count * _elementSize);
            return;
        }

        switch (_elementSize)
        {
            case 1: CopyElements(from, fromStride, to, toStride, count); break;
            case 4: CopyElements((int*)from, fromStride, (int*)to, toStride, count); break;
            default: CopyElements((long*)from, fromStride, (long*)to, toStride, count); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyElements<T>(T* from, long fromStride, T* to, long toStride, int count) where T : unmanaged
    {
        for (int i = 0; i < count; i++, from += fromStride, to += toStride) { *to = *from; }
    }

    /// <summary>Drops axes of extent 1 and joins neighbours that are one run in both layouts.</summary>
    private static (int[] Extents, long[] From, long[] To) Merge(ReadOnlySpan<int> extents, ReadOnlySpan<long> from, ReadOnlySpan<long> to)
    {
        List<(int Extent, long From, long To)> axes = [];
        for (int i = 0; i < extents.Length; i++)
        {
            if (extents[i] == 1) { continue; }
            if (axes.Count > 0 && axes[^1].From == from[i] * extents[i] && axes[^1].To == to[i] * extents[i] && (long)axes[^1].Extent * extents[i] <= int.MaxValue)
            {
                axes[^1] = (axes[^1].Extent * extents[i], from[i], to[i]);
            }
            else
            {
                axes.Add((extents[i], from[i], to[i]));
            }
        }

        if (axes.Count == 0) { axes.Add((1, 1, 1)); }
        return ([.. axes.Select(axis => axis.Extent)], [.. axes.Select(axis => axis.From)], [.. axes.Select(axis => axis.To)]);
    }
}
