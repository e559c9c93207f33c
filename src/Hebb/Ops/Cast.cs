using System.Numerics;
using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>Converts the element type: booleans become 0 and 1, numbers become whether they differ from 0, floats are cut towards 0.</summary>
/// <param name="To">The element type of the result.</param>
internal sealed record Cast(DType To) : Op
{
    /// <inheritdoc/>
    public override string Name => $"Cast to {To}";

    internal override Op Widened => To == DType.Float32 ? new Cast(DType.Float64) : this;

    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => (inputs[0].Shape, To);

    internal override Tensor?[] Gradient(Tensor y, Tensor dy) =>
        [y.DType.IsFloat && y.Inputs[0].DType.IsFloat ? dy.Cast(y.Inputs[0].DType) : null];

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        switch (x[0].DType)
        {
            case DType.Float32: From<float>(x[0], y); break;
            case DType.Float64: From<double>(x[0], y); break;
            case DType.Int32: From<int>(x[0], y); break;
            case DType.Int64: From<long>(x[0], y); break;
            default: FromBool(x[0], y); break;
        }
    }

    private static void From<T>(Elements x, Elements y) where T : unmanaged, INumber<T>
    {
        switch (y.DType)
        {
            case DType.Float32: Convert<T, float>(x, y); break;
            case DType.Float64: Convert<T, double>(x, y); break;
            case DType.Int32: Convert<T, int>(x, y); break;
            case DType.Int64: Convert<T, long>(x, y); break;
            default:
                ReadOnlySpan<T> from = x.As<T>();
                Span<bool> to = y.As<bool>();
                for (int i = 0; i < to.Length; i++) { to[i] = from[i] != T.Zero; }
                break;
        }
    }

    private static void Convert<TX, TY>(Elements x, Elements y) where TX : unmanaged, INumber<TX> where TY : unmanaged, INumber<TY>
    {
        ReadOnlySpan<TX> from = x.As<TX>();
        Span<TY> to = y.As<TY>();
        for (int i = 0; i < to.Length; i++) { to[i] = TY.CreateSaturating(from[i]); }
    }

    private static void FromBool(Elements x, Elements y)
    {
        ReadOnlySpan<bool> from = x.As<bool>();
        for (int i = 0; i < from.Length; i++)
        {
            switch (y.DType)
            {
                case DType.Float32: y.As<float>()[i] = from[i] ? 1 : 0; break;
                case DType.Float64: y.As<double>()[i] = from[i] ? 1 : 0; break;
                case DType.Int32: y.As<int>()[i] = from[i] ? 1 : 0; break;
                case DType.Int64: y.As<long>()[i] = from[i] ? 1 : 0; break;
                default: y.As<bool>()[i] = from[i]; break;
            }
        }
    }
}

public static partial class TensorOps
{
    extension(Tensor x)
    {
        /// <summary>The tensor with its elements converted. Booleans become 0 and 1; floats are cut towards 0 on their way to integers.</summary>
        public Tensor Cast(DType to) => x.DType == to ? x : new(new Cast(to), [x]);
    }
}
