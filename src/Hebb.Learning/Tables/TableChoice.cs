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
        TableChoice choice = Of(plan.CrossFits ? Without(plan, models, cancellation) : models);
        cancellation.ThrowIfCancellationRequested();
        return choice;
    }

    /// <summary>The best of models whose <see cref="FittedTable.Unseen"/> is about the same rows; of equal ones the first.</summary>
    internal static TableChoice Of(IReadOnlyList<FittedTable> models)
    {
        string figure = models[0].Model.Target.Task == LearningTask.Regression ? "rmse" : "log_loss";
        (string Name, double Loss)[] losses =
            [.. models.Select(model => (model.Name, Scores.Of(model.Model.Target, model.Unseen.Value.Truth, model.Unseen.Value.Outputs)[figure]))];
        return new(losses.MinBy(one => double.IsNaN(one.Loss) ? double.PositiveInfinity : one.Loss).Name, figure, losses);
    }

    /// <summary>The same models of the training rows alone: members of a network share embeddings, which have seen what a member leaves out.</summary>
    private static FittedTable[] Without(TablePlan plan, IReadOnlyList<FittedTable> models, CancellationToken cancellation)
    {
        int[] rows = plan.Split.Train;
        Column? classes = plan.Schema.Task == LearningTask.Regression ? null : plan.Table[plan.Schema.Target].Take(rows);
        TrainTest inner = ExampleSplit.TrainTest(classes, plan.Equal.Take(rows), plan.Options.ValidationShare, plan.Seed);
        TablePlan trial = plan.With(
            plan.Options with { Callbacks = [], Progress = null },
            new([.. inner.Train.Select(i => rows[i])], [.. inner.Test.Select(i => rows[i])], plan.Split.Validation));
        Table asked = plan.Table.Take(plan.Split.Validation);
        return
        [
            .. trial.Others.Prepend(trial.Learner).Where(learner => models.Any(model => model.Name == learner.Name)).Select(learner =>
            {
                FittedTable fitted = learner.Fit(trial, cancellation);
                return fitted with { Unseen = new(() => new(fitted.Model.Pipeline.EncodeTarget(asked), fitted.Model.Predict(asked).Outputs)) };
            }),
        ];
    }
}
