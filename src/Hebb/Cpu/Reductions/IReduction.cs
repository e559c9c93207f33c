using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Cpu.Reductions;

/// <summary>How a reduction combines two values; 16 at a time and singly, with the same result.</summary>
internal interface IReduction
{
    /// <summary>What changes nothing it is combined with.</summary>
    static abstract float Identity { get; }

    /// <summary>Combines lane by lane.</summary>
    static abstract Vector512<float> Combine(Vector512<float> x, Vector512<float> y);

    /// <summary>Combines two numbers.</summary>
    static abstract float Combine(float x, float y);
}

/// <summary>The reductions there are.</summary>
internal static class Reducers
{
    /// <summary>The sum.</summary>
    public readonly struct Sum : IReduction
    {
        /// <inheritdoc/>
        public static float Identity => 0;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Combine(Vector512<float> x, Vector512<float> y) => x + y;

        /// <inheritdoc/>
        public static float Combine(float x, float y) => x + y;
    }

    /// <summary>The product.</summary>
    public readonly struct Product : IReduction
    {
        /// <inheritdoc/>
        public static float Identity => 1;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Combine(Vector512<float> x, Vector512<float> y) => x * y;

        /// <inheritdoc/>
        public static float Combine(float x, float y) => x * y;
    }

    /// <summary>The largest; NaN if any is NaN.</summary>
    public readonly struct Max : IReduction
    {
        /// <inheritdoc/>
        public static float Identity => float.NegativeInfinity;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Combine(Vector512<float> x, Vector512<float> y) => Vector512.Max(x, y);

        /// <inheritdoc/>
        public static float Combine(float x, float y) => MathF.Max(x, y);
    }

    /// <summary>The smallest; NaN if any is NaN.</summary>
    public readonly struct Min : IReduction
    {
        /// <inheritdoc/>
        public static float Identity => float.PositiveInfinity;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Combine(Vector512<float> x, Vector512<float> y) => Vector512.Min(x, y);

        /// <inheritdoc/>
        public static float Combine(float x, float y) => MathF.Min(x, y);
    }
}
