using Hebb.Tensors;
using static Hebb.Ops.ElementwiseFunction;

namespace Hebb.Ops;

/// <summary>What tensors can do: the functions and operators from which layers, losses and optimizers are written.</summary>
public static partial class TensorOps
{
    extension(Tensor x)
    {
        /// <summary>|x|.</summary>
        public Tensor Abs() => Unary(ElementwiseFunction.Abs, x);

        /// <summary>−1, 0 or 1 by the sign of each element. Its gradient is 0.</summary>
        public Tensor Sign() => Unary(ElementwiseFunction.Sign, x);

        /// <summary>√x.</summary>
        public Tensor Sqrt() => Unary(ElementwiseFunction.Sqrt, x);

        /// <summary>x².</summary>
        public Tensor Square() => Binary(Multiply, x, x);

        /// <summary>
        /// x, but 0 where |x| is so small that nothing can feel it any more: below 2²⁶ times the smallest normal number (8e-31 in Float32). For running means,
        /// which without new values decay forever: processors take a hundred times as long for denormal numbers.
        /// </summary>
        public Tensor FlushTiny() => Unary(ElementwiseFunction.FlushTiny, x);

        /// <summary>eˣ.</summary>
        public Tensor Exp() => Unary(ElementwiseFunction.Exp, x);

        /// <summary>eˣ − 1, exact near 0.</summary>
        public Tensor Expm1() => Unary(ElementwiseFunction.Expm1, x);

        /// <summary>The natural logarithm.</summary>
        public Tensor Log() => Unary(ElementwiseFunction.Log, x);

        /// <summary>ln(1 + x), exact near 0.</summary>
        public Tensor Log1p() => Unary(ElementwiseFunction.Log1p, x);

        /// <summary>The logarithm to another base.</summary>
        public Tensor Log(double newBase) => x.Log() * (1 / Math.Log(newBase));

        /// <summary>The sine of an angle in radians.</summary>
        public Tensor Sin() => Unary(ElementwiseFunction.Sin, x);

        /// <summary>The cosine of an angle in radians.</summary>
        public Tensor Cos() => Unary(ElementwiseFunction.Cos, x);

        /// <summary>The tangent of an angle in radians.</summary>
        public Tensor Tan() => Unary(ElementwiseFunction.Tan, x);

        /// <summary>The secant, 1 / cos x.</summary>
        public Tensor Sec() => 1 / x.Cos();

        /// <summary>The cosecant, 1 / sin x.</summary>
        public Tensor Csc() => 1 / x.Sin();

        /// <summary>The cotangent, 1 / tan x.</summary>
        public Tensor Cot() => 1 / x.Tan();

        /// <summary>The inverse of the sine, in radians.</summary>
        public Tensor Asin() => Unary(ElementwiseFunction.Asin, x);

        /// <summary>The inverse of the cosine, in radians.</summary>
        public Tensor Acos() => Unary(ElementwiseFunction.Acos, x);

        /// <summary>The inverse of the tangent, in radians.</summary>
        public Tensor Atan() => Unary(ElementwiseFunction.Atan, x);

        /// <summary>The angle of the point (x, this), from −π to π, in radians; 0 for the point (0, 0).</summary>
        /// <param name="other">The coordinate x to the right; this tensor is y, upwards.</param>
        public Tensor Atan2(Tensor other)
        {
            // The smaller coordinate divided by the larger one never overflows.
            Tensor steep = x.Abs() > other.Abs(), large = Tensor.Where(steep, x, other);
            Tensor slope = (Tensor.Where(steep, other, x) / Tensor.Where(large.EqualTo(0), Tensor.Scalar(1, large.DType), large)).Atan();
            Tensor left =
                Tensor.Where(other < 0, Tensor.Where(x < 0, Tensor.Scalar(-Math.PI, x.DType), Tensor.Scalar(Math.PI, x.DType)), Tensor.Scalar(0, x.DType));
            return Tensor.Where(steep, x.Sign() * (Math.PI / 2) - slope, slope + left);
        }

