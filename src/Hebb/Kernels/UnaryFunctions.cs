using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>The functions of one operand that have vector instructions.</summary>
internal static class UnaryFunctions
{
    /// <summary>x itself: a copy.</summary>
    public readonly struct Copy : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => x;
    }

    /// <summary>−x.</summary>
    public readonly struct Negate : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => -x;
    }

    /// <summary>|x|.</summary>
    public readonly struct Abs : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => Vector512.Abs(x);
    }

    /// <summary>The sign; NaN for NaN.</summary>
    public readonly struct Sign : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => Vector512.ConditionalSelect(
            Vector512.Equals(x, x),
            (Vector512.GreaterThan(x, Vector512<float>.Zero) & Vector512<float>.One)
                - (Vector512.LessThan(x, Vector512<float>.Zero) & Vector512<float>.One),
            x);
    }

    /// <summary>√x.</summary>
    public readonly struct Sqrt : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => Vector512.Sqrt(x);
    }

    /// <summary>eˣ.</summary>
    public readonly struct Exp : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => VectorMath.Exp(x);
    }

    /// <summary>eˣ − 1.</summary>
    public readonly struct Expm1 : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => VectorMath.Expm1(x);
    }

    /// <summary>ln x.</summary>
    public readonly struct Log : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => VectorMath.Log(x);
    }

    /// <summary>ln(1 + x).</summary>
    public readonly struct Log1p : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => VectorMath.Log1p(x);
    }

    /// <summary>tanh x.</summary>
    public readonly struct Tanh : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => VectorMath.Tanh(x);
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public readonly struct Sigmoid : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => VectorMath.Sigmoid(x);
    }

    /// <summary>erf x.</summary>
    public readonly struct Erf : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => VectorMath.Erf(x);
    }

    /// <summary>max(x, 0); NaN for NaN.</summary>
    public readonly struct Relu : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => Vector512.ConditionalSelect(
            Vector512.LessThanOrEqual(x, Vector512<float>.Zero), Vector512<float>.Zero, x);
    }

    /// <summary>⌊x⌋.</summary>
    public readonly struct Floor : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => Vector512.Floor(x);
    }

    /// <summary>⌈x⌉.</summary>
    public readonly struct Ceiling : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => Vector512.Ceiling(x);
    }

    /// <summary>The nearest integer, ties to even.</summary>
    public readonly struct Round : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => Vector512.Round(x);
    }

    /// <summary>The mask of finite elements.</summary>
    public readonly struct IsFinite : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) =>
            Vector512.LessThan(Vector512.Abs(x), Vector512.Create(float.PositiveInfinity));
    }

    /// <summary>The opposite mask.</summary>
    public readonly struct Not : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => ~x;
    }

    /// <summary>The float next to the Int32 with these bits.</summary>
    public readonly struct FromInt32 : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => Vector512.ConvertToSingle(x.AsInt32());
    }

    /// <summary>The bits of the Int32 towards zero; saturating, 0 for NaN.</summary>
    public readonly struct ToInt32 : IUnary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> x) => Vector512.ConvertToInt32(x).AsSingle();
    }
}
