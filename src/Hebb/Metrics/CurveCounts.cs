namespace Hebb.Metrics;

/// <summary>The weights of positives and negatives above each threshold, and of all.</summary>
internal readonly ref struct CurveCounts(ReadOnlySpan<double> truePositives, ReadOnlySpan<double> falsePositives, double positives, double negatives)
{
    private readonly ReadOnlySpan<double> _truePositives = truePositives;
    private readonly ReadOnlySpan<double> _falsePositives = falsePositives;

    /// <summary>The number of thresholds.</summary>
    public int Count => _truePositives.Length;

    /// <summary>The weight of all positives.</summary>
    public double Positives { get; } = positives;

    /// <summary>The weight of all negatives.</summary>
    public double Negatives { get; } = negatives;

    /// <summary>The weight of positives above a threshold.</summary>
    public double TruePositives(int i) => _truePositives[i];

    /// <summary>The weight of negatives above a threshold.</summary>
    public double FalsePositives(int i) => _falsePositives[i];

    /// <summary>The share of positives above a threshold.</summary>
    public double Recall(int i) => Share(_truePositives[i], Positives);

    /// <summary>The share of positives among what is above a threshold.</summary>
    public double Precision(int i) => Share(_truePositives[i], _truePositives[i] + _falsePositives[i]);

    /// <summary>The share of negatives above a threshold.</summary>
    public double FalseRate(int i) => Share(_falsePositives[i], Negatives);

    /// <summary>The share of negatives that are not above a threshold.</summary>
    public double Specificity(int i) => Share(Negatives - _falsePositives[i], Negatives);

    /// <summary>A share of nothing is 0, as in Keras.</summary>
    public static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;
}
