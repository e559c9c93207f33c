using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary><see cref="ChainLibrary.Adam"/> in registers.</summary>
internal sealed unsafe class AdamLoop : ChainLoop
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(Cursor* cursors, int rows, int columns)
    {
        var rate = Vector512.Create(*cursors[3].At);
        Vector512<float> c0 = Vector512.Create(*cursors[5].At), c1 = Vector512.Create(*cursors[6].At), epsilon = Vector512.Create(*cursors[7].At);
        int whole = columns & ~15, rest = columns & 15;
        for (nint row = 0; row < rows; row++)
        {
            float* g = Row(cursors, 0, row), m = Row(cursors, 1, row), v = Row(cursors, 2, row), w = Row(cursors, 4, row);
            float* newM = Row(cursors, 8, row), newV = Row(cursors, 9, row), newW = Row(cursors, 10, row);
            for (nint i = 0; i < whole; i += 16)
            {
                var (nextM, nextV, nextW) = Update(
                    Vector512.Load(g + i), Vector512.Load(m + i), Vector512.Load(v + i), Vector512.Load(w + i), rate, c0, c1, epsilon);
                nextM.Store(newM + i);
                nextV.Store(newV + i);
                nextW.Store(newW + i);
            }

            if (rest != 0)
            {
                var (nextM, nextV, nextW) = Update(
                    PartialVector.Load(g + whole, rest), PartialVector.Load(m + whole, rest),
                    PartialVector.Load(v + whole, rest), PartialVector.Load(w + whole, rest), rate, c0, c1, epsilon);
                PartialVector.Store(newM + whole, rest, nextM);
                PartialVector.Store(newV + whole, rest, nextV);
                PartialVector.Store(newW + whole, rest, nextW);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> M, Vector512<float> V, Vector512<float> W) Update(
        Vector512<float> g, Vector512<float> m, Vector512<float> v, Vector512<float> w,
        Vector512<float> rate, Vector512<float> c0, Vector512<float> c1, Vector512<float> epsilon)
    {
        m = Vector512.FusedMultiplyAdd(g - m, c0, m);
        v = Vector512.FusedMultiplyAdd(g * g - v, c1, v);
        return (m, v, w - rate * m / (Vector512.Sqrt(v) + epsilon));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* Row(Cursor* cursors, int i, nint row) => cursors[i].At + row * cursors[i].Stride;
}

/// <summary><see cref="ChainLibrary.Momentum"/> in registers.</summary>
internal sealed unsafe class MomentumLoop : ChainLoop
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(Cursor* cursors, int rows, int columns)
    {
        Vector512<float> rate = Vector512.Create(*cursors[0].At), momentum = Vector512.Create(*cursors[4].At);
        int whole = columns & ~15, rest = columns & 15;
        for (nint row = 0; row < rows; row++)
        {
            float* g = Row(cursors, 1, row), m = Row(cursors, 2, row), w = Row(cursors, 3, row);
            float* newM = Row(cursors, 5, row), newW = Row(cursors, 6, row);
            for (nint i = 0; i < whole; i += 16)
            {
                var next = Vector512.FusedMultiplyAdd(Vector512.Load(m + i), momentum, -(rate * Vector512.Load(g + i)));
                var nextW = Vector512.Load(w + i) + next;
                next.Store(newM + i);
                nextW.Store(newW + i);
            }

            if (rest != 0)
            {
                var next = Vector512.FusedMultiplyAdd(
                    PartialVector.Load(m + whole, rest), momentum, -(rate * PartialVector.Load(g + whole, rest)));
                var nextW = PartialVector.Load(w + whole, rest) + next;
                PartialVector.Store(newM + whole, rest, next);
                PartialVector.Store(newW + whole, rest, nextW);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* Row(Cursor* cursors, int i, nint row) => cursors[i].At + row * cursors[i].Stride;
}
