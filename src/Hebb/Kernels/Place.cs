using Hebb.Tensors;

namespace Hebb.Kernels;

/// <summary>The directions in which a value changes; a scalar changes in none.</summary>
[Flags]
internal enum Extent : byte
{
    /// <summary>One element.</summary>
    None = 0,

    /// <summary>The elements of a row differ.</summary>
    Columns = 1,

    /// <summary>Rows differ.</summary>
    Rows = 2,
}

/// <summary>What kind of memory a value of a chain lies in.</summary>
internal enum PlaceKind : byte
{
    /// <summary>An operand of the chain.</summary>
    Memory,

    /// <summary>A block of scratch memory.</summary>
    Register,

    /// <summary>One of the chain's constants.</summary>
    Constant,
}

/// <summary>Where a value of a chain lies, for every block; a block's <see cref="Cursor"/> follows from it.</summary>
/// <param name="Kind">What kind of memory.</param>
/// <param name="Extent">The directions in which the value changes.</param>
/// <param name="Index">Which register or constant.</param>
/// <param name="Operand">Which operand.</param>
internal readonly record struct Place(PlaceKind Kind, Extent Extent, int Index, Operand Operand)
{
    /// <summary>An operand of a chain with this many rows and columns.</summary>
    public static Place Of(Operand operand, int rows, int columns) =>
        new(PlaceKind.Memory, ExtentOf(operand.Mode) & View(rows, columns), 0, operand);

    /// <summary>The directions in which a view has more than one element.</summary>
    public static Extent View(int rows, int columns) => (rows > 1 ? Extent.Rows : 0) | (columns > 1 ? Extent.Columns : 0);

    /// <summary>The first and the last byte (exclusive) of an operand within its slot.</summary>
    public static (long First, long End) Range(Operand operand, int rows, int columns)
    {
        Extent extent = ExtentOf(operand.Mode);
        long lastRow = extent.HasFlag(Extent.Rows) ? (rows - 1L) * operand.RowStride : 0;
        long lastColumn = extent.HasFlag(Extent.Columns) ? columns - 1L : 0;
        return (operand.At.Offset, operand.At.Offset + (lastRow + lastColumn + 1) * operand.Type.Size);
    }

    private static Extent ExtentOf(OperandMode mode) => mode switch
    {
        OperandMode.Row => Extent.Columns,
        OperandMode.Column => Extent.Rows,
        OperandMode.Scalar => Extent.None,
        _ => Extent.Rows | Extent.Columns,
    };
}
