namespace Hebb.Cpu.Chains;

/// <summary>Where a value of a chain is while a block runs: the address of its first element there, and the way from row to row.</summary>
internal unsafe struct ChainWalker(byte* origin, int rowStride, int rowElementSize, int bytesOfColumn)
{
    /// <summary>The address that row 0, column 0 would have.</summary>
    public readonly byte* Origin = origin;

    /// <summary>Elements from row to row.</summary>
    public readonly nint RowStride = rowStride;

    /// <summary>Bytes from row to row, as seen from the origin; 0 for scratch and constants, which every block uses again.</summary>
    public readonly nint BytesOfRow = (nint)rowStride * rowElementSize;

    /// <summary>Bytes from column to column.</summary>
    public readonly nint BytesOfColumn = bytesOfColumn;

    /// <summary>The address of the block's first element.</summary>
    public float* At;
}
