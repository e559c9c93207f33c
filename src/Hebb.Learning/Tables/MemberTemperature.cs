using Hebb.Tensors;

namespace Hebb.Learning.Tables;

/// <summary>
/// Makes the probabilities of an ensemble as sure as they are right: divides what the last activation takes by one number, the temperature, which suits rows
/// that were not learned from best (Guo, Pleiss, Sun and Weinberger, 2017).
/// </summary>
/// <remarks>
/// For such a row there is the answer of one member, but the ensemble's is the mean of all, which is less sure: a temperature that suits the member would be
/// too high. So the mean is imitated: its members are the one that left the row out, moved by how much each of the others differs from their mean. On rows
/// that they have learned they differ about as much as on others.
/// </remarks>
internal static class MemberTemperature
{
    /// <summary>The largest change, as a logarithm; more only seems right where all answers are right, or none.</summary>
    private const double Most = 1.2;

    /// <summary>What the logarithm of the likelihood has to gain, or it is chance: half of the 95 % quantile of χ² with one degree of freedom.</summary>
    private const double LeastGain = 1.92;

    private const double Least = 1e-7;

    private static readonly double s_golden = (Math.Sqrt(5) - 1) / 2;

    /// <summary>The temperature with the smallest cross-entropy; 1 if it is not significantly better (likelihood ratio).</summary>
    /// <param name="answers">The probabilities of all members for all rows, (rows, members, outputs); one output is that of the second class.</param>
    /// <param name="folds">Which member left which row out.</param>
    /// <param name="y">The code of each row's class.</param>
    /// <param name="weights">How much rows count; null for all the same.</param>
    public static double Fit(Tensor answers, MemberFolds folds, float[] y, float[]? weights)
    {
        int members = answers.Shape[1], outputs = answers.Shape[2], classes = Math.Max(outputs, 2), others = members - 1;
        if (others < 2) { return 1; }
        float[] all = answers.ToArray<float>();
        int[] rows = folds.Unseen;
        double[] logits = new double[rows.Length * others * classes], mean = new double[classes], own = new double[classes];

        // The mean of so many differs from each less than the mean of all that there could be.
        double spread = Math.Sqrt(others / (others - 1.0));
        for (int i = 0; i < rows.Length; i++)
        {
            Span<double> imitated = logits.AsSpan(i * others * classes, others * classes);
            Array.Clear(mean);
            for (int member = 0, at = 0; member < members; member++)
            {
                bool isOwn = member == folds.MemberOf(rows[i]);
                Span<double> to = isOwn ? own : imitated.Slice(at, classes);
                LogarithmsOf(all.AsSpan(((rows[i] * members) + member) * outputs, outputs), to);
                if (isOwn) { continue; }
                for (int code = 0; code < classes; code++) { mean[code] += to[code] / others; }
                at += classes;
            }

            for (int at = 0; at < imitated.Length; at++)
            {
                int code = at % classes;
                imitated[at] = own[code] + (spread * (imitated[at] - mean[code]));
            }
        }

        double LossOf(double logarithm) => CrossEntropy(logits, rows, classes, others, y, weights, Math.Exp(-logarithm));
        double best = Minimum(LossOf);
        return LossOf(0) - LossOf(best) >= LeastGain ? Math.Exp(best) : 1;
    }

    /// <summary>Logarithms of the probabilities of all classes.</summary>
    private static void LogarithmsOf(ReadOnlySpan<float> outputs, Span<double> logarithms)
    {
        if (outputs.Length == 1) { (logarithms[0], logarithms[1]) = (Log(1 - (double)outputs[0]), Log(outputs[0])); }
        else
        {
            for (int code = 0; code < outputs.Length; code++) { logarithms[code] = Log(outputs[code]); }
        }

        static double Log(double probability) => Math.Log(Math.Max(probability, Least));
    }

    /// <summary>The sum over rows of −ln of the mean of the members' probabilities of the true class.</summary>
    private static double CrossEntropy(double[] logits, int[] rows, int classes, int members, float[] y, float[]? weights, double factor)
    {
        double loss = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double probability = 0;
            for (int member = 0; member < members; member++)
            {
                ReadOnlySpan<double> own = logits.AsSpan(((i * members) + member) * classes, classes);
                double largest = double.NegativeInfinity, sum = 0;
                foreach (double logit in own) { largest = Math.Max(largest, logit); }
                foreach (double logit in own) { sum += Math.Exp(factor * (logit - largest)); }
                probability += Math.Exp(factor * (own[(int)y[rows[i]]] - largest)) / sum;
            }

            loss -= (weights?[rows[i]] ?? 1) * Math.Log(Math.Max(probability / members, Least));
        }

        return loss;
    }

    /// <summary>Where a function with one valley is smallest, by golden sections.</summary>
    private static double Minimum(Func<double, double> function)
    {
        double low = -Most, high = Most;
        double left = high - (s_golden * (high - low)), right = low + (s_golden * (high - low));
        (double ofLeft, double ofRight) = (function(left), function(right));
        while (high - low > 0.01)
        {
            if (ofLeft <= ofRight)
            {
                (high, right, ofRight) = (right, left, ofLeft);
                ofLeft = function(left = high - (s_golden * (high - low)));
            }
            else
            {
                (low, left, ofLeft) = (left, right, ofRight);
                ofRight = function(right = low + (s_golden * (high - low)));
            }
        }

        return (low + high) / 2;
    }
}
