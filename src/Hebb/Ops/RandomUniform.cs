using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>
/// Numbers spread evenly over [0, 1): element i is a pure function of (key, step, i), so runs repeat bit for bit, whatever the number
/// of threads, and forward and backward passes see the same numbers. Input: the step, an Int64 scalar. Generator: Philox4x32-10
/// (Salmon et al., 2011).
/// </summary>
/// <param name="To">The shape of the result.</param>
/// <param name="Key">What tells this stream from all others.</param>
/// <param name="DType">The element type of the result.</param>
internal sealed record RandomUniform(Shape To, ulong Key, DType DType) : Op
{
    internal override Op Widened => this with { DType = DType.Float64 };

    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => (To, DType);

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
    {
        ulong step = (ulong)x[0].As<long>()[0];
        for (int i = 0; i < To.Size; i++)
        {
            float value = Philox.Uniform(Key, step, i);
            if (DType == DType.Float32) { y.As<float>()[i] = value; }
            else { y.As<double>()[i] = value; }
        }
    }
}

public static partial class TensorOps
{
    extension(Tensor)
    {
        /// <summary>Random numbers spread evenly over [<paramref name="minimum"/>, <paramref name="maximum"/>).</summary>
        /// <param name="shape">The shape.</param>
        /// <param name="key">Which sequence of numbers: the same key gives the same numbers, in a function at the same step, in a
        /// layer that is applied outside of one in the same call.</param>
        /// <param name="minimum">The smallest possible value.</param>
        /// <param name="maximum">The bound that is not reached.</param>
        public static Tensor RandomUniform(Shape shape, RandomKey key, double minimum = 0, double maximum = 1)
        {
            Tensor step = Trace.Current?.Step ?? Tensor.Scalar(EagerStep.Draw(), DType.Int64);
            Tensor unit = new(new RandomUniform(shape, key.Value, DType.Float32), [step]);
            return unit * (maximum - minimum) + minimum;
        }

        /// <summary>Random numbers of the normal distribution (Box and Muller's transform of two uniform ones).</summary>
        /// <inheritdoc cref="RandomUniform(Shape, RandomKey, double, double)"/>
        public static Tensor RandomNormal(Shape shape, RandomKey key, double mean = 0, double standardDeviation = 1)
        {
            // 1 − u lies in (0, 1], so that its logarithm is finite.
            Tensor radius = ((1 - Tensor.RandomUniform(shape, key.Child(1))).Log() * -2).Sqrt();
            Tensor angle = Tensor.RandomUniform(shape, key.Child(2)) * (2 * Math.PI);
            return radius * angle.Cos() * standardDeviation + mean;
        }
    }
}
