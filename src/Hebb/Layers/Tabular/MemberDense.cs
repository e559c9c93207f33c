using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Initializers;

namespace Hebb.Layers;

/// <summary>
/// As many dense layers as there are members, side by side: activation(xᵢ · kernelᵢ + biasᵢ) for each member i. Shape (batch, members, inputs) becomes (batch,
/// members, units). For ensembles that are trained as one network, the heads of TabM (Gorishniy, Kotelnikov and Babenko, 2025), or features of a table that
/// each have a layer of their own.
/// </summary>
/// <remarks>
/// Weights: kernel, (members, inputs, units), started as if each were a <see cref="Dense"/>; bias, (members, units). In files it is Keras' EinsumDense
/// <c>"abc,bcd->abd"</c>, so that Keras opens it as it is.
/// </remarks>
/// <example>
/// Eight networks in one, trained by the mean of their losses; the model answers with the mean of their probabilities.
/// <code>
/// Sequential model = new(
/// [
///     new RepeatVector(8), new MemberDense(128, Activation.Relu), new MemberDense(128, Activation.Relu), new MemberDense(1, Activation.Sigmoid),
///     new GlobalAveragePooling1D(),
/// ]);
/// model.Compile(new AdamW(0.002), new MemberLoss(Loss.BinaryCrossentropy));
/// </code>
/// </example>
public sealed class MemberDense : EinsumDense
{
    private const string Axes = "bd";

    /// <summary>Dense layers side by side.</summary>
    /// <param name="units">The number of outputs of each member.</param>
    /// <param name="activation">The function applied to them; by default none.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    public MemberDense(int units, Activation? activation = null, bool useBias = true)
        : base(SideBySide.Equation, [null, SettingRange.AtLeast(1, units, nameof(units))], activation, useBias ? Axes : null) { }

    internal MemberDense(IConfig<EinsumDense> c) : base(c) => OutputExtents = [null, OutputExtents[^1]];

    /// <summary>The number of outputs of each member.</summary>
    public int Units => OutputExtents[^1]!.Value;

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => BiasAxes is not null;

    /// <summary>Whether a layer of these settings is one of this class.</summary>
    internal static bool Is(EinsumDense dense) =>
        dense.Equation == SideBySide.Equation && dense.BiasAxes is null or Axes && dense.OutputExtents is [_, not null];

    /// <inheritdoc/>
    private protected override IReadOnlyList<int?> ExtentsInFiles => IsBuilt ? [Parameters[0].Shape[0], Units] : OutputExtents;

    /// <inheritdoc/>
    private protected override Initializer StartOfKernel => new EachByItself(KernelInitializer);

    /// <inheritdoc/>
    public override string ToString() => $"MemberDense({Units})";
}
