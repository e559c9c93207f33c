using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>The functions of two operands that have vector instructions.</summary>
internal static class BinaryFunctions
{
    /// <summary>a + b.</summary>
    public readonly struct Add : IBinary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => a + b;
    }

    /// <summary>a − b.</summary>
    public readonly struct Subtract : IBinary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => a - b;
    }

    /// <summary>a · b.</summary>
    public readonly struct Multiply : IBinary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => a * b;
    }

    /// <summary>a / b.</summary>
    public readonly struct Divide : IBinary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => a / b;
    }

    /// <summary>The smaller; NaN if either is.</summary>
    public readonly struct Minimum : IBinary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => Vector512.Min(a, b);
    }

    /// <summary>The larger; NaN if either is.</summary>
    public readonly struct Maximum : IBinary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => Vector512.Max(a, b);
    }

    /// <summary>The mask of a &lt; b.</summary>
    public readonly struct Less : IBinary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => Vector512.LessThan(a, b);
    }

    /// <summary>The mask of a ≤ b.</summary>
    public readonly struct LessEqual : IBinary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => Vector512.LessThanOrEqual(a, b);
    }

    /// <summary>The mask of a = b.</summary>
    public readonly struct Equal : IBinary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => Vector512.Equals(a, b);
    }

    /// <summary>The mask of a ≠ b.</summary>
    public readonly struct NotEqual : IBinary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => ~Vector512.Equals(a, b);
    }

    /// <summary>Both masks.</summary>
    public readonly struct And : IBinary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => a & b;
    }

    /// <summary>Either mask.</summary>
    public readonly struct Or : IBinary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => a | b;
    }

    /// <summary>b where a is positive, 0 elsewhere: the gradient of relu in one step.</summary>
    public readonly struct KeepPositive : IBinary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => Vector512.LessThan(Vector512<float>.Zero, a) & b;
    }
}
