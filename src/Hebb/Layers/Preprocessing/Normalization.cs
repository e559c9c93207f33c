using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Brings each feature of the data to mean 0 and standard deviation 1, <c>(x − mean) / max(√variance, 10⁻⁷)</c>, with moments learned once from the training
/// data: a scaler that travels inside the model and so cannot be forgotten.
/// </summary>
/// <remarks>
/// Input and output have the same shape. Weights, none trainable: mean and variance, of the axes' extents, and count, the number of rows seen. There are
/// none where the moments were given.
/// </remarks>
/// <example>
/// <code>
/// Normalization normalization = new();
/// normalization.Adapt(trainingData);
/// Sequential model = new([normalization, new Dense(64, Activation.Relu), new Dense(1)]);
/// </code>
/// </example>
public sealed class Normalization : Layer
{
    internal static Kind<Normalization> Kind { get; } = new("Normalization", c =>
    {
        IReadOnlyList<double>? mean = ReadMoment(c, "mean", l => l.Mean), variance = ReadMoment(c, "variance", l => l.Variance);
        IReadOnlyList<int> axes = c.Ints("axis", l => l.Axes);
        bool invert = c.Flag("invert", l => l.Invert, false);
        return mean is null && variance is null ? new() { Axes = axes, Invert = invert } : new(mean ?? [], variance ?? []) { Axes = axes, Invert = invert };
    });

    private const double SmallestDeviation = 1e-7;

    private int[] _axes = [];
    private Shape _features;
    private Parameter? _mean, _variance, _count;

    /// <summary>A normalization whose moments <see cref="Adapt(Tensor)"/> learns.</summary>
    public Normalization() { }

    /// <summary>A normalization with given moments.</summary>
    /// <param name="mean">One mean for each feature of the last of the axes, or one for all.</param>
    /// <param name="variance">As many variances.</param>
    public Normalization(IReadOnlyList<double> mean, IReadOnlyList<double> variance)
    {
        if (mean.Count == 0 || mean.Count != variance.Count || mean.Concat(variance).Any(value => !double.IsFinite(value)) || variance.Any(value => value < 0))
        {
            throw new ArgumentException(
                $"Normalization needs as many means as variances, which are not negative, but got means ({string.Join(", ", mean)}) and variances "
                + $"({string.Join(", ", variance)}).",
                nameof(mean));
        }

        (Mean, Variance) = ([.. mean], [.. variance]);
    }

    /// <summary>The axes of the features: each index along them has moments of its own. Empty for one mean and variance of everything.</summary>
    public IReadOnlyList<int> Axes { get; init; } = [-1];

    /// <summary>The means that were given; null where they are learned.</summary>
    public IReadOnlyList<double>? Mean { get; }

    /// <summary>The variances that were given; null where they are learned.</summary>
    public IReadOnlyList<double>? Variance { get; }

    /// <summary>Whether to undo the normalization: x · √variance + mean.</summary>
    public bool Invert { get; init; }

    /// <summary>Learns mean and variance of each feature. Earlier ones are forgotten.</summary>
    /// <param name="data">The training data; its first axis is the rows.</param>
    /// <exception cref="ArgumentException">There are no data, or some are not finite.</exception>
    /// <exception cref="InvalidOperationException">The moments were given.</exception>
    public void Adapt(Tensor data)
    {
        if (Mean is not null) { throw new InvalidOperationException("Normalization was given its moments: make one without them to learn them."); }
        EnsureBuilt([data.Shape]);
        int features = checked((int)_features.Size);
        double[] values = data.Transpose([.. Enumerable.Range(0, data.Rank).Except(_axes), .. _axes]).ToDoubles();
        if (values.Length == 0) { throw new ArgumentException($"Normalization learns from data, but got none: shape {data.Shape}.", nameof(data)); }
        int bad = Array.FindIndex(values, value => !double.IsFinite(value));
        if (bad >= 0)
        {
            throw new ArgumentException(
                $"Normalization learns from finite numbers, but feature {bad % features} contains {values[bad]}. Impute or remove such rows first.",
                nameof(data));
        }

        double[] mean = FeatureMeans((value, _) => value), variance = FeatureMeans((value, feature) => (value - mean[feature]) * (value - mean[feature]));
        _mean!.SetValues<float>([.. mean.Select(value => (float)value)]);
        _variance!.SetValues<float>([.. variance.Select(value => (float)value)]);
        _count!.SetValues<float>([data.Shape[0]]);

        double[] FeatureMeans(Func<double, int, double> f)
        {
            double[] sums = new double[features];
            for (int i = 0; i < values.Length; i++) { sums[i % features] += f(values[i], i % features); }
            return [.. sums.Select(sum => sum * features / values.Length)];
        }
    }

    /// <summary>Learns mean and variance of each column.</summary>
    /// <inheritdoc cref="Adapt(Tensor)"/>
    public void Adapt(float[,] data) => Adapt(Tensor.Create(data));

    private static IReadOnlyList<double>? ReadMoment(IConfig<Normalization> c, string key, Func<Normalization, IReadOnlyList<double>?> get)
    {
        IReadOnlyList<double>? values = c.NumbersOrNull(key, get);
        if (values is [double one]) { c.WriteOnly(key, one); }
        return values;
    }

    /// <inheritdoc/>
    internal override DType StoredType(Parameter parameter) => parameter == _count ? DType.Int32 : base.StoredType(parameter);

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        _axes = AffineNormalization.Ascending(Axes, input);
        _features = [.. _axes.Select(axis => input[axis])];
        if (Mean is null)
        {
            _mean = AddParameter("mean", _features, Initializer.Zeros, trainable: false);
            _variance = AddParameter("variance", _features, Initializer.Ones, trainable: false);
            _count = AddParameter("count", [], Initializer.Zeros, trainable: false);
        }
        else if (Mean.Count > 1 && (_axes.Length == 0 || Mean.Count != input[_axes[^1]]))
        {
            throw new ShapeException(
                $"{this} was given {Mean.Count} means, which do not fit the features of an input of shape {input} on axes ({string.Join(", ", Axes)}).");
        }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        Shape aligned = AffineNormalization.Aligned(this, x.Shape, _axes, _features);
        Tensor mean = Moment(_mean, Mean), deviation = Moment(_variance, Variance).Sqrt().Maximum(SmallestDeviation);
        Tensor numbers = x.DType.IsFloat ? x : x.Cast(DType.Float32);
        return Invert ? mean + numbers * deviation : (numbers - mean) / deviation;

        Tensor Moment(Parameter? learned, IReadOnlyList<double>? given)
        {
            if (learned is not null) { return learned.Value.Reshape(aligned); }
            Tensor values = Tensor.Create<float>([.. given!.Select(value => (float)value)]);
            return given!.Count == 1 ? values.Reshape([]) : values.Reshape([given.Count, .. Enumerable.Repeat(1, x.Rank - 1 - _axes[^1])]);
        }
    }
}
