using System.Runtime.Intrinsics;
using Hebb.Cpu.Chains;
using Hebb.Cpu.Vectors;
using Hebb.Ops;
using Hebb.Tensors;
using static Hebb.Ops.ElementwiseFunction;

namespace Hebb.Tests.Cpu.Chains;

/// <summary>
/// A chain for one element, written from the definitions of the functions. Booleans are 0 and 1 here. The functions with a polynomial
/// are taken from <see cref="VectorMath"/>, whose tests compare it with double.
/// </summary>
internal static class NaiveChain
{
    public static float[] Evaluate(Chain chain, float[] inputs)
    {
        float[] values = new float[chain.FirstTemporary + chain.Code.Length];
        inputs.CopyTo(values, 0);
        chain.Constants.CopyTo(values, inputs.Length);
        foreach (Instruction code in chain.Code)
        {
            int arity = Elementwise.Arity(code.Function);
            values[code.Y] = Apply(code.Function, values[code.A], arity > 1 ? values[code.B] : 0, arity > 2 ? values[code.C] : 0);
        }

        return values;
    }

    public static float Read(ReadOnlySpan<byte> at, DType type) => type switch
    {
        DType.Bool => at[0],
        DType.Int32 => BitConverter.ToInt32(at),
        _ => BitConverter.ToSingle(at),
    };

    public static void Write(Span<byte> at, DType type, float value)
    {
        switch (type)
        {
            case DType.Bool: at[0] = (byte)value; break;
            case DType.Int32:
                double whole = double.IsNaN(value) ? 0 : Math.Clamp(Math.Truncate((double)value), int.MinValue, int.MaxValue);
                BitConverter.TryWriteBytes(at, (int)whole);
                break;
            default: BitConverter.TryWriteBytes(at, value); break;
        }
    }

    private static float Apply(ElementwiseFunction function, float a, float b, float c) => function switch
    {
        Negate => -a,
        Abs => MathF.Abs(a),
        Sign => float.IsNaN(a) ? a : MathF.Sign(a),
        Sqrt => MathF.Sqrt(a),
        Exp => VectorMath.Exp(Vector512.Create(a))[0],
        Expm1 => VectorMath.Expm1(Vector512.Create(a))[0],
        Log => VectorMath.Log(Vector512.Create(a))[0],
        Log1p => VectorMath.Log1p(Vector512.Create(a))[0],
        Sin => (float)Math.Sin(a),
        Cos => (float)Math.Cos(a),
        Tan => (float)Math.Tan(a),
        Asin => (float)Math.Asin(a),
        Acos => (float)Math.Acos(a),
        Atan => (float)Math.Atan(a),
        Sinh => (float)Math.Sinh(a),
        Cosh => (float)Math.Cosh(a),
        Tanh => VectorMath.Tanh(Vector512.Create(a))[0],
        Asinh => (float)Math.Asinh(a),
        Acosh => (float)Math.Acosh(a),
        Atanh => (float)Math.Atanh(a),
        Sigmoid => VectorMath.Sigmoid(Vector512.Create(a))[0],
        FlushTiny => MathF.Abs(a) < MathF.ScaleB(1, -100) ? 0 : a,
        Relu => float.IsNaN(a) || a > 0 ? a : 0,
        Erf => VectorMath.Erf(Vector512.Create(a))[0],
        Floor => MathF.Floor(a),
        Ceiling => MathF.Ceiling(a),
        ElementwiseFunction.Round => MathF.Round(a, MidpointRounding.ToEven),
        ElementwiseFunction.IsFinite => float.IsFinite(a) ? 1 : 0,
        Not => 1 - a,
        Add => a + b,
        Subtract => a - b,
        Multiply => a * b,
        Divide => a / b,
        Minimum => MathF.Min(a, b),
        Maximum => MathF.Max(a, b),
        Power => (float)Math.Pow(a, b),
        Modulo => FlooredRemainder(a, b),
        Less => a < b ? 1 : 0,
        LessEqual => a <= b ? 1 : 0,
        Equal => a == b ? 1 : 0,
        NotEqual => a != b ? 1 : 0,
        And => a * b,
        Or => MathF.Max(a, b),
        Select => a != 0 ? b : c,
        MultiplyAdd => MathF.FusedMultiplyAdd(a, b, c),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Unknown."),
    };

    private static float FlooredRemainder(double a, double b)
    {
        double remainder = Math.IEEERemainder(a, b);
        if (remainder == 0) { return (float)Math.CopySign(0, b); }
        return (float)(remainder < 0 != b < 0 ? remainder + b : remainder);
    }
}
