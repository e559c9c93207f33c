namespace Hebb.Kernels;

/// <summary>Where a value lies while a block is computed.</summary>
/// <param name="at">Its element in the block's first row and column; bytes if the value is of type Bool in memory.</param>
/// <param name="stride">Elements from a row to the next; 0 if all rows share one.</param>
internal readonly unsafe struct Cursor(float* at, nint stride)
{
    /// <summary>Its element in the block's first row and column.</summary>
    public readonly float* At = at;

    /// <summary>Elements from a row to the next.</summary>
    public readonly nint Stride = stride;
}

/// <summary>The operands and the result of a loop, as indices of cursors.</summary>
internal readonly record struct LoopArguments(short A, short B, short C, short Y);

/// <summary>
/// One function over a block of rows and columns. Implementations are generic over the function and over how operands are read, so each is
/// compiled to a tight loop of its own; an element is read before it is written, so the result may take an operand's place.
/// </summary>
internal abstract unsafe class Loop
{
    /// <summary>Computes the block.</summary>
    public abstract void Run(Cursor* cursors, LoopArguments arguments, int rows, int columns);
}
