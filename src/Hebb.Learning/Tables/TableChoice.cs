using Hebb.Data.Preprocessing;
using Hebb.Learning.Evaluation;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>Which of several models of a table is saved: that with the smallest loss on rows that it has not learned from. The held-out rows have no say.</summary>
internal sealed class TableChoice
{
    private TableChoice(FittedTable best, string figure, IReadOnlyList<(string Name, double Loss)> losses) => (Best, Figure, Losses) = (best, figure, losses);

    /// <summary>The model that is saved.</summary>
    public FittedTable Best { get; }

    /// <summary>What decides: log_loss or rmse.</summary>
    public string Figure { get; }

    /// <summary>What each model reaches on the rows that it has not learned from.</summary>
    public IReadOnlyList<(string Name, double Loss)> Losses { get; }

    /// <summary>The choice in a sentence.</summary>
    public string Sentence => $"Chosen: {Best.Name}, by the {Figure} on rows that a model has not learned from ("
        + string.Join(", ", Losses.Select(one => Invariant($"{one.Name} {one.Loss:G4}"))) + ").";

    /// <summary>Chooses. Two models are compared by the rows that neither has learned from, because a linear model has learned from more of them than others.</summary>
    /// <param name="models">The models; of equal ones the first is taken.</param>
    public static TableChoice Of(IReadOnlyList<FittedTable> models)
    {
        FittedTable best = models.Skip(1).Aggregate(models[0], (left, right) => IsBetter(right, left) ? right : left);
        return new(best, FigureOf(best), [.. models.Select(model => (model.Name, LossOf(model, [.. model.UnseenRows])))]);
    }

    private static bool IsBetter(FittedTable model, FittedTable other)
    {
        HashSet<int> common = [.. model.UnseenRows.Intersect(other.UnseenRows)];
        return LossOf(model, common) < LossOf(other, common);
    }

    private static string FigureOf(FittedTable model) => model.Model.Target.Task == LearningTask.Regression ? "rmse" : "log_loss";

    private static double LossOf(FittedTable model, HashSet<int> rows)
    {
        (float[] truth, float[] outputs) = model.Unseen.Value;
        int[] kept = [.. Enumerable.Range(0, truth.Length).Where(i => rows.Contains(model.UnseenRows[i]))];
        if (kept.Length == 0) { return double.NaN; }
        int width = outputs.Length / truth.Length;
        return Scores.Of(
            model.Model.Target, [.. kept.Select(i => truth[i])], [.. kept.SelectMany(i => outputs.AsSpan(i * width, width).ToArray())])[FigureOf(model)];
    }
}
