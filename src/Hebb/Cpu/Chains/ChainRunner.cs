using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hebb.Cpu.Running;
using Hebb.Cpu.Vectors;
using Hebb.Ops;

namespace Hebb.Cpu.Chains;

/// <summary>
/// Executes a chain block by block: each operation is one loop over a block that stays in the first-level cache, so intermediate values never
/// reach memory.
/// </summary>
internal sealed unsafe class ChainRunner : Epilogue
{
    /// <summary>Elements of a block: a temporary takes 4 KiB.</summary>
    private const int BlockSize = 1024;

    private readonly Chain _chain;
    private readonly Step[] _steps;
    private readonly float[] _constants;
    private readonly Location[] _locations;
    private readonly nint _loop;
    private readonly bool _isOneRow;
    private readonly int _temporaries;
    private readonly int _columnsOfBlock;
    private readonly int _rowsOfBlock;

    /// <summary>Prepares a chain.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="useLibrary">Whether a loop of <see cref="ChainLibrary"/> may run it.</param>
    /// <exception cref="NotSupportedException">An operand is neither Float32 nor Int32 nor Bool.</exception>
    public ChainRunner(Chain chain, bool useLibrary = true)
    {
        _isOneRow = chain.Columns == 1 && chain.Rows > 1 && chain.HasDenseColumn;
        _chain = chain = _isOneRow ? chain.AsOneRow() : chain;
        _columnsOfBlock = Math.Clamp(Padded(chain.Columns), VectorAccess.Width, BlockSize);
        _rowsOfBlock = Math.Max(1, BlockSize / _columnsOfBlock);
        _constants = GC.AllocateArray<float>(Math.Max(1, chain.Constants.Length), pinned: true);
        chain.Constants.CopyTo(_constants, 0);
        CanonicalChain canonical = new(chain);
        _loop = useLibrary ? ChainLibrary.Find(canonical) : 0;
        ChainLayout layout = _loop != 0 ? new(canonical) : new(chain);
        _locations = layout.Locations;
        _steps = [.. layout.Steps.Select(Measured)];
        _temporaries = layout.Temporaries;
    }

    /// <summary>The chain, as it is executed: a single column lies along a row.</summary>
    public Chain Chain => _chain;

    /// <summary>Whether a loop of the library runs it.</summary>
    public bool IsFromLibrary => _loop != 0;

    /// <summary>The operations by name, and whether they run in registers.</summary>
    public override string ToString() => IsFromLibrary ? $"{_chain} (in registers)" : $"{_chain}";

    /// <inheritdoc/>
    public override long ScratchBytes => (long)_temporaries * _rowsOfBlock * _columnsOfBlock * sizeof(float);

    /// <inheritdoc/>
    public override void Rows(Frame frame, float* scratch, int firstRow, int lastRow, float* product, int productStride)
    {
        if (!_isOneRow) { Block(frame, scratch, (firstRow, lastRow), (0, _chain.Columns), product, productStride); }
        else if (product is null || productStride == 1) { Block(frame, scratch, (0, 1), (firstRow, lastRow), product, 0); }
        else
        {
            for (int row = firstRow; row < lastRow; row++, product += productStride) { Block(frame, scratch, (0, 1), (row, row + 1), product, 0); }
        }
    }

