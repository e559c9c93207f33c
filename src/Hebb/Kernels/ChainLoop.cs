namespace Hebb.Kernels;

/// <summary>A whole chain as one hand-written loop, which keeps in registers what the interpreter keeps in cache.</summary>
internal abstract unsafe class ChainLoop
{
    /// <summary>Computes a block. The cursors: inputs, constants and outputs, each in the order of <see cref="ChainText"/>.</summary>
    public abstract void Run(Cursor* cursors, int rows, int columns);
}
