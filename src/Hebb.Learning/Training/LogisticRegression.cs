namespace Hebb.Learning.Training;

/// <summary>
/// Logistic regression on sparse rows: the weights W (features × outputs) and the constants b that minimize
/// C · Σ weight · cross-entropy + ½ ‖W‖², which is scikit-learn's <c>LogisticRegression</c>; one output for two classes, otherwise a softmax over all.
/// The constants are not penalized. Every sum has one order, so equal data give equal bits on any machine.
/// </summary>
internal sealed class LogisticRegression
{
    private readonly IReadOnlyList<SparseRow> _rows;
    private readonly float[] _truth, _counts;
    private readonly int _features, _outputs;

    /// <summary>A problem to solve.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="features">The columns of a row.</param>
    /// <param name="outputs">1 for two classes, otherwise the number of classes.</param>
    /// <param name="truth">The class of each row.</param>
    /// <param name="counts">How much each row counts.</param>
    public LogisticRegression(IReadOnlyList<SparseRow> rows, int features, int outputs, float[] truth, float[] counts) =>
        (_rows, _features, _outputs, _truth, _counts) = (rows, features, outputs, truth, counts);

    /// <summary>Weights row by row, one for each output, then the constants.</summary>
    /// <param name="c">How much the rows count beside the penalty: the larger, the larger weights may become.</param>
    /// <param name="start">Where to begin; null for zeros.</param>
    /// <param name="cancellation">Ends the search; what was found until then is returned.</param>
    public double[] Solve(double c, double[]? start, CancellationToken cancellation)
    {
        double[] weights = start is null ? new double[(_features + 1) * _outputs] : [.. start];
        return LimitedMemoryBfgs.Minimize((at, gradient) => Loss(at, c, gradient), weights, cancellation);
    }

    /// <summary>The probabilities of a row: of the second of two classes, or of each class.</summary>
    public static void Probabilities(SparseRow row, double[] weights, Span<double> answers)
    {
        int outputs = answers.Length, constants = weights.Length - outputs;
        weights.AsSpan(constants).CopyTo(answers);
        for (int i = 0; i < row.Places.Length; i++)
        {
            for (int o = 0; o < outputs; o++) { answers[o] += row.Values[i] * weights[(row.Places[i] * outputs) + o]; }
        }

        if (outputs == 1)
        {
            answers[0] = 1 / (1 + Math.Exp(-answers[0]));
            return;
        }

        double largest = double.NegativeInfinity, sum = 0;
        foreach (double answer in answers) { largest = Math.Max(largest, answer); }
        foreach (ref double answer in answers) { sum += answer = Math.Exp(answer - largest); }
        foreach (ref double answer in answers) { answer /= sum; }
    }

    /// <summary>The loss, divided by C and the number of rows so that one tolerance suits all problems, and its gradient.</summary>
    private double Loss(double[] weights, double c, double[] gradient)
    {
        double loss = 0, penalty = 1 / (c * _rows.Count);
        Array.Clear(gradient);
        int constants = _features * _outputs;
        double[] answers = new double[_outputs];
        for (int r = 0; r < _rows.Count; r++)
        {
            SparseRow row = _rows[r];
            Probabilities(row, weights, answers);
            int truth = (int)_truth[r];
            double share = _counts[r] / _rows.Count;
            loss -= share * Math.Log(Math.Max(_outputs > 1 ? answers[truth] : truth == 1 ? answers[0] : 1 - answers[0], double.Epsilon));
            for (int o = 0; o < _outputs; o++)
            {
                double error = share * (answers[o] - (_outputs == 1 ? truth : o == truth ? 1 : 0));
                gradient[constants + o] += error;
                for (int i = 0; i < row.Places.Length; i++) { gradient[(row.Places[i] * _outputs) + o] += error * row.Values[i]; }
            }
        }

        for (int i = 0; i < constants; i++)
        {
            loss += 0.5 * penalty * weights[i] * weights[i];
            gradient[i] += penalty * weights[i];
        }

        return loss;
    }
}
