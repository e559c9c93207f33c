namespace Hebb.Learning.Trees;

/// <summary>½ (score − y)², in units of the target's mean distance from its mean.</summary>
internal sealed class SquaredLoss : TreeLoss
{
    private readonly double[] _target;

    public SquaredLoss(TreeRows rows)
    {
        _target = rows.Target;
        double first = _target[0];
        double mean = first + rows.Mean(row => _target[row] - first); // exactly the target where it is always the same
        double unit = rows.Mean(row => Math.Abs(_target[row] - mean));
        (Base, Unit) = ([mean], unit > 0 ? unit : 1);
    }

    public override double Unit { get; }

    public override double[] Base { get; }

    public override (double Gradient, double Hessian) Derivatives(double score, int row, int output) => ((score - _target[row]) / Unit, 1);

    public override double Of(ReadOnlySpan<double> scores, double target) => 0.5 * (scores[0] - target) * (scores[0] - target);
}
