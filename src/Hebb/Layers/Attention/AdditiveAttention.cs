using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Attention by Σ scale · tanh(query + key), without projections (Bahdanau et al., 2015). See <see cref="AttentionLayer"/>.</summary>
public sealed class AdditiveAttention : AttentionLayer
{
    internal static LayerKind<AdditiveAttention> Kind { get; } = new("AdditiveAttention", c => new(c)) { Call = Call };

    private Parameter? _scale;

    /// <summary>Attention by a sum; <see cref="AttentionLayer.UseScale"/> is true by default.</summary>
    public AdditiveAttention() => UseScale = true;

    private AdditiveAttention(IConfig<AdditiveAttention> c) : base(true, c) { }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        if (UseScale) { _scale = AddParameter("scale", [inputs[0][^1]], Initializer.GlorotUniform); }
    }

    private protected override Tensor Score(Tensor query, Tensor key)
    {
        Tensor fit = Pairs(query, key).Tanh();
        return (_scale is null ? fit : fit * _scale.Value).Sum(-1);
    }

    /// <inheritdoc/>
    public override string ToString() => "AdditiveAttention";
}
