namespace Hebb.Data;

/// <summary>Everything there is to say about a model's answers for rows whose truth is known.</summary>
public sealed class Judgement
{
    private Judgement(LearningTask task, int rows, IReadOnlyDictionary<string, double> metrics) => (Task, Rows, Metrics) = (task, rows, metrics);

    /// <summary>What kind of answer it is.</summary>
    public LearningTask Task { get; }

    /// <summary>How many rows were judged.</summary>
    public int Rows { get; }

    /// <summary>The figures of <see cref="TableModel.Evaluate"/>.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; }

    /// <summary>What is confused with what; null for a regression.</summary>
    public ConfusionMatrix? Confusion { get; private init; }

    /// <summary>The curves of each class that occurs beside others; for two classes those of the second only. Empty for a regression.</summary>
    public IReadOnlyList<ClassCurves> Curves { get; private init; } = [];

    /// <summary>How far predicted numbers are from the truth; null for classes.</summary>
    public RegressionReport? Regression { get; private init; }

    /// <summary>Judges a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">Rows with the value to predict; rows without one are left out.</param>
    /// <exception cref="DataException">No row has the value to predict.</exception>
    public static Judgement Of(TableModel model, Table table)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        TargetEncoder target = model.Pipeline.Target;
        Table judged = table.DropMissing(target.Name);
        if (judged.Rows == 0)
        {
            throw new DataException($"No row has a value in '{target.Name}', so there is nothing to compare with. Give rows whose answers are known.", table.Source, column: target.Name);
        }

        return Of(target, model.Pipeline.EncodeTarget(judged), model.Predict(judged).Outputs);
    }

    /// <summary>Judges outputs: for each example one, or one for each class.</summary>
    internal static Judgement Of(TargetEncoder target, float[] truth, float[] outputs)
    {
        IReadOnlyDictionary<string, double> metrics = Scores.Of(target, truth, outputs);
        if (target.Task == LearningTask.Regression)
        {
            return new(target.Task, truth.Length, metrics) { Regression = RegressionReport.Of(target.DecodeNumbers(truth), target.DecodeNumbers(outputs)) };
        }

        int[] codes = target.Task == LearningTask.Binary ? [1] : [.. Enumerable.Range(0, target.Classes.Count)];
        return new(target.Task, truth.Length, metrics)
        {
            Confusion = Scores.Confusion(target, truth, outputs),
            Curves = [.. codes.Where(code => truth.Contains(code) && truth.Any(value => (int)value != code)).Select(Curve)],
        };

        ClassCurves Curve(int code)
        {
            bool[] positive = Scores.IsClass(truth, code);
            float[] scores = Scores.Probabilities(target, outputs, truth.Length, code);
            return new(target.Classes[code], RocCurve.Of(positive, scores), PrecisionRecallCurve.Of(positive, scores), CalibrationCurve.Of(positive, scores));
        }
    }
}
