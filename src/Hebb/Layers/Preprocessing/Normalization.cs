using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Brings each feature of the data to mean 0 and standard deviation 1, <c>(x − mean) / max(√variance, 10⁻⁷)</c>, with moments learned once from the training data: a scaler that
/// travels inside the model and so cannot be forgotten.
/// </summary>
/// <remarks>Input and output have the same shape. Weights, none trainable: mean and variance, of the axis' extent, and count, the number of rows seen.</remarks>
/// <example>
/// <code>
/// Normalization normalization = new();
/// normalization.Adapt(trainingData);
/// Sequential model = new([normalization, new Dense(64, Activation.Relu), new Dense(1)]);
/// </code>
/// </example>
public sealed class Normalization : Layer
{
    private const double SmallestDeviation = 1e-7;

    private int _axis;
    private Parameter? _mean, _variance, _count;

    /// <summary>The axis of the features.</summary>
    public int Axis { get; init; } = -1;

    /// <summary>Whether to undo the normalization: x · √variance + mean.</summary>
    public bool Invert { get; init; }

    /// <summary>Learns mean and variance of each feature. Earlier ones are forgotten.</summary>
    /// <param name="data">The training data; its first axis is the rows.</param>
    /// <exception cref="ArgumentException">There are no data, or some are not finite.</exception>
    public void Adapt(Tensor data)
    {
        EnsureBuilt([data.Shape]);
        int inner = checked((int)data.Shape[(_axis + 1)..].Size), features = data.Shape[_axis];
        double[] values = data.ToDoubles();
        if (values.Length == 0) { throw new ArgumentException($"Normalization learns from data, but got none: shape {data.Shape}.", nameof(data)); }
        int bad = Array.FindIndex(values, value => !double.IsFinite(value));
        if (bad >= 0)
        {
            throw new ArgumentException($"Normalization learns from finite numbers, but feature {bad / inner % features} contains {values[bad]}. Impute or remove such rows first.", nameof(data));
        }

        double[] mean = FeatureMeans(values, (value, _) => value), variance = FeatureMeans(values, (value, feature) => (value - mean[feature]) * (value - mean[feature]));
        _mean!.SetValues<float>([.. mean.Select(value => (float)value)]);
        _variance!.SetValues<float>([.. variance.Select(value => (float)value)]);
        _count!.SetValues<float>([data.Shape[0]]);

        double[] FeatureMeans(double[] all, Func<double, int, double> f)
        {
            double[] sums = new double[features];
            for (int i = 0; i < all.Length; i++) { sums[i / inner % features] += f(all[i], i / inner % features); }
            return [.. sums.Select(sum => sum * features / all.Length)];
        }
    }

    /// <summary>Learns mean and variance of each column.</summary>
    /// <inheritdoc cref="Adapt(Tensor)"/>
    public void Adapt(float[,] data) => Adapt(Tensor.Create(data));

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        _axis = input.Axis(Axis);
        Shape features = [input[_axis]];
        _mean = AddParameter("mean", features, Initializer.Zeros, trainable: false);
        _variance = AddParameter("variance", features, Initializer.Ones, trainable: false);
        _count = AddParameter("count", [], Initializer.Zeros, trainable: false);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        int features = checked((int)_mean!.Size);
        if (_axis >= x.Rank || x.Shape[_axis] != features)
        {
            throw new ShapeException($"{Name ?? DefaultName} knows {features} features on axis {_axis}, but got shape {x.Shape}.");
        }

        int[] ones = [.. Enumerable.Repeat(1, x.Rank)];
        ones[_axis] = features;
        Tensor mean = _mean.Value.Reshape(Shape.Create(ones)), deviation = _variance!.Value.Reshape(Shape.Create(ones)).Sqrt().Maximum(SmallestDeviation);
        return Invert ? mean + x * deviation : (x - mean) / deviation;
    }
}
