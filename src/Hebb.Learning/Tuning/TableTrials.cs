using Hebb.Data.Preprocessing;
using Hebb.Datasets;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;
using Hebb.Models;
using Hebb.Tuning;

namespace Hebb.Learning.Tuning;

/// <summary>Trains networks for a table and judges them by rows that are not held out.</summary>
internal sealed class TableTrials
{
    private readonly TablePlan _usual;
    private readonly TrainValidationTest[] _splits;

    /// <summary>Trials of a table.</summary>
    /// <param name="usual">What would be done without search.</param>
    /// <param name="folds">1 for the validation rows of the plan; more for as many folds of training and validation rows.</param>
    public TableTrials(TablePlan usual, int folds)
    {
        _usual = usual;
        int[] rows = [.. usual.Split.Train.Concat(usual.Split.Validation).Order()];
        _splits = folds == 1
            ? [usual.Split]
            : [.. TableFolds.For(usual.Table.Take(rows), usual.Equal.Take(rows), usual.Schema, folds, usual.Seed).Select(fold => new TrainValidationTest(
                [.. fold.Train.Select(i => rows[i])], [.. fold.Test.Select(i => rows[i])], usual.Split.Test))];
    }

    /// <summary>
    /// The plan of a trial. An ensemble leaves its validation rows alone, whether or not it would be cross-fitted otherwise: the trial is judged by them.
    /// </summary>
    private TablePlan PlanOf(TableTrainerOptions options, TrainValidationTest split) =>
        _usual.With(options with { ValidationSplit = options.ValidationShare }, split);

    /// <summary>Trains with early stopping and judges; null if cancelled.</summary>
    public IReadOnlyDictionary<string, double>? Score(TableTrainerOptions options, CancellationToken cancellation)
    {
        List<IReadOnlyDictionary<string, double>> scores = [];
        foreach (TablePlan plan in _splits.Select(split => PlanOf(options, split)))
        {
            (Dataset train, Dataset validation) = (TableTrainer.Rows(plan, plan.Split.Train), TableTrainer.Rows(plan, plan.Split.Validation));
            Model model = plan.NewModel();
            plan.Training.Run(model, train, validation, cancellation);
            if (cancellation.IsCancellationRequested) { return null; }
            scores.Add(Judge(plan, model));
        }

        return Mean(scores);
    }

    /// <summary>Trains a trial as far as it is meant to come now, from where it was, and judges it.</summary>
    public IReadOnlyDictionary<string, double>? Continue(Trial trial, TableTrainerOptions options)
    {
        trial.State ??= _splits
            .Select(split => PlanOf(options, split))
            .Select(plan => (plan, plan.NewModel(), TableTrainer.Rows(plan, plan.Split.Train)))
            .ToArray();
        List<IReadOnlyDictionary<string, double>> scores = [];
        foreach ((TablePlan plan, Model model, Dataset train) in ((TablePlan, Model, Dataset)[])trial.State)
        {
            model.Fit(train, new() { Epochs = trial.Epochs!.Value, InitialEpoch = trial.EpochsDone, BatchSize = plan.BatchSize }, trial.Cancellation);
            if (trial.Cancellation.IsCancellationRequested) { return null; }
            scores.Add(Judge(plan, model));
        }

        return Mean(scores);
    }

    private static IReadOnlyDictionary<string, double> Judge(TablePlan plan, Model model)
    {
        UnseenAnswers answers = TableNetwork.Unseen(plan, new(model, plan.Pipeline));
        answers = answers.Plus(LogTarget.CorrectionOf(plan.Pipeline.Target, answers));
        return Scores.Of(plan.Pipeline.Target, answers.Truth, answers.Outputs);
    }

    private static OrderedDictionary<string, double> Mean(List<IReadOnlyDictionary<string, double>> scores) =>
        new(scores[0].Keys.Select(name => KeyValuePair.Create(name, scores.Average(score => score[name]))));
}
