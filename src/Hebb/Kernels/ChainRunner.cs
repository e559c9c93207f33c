using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hebb.Tensors;

namespace Hebb.Kernels;

/// <summary>
/// Executes a <see cref="Chain"/> in blocks small enough for the first-level cache: each operation is one loop over the block. Chains of the
/// <see cref="ChainLibrary"/> are one loop over everything. The bits do not depend on how rows and columns are divided.
/// </summary>
internal sealed unsafe class ChainRunner : Epilogue
{
    /// <summary>Elements of a block, and of a register.</summary>
    public const int BlockElements = 1024;

    private readonly Place[] _places;
    private readonly ChainStep[] _steps;
    private readonly ChainLoop? _whole;
    private readonly float[] _constants;
    private readonly bool _usesProduct;

    /// <summary>A runner for a chain.</summary>
    /// <param name="chain">What to compute.</param>
    /// <param name="useLibrary">Whether to look for a hand-written loop.</param>
    public ChainRunner(Chain chain, bool useLibrary = true)
    {
        (Chain, IsTransposed) = Along(chain);
        _usesProduct = Chain.Inputs.Any(input => input.Mode == OperandMode.Product);
        IsFlat = (Chain.Columns > 1 || Chain.Rows == 1) && Chain.Inputs.Concat(Chain.Outputs.Select(output => output.To)).All(IsFlatOperand);
        _constants = GC.AllocateArray<float>(Math.Max(1, Chain.Constants.Length), pinned: true);
        Chain.Constants.CopyTo(_constants, 0);
        if (useLibrary && ChainLibrary.Find(Chain) is { } entry)
        {
            (_whole, _places, _steps) = (entry.Loop, entry.Places, []);
            return;
        }

        ChainPlan plan = new(Chain);
        (_places, _steps) = (plan.Places, plan.Steps);
        ScratchBytes = (long)plan.Registers * BlockElements * sizeof(float);
    }

    /// <summary>The chain as executed: a single column lies along a row.</summary>
    public Chain Chain { get; }

    /// <summary>Whether all operands are contiguous or scalars (the product, if there is one, is looked at when it is given).</summary>
    public bool IsFlat { get; }

    /// <summary>Whether rows were made columns.</summary>
    public bool IsTransposed { get; }

    /// <summary>Whether the chain has a hand-written loop.</summary>
    public bool IsFromLibrary => _whole is not null;

    /// <inheritdoc/>
    public override long ScratchBytes { get; }

    /// <inheritdoc/>
    public override void Rows(Frame frame, float* scratch, int firstRow, int lastRow, float* product, int productStride)
    {
        if (IsTransposed) { Elements(frame, scratch, firstRow, lastRow, product); }
        else { Block(frame, scratch, (firstRow, lastRow), (0, Chain.Columns), product, productStride); }
    }

    /// <summary>Computes the elements from <paramref name="first"/> to <paramref name="last"/> (exclusive) of a flat chain.</summary>
    public void Elements(Frame frame, float* scratch, long first, long last, float* product)
    {
        Cursor* cursors = stackalloc Cursor[_places.Length];
        long most = _whole is null ? BlockElements : 1 << 30;
        for (long i = first; i < last; i += most)
        {
            int count = (int)Math.Min(most, last - i);
            PlaceFlat(frame, cursors, scratch, i, product + (i - first));
            Run(cursors, 1, count);
        }
    }

    /// <summary>Computes a block of rows and columns.</summary>
    /// <param name="frame">The memory.</param>
    /// <param name="scratch">Private memory of <see cref="ScratchBytes"/> bytes, aligned to 64 bytes.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="product">The product at the block's first row and column; null if there is none.</param>
    /// <param name="productStride">Elements from one row of the product to the next.</param>
    public void Block(Frame frame, float* scratch, (int First, int End) rows, (int First, int End) columns, float* product, int productStride)
    {
        int width = columns.End - columns.First;
        if (IsFlat && width == Chain.Columns && (!_usesProduct || productStride == width))
        {
            Elements(frame, scratch, (long)rows.First * width, (long)rows.End * width, product);
            return;
        }

        Cursor* cursors = stackalloc Cursor[_places.Length];
        int mostColumns = _whole is null ? Math.Min(width, BlockElements) : width;
        int registerStride = (mostColumns + 15) & ~15;
        int mostRows = _whole is null ? Math.Max(1, BlockElements / Math.Max(1, registerStride)) : rows.End - rows.First;
        for (int row = rows.First; row < rows.End; row += mostRows)
        {
            for (int column = columns.First; column < columns.End; column += mostColumns)
            {
                float* at = product + (long)(row - rows.First) * productStride + (column - columns.First);
                PlaceBlock(frame, cursors, scratch, (row, column), new(at, productStride), registerStride);
                Run(cursors, Math.Min(mostRows, rows.End - row), Math.Min(mostColumns, columns.End - column));
            }
        }
    }

