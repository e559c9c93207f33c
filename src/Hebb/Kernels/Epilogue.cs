namespace Hebb.Kernels;

/// <summary>What is computed from a block of a matrix product while it is in cache.</summary>
internal abstract unsafe class Epilogue
{
    /// <summary>Bytes of scratch it needs.</summary>
    public abstract long ScratchBytes { get; }

    /// <summary>Computes a block of rows and columns.</summary>
    /// <param name="frame">The memory.</param>
    /// <param name="scratch">Private memory, aligned to 64 bytes.</param>
    /// <param name="rows">The rows of the block.</param>
    /// <param name="columns">The columns of the block.</param>
    /// <param name="product">The product's element at the block's first row and column; null if there is no product.</param>
    /// <param name="productStride">Elements between two rows of the product.</param>
    public abstract void Block(Frame frame, float* scratch, (int First, int End) rows, (int First, int End) columns, float* product, int productStride);
}
