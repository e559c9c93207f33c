using Hebb.Ops;
using Hebb.Tensors;
using B = Hebb.Kernels.BinaryFunctions;
using R = Hebb.Kernels.RareFunctions;
using T = Hebb.Kernels.TernaryFunctions;
using U = Hebb.Kernels.UnaryFunctions;

namespace Hebb.Kernels;

/// <summary>Finds the loop for a function and the way its operands are read. No reflection: every loop is named here.</summary>
internal static class LoopTable
{
    /// <summary>The gradient of relu in one step: keeps b where a is positive.</summary>
    public static Loop KeepPositive(bool splatA, bool splatB) => Binary<B.KeepPositive>(splatA, splatB);

    /// <summary>Converts an input in memory into a value of a chain.</summary>
    public static Loop Load(DType type) => type switch
    {
        DType.Float32 => new UnaryLoop<U.Copy, Walk>(),
        DType.Int32 => new UnaryLoop<U.FromInt32, Walk>(),
        DType.Bool => new BoolToMaskLoop(),
        _ => throw new NotSupportedException($"A chain reads Float32, Int32 and Bool, not {type}: cast the tensor, or evaluate the operation by reference."),
    };

    /// <summary>Converts a value of a chain into an output in memory.</summary>
    public static Loop Store(DType type, bool splat) => type switch
    {
        DType.Float32 => Unary<U.Copy>(splat),
        DType.Int32 => Unary<U.ToInt32>(splat),
        DType.Bool => new MaskToBoolLoop(splat),
        _ => throw new NotSupportedException($"A chain writes Float32, Int32 and Bool, not {type}: cast the tensor, or evaluate the operation by reference."),
    };

    /// <summary>The loop of a function; operands that are not there count as read along the columns.</summary>
    public static Loop For(ElementwiseFunction function, bool splatA, bool splatB, bool splatC) => function switch
    {
        ElementwiseFunction.Negate => Unary<U.Negate>(splatA),
        ElementwiseFunction.Abs => Unary<U.Abs>(splatA),
        ElementwiseFunction.Sign => Unary<U.Sign>(splatA),
        ElementwiseFunction.Sqrt => Unary<U.Sqrt>(splatA),
        ElementwiseFunction.Exp => Unary<U.Exp>(splatA),
        ElementwiseFunction.Expm1 => Unary<U.Expm1>(splatA),
        ElementwiseFunction.Log => Unary<U.Log>(splatA),
        ElementwiseFunction.Log1p => Unary<U.Log1p>(splatA),
        ElementwiseFunction.Sin => Rare<R.Sin>(splatA),
        ElementwiseFunction.Cos => Rare<R.Cos>(splatA),
        ElementwiseFunction.Tan => Rare<R.Tan>(splatA),
        ElementwiseFunction.Asin => Rare<R.Asin>(splatA),
        ElementwiseFunction.Acos => Rare<R.Acos>(splatA),
        ElementwiseFunction.Atan => Rare<R.Atan>(splatA),
        ElementwiseFunction.Sinh => Rare<R.Sinh>(splatA),
        ElementwiseFunction.Cosh => Rare<R.Cosh>(splatA),
        ElementwiseFunction.Tanh => Unary<U.Tanh>(splatA),
        ElementwiseFunction.Asinh => Rare<R.Asinh>(splatA),
        ElementwiseFunction.Acosh => Rare<R.Acosh>(splatA),
        ElementwiseFunction.Atanh => Rare<R.Atanh>(splatA),
        ElementwiseFunction.Sigmoid => Unary<U.Sigmoid>(splatA),
        ElementwiseFunction.Relu => Unary<U.Relu>(splatA),
        ElementwiseFunction.Erf => Unary<U.Erf>(splatA),
        ElementwiseFunction.Floor => Unary<U.Floor>(splatA),
        ElementwiseFunction.Ceiling => Unary<U.Ceiling>(splatA),
        ElementwiseFunction.Round => Unary<U.Round>(splatA),
        ElementwiseFunction.IsFinite => Unary<U.IsFinite>(splatA),
        ElementwiseFunction.Not => Unary<U.Not>(splatA),
        ElementwiseFunction.Add => Binary<B.Add>(splatA, splatB),
        ElementwiseFunction.Subtract => Binary<B.Subtract>(splatA, splatB),
        ElementwiseFunction.Multiply => Binary<B.Multiply>(splatA, splatB),
        ElementwiseFunction.Divide => Binary<B.Divide>(splatA, splatB),
        ElementwiseFunction.Minimum => Binary<B.Minimum>(splatA, splatB),
        ElementwiseFunction.Maximum => Binary<B.Maximum>(splatA, splatB),
        ElementwiseFunction.Power => Binary<ScalarBinary<R.Power>>(splatA, splatB),
        ElementwiseFunction.Modulo => Binary<ScalarBinary<R.Modulo>>(splatA, splatB),
        ElementwiseFunction.Less => Binary<B.Less>(splatA, splatB),
        ElementwiseFunction.LessEqual => Binary<B.LessEqual>(splatA, splatB),
        ElementwiseFunction.Equal => Binary<B.Equal>(splatA, splatB),
        ElementwiseFunction.NotEqual => Binary<B.NotEqual>(splatA, splatB),
        ElementwiseFunction.And => Binary<B.And>(splatA, splatB),
        ElementwiseFunction.Or => Binary<B.Or>(splatA, splatB),
        ElementwiseFunction.Select => Ternary<T.Select>(splatA, splatB, splatC),
        ElementwiseFunction.MultiplyAdd => Ternary<T.MultiplyAdd>(splatA, splatB, splatC),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Unknown elementwise function."),
    };

    private static Loop Unary<TF>(bool splat) where TF : struct, IUnary => splat ? new UnaryLoop<TF, Splat>() : new UnaryLoop<TF, Walk>();

    private static Loop Rare<TF>(bool splat) where TF : struct, IScalarUnary => Unary<ScalarUnary<TF>>(splat);

    private static Loop Binary<TF>(bool splatA, bool splatB) where TF : struct, IBinary => (splatA, splatB) switch
    {
        (false, false) => new BinaryLoop<TF, Walk, Walk>(),
        (false, true) => new BinaryLoop<TF, Walk, Splat>(),
        (true, false) => new BinaryLoop<TF, Splat, Walk>(),
        (true, true) => new BinaryLoop<TF, Splat, Splat>(),
    };

    private static Loop Ternary<TF>(bool splatA, bool splatB, bool splatC) where TF : struct, ITernary => (splatA, splatB, splatC) switch
    {
        (false, false, false) => new TernaryLoop<TF, Walk, Walk, Walk>(),
        (false, false, true) => new TernaryLoop<TF, Walk, Walk, Splat>(),
        (false, true, false) => new TernaryLoop<TF, Walk, Splat, Walk>(),
        (false, true, true) => new TernaryLoop<TF, Walk, Splat, Splat>(),
        (true, false, false) => new TernaryLoop<TF, Splat, Walk, Walk>(),
        (true, false, true) => new TernaryLoop<TF, Splat, Walk, Splat>(),
        (true, true, false) => new TernaryLoop<TF, Splat, Splat, Walk>(),
        (true, true, true) => new TernaryLoop<TF, Splat, Splat, Splat>(),
    };
}
