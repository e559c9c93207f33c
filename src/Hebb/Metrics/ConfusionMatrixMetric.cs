using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Metrics;

/// <summary>
/// A metric from the confusion matrix. The largest score of a row is the class it is given (the first of equal ones); with one score per row, more than
/// <see cref="Threshold"/> is class 1. Targets are class numbers, one-hot, or 0 and 1.
/// </summary>
public abstract record ConfusionMatrixMetric : Metric
{
    /// <inheritdoc/>
    public sealed override bool LargerIsBetter => true;

    /// <summary>With one score per row: what it must exceed to be class 1. Range: any finite number.</summary>
    public double Threshold { get; init => field = SettingRange.Finite(value); } = 0.5;

    /// <summary>With several scores per row the largest is the answer, of logits as of probabilities.</summary>
    internal override bool ReadsProbabilities => Threshold == 0.5;

    /// <summary>The confusion matrix, row by row.</summary>
    /// <inheritdoc/>
    public sealed override Tensor Sums(Tensor yTrue, Tensor yPred, Tensor weights)
    {
        (Tensor truth, Tensor said) = Answers(yTrue, yPred);
        Tensor w = Targets.RowWeights(weights, truth.Shape[0]);
        int classes = truth.Shape[1];
        return (truth.Cast(DType.Float32) * w).Transpose(1, 0).MatMul(said.Cast(DType.Float32)).Reshape([classes * classes]);
    }

    /// <inheritdoc/>
    public sealed override double Result(ReadOnlySpan<double> totals) => Result(new ClassMatrix(totals));

    /// <inheritdoc/>
    public sealed override double[] Parts(ReadOnlySpan<double> totals) => Parts(new ClassMatrix(totals));

    /// <summary>The true and the predicted class of each row as booleans, (rows, classes).</summary>
    private protected virtual (Tensor Truth, Tensor Said) Answers(Tensor yTrue, Tensor yPred)
    {
        int classes = Targets.Classes(yPred.Shape);
        if (classes == 1) { return (NoYes(Targets.Match(Name, yTrue, yPred) > 0.5), NoYes(yPred > Threshold)); }
        Tensor truth = Targets.Rows(Targets.IsPositive(Name, yTrue, yPred).Cast(DType.Float32), classes);
        return (Targets.Largest(truth), Targets.Largest(Targets.Rows(yPred, classes)));
    }

    /// <summary>The metric from the matrix.</summary>
    private protected abstract double Result(in ClassMatrix matrix);

    /// <summary>What it is made of.</summary>
    private protected virtual double[] Parts(in ClassMatrix matrix) => [];

    /// <summary>A yes or no as two classes.</summary>
    private protected static Tensor NoYes(Tensor yes)
    {
        Tensor column = Targets.Rows(yes, 1).Cast(DType.Float32);
        return Tensor.Concatenate([1 - column, column], -1);
    }
}
