namespace Hebb.Kernels;

/// <summary>The functions that go element by element through <see cref="Math"/>.</summary>
internal static class RareFunctions
{
    /// <summary><see cref="Math.Sin(double)"/>.</summary>
    public readonly struct Sin : IScalarUnary
    {
        /// <inheritdoc/>
        public static double Of(double x) => Math.Sin(x);
    }

    /// <summary><see cref="Math.Cos(double)"/>.</summary>
    public readonly struct Cos : IScalarUnary
    {
        /// <inheritdoc/>
        public static double Of(double x) => Math.Cos(x);
    }

    /// <summary><see cref="Math.Tan(double)"/>.</summary>
    public readonly struct Tan : IScalarUnary
    {
        /// <inheritdoc/>
        public static double Of(double x) => Math.Tan(x);
    }

    /// <summary><see cref="Math.Asin(double)"/>.</summary>
    public readonly struct Asin : IScalarUnary
    {
        /// <inheritdoc/>
        public static double Of(double x) => Math.Asin(x);
    }

    /// <summary><see cref="Math.Acos(double)"/>.</summary>
    public readonly struct Acos : IScalarUnary
    {
        /// <inheritdoc/>
        public static double Of(double x) => Math.Acos(x);
    }

    /// <summary><see cref="Math.Atan(double)"/>.</summary>
    public readonly struct Atan : IScalarUnary
    {
        /// <inheritdoc/>
        public static double Of(double x) => Math.Atan(x);
    }

    /// <summary><see cref="Math.Sinh(double)"/>.</summary>
    public readonly struct Sinh : IScalarUnary
    {
        /// <inheritdoc/>
        public static double Of(double x) => Math.Sinh(x);
    }

    /// <summary><see cref="Math.Cosh(double)"/>.</summary>
    public readonly struct Cosh : IScalarUnary
    {
        /// <inheritdoc/>
        public static double Of(double x) => Math.Cosh(x);
    }

    /// <summary><see cref="Math.Asinh(double)"/>.</summary>
    public readonly struct Asinh : IScalarUnary
    {
        /// <inheritdoc/>
        public static double Of(double x) => Math.Asinh(x);
    }

    /// <summary><see cref="Math.Acosh(double)"/>.</summary>
    public readonly struct Acosh : IScalarUnary
    {
        /// <inheritdoc/>
        public static double Of(double x) => Math.Acosh(x);
    }

    /// <summary><see cref="Math.Atanh(double)"/>.</summary>
    public readonly struct Atanh : IScalarUnary
    {
        /// <inheritdoc/>
        public static double Of(double x) => Math.Atanh(x);
    }

    /// <summary>aᵇ.</summary>
    public readonly struct Power : IScalarBinary
    {
        /// <inheritdoc/>
        public static double Of(double a, double b) => Math.Pow(a, b);
    }

    /// <summary>The remainder with the sign of b.</summary>
    public readonly struct Modulo : IScalarBinary
    {
        /// <inheritdoc/>
        public static double Of(double a, double b)
        {
            double remainder = a % b; // exact, with the sign of a
            if (remainder == 0) { return Math.CopySign(0, b); }
            return remainder < 0 == b < 0 ? remainder : remainder + b;
        }
    }
}