    /// <summary>Computes a block of rows and columns of <see cref="Chain"/>; the product is given by its element at the block's first row and column.</summary>
    [SkipLocalsInit]
    public void Block(Frame frame, float* scratch, (int First, int End) rows, (int First, int End) columns, float* product, int productStride)
    {
        // For each location: the address that row 0, column 0 would have, and how it moves with rows and columns.
        ChainWalker* walkers = stackalloc ChainWalker[_locations.Length];
        fixed (float* constants = _constants)
        {
            for (int i = 0; i < _locations.Length; i++)
            {
                ref readonly Location at = ref _locations[i];
                walkers[i] = at.Kind switch
                {
                    LocationKind.Memory => new(frame.At(at.At), at.RowStride, at.ElementSize, at.AlongRow ? at.ElementSize : 0),
                    LocationKind.Product =>
                        new((byte*)(product - (nint)rows.First * productStride - columns.First), productStride, sizeof(float), sizeof(float)),
                    LocationKind.Constant => new((byte*)(constants + at.Index), 0, 0, 0),
                    _ => new((byte*)(scratch + (nint)at.Index * _rowsOfBlock * _columnsOfBlock), _columnsOfBlock, 0, 0),
                };
            }

            for (int row = rows.First; row < rows.End; row += _rowsOfBlock)
            {
                for (int column = columns.First; column < columns.End; column += _columnsOfBlock)
                {
                    RunBlock(walkers, row, Math.Min(_rowsOfBlock, rows.End - row), column, Math.Min(_columnsOfBlock, columns.End - column), productStride);
                }
            }
        }
    }

    [SkipLocalsInit]
    private void RunBlock(ChainWalker* walkers, int row, int rows, int column, int columns, int productStride)
    {
        for (int i = 0; i < _locations.Length; i++)
        {
            ChainWalker* walker = walkers + i;
            walker->At = (float*)(walker->Origin + row * walker->BytesOfRow + column * walker->BytesOfColumn);
        }

        if (_loop != 0)
        {
            ((delegate*<ChainWalker*, int, int, void>)_loop)(walkers, rows, columns);
            return;
        }

        // Rows that follow each other without gaps are one long row: short rows would cost more than their elements.
        RowLayout mayJoin = rows == 1 || columns != _chain.Columns ? RowLayout.Apart : productStride == columns ? RowLayout.JoinWithProduct : RowLayout.Join;
        fixed (Step* steps = _steps)
        {
            for (Step* step = steps, end = steps + _steps.Length; step < end; step++)
            {
                (int many, int wide) = step->Rows != RowLayout.Apart && step->Rows <= mayJoin ? (1, rows * columns) : (rows, columns);
                ((delegate*<ChainWalker*, Step*, int, int, void>)step->Loop)(walkers, step, many, wide);
            }
        }
    }

    /// <summary>The step, with what is known about the rows of its operands.</summary>
    private Step Measured(Step step)
    {
        Location[] locations = [.. new[] { step.A, step.B, step.C, step.Y }.Distinct().Select(location => _locations[location])];
        bool joined = locations.All(location => location.Kind switch
        {
            LocationKind.Memory => location.RowStride == (location.AlongRow ? _chain.Columns : 0),
            LocationKind.Temporary => _columnsOfBlock == _chain.Columns,
            _ => true,
        });
        return step with
        {
            Rows = !joined ? RowLayout.Apart : locations.Any(location => location.Kind == LocationKind.Product) ? RowLayout.JoinWithProduct : RowLayout.Join,
        };
    }

    private static int Padded(int columns) => (columns + VectorAccess.Width - 1) / VectorAccess.Width * VectorAccess.Width;

    /// <summary>What a location is.</summary>
    internal enum LocationKind : byte
    {
        /// <summary>An operand in the frame.</summary>
        Memory,
        /// <summary>The product whose epilogue this is.</summary>
        Product,
        /// <summary>A constant of the chain.</summary>
        Constant,
        /// <summary>A block of scratch.</summary>
        Temporary,
    }

    /// <summary>Where a value of the chain is while a block is computed.</summary>
    internal readonly record struct Location(LocationKind Kind, Ref At, int Index, int RowStride, bool AlongRow, int ElementSize);

    /// <summary>Whether the rows of a step's operands follow each other without gaps.</summary>
    internal enum RowLayout : byte
    {
        /// <summary>They do not.</summary>
        Apart,
        /// <summary>They do.</summary>
        Join,
        /// <summary>They do if those of the product do.</summary>
        JoinWithProduct,
    }

    /// <summary>One loop over the block; operands are numbers of locations.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Step(nint Loop, short A, short B, short C, short Y)
    {
        /// <summary>Whether the loop may take all rows at once.</summary>
        public RowLayout Rows { get; init; }
    }
}
