using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>
/// Which of several models of a table is saved: that with the smallest loss on the validation rows, from which no model has learned. The held-out rows have no
/// say.
/// </summary>
internal sealed class TableChoice
{
    private const int FewRows = 2_000, Folds = 5;

    private TableChoice(string best, string figure, IReadOnlyList<(string Name, double Loss)> losses) => (Best, Figure, Losses) = (best, figure, losses);

    /// <summary>The name of the model that is saved.</summary>
    public string Best { get; }

    /// <summary>What decides: log_loss or rmse.</summary>
    public string Figure { get; }

    /// <summary>What each model reaches.</summary>
    public IReadOnlyList<(string Name, double Loss)> Losses { get; }

    /// <summary>The choice in a sentence.</summary>
    public string Sentence => $"Chosen: {Best}, by the {Figure} on validation rows that no model has learned from ("
        + string.Join(", ", Losses.Select(one => Invariant($"{one.Name} {one.Loss:G4}"))) + ").";

    /// <summary>Chooses. With cross-fitting the models have learned from the validation rows, so others are trained without them to be asked.</summary>
    /// <param name="plan">What is learned.</param>
    /// <param name="models">The models.</param>
    /// <param name="cancellation">Ends the choice.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TableChoice Of(TablePlan plan, IReadOnlyList<FittedTable> models, CancellationToken cancellation)
    {
        TableChoice choice = Of(plan.CrossFits
            ? [.. Trials(plan).Select(trial => Without(plan, trial.Train, trial.Asked, [.. models.Select(model => model.Name)], cancellation))]
            : [[.. models.Select(model => model with { Unseen = new(() => model.Unseen.Value.Last(plan.Split.Validation.Length)) })]]);
        cancellation.ThrowIfCancellationRequested();
        return choice;
    }

    /// <summary>The best of models, each of which was trained in several trials; of equal ones the first. In a trial <see cref="FittedTable.Unseen"/> of all is
    /// about the same rows.</summary>
    internal static TableChoice Of(IReadOnlyList<IReadOnlyList<FittedTable>> trials)
    {
        bool isNumber = trials[0][0].Model.Target.Task == LearningTask.Regression;
        string figure = isNumber ? "rmse" : "log_loss";
        (string Name, double Loss)[] losses = [.. trials[0].Select((model, m) => (model.Name, Together([.. trials.Select(trial => trial[m])])))];
        return new(losses.MinBy(one => double.IsNaN(one.Loss) ? double.PositiveInfinity : one.Loss).Name, figure, losses);

        // Over the rows of all trials: a mean, or the root of the mean of squares.
        double Together(FittedTable[] parts)
        {
            double sum = 0, rows = 0;
            foreach (FittedTable part in parts)
            {
                (float[] truth, float[] outputs) = part.Unseen.Value;
                double loss = Scores.Of(part.Model.Target, truth, outputs)[figure];
                (sum, rows) = (sum + (truth.Length * (isNumber ? loss * loss : loss)), rows + truth.Length);
            }

            return isNumber ? Math.Sqrt(sum / rows) : sum / rows;
        }
    }

    /// <summary>The validation rows with what is left to learn from; of few rows each fifth in turn, because one would say little.</summary>
    private static IEnumerable<(int[] Train, int[] Asked)> Trials(TablePlan plan)
    {
        int[] rows = plan.LearnedRows;
        if (rows.Length >= FewRows) { return [(plan.Split.Train, plan.Split.Validation)]; }
        Column? classes = plan.Schema.Task == LearningTask.Regression ? null : plan.Table[plan.Schema.Target].Take(rows);
        MemberFolds folds = new(classes, plan.Equal.Take(rows), Folds, plan.Seed);
        return Enumerable.Range(0, Folds)
            .Select(fold => (
                Train: rows.Where((_, i) => folds.MemberOf(i) != fold).ToArray(), Asked: rows.Where((_, i) => folds.MemberOf(i) == fold).ToArray()))
            .Where(trial => trial.Asked.Length > 0);
    }

    /// <summary>The same models of some rows alone, so that all of them, the mean of members too, are asked about rows that they have not seen.</summary>
    private static IReadOnlyList<FittedTable> Without(
        TablePlan plan, int[] rows, int[] unseen, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        Column? classes = plan.Schema.Task == LearningTask.Regression ? null : plan.Table[plan.Schema.Target].Take(rows);
        TrainTest inner = ExampleSplit.TrainTest(classes, plan.Equal.Take(rows), plan.Options.ValidationShare, plan.Seed);
        TablePlan trial = plan.With(
            plan.Options with { Callbacks = [], Progress = null }, new([.. inner.Train.Select(i => rows[i])], [.. inner.Test.Select(i => rows[i])], unseen));
        Table asked = plan.Table.Take(unseen);
        return
        [
            .. trial.Others.Prepend(trial.Learner).Where(learner => names.Contains(learner.Name)).Select(learner =>
            {
                cancellation.ThrowIfCancellationRequested();
                FittedTable fitted = learner.Fit(trial, cancellation);
                return fitted with { Unseen = new(() => new(fitted.Model.Pipeline.EncodeTarget(asked), fitted.Model.Predict(asked).Outputs)) };
            }),
        ];
    }
}
