using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Tensors;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Hebb.Kernels;

/// <summary>
/// Well-known chains as loops that keep everything in registers. A chain is known by its canonical text; results are the same bits as those of
/// the interpreter, and without this table everything works as well, only slower.
/// </summary>
internal static unsafe class ChainLibrary
{
    /// <summary>Adam. Inputs: gradient, m, v, learning rate, w; constants: 1 − β₁, tiny, 0, 1 − β₂, ε; outputs: m, v, w.</summary>
    public const string Adam =
        "Subtract i0 i1 > t0; MultiplyAdd t0 c0 i1 > t1; Abs t1 > t2; Less t2 c1 > t3; Select t3 c2 t1 > o0; "
        + "Multiply i0 i0 > t4; Subtract t4 i2 > t5; MultiplyAdd t5 c3 i2 > t6; Abs t6 > t7; Less t7 c1 > t8; Select t8 c2 t6 > o1; "
        + "Multiply i3 o0 > t9; Sqrt o1 > t10; Add t10 c4 > t11; Divide t9 t11 > t12; Subtract i4 t12 > o2; "
        + "matrix matrix matrix scalar matrix";

    /// <summary>Gradient descent with momentum. Inputs: learning rate, gradient, m, w; constants: momentum, tiny, 0; outputs: m, w.</summary>
    /// <remarks>m' = m · momentum − rate · g; w' = w + m'.</remarks>
    public const string Momentum =
        "Multiply i0 i1 > t0; Negate t0 > t1; MultiplyAdd i2 c0 t1 > t2; Abs t2 > t3; Less t3 c1 > t4; Select t4 c2 t2 > o0; Add i3 o0 > o1; "
        + "scalar matrix matrix matrix";

    /// <summary>The loop for a chain; 0 if there is none.</summary>
    public static nint Find(CanonicalChain chain)
    {
        bool floats = chain.Inputs.Concat(chain.Outputs).All(operand => operand.Type == DType.Float32);
        return (floats, chain.Text) switch
        {
            (true, Adam) => (nint)(delegate*<ChainWalker*, int, int, void>)&AdamLoop,
            (true, Momentum) => (nint)(delegate*<ChainWalker*, int, int, void>)&MomentumLoop,
            _ => 0,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Constant(ChainWalker* at, int place) => Vector512.Create(*at[place].At);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Flush(V x, V tiny, V zero) => Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), tiny), zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* Row(ChainWalker* at, int place, int row) => at[place].At + row * at[place].RowStride;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AdamLoop(ChainWalker* at, int rows, int columns)
    {
        V rate = Constant(at, 3), c0 = Constant(at, 5), tiny = Constant(at, 6), zero = Constant(at, 7), c1 = Constant(at, 8), epsilon = Constant(at, 9);
        int whole = columns & ~15, left = columns - whole;
        for (int row = 0; row < rows; row++)
        {
            float* g = Row(at, 0, row), m = Row(at, 1, row), v = Row(at, 2, row), w = Row(at, 4, row);
            float* newM = Row(at, 10, row), newV = Row(at, 11, row), newW = Row(at, 12, row);
            for (int i = 0; i < whole; i += 16)
            {
                (V mean, V square, V weight) = AdamStep(Vector512.Load(g + i), Vector512.Load(m + i), Vector512.Load(v + i), Vector512.Load(w + i), rate, c0, c1, epsilon, tiny, zero);
                mean.Store(newM + i);
                square.Store(newV + i);
                weight.Store(newW + i);
            }

            if (left == 0) { continue; }
            (V lastMean, V lastSquare, V lastWeight) = AdamStep(VectorAccess.LoadFirst(g + whole, left), VectorAccess.LoadFirst(m + whole, left),
                VectorAccess.LoadFirst(v + whole, left), VectorAccess.LoadFirst(w + whole, left), rate, c0, c1, epsilon, tiny, zero);
            VectorAccess.StoreFirst(newM + whole, lastMean, left);
            VectorAccess.StoreFirst(newV + whole, lastSquare, left);
            VectorAccess.StoreFirst(newW + whole, lastWeight, left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Mean, V Square, V Weight) AdamStep(V g, V m, V v, V w, V rate, V c0, V c1, V epsilon, V tiny, V zero)
    {
        m = Flush(Vector512.FusedMultiplyAdd(g - m, c0, m), tiny, zero);
        v = Flush(Vector512.FusedMultiplyAdd(g * g - v, c1, v), tiny, zero);
        return (m, v, w - rate * m / (Vector512.Sqrt(v) + epsilon));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MomentumLoop(ChainWalker* at, int rows, int columns)
    {
        V rate = Constant(at, 0), momentum = Constant(at, 4), tiny = Constant(at, 5), zero = Constant(at, 6);
        int whole = columns & ~15, left = columns - whole;
        for (int row = 0; row < rows; row++)
        {
            float* g = Row(at, 1, row), m = Row(at, 2, row), w = Row(at, 3, row), newM = Row(at, 7, row), newW = Row(at, 8, row);
            for (int i = 0; i < whole; i += 16)
            {
                V next = Flush(Vector512.FusedMultiplyAdd(Vector512.Load(m + i), momentum, -(rate * Vector512.Load(g + i))), tiny, zero);
                V weight = Vector512.Load(w + i) + next;
                next.Store(newM + i);
                weight.Store(newW + i);
            }

            if (left == 0) { continue; }
            V last = Flush(
                Vector512.FusedMultiplyAdd(VectorAccess.LoadFirst(m + whole, left), momentum, -(rate * VectorAccess.LoadFirst(g + whole, left))), tiny, zero);
            V lastWeight = VectorAccess.LoadFirst(w + whole, left) + last;
            VectorAccess.StoreFirst(newM + whole, last, left);
            VectorAccess.StoreFirst(newW + whole, lastWeight, left);
        }
    }
}
