using Hebb.Data.Preprocessing;

namespace Hebb.Learning.Evaluation;

/// <summary>Figures of merit, computed in double over all rows at once.</summary>
internal static class Scores
{
    /// <summary>Probabilities are kept this far from 0 and 1, so that one wrong certainty does not make the log loss infinite.</summary>
    private const double Epsilon = 1e-7;

    /// <summary>Figures that could not be worked out.</summary>
    public static IReadOnlyDictionary<string, double> None { get; } = new Dictionary<string, double>();

    /// <summary>The class answered for a row: that with the largest output, or whether the only output reaches the threshold.</summary>
    public static int ClassOf(TargetEncoder target, ReadOnlySpan<float> outputs, int row) => ClassOf(target, outputs, row, target.Threshold);

    /// <summary>The class answered for a row. Probabilities are floats, so they are compared as such: what is written as 0.7 reaches 0.7.</summary>
    public static int ClassOf(TargetEncoder target, ReadOnlySpan<float> outputs, int row, double threshold)
    {
        if (target.Task == LearningTask.Binary) { return outputs[row] >= (float)threshold ? 1 : 0; }
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
    public static IReadOnlyDictionary<string, double> OfConstant(TargetEncoder target, float[] training, float[] truth) =>
        OfAnswer(target, Constant(target, training), truth);

    /// <summary>The best output that does not look at the row: frequencies of classes (of two the second's), or the mean.</summary>
    public static float[] Constant(TargetEncoder target, float[] training) => target.Task == LearningTask.Multiclass
        ? [.. Enumerable.Range(0, target.Classes.Count).Select(code => (float)training.Count(value => (int)value == code) / training.Length)]
        : target.LogOffset is null ? [training.Average()]
        : [target.EncodeNumber(target.DecodeNumbers(training).Average())];

    /// <summary>The figures of the same outputs for every row.</summary>
    public static IReadOnlyDictionary<string, double> OfAnswer(TargetEncoder target, float[] answer, float[] truth) =>
        Of(target, truth, [.. truth.SelectMany(_ => answer)]);

    private static OrderedDictionary<string, double> OfClasses(TargetEncoder target, float[] truth, float[] outputs)
    {
        int classes = target.Classes.Count, rows = truth.Length;
        ConfusionMatrix confusion = Confusion(target, truth, outputs);
        double logLoss = 0;
        for (int row = 0; row < rows; row++)
        {
            int code = (int)truth[row];
            logLoss -= Math.Log(Math.Clamp(Probability(target, outputs, row, code), Epsilon, 1 - Epsilon));
        }

        int[] codes = [.. Enumerable.Range(0, classes)];
        double[] aucs = [.. codes.Select(code => RocCurve.Of(IsClass(truth, code), Probabilities(target, outputs, rows, code)).Area)];
        OrderedDictionary<string, double> scores = new()
        {
            ["accuracy"] = confusion.Accuracy,
            ["roc_auc"] = classes == 2 ? aucs[1] : aucs.Where(auc => !double.IsNaN(auc)).DefaultIfEmpty(double.NaN).Average(),
            ["log_loss"] = logLoss / rows,
        };
        ClassificationReport report = confusion.Report();
        if (classes == 2)
        {
            (scores["precision"], scores["recall"], scores["f1"]) = (report.Classes[1].Precision, report.Classes[1].Recall, report.Classes[1].F1);
            scores["average_precision"] = PrecisionRecallCurve.Of(IsClass(truth, 1), outputs).AveragePrecision;
        }
        else
        {
            scores["macro_f1"] = report.Macro.F1;
        }

        return scores;
    }

    /// <summary>What is confused with what.</summary>
    public static ConfusionMatrix Confusion(TargetEncoder target, float[] truth, float[] outputs) =>
        ConfusionMatrix.Of(target.Classes, [.. truth.Select(value => (int)value)], [.. truth.Select((_, row) => ClassOf(target, outputs, row))]);

    /// <summary>Whether a figure is an error or a loss.</summary>
    public static bool SmallerIsBetter(string figure) => figure is "rmse" or "mae" or "log_loss";

    /// <summary>Whether each row is of a class.</summary>
    public static bool[] IsClass(float[] truth, int code) => [.. truth.Select(value => (int)value == code)];

    /// <summary>The probability of a class for each row.</summary>
    public static float[] Probabilities(TargetEncoder target, float[] outputs, int rows, int code) =>
        [.. Enumerable.Range(0, rows).Select(row => (float)Probability(target, outputs, row, code))];

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
