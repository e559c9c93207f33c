using Hebb.Cpu.Running;
using Hebb.Cpu.Vectors;

namespace Hebb.Cpu.Chains;

/// <summary>A chain by itself: no product before it.</summary>
internal sealed unsafe class ChainKernel : Kernel
{
    /// <summary>Elements times operations of a piece: about 10 µs.</summary>
    private const long PieceWork = 1 << 17;

    private readonly ChainRunner _runner;
    private readonly int _rows;
    private readonly int _columns;
    private readonly bool _splitsColumns;
    private readonly int _step;

    /// <summary>A kernel for a chain.</summary>
    public ChainKernel(Chain chain)
    {
        if (chain.Inputs.Any(input => input.Mode == OperandMode.Product))
        {
            throw new ArgumentException("A chain that reads a product runs as the epilogue of that product; give it to the matrix kernel.", nameof(chain));
        }

        // If no operand minds where rows end, all elements are one row.
        bool flat = chain.Rows > 1 && (long)chain.Rows * chain.Columns <= int.MaxValue && chain.Inputs.Concat(chain.Outputs.Select(output => output.To))
            .All(operand => operand.Mode == OperandMode.Scalar || operand.Mode == OperandMode.Matrix && operand.RowStride == chain.Columns);
        _runner = new(flat ? chain.Flattened() : chain);
        Chain = _runner.Chain;
        (_rows, _columns) = (Chain.Rows, Chain.Columns);
        _splitsColumns = _rows == 1;
        long work = (long)_rows * _columns * (Chain.Code.Length + Chain.Inputs.Length);
        int pieces = (int)Math.Clamp(work / PieceWork, 1, 64);
        int extent = _splitsColumns ? _columns : _rows;
        _step = (extent + pieces - 1) / pieces;
        if (_splitsColumns) { _step = (_step + VectorAccess.Width - 1) / VectorAccess.Width * VectorAccess.Width; }
        _step = Math.Max(1, _step);
        Parts = Math.Max(1, (extent + _step - 1) / _step);
        ScratchBytes = _runner.ScratchBytes;
    }

    /// <summary>What it computes.</summary>
    public Chain Chain { get; }

    /// <inheritdoc/>
    public override string Name => $"chain {_rows}x{_columns}: {_runner}";

    /// <inheritdoc/>
    public override double Flops => (double)_rows * _columns * Chain.Code.Length;

    /// <inheritdoc/>
    public override double Bytes => Chain.Bytes;

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        int first = part * _step, end = Math.Min(first + _step, _splitsColumns ? _columns : _rows);
        (int, int) rows = _splitsColumns ? (0, 1) : (first, end), columns = _splitsColumns ? (first, end) : (0, _columns);
        _runner.Block(frame, frame.Scratch(worker), rows, columns, null, 0);
    }
}
