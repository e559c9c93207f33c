using System.Numerics;
using Hebb.Tensors;
using static Hebb.Ops.ElementwiseFunction;

namespace Hebb.Ops;

/// <summary>A function of each element by itself; all inputs have the shape of the result.</summary>
/// <param name="Function">Which function.</param>
internal sealed record Elementwise(ElementwiseFunction Function) : Op
{
    /// <inheritdoc/>
    public override string Name => Function.ToString();

    /// <summary>Whether a function gives booleans.</summary>
    internal static bool GivesBool(ElementwiseFunction function) =>
        function is Less or LessEqual or Equal or NotEqual or And or Or or Not or IsFinite;

    /// <summary>The number of inputs of a function.</summary>
    internal static int Arity(ElementwiseFunction function) => function switch
    {
        Select or MultiplyAdd => 3,
        >= Add => 2,
        _ => 1,
    };

    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs)
    {
        ReadOnlySpan<Tensor> values = Function == Select ? inputs[1..] : inputs;
        if (Function == Select && inputs[0].DType != DType.Bool)
        {
            throw new ShapeException($"Select takes booleans as its condition, but got {inputs[0].DType}: compare first.");
        }

        DType type = values[0].DType;
        foreach (Tensor value in values)
        {
            if (value.DType != type)
            {
                throw new ShapeException($"{Name} takes operands of one element type, but got {type} and {value.DType}: Cast one of them.");
            }
        }

        bool takesBool = Function is And or Or or Not;
        bool takesAny = Function is Select or Equal or NotEqual;
        bool takesInteger =
            Function is Negate or Abs or Sign or Relu or Add or Subtract or Multiply or Minimum or Maximum or Modulo or Less or LessEqual or MultiplyAdd;
        if (!takesAny && takesBool != (type == DType.Bool) || !takesAny && !takesBool && !takesInteger && !type.IsFloat)
        {
            throw new ShapeException($"{Name} is not defined for {type}: Cast the tensor first.");
        }

        return (inputs[0].Shape, GivesBool(Function) ? DType.Bool : type);
    }

    internal override Tensor?[] Gradient(Tensor y, Tensor dy)
    {
        if (!y.DType.IsFloat) { return new Tensor?[y.Inputs.Length]; }
        Tensor x = y.Inputs[0], b = y.Inputs[^1];
        Tensor zero = Tensor.Scalar(0, y.DType);
        return Function switch
        {
            Negate => [-dy],
            Abs => [dy * x.Sign()],
            Sqrt => [dy * 0.5 / y],
            Exp => [dy * y],
            Expm1 => [dy * (y + 1)],
            Log => [dy / x],
            Log1p => [dy / (x + 1)],
            Sin => [dy * x.Cos()],
            Cos => [-dy * x.Sin()],
            Tan => [dy * (y * y + 1)],
            Asin => [dy / (1 - x * x).Sqrt()],
            Acos => [-dy / (1 - x * x).Sqrt()],
            Atan => [dy / (x * x + 1)],
            Sinh => [dy * x.Cosh()],
            Cosh => [dy * x.Sinh()],
            Tanh => [dy * (1 - y * y)],
            Asinh => [dy / (x * x + 1).Sqrt()],
            Acosh => [dy / (x * x - 1).Sqrt()],
            Atanh => [dy / (1 - x * x)],
            Sigmoid => [dy * (y * (1 - y))],
            Relu => [Tensor.Where(y > 0, dy, zero)],
            FlushTiny => [Tensor.Where(y.EqualTo(0), zero, dy)],
            Erf => [dy * ((-x * x).Exp() * (2 / Math.Sqrt(Math.PI)))],
            Add => [dy, dy],
            Subtract => [dy, -dy],
            Multiply => [dy * b, dy * x],
            Divide => [dy / b, -dy * y / b],
            Minimum => [Tensor.Where(x <= b, dy, zero), Tensor.Where(x <= b, zero, dy)],
            Maximum => [Tensor.Where(x >= b, dy, zero), Tensor.Where(x >= b, zero, dy)],
            Power =>
            [
                dy * Tensor.Where(b.EqualTo(0), zero, b * x.Pow(b - 1)),
                dy * Tensor.Where(x > 0, y * Tensor.Where(x > 0, x, Tensor.Scalar(1, y.DType)).Log(), zero),
            ],
            Modulo => [dy, -dy * (x / b).Floor()],
            Select => [null, Tensor.Where(x, dy, zero), Tensor.Where(x, zero, dy)],
            MultiplyAdd => [dy * y.Inputs[1], dy * x, dy],
            _ => new Tensor?[y.Inputs.Length], // steps: flat wherever they have a derivative
        };
    }

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        DType type = x[^1].DType;
        switch (type)
        {
            case DType.Float32: EvaluateFloat<float>(x, y); break;
            case DType.Float64: EvaluateFloat<double>(x, y); break;
            case DType.Int32: EvaluateNumber<int>(x, y); break;
            case DType.Int64: EvaluateNumber<long>(x, y); break;
            default: EvaluateBool(x, y); break;
        }
    }

    private void EvaluateFloat<T>(ReadOnlySpan<Elements> x, Elements y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T tiny = T.CreateChecked(TensorOps.Tiny(x[^1].DType));
        Func<T, T>? f = Function switch
        {
            Sqrt => T.Sqrt,
            Exp => T.Exp,
            Expm1 => v => T.CreateChecked(ScalarFunctions.Expm1(double.CreateChecked(v))),
            Log => T.Log,
            Log1p => v => T.CreateChecked(ScalarFunctions.Log1p(double.CreateChecked(v))),
            Sin => T.Sin,
            Cos => T.Cos,
            Tan => T.Tan,
            Asin => T.Asin,
            Acos => T.Acos,
            Atan => T.Atan,
            Sinh => T.Sinh,
            Cosh => T.Cosh,
            Tanh => T.Tanh,
            Asinh => T.Asinh,
            Acosh => T.Acosh,
            Atanh => T.Atanh,
            Sigmoid => v => v >= T.Zero ? T.One / (T.One + T.Exp(-v)) : T.Exp(v) / (T.One + T.Exp(v)),
            Erf => v => T.CreateChecked(ScalarFunctions.Erf(double.CreateChecked(v))),
            Floor => T.Floor,
            Ceiling => T.Ceiling,
            ElementwiseFunction.Round => v => T.Round(v, MidpointRounding.ToEven),
            Sign => v => T.IsNaN(v) ? v : T.CreateChecked(T.Sign(v)),
            Relu => v => T.IsNaN(v) || v > T.Zero ? v : T.Zero,
            FlushTiny => v => T.Abs(v) < tiny ? T.Zero : v,
            _ => null,
        };
        if (f is not null)
        {
            Map(x[0].As<T>(), y.As<T>(), f);
            return;
        }

        switch (Function)
        {
            case ElementwiseFunction.IsFinite: Map(x[0].As<T>(), y.As<bool>(), T.IsFinite); break;
            case Divide: Map(x[0].As<T>(), x[1].As<T>(), y.As<T>(), (a, b) => a / b); break;
            case Power: Map(x[0].As<T>(), x[1].As<T>(), y.As<T>(), T.Pow); break;
            case Modulo: Map(x[0].As<T>(), x[1].As<T>(), y.As<T>(), Remainder); break;
            case MultiplyAdd: Map(x[0].As<T>(), x[1].As<T>(), x[2].As<T>(), y.As<T>(), T.FusedMultiplyAdd); break;
            default: EvaluateNumber<T>(x, y); break;
        }
    }

    private static T Remainder<T>(T a, T b) where T : IFloatingPointIeee754<T>
    {
        T remainder = a % b;
        if (remainder == T.Zero) { return T.CopySign(T.Zero, b); }
        return T.IsNegative(remainder) != T.IsNegative(b) ? remainder + b : remainder;
    }

    private void EvaluateNumber<T>(ReadOnlySpan<Elements> x, Elements y) where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> a = Function == Select ? x[1].As<T>() : x[0].As<T>();
        ReadOnlySpan<T> b = x[^1].As<T>();
        switch (Function)
        {
            case Negate: Map(a, y.As<T>(), v => -v); break;
            case Abs: Map(a, y.As<T>(), T.Abs); break;
            case Sign: Map(a, y.As<T>(), v => T.CreateChecked(T.Sign(v))); break;
            case Relu: Map(a, y.As<T>(), v => T.Max(v, T.Zero)); break;
            case Add: Map(a, b, y.As<T>(), (p, q) => p + q); break;
            case Subtract: Map(a, b, y.As<T>(), (p, q) => p - q); break;
            case Multiply: Map(a, b, y.As<T>(), (p, q) => p * q); break;
            case Minimum: Map(a, b, y.As<T>(), T.Min); break;
            case Maximum: Map(a, b, y.As<T>(), T.Max); break;
            case Modulo: Map(a, b, y.As<T>(), (p, q) => (p % q + q) % q); break;
            case Less: Map(a, b, y.As<bool>(), (p, q) => p < q); break;
            case LessEqual: Map(a, b, y.As<bool>(), (p, q) => p <= q); break;
            case Equal: Map(a, b, y.As<bool>(), (p, q) => p == q); break;
            case NotEqual: Map(a, b, y.As<bool>(), (p, q) => p != q); break;
            case MultiplyAdd: Map(a, x[1].As<T>(), b, y.As<T>(), (p, q, r) => p * q + r); break;
            case Select: Map(x[0].As<bool>(), a, b, y.As<T>(), (c, p, q) => c ? p : q); break;
            default: throw new InvalidOperationException($"{Function} has no reference evaluation for {typeof(T).Name}.");
        }
    }

    private void EvaluateBool(ReadOnlySpan<Elements> x, Elements y)
    {
        ReadOnlySpan<bool> a = x[0].As<bool>(), b = x[^1].As<bool>();
        switch (Function)
        {
            case Not: Map(a, y.As<bool>(), v => !v); break;
            case And: Map(a, b, y.As<bool>(), (p, q) => p && q); break;
            case Or: Map(a, b, y.As<bool>(), (p, q) => p || q); break;
            case Equal: Map(a, b, y.As<bool>(), (p, q) => p == q); break;
            case NotEqual: Map(a, b, y.As<bool>(), (p, q) => p != q); break;
            case Select: Map(a, x[1].As<bool>(), b, y.As<bool>(), (c, p, q) => c ? p : q); break;
            default: throw new InvalidOperationException($"{Function} has no reference evaluation for booleans.");
        }
    }

    private static void Map<TX, TY>(ReadOnlySpan<TX> x, Span<TY> y, Func<TX, TY> f)
    {
        for (int i = 0; i < y.Length; i++) { y[i] = f(x[i]); }
    }

    private static void Map<TX, TY>(ReadOnlySpan<TX> a, ReadOnlySpan<TX> b, Span<TY> y, Func<TX, TX, TY> f)
    {
        for (int i = 0; i < y.Length; i++) { y[i] = f(a[i], b[i]); }
    }

    private static void Map<TC, TX, TY>(ReadOnlySpan<TC> c, ReadOnlySpan<TX> a, ReadOnlySpan<TX> b, Span<TY> y, Func<TC, TX, TX, TY> f)
    {
        for (int i = 0; i < y.Length; i++) { y[i] = f(c[i], a[i], b[i]); }
    }
}
