namespace Hebb.Learning.Trees;

/// <summary>What boosting makes small: a loss of the score that the trees of an output add up to, with its derivatives by the score.</summary>
internal abstract class TreeLoss
{
    /// <summary>The scores of a row, each with trees of its own.</summary>
    public virtual int Outputs => 1;

    /// <summary>What derivatives are divided by, and answers of trees multiplied by, so that they are of the size of 1 for any unit of the target.</summary>
    public virtual double Unit => 1;

    /// <summary>The scores before the first tree: those constants with the smallest loss on the training rows.</summary>
    public abstract double[] Base { get; }

    /// <summary>Looks at the scores before the trees of a round.</summary>
    /// <param name="scores">The scores of the training rows, output by output.</param>
    public virtual void Begin(double[][] scores) { }

    /// <summary>The derivatives of the loss of a training row by a score, without its weight.</summary>
    public abstract (double Gradient, double Hessian) Derivatives(double score, int row, int output);

    /// <summary>The loss of a row.</summary>
    /// <param name="scores">Its scores.</param>
    /// <param name="target">What should have been answered.</param>
    public abstract double Of(ReadOnlySpan<double> scores, double target);
}