    private void Run(Cursor* cursors, int rows, int columns)
    {
        if (_whole is not null)
        {
            _whole.Run(cursors, rows, columns);
            return;
        }

        foreach (ref readonly ChainStep step in _steps.AsSpan())
        {
            int stepRows = (step.Extent & Extent.Rows) != 0 ? rows : 1, stepColumns = (step.Extent & Extent.Columns) != 0 ? columns : 1;
            step.Loop.Run(cursors, step.Arguments, stepRows, stepColumns);
        }
    }

    private void PlaceFlat(Frame frame, Cursor* cursors, float* scratch, long first, float* product)
    {
        for (int i = 0; i < _places.Length; i++)
        {
            ref readonly Place place = ref _places[i];
            long offset = place.Extent == Extent.None ? 0 : first;
            cursors[i] = new(place.Kind switch
            {
                PlaceKind.Register => scratch + place.Index * BlockElements,
                PlaceKind.Constant => Constant(place.Index),
                _ when place.Operand.Mode == OperandMode.Product => product,
                _ => (float*)(frame.At(place.Operand.At) + offset * SizeOf(place.Operand.Type)),
            }, 0);
        }
    }

    private void PlaceBlock(Frame frame, Cursor* cursors, float* scratch, (int Row, int Column) first, Cursor product, int registerStride)
    {
        for (int i = 0; i < _places.Length; i++)
        {
            ref readonly Place place = ref _places[i];
            Operand operand = place.Operand;
            bool alongRows = (place.Extent & Extent.Rows) != 0, alongColumns = (place.Extent & Extent.Columns) != 0;
            long offset = (alongRows ? (long)first.Row * operand.RowStride : 0) + (alongColumns ? first.Column : 0);
            cursors[i] = place.Kind switch
            {
                PlaceKind.Register => new(scratch + place.Index * BlockElements, !alongRows ? 0 : alongColumns ? registerStride : 1),
                PlaceKind.Constant => new(Constant(place.Index), 0),
                _ when operand.Mode == OperandMode.Product => product,
                _ => new((float*)(frame.At(operand.At) + offset * SizeOf(operand.Type)), alongRows ? operand.RowStride : 0),
            };
        }
    }

    /// <summary>The address of a constant: the array is pinned and lives as long as this.</summary>
    private float* Constant(int index) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_constants)) + index;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SizeOf(DType type) => type == DType.Bool ? 1 : sizeof(float);

    private bool IsFlatOperand(Operand operand) => operand.Mode switch
    {
        OperandMode.Matrix => Chain.Rows == 1 || operand.RowStride == Chain.Columns,
        OperandMode.Row or OperandMode.Column => Chain.Rows == 1,
        _ => true,
    };

    /// <summary>A chain of one contiguous column as a chain of one row, which vectors can walk along.</summary>
    private static (Chain Chain, bool Transposed) Along(Chain chain)
    {
        bool contiguous = chain.Inputs.Concat(chain.Outputs.Select(output => output.To)).All(operand => operand.Mode switch
        {
            OperandMode.Matrix or OperandMode.Column => operand.RowStride == 1,
            OperandMode.Product => false,
            _ => true,
        });
        if (chain.Columns != 1 || chain.Rows == 1 || !contiguous) { return (chain, false); }
        Operand Turn(Operand operand) => operand.Mode is OperandMode.Matrix or OperandMode.Column
            ? operand with { Mode = OperandMode.Matrix, RowStride = chain.Rows }
            : operand with { Mode = OperandMode.Scalar };
        return (new()
        {
            Rows = 1,
            Columns = chain.Rows,
            Inputs = [.. chain.Inputs.Select(Turn)],
            Constants = chain.Constants,
            Code = chain.Code,
            Outputs = [.. chain.Outputs.Select(output => output with { To = Turn(output.To) })],
        }, true);
    }
}
