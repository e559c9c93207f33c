using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Cpu.Vectors;
using Hebb.Tensors;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Hebb.Cpu.Chains;

/// <summary>
/// Well-known chains as loops that keep everything in registers. A chain is known by its canonical text; results are the same bits as those of
/// the interpreter, and without this table everything works as well, only slower.
/// </summary>
internal static unsafe class ChainLibrary
{
    /// <summary>Adam. Inputs: gradient, m, v, learning rate, w; constants: 1 − β₁, 1 − β₂, ε; outputs: m, v, w.</summary>
    public const string Adam =
        "Subtract i0 i1 > t0; MultiplyAdd t0 c0 i1 > t1; FlushTiny t1 > o0; "
        + "Multiply i0 i0 > t2; Subtract t2 i2 > t3; MultiplyAdd t3 c1 i2 > t4; FlushTiny t4 > o1; "
        + "Multiply i3 o0 > t5; Sqrt o1 > t6; Add t6 c2 > t7; Divide t5 t7 > t8; Subtract i4 t8 > o2; "
        + "matrix matrix matrix scalar matrix";

    /// <summary>Gradient descent with momentum. Inputs: learning rate, gradient, m, w; constant: momentum; outputs: m, w.</summary>
    /// <remarks>m' = m · momentum − rate · g; w' = w + m'.</remarks>
    public const string Momentum =
        "Multiply i0 i1 > t0; Negate t0 > t1; MultiplyAdd i2 c0 t1 > t2; FlushTiny t2 > o0; Add i3 o0 > o1; scalar matrix matrix matrix";

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
    private static float* Row(ChainWalker* at, int place, int row) => at[place].At + row * at[place].RowStride;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AdamLoop(ChainWalker* at, int rows, int columns)
    {
        V rate = Constant(at, 3), c0 = Constant(at, 5), c1 = Constant(at, 6), epsilon = Constant(at, 7);
        int whole = columns & ~15, left = columns - whole;
        for (int row = 0; row < rows; row++)
        {
            float* g = Row(at, 0, row), m = Row(at, 1, row), v = Row(at, 2, row), w = Row(at, 4, row);
            float* newM = Row(at, 8, row), newV = Row(at, 9, row), newW = Row(at, 10, row);
            for (int i = 0; i < whole; i += 16)
            {
                (V mean, V square, V weight) =
                    AdamStep(Vector512.Load(g + i), Vector512.Load(m + i), Vector512.Load(v + i), Vector512.Load(w + i), rate, c0, c1, epsilon);
                mean.Store(newM + i);
                square.Store(newV + i);
                weight.Store(newW + i);
            }

            if (left == 0) { continue; }
            (V lastMean, V lastSquare, V lastWeight) = AdamStep(VectorAccess.LoadFirst(g + whole, left), VectorAccess.LoadFirst(m + whole, left),
                VectorAccess.LoadFirst(v + whole, left), VectorAccess.LoadFirst(w + whole, left), rate, c0, c1, epsilon);
            VectorAccess.StoreFirst(newM + whole, lastMean, left);
            VectorAccess.StoreFirst(newV + whole, lastSquare, left);
            VectorAccess.StoreFirst(newW + whole, lastWeight, left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Mean, V Square, V Weight) AdamStep(V g, V m, V v, V w, V rate, V c0, V c1, V epsilon)
    {
        m = ElementFunctions.FlushTiny.Invoke(Vector512.FusedMultiplyAdd(g - m, c0, m));
        v = ElementFunctions.FlushTiny.Invoke(Vector512.FusedMultiplyAdd(g * g - v, c1, v));
        return (m, v, w - rate * m / (Vector512.Sqrt(v) + epsilon));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MomentumLoop(ChainWalker* at, int rows, int columns)
    {
        V rate = Constant(at, 0), momentum = Constant(at, 4);
        int whole = columns & ~15, left = columns - whole;
        for (int row = 0; row < rows; row++)
        {
            float* g = Row(at, 1, row), m = Row(at, 2, row), w = Row(at, 3, row), newM = Row(at, 5, row), newW = Row(at, 6, row);
            for (int i = 0; i < whole; i += 16)
            {
                V next = ElementFunctions.FlushTiny.Invoke(Vector512.FusedMultiplyAdd(Vector512.Load(m + i), momentum, -(rate * Vector512.Load(g + i))));
                V weight = Vector512.Load(w + i) + next;
                next.Store(newM + i);
                weight.Store(newW + i);
            }

            if (left == 0) { continue; }
            V last = ElementFunctions.FlushTiny.Invoke(
                Vector512.FusedMultiplyAdd(VectorAccess.LoadFirst(m + whole, left), momentum, -(rate * VectorAccess.LoadFirst(g + whole, left))));
            V lastWeight = VectorAccess.LoadFirst(w + whole, left) + last;
            VectorAccess.StoreFirst(newM + whole, last, left);
            VectorAccess.StoreFirst(newW + whole, lastWeight, left);
        }
    }
}
