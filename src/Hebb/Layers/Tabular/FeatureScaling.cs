using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Multiplies each feature by a learned number, 1 at first: with a learning rate of its own the network soon turns features down that say nothing (Holzmüller,
/// Grinsztajn and Steinwart, 2024, "Better by Default": RealMLP's scaling layer, a diagonal weight).
/// </summary>
/// <remarks>
/// Input and output have the same shape. Weight: kernel, of the extent of the last axis; with <see cref="PerMember"/> of the last two, (members, features),
/// which is all that tells the members of TabM-mini apart (Gorishniy, Kotelnikov and Babenko, 2025). In files it is Keras' EinsumDense <c>"...a,a->...a"</c> or
/// <c>"abc,bc->abc"</c>.
/// </remarks>
public sealed class FeatureScaling : EinsumDense
{
    /// <summary>The equation of one number for each feature.</summary>
    internal const string Alike = "...a,a->...a";

    /// <summary>The equation of one number for each member and feature.</summary>
    internal const string Members = "abc,bc->abc";

    /// <summary>A layer that scales.</summary>
    /// <param name="perMember">Whether each member of an ensemble, (batch, members, features), has numbers of its own.</param>
    public FeatureScaling(bool perMember = false) : base(perMember ? Members : Alike, perMember ? [null, null] : [null]) =>
        KernelInitializer = Initializer.Ones;

    internal FeatureScaling(IConfig<EinsumDense> c) : base(c) => OutputExtents = [.. OutputExtents.Select(_ => (int?)null)];

    /// <summary>Whether each member of an ensemble has numbers of its own.</summary>
    public bool PerMember => Equation == Members;

    /// <summary>Whether a layer of these settings is one of this class.</summary>
    internal static bool Is(EinsumDense dense) =>
        dense is { Equation: Alike, OutputExtents: [_], BiasAxes: null, Activation: null }
            or { Equation: Members, OutputExtents: [_, _], BiasAxes: null, Activation: null };

    /// <inheritdoc/>
    private protected override IReadOnlyList<int?> ExtentsInFiles =>
        IsBuilt ? [.. Parameters[0].Shape.Dimensions.ToArray().Select(extent => (int?)extent)] : OutputExtents;

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    private protected override Tensor Product(Tensor x, Tensor kernel) => x * kernel;

    /// <inheritdoc/>
    public override string ToString() => PerMember ? "FeatureScaling(perMember)" : "FeatureScaling";
}
