using Hebb.Cpu.Running;

namespace Hebb.Cpu.Chains;

/// <summary>What is done with the rows of a matrix product while they are still in cache: a bias, an activation, an optimizer's update.</summary>
internal abstract unsafe class Epilogue
{
    /// <summary>Bytes of private memory a call needs.</summary>
    public abstract long ScratchBytes { get; }

    /// <summary>Processes rows <paramref name="firstRow"/> to <paramref name="lastRow"/> (exclusive).</summary>
    /// <param name="frame">The memory.</param>
    /// <param name="scratch">Private memory of <see cref="ScratchBytes"/> bytes, aligned to 64 bytes.</param>
    /// <param name="firstRow">The first row; rows of a batch are counted on from matrix to matrix.</param>
    /// <param name="lastRow">The row behind the last.</param>
    /// <param name="product">Row <paramref name="firstRow"/> of the product.</param>
    /// <param name="productStride">Elements from one row of the product to the next.</param>
    public abstract void Rows(Frame frame, float* scratch, int firstRow, int lastRow, float* product, int productStride);
}
