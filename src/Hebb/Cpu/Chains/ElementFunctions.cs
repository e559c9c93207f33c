using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Cpu.Vectors;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Hebb.Cpu.Chains;

/// <summary>A function of one vector.</summary>
internal interface IUnary { static abstract V Invoke(V x); }

/// <summary>A function of two vectors.</summary>
internal interface IBinary { static abstract V Invoke(V a, V b); }

/// <summary>A function of three vectors.</summary>
internal interface ITernary { static abstract V Invoke(V a, V b, V c); }

/// <summary>The elementwise functions over vectors. Booleans are masks: all bits of a lane, or none.</summary>
internal static unsafe class ElementFunctions
{
    internal readonly struct Negate : IUnary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V x) => x ^ Vector512.Create(-0f); }

    internal readonly struct Abs : IUnary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V x) => Vector512.Abs(x); }

    internal readonly struct Sign : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Invoke(V x)
        {
            V positive = Vector512.GreaterThan(x, V.Zero) & V.One, negative = Vector512.LessThan(x, V.Zero) & -V.One;
            return Vector512.ConditionalSelect(Vector512.Equals(x, x), positive | negative, x);
        }
    }

    internal readonly struct Sqrt : IUnary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V x) => Vector512.Sqrt(x); }

    internal readonly struct Exp : IUnary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V x) => VectorMath.Exp(x); }

    internal readonly struct Expm1 : IUnary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V x) => VectorMath.Expm1(x); }

    internal readonly struct Log : IUnary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V x) => VectorMath.Log(x); }

    internal readonly struct Log1p : IUnary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V x) => VectorMath.Log1p(x); }

    internal readonly struct Tanh : IUnary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V x) => VectorMath.Tanh(x); }

    internal readonly struct Sigmoid : IUnary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V x) => VectorMath.Sigmoid(x); }

    internal readonly struct Erf : IUnary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V x) => VectorMath.Erf(x); }

    internal readonly struct Floor : IUnary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V x) => Vector512.Floor(x); }

    internal readonly struct Ceiling : IUnary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V x) => Vector512.Ceiling(x); }

    internal readonly struct Round : IUnary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V x) => Vector512.Round(x); }

    internal readonly struct Not : IUnary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V x) => ~x; }

    internal readonly struct FlushTiny : IUnary
    {
        // NaN compares false and stays.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Invoke(V x) => Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(7.888609e-31f)), V.Zero, x);
    }

    internal readonly struct Relu : IUnary
    {
        // NaN compares false and stays; −0 becomes 0.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Invoke(V x) =>
            Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, V.Zero), V.Zero, x);
    }

    internal readonly struct IsFinite : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Invoke(V x) => Vector512.LessThanOrEqual(Vector512.Abs(x), Vector512.Create(float.MaxValue));
    }

    internal readonly struct Add : IBinary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V a, V b) => a + b; }

    internal readonly struct Subtract : IBinary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V a, V b) => a - b; }

    internal readonly struct Multiply : IBinary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V a, V b) => a * b; }

    internal readonly struct Divide : IBinary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V a, V b) => a / b; }

    internal readonly struct Minimum : IBinary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V a, V b) => Vector512.Min(a, b); }

    internal readonly struct Maximum : IBinary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V a, V b) => Vector512.Max(a, b); }

    internal readonly struct Less : IBinary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V a, V b) => Vector512.LessThan(a, b); }

    internal readonly struct LessEqual
        : IBinary
    { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V a, V b) => Vector512.LessThanOrEqual(a, b); }

    internal readonly struct Equal : IBinary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V a, V b) => Vector512.Equals(a, b); }

    internal readonly struct NotEqual
        : IBinary
    { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V a, V b) => ~Vector512.Equals(a, b); }

    internal readonly struct And : IBinary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V a, V b) => a & b; }

    internal readonly struct Or : IBinary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V a, V b) => a | b; }

    internal readonly struct Select
        : ITernary
    { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V a, V b, V c) => Vector512.ConditionalSelect(a, b, c); }

    internal readonly struct MultiplyAdd
        : ITernary
    { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V a, V b, V c) => Vector512.FusedMultiplyAdd(a, b, c); }

    internal readonly struct Sin : IUnary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V x) => VectorMath.Sin(x); }

    internal readonly struct Cos : IUnary { [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Invoke(V x) => VectorMath.Cos(x); }

    // Rare functions go lane by lane through the base class library, in double, so that all vector widths agree.
    internal readonly struct Tan : IUnary { public static V Invoke(V x) => VectorMath.LaneByLane(x, &Math.Tan); }

    internal readonly struct Asin : IUnary { public static V Invoke(V x) => VectorMath.LaneByLane(x, &Math.Asin); }

    internal readonly struct Acos : IUnary { public static V Invoke(V x) => VectorMath.LaneByLane(x, &Math.Acos); }

    internal readonly struct Atan : IUnary { public static V Invoke(V x) => VectorMath.LaneByLane(x, &Math.Atan); }

    internal readonly struct Sinh : IUnary { public static V Invoke(V x) => VectorMath.LaneByLane(x, &Math.Sinh); }

    internal readonly struct Cosh : IUnary { public static V Invoke(V x) => VectorMath.LaneByLane(x, &Math.Cosh); }

    internal readonly struct Asinh : IUnary { public static V Invoke(V x) => VectorMath.LaneByLane(x, &Math.Asinh); }

    internal readonly struct Acosh : IUnary { public static V Invoke(V x) => VectorMath.LaneByLane(x, &Math.Acosh); }

    internal readonly struct Atanh : IUnary { public static V Invoke(V x) => VectorMath.LaneByLane(x, &Math.Atanh); }

    internal readonly struct Power : IBinary
    {
        public static V Invoke(V a, V b)
        {
            float* y = stackalloc float[VectorAccess.Width];
            for (int i = 0; i < VectorAccess.Width; i++) { y[i] = (float)Math.Pow(a[i], b[i]); }
            return Vector512.Load(y);
        }
    }

    internal readonly struct Modulo : IBinary
    {
        public static V Invoke(V a, V b)
        {
            float* y = stackalloc float[VectorAccess.Width];
            for (int i = 0; i < VectorAccess.Width; i++)
            {
                float remainder = a[i] % b[i];
                y[i] = remainder == 0 ? MathF.CopySign(0, b[i]) : remainder < 0 != b[i] < 0 ? remainder + b[i] : remainder;
            }

            return Vector512.Load(y);
        }
    }
}
