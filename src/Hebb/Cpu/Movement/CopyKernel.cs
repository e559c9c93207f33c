using System.Runtime.CompilerServices;
using Hebb.Cpu.Running;

namespace Hebb.Cpu.Movement;

/// <summary>
/// Copies elements along strides: transposes, slices, places, broadcasts (stride 0) and reverses (negative stride). Source and
/// destination must not overlap, and no two elements may go to the same place.
/// </summary>
internal sealed unsafe class CopyKernel : Kernel
{
    private const double PartElements = 64e3;
    private readonly int _elementSize;
    private readonly StridedCopy _walk;

    /// <summary>Whether the two last dimensions are exchanged: copied in blocks.</summary>
    private readonly bool _transposes;

    /// <summary>The dimensions that a unit of work covers: the last one or two.</summary>
    private readonly int _innerRank;

    /// <summary>Parts of the first of these, where the others do not give enough units.</summary>
    private readonly int _slices;

    private readonly int _units;
    private readonly int _unitsPerPart;

    /// <summary>A kernel for elements of 1, 4 or 8 bytes; strides are in elements.</summary>
    /// <exception cref="ArgumentException">The arrays do not agree, there are more than 8 dimensions, or the element size is another.</exception>
    public CopyKernel(int elementSize, ReadOnlySpan<int> dimensions, ReadOnlySpan<long> fromStrides, ReadOnlySpan<long> toStrides)
    {
        if (elementSize is not (1 or 4 or 8)) { throw new ArgumentException($"Elements have 1, 4 or 8 bytes, not {elementSize}.", nameof(elementSize)); }
        _elementSize = elementSize;
        _walk = new(dimensions, fromStrides, toStrides);
        int rank = _walk.Dimensions.Length;
        int source = InnermostSource(_walk);
        if (source >= 0)
        {
            // The dimension that is dense in the source moves next to the last, which is dense in the destination.
            Move(_walk.Dimensions, source, rank - 2);
            Move(_walk.From, source, rank - 2);
            Move(_walk.To, source, rank - 2);
            _transposes = true;
        }

        _innerRank = Math.Min(rank, 2);
        int outer = 1;
        foreach (int extent in _walk.Dimensions.AsSpan(0, rank - _innerRank)) { outer = checked(outer * extent); }
        int parts = _walk.Size == 0 ? 1 : (int)Math.Clamp(_walk.Size / PartElements, 1, 64);
        int first = _walk.Dimensions[rank - _innerRank];
        _slices = outer >= parts ? 1 : Math.Clamp((parts + outer - 1) / Math.Max(1, outer), 1, Math.Max(1, first));
        _units = _walk.Size == 0 ? 0 : checked(outer * _slices);
        _unitsPerPart = Math.Max(1, (_units + parts - 1) / parts);
        Parts = Math.Max(1, (_units + _unitsPerPart - 1) / _unitsPerPart);
    }

    /// <summary>The first source element.</summary>
    public required Ref From { get; init; }

    /// <summary>Where it goes.</summary>
    public required Ref To { get; init; }

    /// <inheritdoc/>
    public override string Name => $"copy {string.Join('x', _walk.Dimensions)}";

    /// <inheritdoc/>
    public override double Bytes => 2.0 * _walk.Size * _elementSize;

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        switch (_elementSize)
        {
            case 1: Copy<byte>(frame, part); break;
            case 4: Copy<int>(frame, part); break;
            default: Copy<long>(frame, part); break;
        }
    }

    /// <summary>
    /// The dimension whose elements are neighbors in the source, if it is not the one whose elements are neighbors in the destination; else −1.
    /// </summary>
    private static int InnermostSource(StridedCopy walk)
    {
        int last = walk.Dimensions.Length - 1;
        if (last < 1 || walk.To[last] != 1 || walk.From[last] is 0 or 1 or -1) { return -1; }
        return Array.FindLastIndex(walk.From, last - 1, stride => stride == 1);
    }

    private static void Move<T>(T[] values, int from, int to)
    {
        T value = values[from];
        for (int i = from; i < to; i++) { values[i] = values[i + 1]; }
        values[to] = value;
    }

    private void Copy<T>(Frame frame, int part) where T : unmanaged
    {
        int last = Math.Min((part + 1) * _unitsPerPart, _units);
        int rank = _walk.Dimensions.Length, inner = rank - _innerRank;
        for (int unit = part * _unitsPerPart; unit < last; unit++)
        {
            (int rest, int slice) = Math.DivRem(unit, _slices);
            long from = 0, to = 0;
            for (int axis = inner - 1; axis >= 0; axis--)
            {
                (rest, int index) = Math.DivRem(rest, _walk.Dimensions[axis]);
                from += index * _walk.From[axis];
                to += index * _walk.To[axis];
            }

            long extent = _walk.Dimensions[inner];
            int begin = (int)(extent * slice / _slices), end = (int)(extent * (slice + 1) / _slices);
            from += begin * _walk.From[inner];
            to += begin * _walk.To[inner];
            Inner((T*)frame.At(From) + from, (T*)frame.At(To) + to, end - begin);
        }
    }

    private void Inner<T>(T* from, T* to, int extent) where T : unmanaged
    {
        int last = _walk.Dimensions.Length - 1;
        if (_innerRank == 1)
        {
            Line(from, _walk.From[0], to, _walk.To[0], extent);
        }
        else if (_transposes)
        {
            // Rows of the source go along the last dimension.
            Transposition.Elements(from, (nint)_walk.From[last], to, (nint)_walk.To[last - 1], _walk.Dimensions[last], extent);
        }
        else
        {
            for (int i = 0; i < extent; i++, from += _walk.From[last - 1], to += _walk.To[last - 1])
            {
                Line(from, _walk.From[last], to, _walk.To[last], _walk.Dimensions[last]);
            }
        }
    }

    private static void Line<T>(T* from, long fromStep, T* to, long toStep, int length) where T : unmanaged
    {
        if (toStep == 1 && fromStep == 1) { Buffer.MemoryCopy(from, to, (long)length * sizeof(T), (long)length * sizeof(T)); }
        else if (toStep == 1 && fromStep == 0) { new Span<T>(to, length).Fill(*from); }
        else { Singly(from, (nint)fromStep, to, (nint)toStep, length); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Singly<T>(T* from, nint fromStep, T* to, nint toStep, int length) where T : unmanaged
    {
        for (; length > 0; length--, from += fromStep, to += toStep) { *to = *from; }
    }
}
