using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>How <see cref="Attention"/> compares a query with a key.</summary>
public enum ScoreMode
{
    /// <summary>q · k.</summary>
    Dot,

    /// <summary>w · Σ tanh(q + k), with a weight w that is learned.</summary>
    Concat,
}

/// <summary>Attention by the dot product of query and key, without projections (Luong et al., 2015). See <see cref="AttentionLayer"/>.</summary>
public sealed class Attention : AttentionLayer
{
    internal static LayerKind<Attention> Kind { get; } = new("Attention", c => new(c)) { Call = Call };

    private Parameter? _scale, _weight;

    /// <summary>Attention by products.</summary>
    public Attention() { }

    private Attention(IConfig<Attention> c) : base(false, c) => ScoreMode = c.Choice("score_mode", l => l.ScoreMode, ["dot", "concat"]);

    /// <summary>How queries are compared with keys.</summary>
    public ScoreMode ScoreMode { get; init; }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        if (UseScale) { _scale = AddParameter("scale", [], Initializer.Ones); }
        if (ScoreMode == ScoreMode.Concat) { _weight = AddParameter("concat_score_weight", [], Initializer.Ones); }
    }

    private protected override Tensor Score(Tensor query, Tensor key)
    {
        Tensor Scaled(Tensor x) => _scale is null ? x : x * _scale.Value;
        return _weight is null ? Scaled(query.MatMul(key.Transpose(0, 2, 1))) : Scaled(Pairs(query, key)).Tanh().Sum(-1) * _weight.Value;
    }

    /// <inheritdoc/>
    public override string ToString() => $"Attention({ScoreMode})";
}
