namespace Hebb.Learning.Trees;

/// <summary>Cross-entropy of two classes; the score is the logarithm of the odds of class 1.</summary>
internal sealed class LogisticLoss(TreeRows rows) : TreeLoss
{
    public override double[] Base { get; } = [rows.Mean(row => rows.Target[row]) is var share ? Math.Log(share / (1 - share)) : 0];

    public override (double Gradient, double Hessian) Derivatives(double score, int row, int output)
    {
        double p = Probability(score);
        return (p - rows.Target[row], p * (1 - p));
    }

    public override double Of(ReadOnlySpan<double> scores, double target) =>
        Math.Max(scores[0], 0) - (target * scores[0]) + Math.Log(1 + Math.Exp(-Math.Abs(scores[0])));

    /// <summary>The probability of class 1.</summary>
    public static double Probability(double score) => 1 / (1 + Math.Exp(-score));
}
