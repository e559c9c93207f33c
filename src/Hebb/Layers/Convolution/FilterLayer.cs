using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>What all layers of filters have in common: filters that slide over 1 to 3 spatial axes, a bias for each, an activation.</summary>
public abstract class FilterLayer : SpatialLayer
{
    private Parameter? _bias;

    /// <summary>Filters over so many axes.</summary>
    private protected FilterLayer(int axes, Extents kernelSize, Activation? activation, bool useBias)
    {
        _ = kernelSize.For(axes);
        (Axes, KernelSize, Activation, UseBias) = (axes, kernelSize, activation, useBias);
    }

    /// <summary>Filters of their settings.</summary>
    private protected FilterLayer(int axes, IConfig<FilterLayer> c) : this(
        axes, c.Size("kernel_size", l => l.KernelSize, axes), c.Activation("activation", l => l.Activation), c.Flag("use_bias", l => l.UseBias, true))
    {
        c.Refuse("lora_rank");
        c.WriteOnly("activity_regularizer", null);
        Strides = c.Size("strides", l => l.Strides, axes);
        Padding = c.Padding(l => l.Padding);
        DataFormat = c.DataFormat(l => l.DataFormat);
        DilationRate = c.Size("dilation_rate", l => l.DilationRate, axes);
        BiasInitializer = c.Initializer("bias_initializer", l => l.BiasInitializer, Initializer.Zeros);
        BiasRegularizer = c.Regularizer("bias_regularizer", l => l.BiasRegularizer);
        BiasConstraint = c.Constraint("bias_constraint", l => l.BiasConstraint);
    }

    /// <summary>The number of spatial axes.</summary>
    public int Axes { get; }

    /// <summary>The extents of a filter.</summary>
    public Extents KernelSize { get; }

    /// <summary>The function applied to the result; null for none.</summary>
    public Activation? Activation { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; }

    /// <summary>Steps from one position to the next; of transposed convolutions the factors of enlargement.</summary>
    public Extents Strides { get; init; } = 1;

    /// <summary>What lies beyond the edges: nothing by default. Transposed convolutions know <see cref="Padding.Valid"/> and
    /// <see cref="Padding.Same"/>.</summary>
    public Padding Padding { get; init; } = Padding.Valid;

    /// <summary>Steps from one tap of a filter to the next.</summary>
    public Extents DilationRate { get; init; } = 1;

    /// <summary>The starting values of the bias.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>The penalty on the bias.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>What the bias must satisfy after each step.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <summary>A number of filters, or of what else a setting counts.</summary>
    private protected static int Count(int filters, string setting = "filters")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1, setting);
        return filters;
    }

    /// <summary>Makes the bias, behind the filters.</summary>
    private protected void AddBias(int channels)
    {
        if (UseBias) { _bias = AddParameter("bias", [channels], BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint); }
    }

    /// <summary>What filters found, with bias and activation.</summary>
    private protected Tensor Activated(Tensor y)
    {
        if (_bias is not null) { y += _bias.Value; }
        return Activation is null ? y : Activation.Apply(y);
    }
}
