using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Cpu.Vectors;
using Hebb.Ops;
using Step = Hebb.Cpu.Chains.ChainRunner.Step;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Hebb.Cpu.Chains;

/// <summary>How a loop reads an operand along a row.</summary>
internal unsafe interface IWalk
{
    /// <summary>What is known at the start of a row.</summary>
    static abstract V Row(float* row);

    /// <summary>Sixteen elements.</summary>
    static abstract V Load(float* row, nint column, V known);

    /// <summary>The last elements of a row.</summary>
    static abstract V LoadFirst(float* row, nint column, V known, int count);
}

/// <summary>One element after the other.</summary>
internal readonly unsafe struct Along : IWalk
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Row(float* row) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(float* row, nint column, V known) => Vector512.Load(row + column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LoadFirst(float* row, nint column, V known, int count) => VectorAccess.LoadFirst(row + column, count);
}

/// <summary>One element for the whole row.</summary>
internal readonly unsafe struct Repeated : IWalk
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Row(float* row) => Vector512.Create(*row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(float* row, nint column, V known) => known;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LoadFirst(float* row, nint column, V known, int count) => known;
}

/// <summary>
/// The only loops over elements: one for each number of operands, specialised by function and walks. A loop takes the places of the block's values,
/// the step that says which of them are its operands, and the block's rows and columns.
/// </summary>
internal static unsafe class ElementLoops
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Unary<TF, TA>(ChainWalker* at, Step* step, int rows, int columns) where TF : struct, IUnary where TA : struct, IWalk
    {
        ChainWalker* atA = at + step->A, atY = at + step->Y;
        float* a = atA->At, y = atY->At;
        for (int row = 0; row < rows; row++, a += atA->RowStride, y += atY->RowStride)
        {
            V knownA = TA.Row(a);
            nint i = 0;
            for (; i <= columns - 32; i += 32)
            {
                V first = TF.Invoke(TA.Load(a, i, knownA)), second = TF.Invoke(TA.Load(a, i + 16, knownA));
                first.Store(y + i);
                second.Store(y + i + 16);
            }

            for (; i < columns; i += 16)
            {
                int left = columns - (int)i;
                if (left >= 16) { TF.Invoke(TA.Load(a, i, knownA)).Store(y + i); }
                else { VectorAccess.StoreFirst(y + i, TF.Invoke(TA.LoadFirst(a, i, knownA, left)), left); }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Binary<TF, TA, TB>(
        ChainWalker* at, Step* step, int rows, int columns) where TF : struct, IBinary where TA : struct, IWalk where TB : struct, IWalk
    {
        ChainWalker* atA = at + step->A, atB = at + step->B, atY = at + step->Y;
        float* a = atA->At, b = atB->At, y = atY->At;
        for (int row = 0; row < rows; row++, a += atA->RowStride, b += atB->RowStride, y += atY->RowStride)
        {
            V knownA = TA.Row(a), knownB = TB.Row(b);
            nint i = 0;
            for (; i <= columns - 32; i += 32)
            {
                V first = TF.Invoke(TA.Load(a, i, knownA), TB.Load(b, i, knownB)), second = TF.Invoke(TA.Load(a, i + 16, knownA), TB.Load(b, i + 16, knownB));
                first.Store(y + i);
                second.Store(y + i + 16);
            }

            for (; i < columns; i += 16)
            {
                int left = columns - (int)i;
                if (left >= 16) { TF.Invoke(TA.Load(a, i, knownA), TB.Load(b, i, knownB)).Store(y + i); }
                else { VectorAccess.StoreFirst(y + i, TF.Invoke(TA.LoadFirst(a, i, knownA, left), TB.LoadFirst(b, i, knownB, left)), left); }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Ternary<TF, TA, TB, TC>(ChainWalker* at, Step* step, int rows, int columns)
        where TF : struct, ITernary where TA : struct, IWalk where TB : struct, IWalk where TC : struct, IWalk
    {
        ChainWalker* atA = at + step->A, atB = at + step->B, atC = at + step->C, atY = at + step->Y;
        float* a = atA->At, b = atB->At, c = atC->At, y = atY->At;
        for (int row = 0; row < rows; row++, a += atA->RowStride, b += atB->RowStride, c += atC->RowStride, y += atY->RowStride)
        {
            V knownA = TA.Row(a), knownB = TB.Row(b), knownC = TC.Row(c);
            nint i = 0;
            for (; i <= columns - 32; i += 32)
            {
                V first = TF.Invoke(TA.Load(a, i, knownA), TB.Load(b, i, knownB), TC.Load(c, i, knownC));
                V second = TF.Invoke(TA.Load(a, i + 16, knownA), TB.Load(b, i + 16, knownB), TC.Load(c, i + 16, knownC));
                first.Store(y + i);
                second.Store(y + i + 16);
            }

            for (; i < columns; i += 16)
            {
                int left = columns - (int)i;
                if (left >= 16)
                {
                    TF.Invoke(TA.Load(a, i, knownA), TB.Load(b, i, knownB), TC.Load(c, i, knownC)).Store(y + i);
                    continue;
                }

                V last = TF.Invoke(TA.LoadFirst(a, i, knownA, left), TB.LoadFirst(b, i, knownB, left), TC.LoadFirst(c, i, knownC, left));
                VectorAccess.StoreFirst(y + i, last, left);
            }
        }
    }

    /// <summary>The loop for a function; the flags tell which operands are repeated along a row.</summary>
    public static delegate*<ChainWalker*, Step*, int, int, void> For(
        ElementwiseFunction function, bool repeatedA, bool repeatedB, bool repeatedC) => function switch
        {
            ElementwiseFunction.Negate => Unary<ElementFunctions.Negate>(repeatedA),
            ElementwiseFunction.Abs => Unary<ElementFunctions.Abs>(repeatedA),
            ElementwiseFunction.Sign => Unary<ElementFunctions.Sign>(repeatedA),
            ElementwiseFunction.Sqrt => Unary<ElementFunctions.Sqrt>(repeatedA),
            ElementwiseFunction.Exp => Unary<ElementFunctions.Exp>(repeatedA),
            ElementwiseFunction.Expm1 => Unary<ElementFunctions.Expm1>(repeatedA),
            ElementwiseFunction.Log => Unary<ElementFunctions.Log>(repeatedA),
            ElementwiseFunction.Log1p => Unary<ElementFunctions.Log1p>(repeatedA),
            ElementwiseFunction.Sin => Unary<ElementFunctions.Sin>(repeatedA),
            ElementwiseFunction.Cos => Unary<ElementFunctions.Cos>(repeatedA),
            ElementwiseFunction.Tan => Unary<ElementFunctions.Tan>(repeatedA),
            ElementwiseFunction.Asin => Unary<ElementFunctions.Asin>(repeatedA),
            ElementwiseFunction.Acos => Unary<ElementFunctions.Acos>(repeatedA),
            ElementwiseFunction.Atan => Unary<ElementFunctions.Atan>(repeatedA),
            ElementwiseFunction.Sinh => Unary<ElementFunctions.Sinh>(repeatedA),
            ElementwiseFunction.Cosh => Unary<ElementFunctions.Cosh>(repeatedA),
            ElementwiseFunction.Tanh => Unary<ElementFunctions.Tanh>(repeatedA),
            ElementwiseFunction.Asinh => Unary<ElementFunctions.Asinh>(repeatedA),
            ElementwiseFunction.Acosh => Unary<ElementFunctions.Acosh>(repeatedA),
            ElementwiseFunction.Atanh => Unary<ElementFunctions.Atanh>(repeatedA),
            ElementwiseFunction.Sigmoid => Unary<ElementFunctions.Sigmoid>(repeatedA),
            ElementwiseFunction.Relu => Unary<ElementFunctions.Relu>(repeatedA),
            ElementwiseFunction.FlushTiny => Unary<ElementFunctions.FlushTiny>(repeatedA),
            ElementwiseFunction.Erf => Unary<ElementFunctions.Erf>(repeatedA),
            ElementwiseFunction.Floor => Unary<ElementFunctions.Floor>(repeatedA),
            ElementwiseFunction.Ceiling => Unary<ElementFunctions.Ceiling>(repeatedA),
            ElementwiseFunction.Round => Unary<ElementFunctions.Round>(repeatedA),
            ElementwiseFunction.IsFinite => Unary<ElementFunctions.IsFinite>(repeatedA),
            ElementwiseFunction.Not => Unary<ElementFunctions.Not>(repeatedA),
            ElementwiseFunction.Add => Binary<ElementFunctions.Add>(repeatedA, repeatedB),
            ElementwiseFunction.Subtract => Binary<ElementFunctions.Subtract>(repeatedA, repeatedB),
            ElementwiseFunction.Multiply => Binary<ElementFunctions.Multiply>(repeatedA, repeatedB),
            ElementwiseFunction.Divide => Binary<ElementFunctions.Divide>(repeatedA, repeatedB),
            ElementwiseFunction.Minimum => Binary<ElementFunctions.Minimum>(repeatedA, repeatedB),
            ElementwiseFunction.Maximum => Binary<ElementFunctions.Maximum>(repeatedA, repeatedB),
            ElementwiseFunction.Power => Binary<ElementFunctions.Power>(repeatedA, repeatedB),
            ElementwiseFunction.Modulo => Binary<ElementFunctions.Modulo>(repeatedA, repeatedB),
            ElementwiseFunction.Less => Binary<ElementFunctions.Less>(repeatedA, repeatedB),
            ElementwiseFunction.LessEqual => Binary<ElementFunctions.LessEqual>(repeatedA, repeatedB),
            ElementwiseFunction.Equal => Binary<ElementFunctions.Equal>(repeatedA, repeatedB),
            ElementwiseFunction.NotEqual => Binary<ElementFunctions.NotEqual>(repeatedA, repeatedB),
            ElementwiseFunction.And => Binary<ElementFunctions.And>(repeatedA, repeatedB),
            ElementwiseFunction.Or => Binary<ElementFunctions.Or>(repeatedA, repeatedB),
            ElementwiseFunction.Select => Ternary<ElementFunctions.Select>(repeatedA, repeatedB, repeatedC),
            ElementwiseFunction.MultiplyAdd => Ternary<ElementFunctions.MultiplyAdd>(repeatedA, repeatedB, repeatedC),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Unknown function."),
        };

    private static delegate*<ChainWalker*, Step*, int, int, void> Unary<TF>(bool repeated) where TF : struct, IUnary =>
        repeated ? &Unary<TF, Repeated> : &Unary<TF, Along>;

    private static delegate*<ChainWalker*, Step*, int, int, void> Binary<TF>(bool a, bool b) where TF : struct, IBinary => (a, b) switch
    {
        (false, false) => &Binary<TF, Along, Along>,
        (false, true) => &Binary<TF, Along, Repeated>,
        (true, false) => &Binary<TF, Repeated, Along>,
        _ => &Binary<TF, Repeated, Repeated>,
    };

    private static delegate*<ChainWalker*, Step*, int, int, void> Ternary<TF>(bool a, bool b, bool c) where TF : struct, ITernary => (a, b, c) switch
    {
        (false, false, false) => &Ternary<TF, Along, Along, Along>,
        (false, false, true) => &Ternary<TF, Along, Along, Repeated>,
        (false, true, false) => &Ternary<TF, Along, Repeated, Along>,
        (false, true, true) => &Ternary<TF, Along, Repeated, Repeated>,
        (true, false, false) => &Ternary<TF, Repeated, Along, Along>,
        (true, false, true) => &Ternary<TF, Repeated, Along, Repeated>,
        (true, true, false) => &Ternary<TF, Repeated, Repeated, Along>,
        _ => &Ternary<TF, Repeated, Repeated, Repeated>,
    };
}
