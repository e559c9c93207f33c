using System.Diagnostics;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Tables;

/// <summary>
/// From a table to a trained network in one call: finds out what the columns are, splits the rows, chooses a network, trains it with early
/// stopping, and judges it on held-out rows beside a trivial answer and a linear model.
/// </summary>
public static class TableTrainer
{
    /// <summary>Prepares and trains.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="target">The column to predict; an unknown name is an error that lists the columns.</param>
    /// <param name="options">What is wanted otherwise than usual.</param>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    public static TrainedTable Train(Table table, string target, TableTrainerOptions? options = null, CancellationToken cancellation = default) =>
        Train(Prepare(table, target, options), cancellation);

    /// <summary>Decides how to learn a table, without training yet.</summary>
    /// <param name="table">The rows; those without a value to predict are left out.</param>
    /// <param name="target">The column to predict; an unknown name is an error that lists the columns.</param>
    /// <param name="options">What is wanted otherwise than usual.</param>
    /// <exception cref="DataException">The table cannot be learned from; the message says why.</exception>
    public static TablePlan Prepare(Table table, string target, TableTrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= new();
        options.Check();
        Schema schema = options.Pipeline.ApplyTo(SchemaOf(table, target, options));
        TableRows rows = TableRows.Of(table, schema, options);
        Column? classes = schema.Task == LearningTask.Regression ? null : rows.Table[target];
        TrainValidationTest split =
            ExampleSplit.TrainValidationTest(classes, rows.Equal, options.HeldOutShare, options.ValidationShare, options.Seed);
        return new(rows, schema, split, options);
    }

    /// <summary>What each column is to the recipe in use. Embeddings take any number of categories.</summary>
    internal static Schema SchemaOf(Table table, string target, TableTrainerOptions options)
    {
        SchemaOptions limits = new() { Task = options.Task, Words = options.Words };
        if (options.UsedRecipe == TableRecipe.Best) { limits = limits with { MaxCategories = int.MaxValue }; }
        Schema schema = Schema.Infer(table, target, limits);
        foreach (string name in options.Drop) { schema = schema.With(name, ColumnKind.Dropped); }
        return schema;
    }

    /// <summary>Trains and judges.</summary>
    /// <param name="plan">What <see cref="Prepare"/> decided.</param>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    public static TrainedTable Train(TablePlan plan, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        long started = Stopwatch.GetTimestamp();
        FittedNetwork fitted = plan.Network.Fit(plan, cancellation);
        History history = fitted.History;
        TableModel trained = new(fitted.Model, plan.Pipeline);
        Attempts attempts = new();
        if (history.Epochs.Count > 0)
        {
            // Chosen before anything is saved, because it is saved too.
            trained.Target.RecommendedThreshold = attempts.Make("The recommended threshold", () => TrainedTable.Recommend(plan.Schema.Task, fitted), null);
            trained.Target.Interval = attempts.Make("The intervals of predictions", () => Interval(plan, fitted), null);
            plan.Options.Trained?.Invoke(new(trained, history));
        }

        Table held = plan.Table.Take(plan.Split.Test);

        (float[] before, float[] truth) = attempts.Make("The held-out answers", Truth, ([], []));
        Judged network = attempts.Make("The figures of the network", () => trained.JudgeBriefly(held, truth), Judged.None);
        Judged constant = attempts.Make(
            "The comparison with an answer that does not learn", () => Judged.OfConstant(plan.Pipeline.Target, before, truth), Judged.None);

        // A cancelled training is judged at once; the comparison would need another training.
        Judged? linear = cancellation.IsCancellationRequested || plan.Layers.Count == 0
            ? null : attempts.Make("The comparison with a linear model", Linear, null);
        return new TrainedTable(fitted)
        {
            Plan = plan,
            Trained = trained,
            History = history,
            BestEpoch = fitted.BestEpoch,
            Metrics = network.Metrics,
            Baseline = constant.Metrics,
            Linear = linear?.Metrics,
            Interval = network.Interval,
            Evidence = attempts.Make(
                "The comparison with chance", () => TrainingResult.EvidenceOf(network, linear, constant, plan.HeldOutUnits, plan.Seed), null),
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            Notes = attempts.Notes,
        };

        (float[] Training, float[] HeldOut) Truth() =>
            (plan.Pipeline.EncodeTarget(plan.Table.Take(plan.LearnedRows)), plan.Pipeline.EncodeTarget(held));

        Judged? Linear()
        {
            TablePlan baseline = plan.Baseline;
            Model linear = ((SimpleTableNetwork)baseline.Network).NewLinearModel();
            plan.BaselineTraining.Run(linear, Rows(baseline, plan.Split.Train), Rows(baseline, plan.Split.Validation), cancellation);
            TableModel model = new(linear, baseline.Pipeline);
            baseline.Network.Correct(linear, () => TableNetwork.Unseen(baseline, model));
            return model.JudgeBriefly(held, baseline.Pipeline.EncodeTarget(held));
        }
    }

    private static PredictionInterval? Interval(TablePlan plan, FittedNetwork fitted)
    {
        if (plan.IntervalShare == 0) { return null; }
        UnseenAnswers unseen = fitted.Unseen.Value;
        TargetEncoder target = plan.Pipeline.Target;
        bool isNegative = plan.Table.Take(plan.LearnedRows).Number(target.Name).Values.ContainsAnyInRange(double.NegativeInfinity, -double.Epsilon);
        return PredictionInterval.Fit(
            target.DecodeNumbers(unseen.Truth), target.DecodeNumbers(unseen.Outputs), plan.IntervalShare, unseen.ErrorRatio, isNegative ? null : 0);
    }

    /// <summary>Some rows as numbers.</summary>
    internal static Dataset Rows(TablePlan plan, int[] rows)
    {
        Table part = plan.Table.Take(rows);
        FeatureMatrix x = plan.Pipeline.Transform(part);
        return Dataset.From(Tensor.Create(x.Values, [x.Rows, x.Columns]), Tensor.Create(plan.Pipeline.EncodeTarget(part), [x.Rows, 1]));
    }
}
