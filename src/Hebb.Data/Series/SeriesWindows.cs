namespace Hebb.Data.Series;

/// <summary>A series in windows, divided by time: training, then validation, then the held-out end.</summary>
public sealed class SeriesWindows
{
    internal SeriesWindows(
        SeriesOptions options, IReadOnlyList<string> columns, double[] means, double[] scales, SeriesPart train, SeriesPart? validation, SeriesPart test)
    {
        (Options, Columns, Means, Scales, Train, Validation, Test) = (options, columns, means, scales, train, validation, test);
    }

    /// <summary>How it was cut.</summary>
    public SeriesOptions Options { get; }

    /// <summary>The columns a network sees, in order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>What is subtracted from each target: the mean of its training rows, or 0.</summary>
    public IReadOnlyList<double> Means { get; }

    /// <summary>What each target is divided by: the deviation of its training rows, or 1.</summary>
    public IReadOnlyList<double> Scales { get; }

    /// <summary>Windows whose predicted rows all lie in the training rows.</summary>
    public SeriesPart Train { get; }

    /// <summary>Windows whose predicted rows all lie in the validation rows; what they see may lie before. Null if there are none.</summary>
    public SeriesPart? Validation { get; }

    /// <summary>Windows whose predicted rows all lie in the held-out rows; what they see may lie before, as it is known by then.</summary>
    public SeriesPart Test { get; }

    /// <summary>Predictions in the units of the table.</summary>
    /// <param name="values">What a network gave, or targets: rows of steps · targets.</param>
    /// <exception cref="ArgumentException">The number of values is no multiple of the number of targets.</exception>
    public double[] ToUnits(params ReadOnlySpan<float> values)
    {
        if (values.Length % Means.Count != 0) { throw new ArgumentException($"{values.Length} values cannot be divided into rows of {Means.Count} targets."); }
        double[] units = new double[values.Length];
        for (int i = 0; i < units.Length; i++) { units[i] = (values[i] * Scales[i % Scales.Count]) + Means[i % Means.Count]; }
        return units;
    }

    /// <summary>The root of the mean squared difference, in the units of the table.</summary>
    /// <param name="predictions">What a network gave for <paramref name="part"/>, or its <see cref="SeriesPart.Persistence"/>.</param>
    /// <param name="part">The part that was predicted.</param>
    public double RootMeanSquaredError(ReadOnlySpan<float> predictions, SeriesPart part)
    {
        double[] guessed = ToUnits(predictions), truth = ToUnits(part.Data.Whole.Targets[0].AsSpan<float>());
        if (guessed.Length != truth.Length) { throw new ArgumentException($"There are {guessed.Length} predictions for {truth.Length} values."); }
        return Math.Sqrt(guessed.Zip(truth, (a, b) => (a - b) * (a - b)).Average());
    }
}
