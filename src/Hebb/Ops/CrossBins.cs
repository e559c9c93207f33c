using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>The bins (Int32) that combinations of whole numbers (Int64, several inputs of one shape) fall in by the hash that TensorFlow
/// crosses features with.</summary>
/// <param name="Bins">The number of bins.</param>
internal sealed record CrossBins(int Bins) : Op
{
    private const ulong Start = 0xDECAFCAFFE;
    private const ulong Factor = 0xC6A4A7935BD1E995;

    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs)
    {
        foreach (Tensor input in inputs)
        {
            if (input.DType != DType.Int64 || input.Shape != inputs[0].Shape)
            {
                throw new ShapeException($"CrossBins takes Int64 tensors of one shape, but got {input.DType} {input.Shape} beside {inputs[0].Shape}.");
            }
        }

        return (inputs[0].Shape, DType.Int32);
    }

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        Span<int> to = y.As<int>();
        for (int i = 0; i < to.Length; i++)
        {
            ulong hash = Start;
            foreach (Elements feature in x) { hash = Combined(hash, (ulong)feature.As<long>()[i]); }
            to[i] = (int)(hash % (ulong)Bins);
        }
    }

    /// <summary>One hash of two (a round of MurmurHash 2).</summary>
    private static ulong Combined(ulong a, ulong b)
    {
        ulong result = (a ^ Factor ^ Mixed(b * Factor) * Factor) * Factor;
        return Mixed(Mixed(result) * Factor);
    }

    private static ulong Mixed(ulong value) => value ^ (value >> 47);
}
