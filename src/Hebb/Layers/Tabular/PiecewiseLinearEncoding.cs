using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Numbers as how full each of some bins is, like mercury in a row of thermometers: 1 for bins below the number, 0 for those above it, and for its own bin
/// (x − left) / (right − left) (Gorishniy, Rubachev and Babenko, 2022, "On Embeddings for Numerical Features in Tabular Deep Learning": PLE-Q).
/// </summary>
/// <remarks>
/// Shape (batch, features) becomes (batch, features, bins). The bins lie between quantiles of the training data (<see cref="Adapt"/>); until then they divide 0
/// to 1. The first bin goes on below 0 and the last one above 1, so that no number beyond the data looks like another. A feature of few different values has
/// fewer bins, a constant one none: the others are 0. Weight, not trainable: edges, (features, bins + 1).
/// </remarks>
/// <example>
/// <code>
/// PiecewiseLinearEncoding encoding = new(16);
/// encoding.Adapt(trainingData);
/// Sequential model = new([encoding, new Flatten(), new Dense(128, Activation.Relu), new Dense(1)]);
/// </code>
/// </example>
public sealed class PiecewiseLinearEncoding : Layer
{
    internal static Kind<PiecewiseLinearEncoding> Kind { get; } = new("PiecewiseLinearEncoding", c => new(c.Int("bins", l => l.Bins, 48))) { Module = "hebb" };

    private Parameter? _edges;

    /// <summary>An encoding whose bins <see cref="Adapt"/> learns.</summary>
    /// <param name="bins">The most bins of a feature.</param>
    public PiecewiseLinearEncoding(int bins = 48) => Bins = SettingRange.AtLeast(1, bins, nameof(bins));

    /// <summary>The most bins of a feature.</summary>
    public int Bins { get; }

    /// <summary>Learns the bins of each feature between quantiles, so that they hold about equally many rows. Earlier ones are forgotten.</summary>
    /// <param name="data">The training data, of shape (rows, features).</param>
    /// <exception cref="ArgumentException">There are no data, or some are not finite.</exception>
    /// <exception cref="ShapeException">The data are not rows of features, or of others than before.</exception>
    public void Adapt(Tensor data)
    {
        EnsureBuilt([data.Shape]);
        SideBySide.RequireFeatures(this, data.Shape, _edges!.Shape[0]);
        _edges.SetValues<float>(FeatureBins.EdgesOf(this, data, Bins));
    }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        SideBySide.RequireFeatures(this, input, null);
        _edges = AddParameter("edges", [input[1], Bins + 1], new FeatureBins.EqualWidths(), trainable: false);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        SideBySide.RequireFeatures(this, x.Shape, _edges!.Shape[0]);
        return FeatureBins.Fill(x.DType.IsFloat ? x : x.Cast(_edges.DType), _edges.Value);
    }

    /// <inheritdoc/>
    public override string ToString() => $"PiecewiseLinearEncoding({Bins})";
}
