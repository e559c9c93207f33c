using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Numbers as several outputs each: activation(W · e + b), where e is how full some bins between quantiles are (<see cref="PiecewiseLinearEncoding"/>), so that
/// every output is a curve of straight pieces (Gorishniy, Rubachev and Babenko, 2022, "On Embeddings for Numerical Features in Tabular Deep Learning").
/// </summary>
/// <remarks>
/// Shape (batch, features) becomes (batch, features, units); Flatten follows. With <see cref="Residual"/> a straight line is added, a·x + W · e + b, and the
/// kernel starts at 0: the embedding begins as a linear one, which TabM does (Gorishniy, Kotelnikov and Babenko, 2025). Weights of each feature: kernel
/// (bins, units) and bias (units), evenly from ±1/√bins; slope (units), evenly from ±1/√units; edges (bins + 1), not trainable.
/// </remarks>
/// <example>
/// <code>
/// PiecewiseLinearEmbedding embedding = new(8, 16) { Activation = Activation.Relu };
/// embedding.Adapt(trainingData);
/// Sequential model = new([embedding, new Flatten(), new Dense(128, Activation.Relu), new Dense(1)]);
/// </code>
/// </example>
public sealed class PiecewiseLinearEmbedding : Layer
{
    internal static Kind<PiecewiseLinearEmbedding> Kind { get; } = new(
        "PiecewiseLinearEmbedding", c => new(c.Int("units", l => l.Units, 24), c.Int("bins", l => l.Bins, 48))
        {
            Activation = c.Activation("activation", l => l.Activation),
            Residual = c.Flag("residual", l => l.Residual, false),
        })
    { Module = "hebb" };

    private Parameter? _edges, _kernel, _bias, _slope;

    /// <summary>An embedding whose bins <see cref="Adapt"/> learns.</summary>
    /// <param name="units">Outputs of each feature.</param>
    /// <param name="bins">The most bins of a feature.</param>
    public PiecewiseLinearEmbedding(int units = 24, int bins = 48) =>
        (Units, Bins) = (SettingRange.AtLeast(1, units, nameof(units)), SettingRange.AtLeast(1, bins, nameof(bins)));

    /// <summary>Outputs of each feature.</summary>
    public int Units { get; }

    /// <inheritdoc cref="PiecewiseLinearEncoding.Bins"/>
    public int Bins { get; }

    /// <summary>The function applied to the outputs; null for none.</summary>
    public Activation? Activation { get; init; }

    /// <summary>Whether a straight line is added, with which the embedding begins.</summary>
    public bool Residual { get; init; }

    /// <inheritdoc cref="PiecewiseLinearEncoding.Adapt"/>
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
        int features = input[1];
        _kernel = AddParameter("kernel", [features, Bins, Units], Residual ? Initializer.Zeros : new EachByItself(Initializer.FanInUniform));
        _bias = AddParameter("bias", [features, Units], SideBySide.Bias(Residual ? Units : Bins));
        if (Residual) { _slope = AddParameter("slope", [features, Units], SideBySide.Bias(Units)); }
        _edges = AddParameter("edges", [features, Bins + 1], new FeatureBins.EqualWidths(), trainable: false);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        SideBySide.RequireFeatures(this, x.Shape, _edges!.Shape[0]);
        Tensor numbers = x.DType.IsFloat ? x : x.Cast(_edges.DType);
        Tensor y = SideBySide.Product(FeatureBins.Fill(numbers, _edges.Value), _kernel!.Value) + _bias!.Value;
        if (_slope is not null) { y += numbers.ExpandDims(-1) * _slope.Value; }
        return Activation is null ? y : Activation.Apply(y);
    }

    /// <inheritdoc/>
    public override string ToString() => $"PiecewiseLinearEmbedding({Units})";
}
