using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Ops;
using Hebb.Tensors;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Hebb.Kernels;

/// <summary>
/// Well-known chains as loops that keep everything in registers. A chain is known by its canonical text; results are the same bits as those of
/// the interpreter, and without this table everything works as well, only slower.
/// </summary>
internal static unsafe class ChainLibrary
{
    /// <summary>m += (g − m) c0; v += (g² − v) c1; w −= m α / (√v + c2), for inputs g, m, v, α, w.</summary>
    public const string Adam =
        "Subtract i0 i1>t0;MultiplyAdd t0 c0 i1>t1;Multiply i0 i0>t2;Subtract t2 i2>t3;MultiplyAdd t3 c1 i2>t4;"
        + "Multiply t1 i3>t5;Sqrt t4>t6;Add t6 c2>t7;Divide t5 t7>t8;Subtract i4 t8>t9;=t1 t4 t9";

    /// <summary>The loop for a chain; 0 if there is none.</summary>
    public static nint Find(Chain chain)
    {
        bool floats = chain.Inputs.Concat(chain.Outputs.Select(output => output.To)).All(operand => operand.Type == DType.Float32);
        if (!floats || Text(chain) != Adam) { return 0; }
        bool walksFit = chain.Inputs.Select((input, i) => i == 3 ? input.Mode == OperandMode.Scalar : input.Mode is OperandMode.Matrix or OperandMode.Product).All(fits => fits);
        return walksFit ? (nint)(delegate*<ChainWalker*, float*, int, int, void>)&AdamLoop : 0;
    }

    /// <summary>The canonical text: operations over inputs i, constants c and temporaries t, then the outputs.</summary>
    public static string Text(Chain chain)
    {
        string Value(short value) => value < chain.Inputs.Length ? $"i{value}"
            : value < chain.FirstTemporary ? $"c{value - chain.Inputs.Length}"
            : $"t{value - chain.FirstTemporary}";
        string Line(Instruction op)
        {
            short[] operands = Elementwise.Arity(op.Function) switch { 1 => [op.A], 2 => [op.A, op.B], _ => [op.A, op.B, op.C] };
            return $"{op.Function} {string.Join(' ', operands.Select(Value))}>{Value(op.Y)};";
        }

        return string.Concat(chain.Code.Select(Line)) + "=" + string.Join(' ', chain.Outputs.Select(output => Value(output.Value)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AdamLoop(ChainWalker* at, float* constants, int rows, int columns)
    {
        V c0 = Vector512.Create(constants[0]), c1 = Vector512.Create(constants[1]), epsilon = Vector512.Create(constants[2]), alpha = Vector512.Create(*at[3].At);
        int whole = columns & ~15, left = columns - whole;
        for (int row = 0; row < rows; row++)
        {
            float* g = at[0].At + row * at[0].RowStride, m = at[1].At + row * at[1].RowStride, v = at[2].At + row * at[2].RowStride, w = at[4].At + row * at[4].RowStride;
            float* newM = at[5].At + row * at[5].RowStride, newV = at[6].At + row * at[6].RowStride, newW = at[7].At + row * at[7].RowStride;
            for (int i = 0; i < whole; i += 16)
            {
                Step(Vector512.Load(g + i), Vector512.Load(m + i), Vector512.Load(v + i), Vector512.Load(w + i), c0, c1, epsilon, alpha, out V mean, out V square, out V weight);
                mean.Store(newM + i);
                square.Store(newV + i);
                weight.Store(newW + i);
            }

            if (left == 0) { continue; }
            Step(VectorAccess.LoadFirst(g + whole, left), VectorAccess.LoadFirst(m + whole, left), VectorAccess.LoadFirst(v + whole, left), VectorAccess.LoadFirst(w + whole, left),
                c0, c1, epsilon, alpha, out V lastMean, out V lastSquare, out V lastWeight);
            VectorAccess.StoreFirst(newM + whole, lastMean, left);
            VectorAccess.StoreFirst(newV + whole, lastSquare, left);
            VectorAccess.StoreFirst(newW + whole, lastWeight, left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(V g, V m, V v, V w, V c0, V c1, V epsilon, V alpha, out V mean, out V square, out V weight)
    {
        mean = Vector512.FusedMultiplyAdd(g - m, c0, m);
        square = Vector512.FusedMultiplyAdd(g * g - v, c1, v);
        weight = w - mean * alpha / (Vector512.Sqrt(square) + epsilon);
    }
}
