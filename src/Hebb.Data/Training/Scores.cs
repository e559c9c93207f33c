namespace Hebb.Data;

/// <summary>Figures of merit, computed in double over all rows at once.</summary>
internal static class Scores
{
    /// <summary>Probabilities are kept this far from 0 and 1, so that one wrong certainty does not make the log loss infinite.</summary>
    private const double Epsilon = 1e-7;

    /// <summary>The class answered for a row: that with the largest output, or whether the only output is at least one half.</summary>
    public static int ClassOf(TargetEncoder target, ReadOnlySpan<float> outputs, int row)
    {
        if (target.Task == LearningTask.Binary) { return outputs[row] >= 0.5f ? 1 : 0; }
        ReadOnlySpan<float> own = outputs.Slice(row * target.Classes.Count, target.Classes.Count);
        int best = 0;
        for (int code = 1; code < own.Length; code++)
        {
            if (own[code] > own[best]) { best = code; }
        }

        return best;
    }

    /// <summary>How well outputs fit the truth.</summary>
    public static IReadOnlyDictionary<string, double> Of(TargetEncoder target, float[] truth, float[] outputs) =>
        target.Task == LearningTask.Regression ? OfNumbers(target, truth, outputs) : OfClasses(target, truth, outputs);

    /// <summary>The figures of an answer that does not look at the row: the frequencies of classes, or the mean, of the training rows.</summary>
    public static IReadOnlyDictionary<string, double> OfConstant(TargetEncoder target, float[] training, float[] truth)
    {
        int classes = target.Classes.Count;
        float[] answer = target.Task switch
        {
            LearningTask.Regression => [training.Average()],
            LearningTask.Binary => [training.Average()],
            _ => [.. Enumerable.Range(0, classes).Select(code => (float)training.Count(value => (int)value == code) / training.Length)],
        };
        return OfAnswer(target, answer, truth);
    }

    /// <summary>The figures of the same outputs for every row.</summary>
    public static IReadOnlyDictionary<string, double> OfAnswer(TargetEncoder target, float[] answer, float[] truth) => Of(target, truth, [.. truth.SelectMany(_ => answer)]);

    /// <summary>The probability that a positive row gets a higher score than a negative one, ties counting one half; NaN if a class is absent.</summary>
    public static double RocAuc(ReadOnlySpan<bool> positive, ReadOnlySpan<float> scores)
    {
        float[] sorted = scores.ToArray();
        bool[] isPositive = positive.ToArray();
        Array.Sort(sorted, isPositive);
        double pairs = 0, negativesBelow = 0, positives = 0;
        for (int start = 0; start < sorted.Length;)
        {
            double tiedPositives = 0, tiedNegatives = 0;
            int end = start;
            for (; end < sorted.Length && sorted[end].Equals(sorted[start]); end++)
            {
                if (isPositive[end]) { tiedPositives++; }
                else { tiedNegatives++; }
            }

            pairs += tiedPositives * (negativesBelow + (tiedNegatives / 2));
            negativesBelow += tiedNegatives;
            positives += tiedPositives;
            start = end;
        }

        return pairs / (positives * negativesBelow);
    }

    private static OrderedDictionary<string, double> OfClasses(TargetEncoder target, float[] truth, float[] outputs)
    {
        int classes = target.Classes.Count, rows = truth.Length;
        int[,] confusion = new int[classes, classes];
        double logLoss = 0;
        for (int row = 0; row < rows; row++)
        {
            int code = (int)truth[row];
            confusion[code, ClassOf(target, outputs, row)]++;
            logLoss -= Math.Log(Math.Clamp(Probability(target, outputs, row, code), Epsilon, 1 - Epsilon));
        }

        int[] codes = [.. Enumerable.Range(0, classes)];
        double[] aucs = [.. codes.Select(code => RocAuc([.. truth.Select(value => (int)value == code)], [.. Enumerable.Range(0, rows).Select(row => (float)Probability(target, outputs, row, code))]))];
        OrderedDictionary<string, double> scores = new()
        {
            ["accuracy"] = (double)codes.Sum(code => confusion[code, code]) / rows,
            ["roc_auc"] = classes == 2 ? aucs[1] : aucs.Where(auc => !double.IsNaN(auc)).DefaultIfEmpty(double.NaN).Average(),
            ["log_loss"] = logLoss / rows,
        };
        (double Precision, double Recall, double F1)[] each = [.. codes.Select(code => OfClass(confusion, code, codes))];
        if (classes == 2)
        {
            (scores["precision"], scores["recall"], scores["f1"]) = each[1];
        }
        else
        {
            scores["macro_f1"] = each.Average(one => one.F1);
        }

        return scores;
    }

    private static (double Precision, double Recall, double F1) OfClass(int[,] confusion, int code, int[] codes)
    {
        double right = confusion[code, code], answered = codes.Sum(other => confusion[other, code]), present = codes.Sum(other => confusion[code, other]);
        return (answered == 0 ? 0 : right / answered, present == 0 ? 0 : right / present, answered + present == 0 ? 0 : 2 * right / (answered + present));
    }

    private static double Probability(TargetEncoder target, float[] outputs, int row, int code) => target.Task == LearningTask.Multiclass
        ? outputs[(row * target.Classes.Count) + code]
        : code == 1 ? outputs[row] : 1 - (double)outputs[row];

    private static OrderedDictionary<string, double> OfNumbers(TargetEncoder target, float[] truth, float[] outputs)
    {
        double[] expected = target.DecodeNumbers(truth), given = target.DecodeNumbers(outputs);
        double mean = expected.Average();
        double squares = expected.Zip(given, (e, g) => (e - g) * (e - g)).Sum(), spread = expected.Sum(e => (e - mean) * (e - mean));
        return new()
        {
            ["rmse"] = Math.Sqrt(squares / truth.Length),
            ["mae"] = expected.Zip(given, (e, g) => Math.Abs(e - g)).Average(),
            ["r2"] = 1 - (squares / spread),
        };
    }
}
