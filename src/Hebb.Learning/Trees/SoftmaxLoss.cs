namespace Hebb.Learning.Trees;

/// <summary>Cross-entropy of several classes: the probability of class k is exp(score k) / Σ exp(score).</summary>
internal sealed class SoftmaxLoss : TreeLoss
{
    /// <summary>The probability of a class that no training row has.</summary>
    private const double Never = 1e-12;

    private readonly double[] _target, _logSums;

    public SoftmaxLoss(TreeRows rows, int classes)
    {
        _target = rows.Target;
        _logSums = new double[rows.Count];
        Base = [.. Enumerable.Range(0, classes).Select(k => Math.Log(Math.Max(rows.Mean(row => _target[row] == k ? 1 : 0), Never)))];
    }

    public override int Outputs => Base.Length;

    public override double[] Base { get; }

    /// <summary>Keeps log Σ exp(score) of each row: all trees of a round correct the same probabilities.</summary>
    public override void Begin(double[][] scores) => Parts.Rows(_logSums.Length, (_, from, to) =>
    {
        Span<double> row = new double[Outputs];
        for (int r = from; r < to; r++)
        {
            for (int k = 0; k < row.Length; k++) { row[k] = scores[k][r]; }
            _logSums[r] = LogSum(row);
        }
    });

    public override (double Gradient, double Hessian) Derivatives(double score, int row, int output)
    {
        double p = Math.Exp(score - _logSums[row]);
        return (p - (_target[row] == output ? 1 : 0), p * (1 - p));
    }

    public override double Of(ReadOnlySpan<double> scores, double target) => LogSum(scores) - scores[(int)target];

    /// <summary>Turns the scores of a row into probabilities.</summary>
    public static void Probabilities(Span<double> scores)
    {
        double sum = LogSum(scores);
        foreach (ref double score in scores) { score = Math.Exp(score - sum); }
    }

    private static double LogSum(ReadOnlySpan<double> scores)
    {
        double largest = double.NegativeInfinity, sum = 0;
        foreach (double score in scores) { largest = Math.Max(largest, score); }
        foreach (double score in scores) { sum += Math.Exp(score - largest); }
        return largest + Math.Log(sum);
    }
}
