using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>A loop over one operand.</summary>
internal sealed unsafe class UnaryLoop<T, TA> : Loop where T : struct, IUnary where TA : struct, ILoader
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(Cursor* cursors, LoopArguments arguments, int rows, int columns)
    {
        Cursor ca = cursors[arguments.A], cy = cursors[arguments.Y];
        float* a = ca.At, y = cy.At;
        nint whole = columns & ~15;
        int rest = columns & 15;
        for (int row = 0; row < rows; row++, a += ca.Stride, y += cy.Stride)
        {
            var onceA = TA.Row(a);
            for (nint i = 0; i < whole; i += 16) { T.Of(TA.Load(a, i, onceA)).Store(y + i); }
            if (rest != 0) { PartialVector.Store(y + whole, rest, T.Of(TA.LoadTail(a, whole, rest, onceA))); }
        }
    }
}

/// <summary>A loop over two operands.</summary>
internal sealed unsafe class BinaryLoop<T, TA, TB> : Loop where T : struct, IBinary where TA : struct, ILoader where TB : struct, ILoader
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(Cursor* cursors, LoopArguments arguments, int rows, int columns)
    {
        Cursor ca = cursors[arguments.A], cb = cursors[arguments.B], cy = cursors[arguments.Y];
        float* a = ca.At, b = cb.At, y = cy.At;
        nint whole = columns & ~15;
        int rest = columns & 15;
        for (int row = 0; row < rows; row++, a += ca.Stride, b += cb.Stride, y += cy.Stride)
        {
            Vector512<float> onceA = TA.Row(a), onceB = TB.Row(b);
            for (nint i = 0; i < whole; i += 16) { T.Of(TA.Load(a, i, onceA), TB.Load(b, i, onceB)).Store(y + i); }
            if (rest != 0)
            {
                PartialVector.Store(y + whole, rest, T.Of(TA.LoadTail(a, whole, rest, onceA), TB.LoadTail(b, whole, rest, onceB)));
            }
        }
    }
}

/// <summary>A loop over three operands.</summary>
internal sealed unsafe class TernaryLoop<T, TA, TB, TC> : Loop
    where T : struct, ITernary where TA : struct, ILoader where TB : struct, ILoader where TC : struct, ILoader
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(Cursor* cursors, LoopArguments arguments, int rows, int columns)
    {
        Cursor ca = cursors[arguments.A], cb = cursors[arguments.B], cc = cursors[arguments.C], cy = cursors[arguments.Y];
        float* a = ca.At, b = cb.At, c = cc.At, y = cy.At;
        nint whole = columns & ~15;
        int rest = columns & 15;
        for (int row = 0; row < rows; row++, a += ca.Stride, b += cb.Stride, c += cc.Stride, y += cy.Stride)
        {
            Vector512<float> onceA = TA.Row(a), onceB = TB.Row(b), onceC = TC.Row(c);
            for (nint i = 0; i < whole; i += 16)
            {
                T.Of(TA.Load(a, i, onceA), TB.Load(b, i, onceB), TC.Load(c, i, onceC)).Store(y + i);
            }

            if (rest != 0)
            {
                var tailA = TA.LoadTail(a, whole, rest, onceA);
                var tailB = TB.LoadTail(b, whole, rest, onceB);
                PartialVector.Store(y + whole, rest, T.Of(tailA, tailB, TC.LoadTail(c, whole, rest, onceC)));
            }
        }
    }
}
