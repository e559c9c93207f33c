using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Ops;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Hebb.Kernels;

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

/// <summary>The operands of a loop over a block: addresses of the first element, and elements from row to row.</summary>
internal unsafe struct LoopOperands
{
    public float* A, B, C, Y;
    public nint RowA, RowB, RowC, RowY;
    public int Rows, Columns;
}

/// <summary>The only loops over elements: one for each number of operands, specialised by function and walks.</summary>
internal static unsafe class ElementLoops
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Unary<TF, TA>(LoopOperands* o) where TF : struct, IUnary where TA : struct, IWalk
    {
        float* a = o->A, y = o->Y;
        int columns = o->Columns, whole = columns & ~15;
        for (int row = 0; row < o->Rows; row++, a += o->RowA, y += o->RowY)
        {
            V knownA = TA.Row(a);
            for (nint i = 0; i < whole; i += 16) { TF.Invoke(TA.Load(a, i, knownA)).Store(y + i); }
            if (whole < columns) { VectorAccess.StoreFirst(y + whole, TF.Invoke(TA.LoadFirst(a, whole, knownA, columns - whole)), columns - whole); }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Binary<TF, TA, TB>(LoopOperands* o) where TF : struct, IBinary where TA : struct, IWalk where TB : struct, IWalk
    {
        float* a = o->A, b = o->B, y = o->Y;
        int columns = o->Columns, whole = columns & ~15;
        for (int row = 0; row < o->Rows; row++, a += o->RowA, b += o->RowB, y += o->RowY)
        {
            V knownA = TA.Row(a), knownB = TB.Row(b);
            for (nint i = 0; i < whole; i += 16) { TF.Invoke(TA.Load(a, i, knownA), TB.Load(b, i, knownB)).Store(y + i); }
            if (whole < columns)
            {
                int count = columns - whole;
                VectorAccess.StoreFirst(y + whole, TF.Invoke(TA.LoadFirst(a, whole, knownA, count), TB.LoadFirst(b, whole, knownB, count)), count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Ternary<TF, TA, TB, TC>(LoopOperands* o) where TF : struct, ITernary where TA : struct, IWalk where TB : struct, IWalk where TC : struct, IWalk
    {
        float* a = o->A, b = o->B, c = o->C, y = o->Y;
        int columns = o->Columns, whole = columns & ~15;
        for (int row = 0; row < o->Rows; row++, a += o->RowA, b += o->RowB, c += o->RowC, y += o->RowY)
        {
            V knownA = TA.Row(a), knownB = TB.Row(b), knownC = TC.Row(c);
            for (nint i = 0; i < whole; i += 16)
            {
                TF.Invoke(TA.Load(a, i, knownA), TB.Load(b, i, knownB), TC.Load(c, i, knownC)).Store(y + i);
            }

            if (whole < columns)
            {
                int count = columns - whole;
                V last = TF.Invoke(TA.LoadFirst(a, whole, knownA, count), TB.LoadFirst(b, whole, knownB, count), TC.LoadFirst(c, whole, knownC, count));
                VectorAccess.StoreFirst(y + whole, last, count);
            }
        }
    }

    /// <summary>The loop for a function; the flags tell which operands are repeated along a row.</summary>
    public static delegate*<LoopOperands*, void> For(ElementwiseFunction function, bool repeatedA, bool repeatedB, bool repeatedC) => function switch
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

    private static delegate*<LoopOperands*, void> Unary<TF>(bool repeated) where TF : struct, IUnary => repeated ? &Unary<TF, Repeated> : &Unary<TF, Along>;

    private static delegate*<LoopOperands*, void> Binary<TF>(bool a, bool b) where TF : struct, IBinary => (a, b) switch
    {
        (false, false) => &Binary<TF, Along, Along>,
        (false, true) => &Binary<TF, Along, Repeated>,
        (true, false) => &Binary<TF, Repeated, Along>,
        _ => &Binary<TF, Repeated, Repeated>,
    };

    private static delegate*<LoopOperands*, void> Ternary<TF>(bool a, bool b, bool c) where TF : struct, ITernary => (a, b, c) switch
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
