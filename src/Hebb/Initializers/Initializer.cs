using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Initializers;

/// <summary>Chooses the starting values of weights.</summary>
/// <remarks>Which one when: <see cref="GlorotUniform"/> (the default) with sigmoid, tanh or softmax, <see cref="HeNormal"/> with ReLUs,
/// <see cref="LecunNormal"/> with SELU.</remarks>
public abstract partial record Initializer
{
    /// <summary>The kinds of initializers that files can hold. Register those of your own.</summary>
    public static KindTable<Initializer> Kinds => InitializerKinds.Table;

    /// <summary>Fills the values of a weight of the given shape. Equal keys give equal values.</summary>
    /// <param name="values">The elements in row-major order.</param>
    /// <param name="shape">The shape of the weight; (inputs, units) for a dense kernel.</param>
    /// <param name="key">The random numbers to use.</param>
    public abstract void Fill(Span<float> values, Shape shape, RandomKey key);

    /// <summary>The number of inputs and outputs of a weight: the last two extents, times the receptive field in front of them.</summary>
    protected static (double FanIn, double FanOut) Fans(Shape shape)
    {
        if (shape.Rank < 2) { return (Math.Max(1, shape.Size), Math.Max(1, shape.Size)); }
        double field = shape[..^2].Size;
        return (shape[^2] * field, shape[^1] * field);
    }
}