        /// <summary>The hyperbolic sine.</summary>
        public Tensor Sinh() => Unary(ElementwiseFunction.Sinh, x);

        /// <summary>The hyperbolic cosine.</summary>
        public Tensor Cosh() => Unary(ElementwiseFunction.Cosh, x);

        /// <summary>The hyperbolic tangent.</summary>
        public Tensor Tanh() => Unary(ElementwiseFunction.Tanh, x);

        /// <summary>The hyperbolic secant, 1 / cosh x.</summary>
        public Tensor Sech() => 1 / x.Cosh();

        /// <summary>The hyperbolic cosecant, 1 / sinh x.</summary>
        public Tensor Csch() => 1 / x.Sinh();

        /// <summary>The hyperbolic cotangent, 1 / tanh x.</summary>
        public Tensor Coth() => 1 / x.Tanh();

        /// <summary>The inverse of the hyperbolic sine.</summary>
        public Tensor Asinh() => Unary(ElementwiseFunction.Asinh, x);

        /// <summary>The inverse of the hyperbolic cosine.</summary>
        public Tensor Acosh() => Unary(ElementwiseFunction.Acosh, x);

        /// <summary>The inverse of the hyperbolic tangent.</summary>
        public Tensor Atanh() => Unary(ElementwiseFunction.Atanh, x);

        /// <summary>The logistic function, 1 / (1 + e⁻ˣ).</summary>
        public Tensor Sigmoid() => Unary(ElementwiseFunction.Sigmoid, x);

        /// <summary>max(x, 0). At 0 its derivative is taken as 0.</summary>
        public Tensor Relu() => Unary(ElementwiseFunction.Relu, x);

        /// <summary>ln(1 + eˣ), without overflow: max(x, 0) + ln(1 + e^(−|x|)). 0 at −∞.</summary>
        /// <remarks>
        /// max(x, 0) is written as x/2 + |x|/2, which is as exact but has the derivative 1/2 at 0, the right one for the sum. A logistic regression whose
        /// weights start at 0 begins just there.
        /// </remarks>
        public Tensor Softplus() => x.AboveNegativeInfinity().SoftplusOfFinite();

        /// <summary>The same for numbers that are above −∞.</summary>
        internal Tensor SoftplusOfFinite() => x * 0.5 + x.Abs() * 0.5 + (-x.Abs()).Exp().Log1p();

        /// <summary>
        /// x, but the lowest finite number for −∞: its product with a factor that vanishes there is 0, the limit, and not NaN. NaN stays.
        /// </summary>
        internal Tensor AboveNegativeInfinity()
        {
            Tensor lowest = Tensor.Literal(x.DType == DType.Float64 ? double.MinValue : float.MinValue, x.DType);
            return Tensor.Where(x < lowest, lowest, x);
        }

        /// <summary>The error function.</summary>
        public Tensor Erf() => Unary(ElementwiseFunction.Erf, x);

        /// <summary>The largest integer not above each element. Its gradient is 0.</summary>
        public Tensor Floor() => Unary(ElementwiseFunction.Floor, x);

        /// <summary>The smallest integer not below each element. Its gradient is 0.</summary>
        public Tensor Ceiling() => Unary(ElementwiseFunction.Ceiling, x);

        /// <summary>The nearest integer, ties to even. Its gradient is 0.</summary>
        public Tensor Round() => Unary(ElementwiseFunction.Round, x);

        /// <summary>Whether each element is neither infinite nor NaN.</summary>
        public Tensor IsFinite() => Unary(ElementwiseFunction.IsFinite, x);

        /// <summary>xᵖ, element by element.</summary>
        public Tensor Pow(Tensor power) => Binary(Power, x, power);

        /// <summary>xᵖ.</summary>
        public Tensor Pow(double power) => power switch
        {
            0 => Tensor.Ones(x.Shape, x.DType),
            1 => x,
            2 => x.Square(),
            0.5 => x.Sqrt(),
            _ => Binary(Power, x, Tensor.Literal(power, x.DType)),
        };

