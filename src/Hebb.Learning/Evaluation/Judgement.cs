using Hebb.Data.Preprocessing;

namespace Hebb.Learning.Evaluation;

/// <summary>Everything there is to say about a model's answers for rows whose truth is known.</summary>
public sealed class Judgement
{
    private readonly Func<HeldOutAnswers> _answers;

    private Judgement(LearningTask task, int rows, IReadOnlyDictionary<string, double> metrics, Func<HeldOutAnswers> answers) =>
        (Task, Rows, Metrics, _answers) = (task, rows, metrics, answers);

    /// <summary>What kind of answer it is.</summary>
    public LearningTask Task { get; }

    /// <summary>How many rows were judged.</summary>
    public int Rows { get; }

    /// <summary>The figures: accuracy, ROC AUC and others for classes; RMSE, MAE and R² for numbers.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; }

    /// <summary>From which probability on the second of two classes counts as answered; null unless there are two.</summary>
    public double? Threshold { get; private init; }

    /// <summary>What is confused with what; null for a regression.</summary>
    public ConfusionMatrix? Confusion { get; private init; }

    /// <summary>The curves of each class that occurs beside others; for two classes those of the second only. Empty for a regression.</summary>
    public IReadOnlyList<ClassCurves> Curves { get; private init; } = [];

    /// <summary>How far predicted numbers are from the truth; null for classes.</summary>
    public RegressionReport? Regression { get; private init; }

    /// <summary>The answers row by row, to compare models.</summary>
    internal HeldOutAnswers Answers => field ??= _answers();

    /// <summary>Judges outputs: for each example one, or one for each class.</summary>
    /// <param name="target">What is predicted.</param>
    /// <param name="truth">The code of the true class, or the encoded number, of each example.</param>
    /// <param name="outputs">What the network gave, example after example.</param>
    public static Judgement Of(TargetEncoder target, float[] truth, float[] outputs)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(outputs);
        IReadOnlyDictionary<string, double> metrics = Scores.Of(target, truth, outputs);
        if (target.Task == LearningTask.Regression)
        {
            return new(target.Task, truth.Length, metrics, Answers)
            {
                Regression = RegressionReport.Of(target.DecodeNumbers(truth), target.DecodeNumbers(outputs), target.Interval),
            };
        }

        int[] codes = target.Task == LearningTask.Binary ? [1] : [.. Enumerable.Range(0, target.Classes.Count)];
        return new(target.Task, truth.Length, metrics, Answers)
        {
            Threshold = target.Task == LearningTask.Binary ? target.Threshold : null,
            Confusion = Scores.Confusion(target, truth, outputs),
            Curves = [.. codes.Where(code => truth.Contains(code) && truth.Any(value => (int)value != code)).Select(Curve)],
        };

        HeldOutAnswers Answers() => HeldOutAnswers.Of(target, truth, outputs);

        ClassCurves Curve(int code)
        {
            bool[] positive = Scores.IsClass(truth, code);
            float[] scores = Scores.Probabilities(target, outputs, truth.Length, code);
            return new(target.Classes[code], RocCurve.Of(positive, scores), PrecisionRecallCurve.Of(positive, scores), CalibrationCurve.Of(positive, scores));
        }
    }
}
