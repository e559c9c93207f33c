using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>x above 0, α(eˣ − 1) below, as a layer (Clevert et al., 2016).</summary>
/// <remarks>Input and output have the same shape.</remarks>
/// <param name="alpha">How far the function goes down.</param>
public sealed class ELU(double alpha = 1) : Layer
{
    internal static Kind<ELU> Kind { get; } = new("ELU", c => new(c.Number("alpha", l => l.Alpha, 1)));

    /// <summary>How far the function goes down. Range: any finite number.</summary>
    public double Alpha { get; } = SettingRange.Finite(alpha, nameof(alpha));

    /// <inheritdoc/>
    public override string DefaultName => "elu";

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) => Activation.Elu(Alpha).Apply(x);
}