        /// <summary>The smaller of two elements; NaN if either is.</summary>
        public Tensor Minimum(Tensor other) => Binary(ElementwiseFunction.Minimum, x, other);

        /// <summary>The larger of two elements; NaN if either is.</summary>
        public Tensor Maximum(Tensor other) => Binary(ElementwiseFunction.Maximum, x, other);

        /// <summary>The larger of each element and a number.</summary>
        public Tensor Maximum(double other) => Binary(ElementwiseFunction.Maximum, x, Tensor.Literal(other, x.DType));

        /// <summary>The smaller of each element and a number.</summary>
        public Tensor Minimum(double other) => Binary(ElementwiseFunction.Minimum, x, Tensor.Literal(other, x.DType));

        /// <summary>Each element, or the bound it exceeds.</summary>
        public Tensor Clip(double minimum, double maximum) => x.Maximum(minimum).Minimum(maximum);

        /// <summary>Whether elements are equal.</summary>
        public Tensor EqualTo(Tensor other) => Binary(Equal, x, other);

        /// <summary>Whether elements equal a number.</summary>
        public Tensor EqualTo(double other) => Binary(Equal, x, Tensor.Literal(other, x.DType));

        /// <summary>Whether elements differ.</summary>
        public Tensor NotEqualTo(Tensor other) => Binary(NotEqual, x, other);
    }

    extension(Tensor)
    {
        /// <summary>Elements of <paramref name="a"/> where the condition holds, of <paramref name="b"/> elsewhere. The one not chosen
        /// gets no gradient.</summary>
        public static Tensor Where(Tensor condition, Tensor a, Tensor b)
        {
            Shape shape = BroadcastShape("Where", BroadcastShape("Where", condition.Shape, a.Shape), b.Shape);
            return new(new Elementwise(Select), [condition.BroadcastTo(shape), a.BroadcastTo(shape), b.BroadcastTo(shape)]);
        }
    }

    /// <summary>Below this <see cref="FlushTiny"/> gives 0.</summary>
    internal static double Tiny(DType type) => type == DType.Float64 ? double.ScaleB(1, -996) : double.ScaleB(1, -100);

    private static Tensor Unary(ElementwiseFunction function, Tensor x) => new(new Elementwise(function), [x]);

    private static Tensor Binary(ElementwiseFunction function, Tensor a, Tensor b)
    {
        if (Simplified(function, a, b) is { } simpler) { return simpler; }
        Shape shape = BroadcastShape(function.ToString(), a.Shape, b.Shape);
        return new(new Elementwise(function), [a.BroadcastTo(shape), b.BroadcastTo(shape)]);
    }

    /// <summary>x + 0, x · 1 and the like are x: rules of gradients produce them all the time.</summary>
    private static Tensor? Simplified(ElementwiseFunction function, Tensor a, Tensor b) => function switch
    {
        Add when IsNumber(b, 0) && Covers(a, b) => a,
        Add when IsNumber(a, 0) && Covers(b, a) => b,
        Subtract when IsNumber(b, 0) && Covers(a, b) => a,
        Multiply when IsNumber(b, 1) && Covers(a, b) => a,
        Multiply when IsNumber(a, 1) && Covers(b, a) => b,
        Divide when IsNumber(b, 1) && Covers(a, b) => a,
        _ => null,
    };

    /// <summary>Whether the result of an operation of the two has the shape of <paramref name="whole"/>: the number may have been broadcast further.</summary>
    private static bool Covers(Tensor whole, Tensor number)
    {
        if (whole.DType != number.DType || number.Rank > whole.Rank) { return false; }
        for (int i = 1; i <= number.Rank; i++)
        {
            if (number.Shape[^i] != 1 && number.Shape[^i] != whole.Shape[^i]) { return false; }
        }

        return true;
    }

    /// <summary>Whether a tensor is known to be one number, perhaps broadcast.</summary>
    private static bool IsNumber(Tensor x, double number)
    {
        while (x.Value is null && x.Op is (Ops.Broadcast or Ops.Reshape)) { x = x.Inputs[0]; }
        return x.IsLiteral && x.Element(0) == number;
    }
}
