using Hebb.Cpu.Running;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Cpu.Chains;

/// <summary>How a chain walks over an operand, seen as rows × columns.</summary>
internal enum OperandMode : byte
{
    /// <summary>An element for every row and column; rows lie <see cref="Operand.RowStride"/> elements apart.</summary>
    Matrix,

    /// <summary>One row, used again for every row (a bias).</summary>
    Row,

    /// <summary>One element a row, used for all its columns (a row's mean); elements lie <see cref="Operand.RowStride"/> apart.</summary>
    Column,

    /// <summary>One element for all.</summary>
    Scalar,

    /// <summary>The product of the matrix multiplication whose epilogue the chain is: given by pointer at run time.</summary>
    Product,
}

/// <summary>An input or output of a chain. Elements are Float32, Int32 (inputs, converted to float on load) or Bool (one byte).</summary>
internal readonly record struct Operand(Ref At, OperandMode Mode, int RowStride, DType Type = DType.Float32);

/// <summary>
/// One operation of a chain. <c>A</c>, <c>B</c>, <c>C</c> and <c>Y</c> are value numbers: first the chain's inputs, then its constants, then
/// its temporaries (each written once). Booleans inside a chain are masks: all bits of the 32-bit lane set, or none.
/// </summary>
internal readonly record struct Instruction(ElementwiseFunction Function, short A, short B, short C, short Y);

/// <summary>An output of a chain: which value, and where it goes (mode <see cref="OperandMode.Matrix"/>).</summary>
internal readonly record struct ChainOutput(short Value, Operand To);

/// <summary>A fused run of elementwise functions over one rows × columns view: data only; <c>ChainRunner</c> executes it.</summary>
/// <remarks>
/// An output may be the same memory as an input of mode Matrix with the same stride (updates in place). The runner loads all it
/// needs of a block before it stores that block, so an input that is overwritten is read in its old state everywhere in the block.
/// </remarks>
internal sealed class Chain
{
    /// <summary>Rows of the view.</summary>
    public required int Rows { get; init; }

    /// <summary>Columns of the view.</summary>
    public required int Columns { get; init; }

    /// <summary>Values 0 … inputs − 1.</summary>
    public required Operand[] Inputs { get; init; }

    /// <summary>The values that follow the inputs.</summary>
    public required float[] Constants { get; init; }

    /// <summary>The operations, in an order that respects their needs.</summary>
    public required Instruction[] Code { get; init; }

    /// <summary>What is stored.</summary>
    public required ChainOutput[] Outputs { get; init; }

    /// <summary>Bytes read and written.</summary>
    public double Bytes => Inputs.Concat(Outputs.Select(output => output.To)).Sum(operand => operand.Type.Size * operand.Mode switch
    {
        OperandMode.Matrix => (double)Rows * Columns,
        OperandMode.Row => Columns,
        OperandMode.Column => Rows,
        OperandMode.Scalar => 1,
        _ => 0,
    });

    /// <summary>The same chain over one long row; right if no operand minds where rows end.</summary>
    public Chain Flattened()
    {
        int columns = Rows * Columns;
        return new()
        {
            Rows = 1,
            Columns = columns,
            Inputs = [.. Inputs.Select(input => input.Mode == OperandMode.Matrix ? input with { RowStride = columns } : input)],
            Constants = Constants,
            Code = Code,
            Outputs = [.. Outputs.Select(output => output with { To = output.To with { RowStride = columns } })],
        };
    }

    /// <summary>Whether the elements of each operand of a chain of one column follow each other in memory.</summary>
    public bool HasDenseColumn => Inputs.Concat(Outputs.Select(output => output.To))
        .All(operand => operand.RowStride == 1 || operand.Mode is not (OperandMode.Matrix or OperandMode.Column));

    /// <summary>A chain of one dense column as a chain of one row, which vectors can walk along.</summary>
    public Chain AsOneRow()
    {
        Operand Turn(Operand operand) => operand.Mode switch
        {
            OperandMode.Matrix or OperandMode.Column => operand with { Mode = OperandMode.Matrix, RowStride = Rows },
            OperandMode.Row => operand with { Mode = OperandMode.Scalar },
            _ => operand,
        };
        return new()
        {
            Rows = 1,
            Columns = Rows,
            Inputs = [.. Inputs.Select(Turn)],
            Constants = Constants,
            Code = Code,
            Outputs = [.. Outputs.Select(output => output with { To = Turn(output.To) })],
        };
    }

    /// <summary>The operations by name.</summary>
    public override string ToString() => string.Join(' ', Code.Select(op => op.Function));

    /// <summary>Value number of the first temporary.</summary>
    public int FirstTemporary => Inputs.Length + Constants.Length;
}
