using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Numbers as the numbers of the ranges they fall in: boundaries 0, 1, 2 make the ranges (−∞, 0), [0, 1), [1, 2), [2, ∞), numbered from 0.</summary>
/// <remarks>Give the boundaries, or a number of ranges and <see cref="Adapt"/> to data, which chooses boundaries such that the ranges
/// hold about equally many. NaN is in no range, and an error when it is computed. Rows are made as <see cref="CategoryEncoding"/> makes them.</remarks>
/// <example>
/// <code>
/// Discretization age = new(binBoundaries: [18, 30, 50, 65]) { OutputMode = OutputMode.OneHot };
/// </code>
/// </example>
public sealed class Discretization : Layer
{
    internal static Kind<Discretization> Kind { get; } = new("Discretization", c =>
    {
        c.Refuse("sparse");
        c.Always("sparse", false);
        IReadOnlyList<double>? given = c.NumbersOrNull("bin_boundaries", l => l.BinBoundaries);
        IReadOnlyList<double>? boundaries = given is { Count: > 0 } ? new Discretization(given).BinBoundaries : null;
        OutputMode mode = c.OutputMode(l => l.OutputMode);
        double epsilon = c.Number("epsilon", l => l.Epsilon, 0.01);
        return c.IntOrNull("num_bins", l => l.NumBins) is { } bins
            ? new(bins) { OutputMode = mode, Epsilon = epsilon, BinBoundaries = boundaries }
            : new(boundaries ?? []) { OutputMode = mode, Epsilon = epsilon };
    });

    /// <summary>Ranges between given boundaries.</summary>
    /// <param name="binBoundaries">The boundaries in ascending order.</param>
    public Discretization(IReadOnlyList<double> binBoundaries)
    {
        if (binBoundaries.Count == 0 || binBoundaries.Any(double.IsNaN) || binBoundaries.Zip(binBoundaries.Skip(1)).Any(pair => pair.First > pair.Second))
        {
            throw new ArgumentException(
                $"Discretization needs boundaries in ascending order, but got ({string.Join(", ", binBoundaries)}).", nameof(binBoundaries));
        }

        BinBoundaries = [.. binBoundaries];
    }

    /// <summary>As many ranges, whose boundaries <see cref="Adapt"/> learns.</summary>
    /// <param name="numBins">How many ranges.</param>
    public Discretization(int numBins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numBins, 2);
        NumBins = numBins;
    }

    /// <summary>How many ranges to learn; null where the boundaries were given.</summary>
    public int? NumBins { get; }

    /// <summary>The boundaries; null before they are learned.</summary>
    public IReadOnlyList<double>? BinBoundaries { get; internal set; }

    /// <summary>How exactly quantiles are found in learning: the share of the data by which a boundary may be off.</summary>
    public double Epsilon
    {
        get;
        init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Epsilon), value, "A share lies above 0, up to 1.");
    } = 0.01;

    /// <summary>What is given out.</summary>
    public OutputMode OutputMode { get; init; }

    /// <summary>Learns the boundaries: quantiles of the data, as Keras approximates them.</summary>
    /// <param name="data">The training data of any shape; all elements count the same.</param>
    /// <exception cref="ArgumentException">There are no data, or some are not finite.</exception>
    /// <exception cref="InvalidOperationException">The boundaries were given, or the layer has been used already.</exception>
    public void Adapt(Tensor data)
    {
        if (NumBins is not { } bins)
        {
            throw new InvalidOperationException("Discretization was given its boundaries: give it a number of bins to learn them.");
        }

        if (IsBuilt) { throw new InvalidOperationException("Discretization learns its boundaries before it is used: make a new layer."); }
        float[] values = data.Cast(DType.Float32).ToArray<float>();
        if (values.Length == 0) { throw new ArgumentException($"Discretization learns from data, but got none: shape {data.Shape}.", nameof(data)); }
        int bad = Array.FindIndex(values, value => !float.IsFinite(value));
        if (bad >= 0)
        {
            throw new ArgumentException(
                $"Discretization learns from finite numbers, but element {bad} is {values[bad]}. Impute or remove such rows first.", nameof(data));
        }

        QuantileSummary summary = QuantileSummary.Of(values, Epsilon).Compress(Epsilon).Compress(1.0 / bins);
        BinBoundaries = [.. summary.Values.SkipLast(1).Select(value => (double)value)];
    }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (BinBoundaries is null) { throw new InvalidOperationException($"{this} has no boundaries yet: Adapt it to data first."); }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        IReadOnlyList<double> boundaries = BinBoundaries!;
        Tensor numbers = x.DType.IsFloat ? x : x.Cast(DType.Float32);
        Tensor bounds = Tensor.Create<double>([.. boundaries]).Cast(DType.Float32).Cast(numbers.DType);
        Tensor bins = (numbers.ExpandDims(-1) >= bounds).Cast(DType.Float32).Sum(-1).Cast(DType.Int32);
        // NaN is in no range: no boundary would be below it, which is the first one.
        bins = CategoryRows.Checked(Tensor.Where(numbers.EqualTo(numbers), bins, Tensor.Scalar(-1, DType.Int32)), boundaries.Count + 1, RowName.Number);
        return CategoryRows.Encode(bins, OutputMode, boundaries.Count + 1, isOneSample: true);
    }

    /// <inheritdoc/>
    public override string ToString() => BinBoundaries is null ? $"Discretization({NumBins} bins)" : $"Discretization({string.Join(", ", BinBoundaries)})";
}
