using System.Diagnostics;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Training;
using Hebb.Tensors;

namespace Hebb.Learning.Tables;

/// <summary>
/// From a table to a trained model in one call: finds out what the columns are, splits the rows, chooses a network, trains it with early
/// stopping, and judges it on held-out rows beside a trivial answer, a linear model and boosted trees.
/// </summary>
public static class TableTrainer
{
    /// <summary>More rows than this tell no better which epoch is the best.</summary>
    private const int EnoughForValidation = 10_000;

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
        long began = Stopwatch.GetTimestamp();
        options ??= new();
        options.Check();
        Schema schema = options.Pipeline.ApplyTo(SchemaOf(table, target, options));
        TableRows rows = TableRows.Of(table, schema, options);
        Column? classes = schema.Task == LearningTask.Regression ? null : rows.Table[target];
        TrainValidationTest split =
            ExampleSplit.TrainValidationTest(classes, rows.Equal, options.HeldOutShare, ValidationShare(rows, options), options.Seed);
        TablePlan plan = new(rows, schema, split, options);
        if (options.Budget is not null) { TableTries.Check(plan); }
        plan.Spent = Stopwatch.GetElapsedTime(began);
        return plan;
    }

    /// <summary>Of large tables fewer rows are enough for validation; one network keeps its usual share.</summary>
    private static double ValidationShare(TableRows rows, TableTrainerOptions options) => options.UsedRecipe == TableRecipe.Best
        ? options.ValidationShareOf((1 - options.HeldOutShare) * rows.Table.Rows, EnoughForValidation, classes: 0)
        : options.ValidationShare;

    /// <summary>What each column is to the recipe in use. Embeddings take any number of categories.</summary>
    internal static Schema SchemaOf(Table table, string target, TableTrainerOptions options)
    {
        Schema schema = Schema.Infer(table, target, LimitsOf(options));
        foreach (string name in options.Drop) { schema = schema.With(name, ColumnKind.Dropped); }
        return schema;
    }

    /// <summary>Which columns the recipe in use takes.</summary>
    internal static SchemaOptions LimitsOf(TableTrainerOptions options)
    {
        SchemaOptions limits = new() { Task = options.Task, Words = options.Words };
        return options.UsedRecipe == TableRecipe.Best ? limits with { MaxCategories = int.MaxValue } : limits;
    }

    /// <summary>Trains and judges.</summary>
    /// <param name="plan">What <see cref="Prepare"/> decided.</param>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    public static TrainedTable Train(TablePlan plan, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        long started = Stopwatch.GetTimestamp();
        BudgetSearch? search = plan.Options.Budget is null ? null : BudgetSearch.Run(plan, cancellation);
        (plan, FittedTable fitted) = search?.Best ?? (plan, plan.Learner.Fit(plan, cancellation));
        Attempts attempts = new();
        Keep(fitted);
        Table held = plan.Table.Take(plan.Split.Test);
        List<(FittedTable Fitted, Judged Judged)> models = [(fitted, attempts.Make("The figures of the model", () => Judge(fitted), Judged.None))];

        // A cancelled training is judged at once; the comparison would need other trainings.
        foreach (TableLearner other in plan.Others.Where(_ => fitted.HasLearned && !cancellation.IsCancellationRequested))
        {
            (FittedTable, Judged)? compared = attempts.Make<(FittedTable, Judged)?>($"The comparison with {other.Described}", () => Compared(other), null);
            if (compared is { } model && !cancellation.IsCancellationRequested) { models.Add(model); }
        }

        TableChoice? choice = plan.Options.Model == TableModelKind.Auto && !fitted.WasCancelled && !cancellation.IsCancellationRequested
            ? attempts.Make("The choice of the model", () => TableChoice.Of(plan, [.. models.Select(model => model.Fitted)], cancellation), null)
            : null;
        if (plan.Options.Model == TableModelKind.Auto && choice is null && cancellation.IsCancellationRequested && !fitted.WasCancelled)
        {
            fitted = fitted with { WasCancelled = true, Outcome = "Stopped before all models were trained, so the network is kept." };
            models[0] = (fitted, models[0].Judged);
        }

        (FittedTable best, Judged judged) = models.Find(model => model.Fitted.Name == (choice?.Best ?? fitted.Name));
        if (best != fitted)
        {
            Keep(best);
            judged = attempts.Make("The figures of the model", () => Judge(best), judged);
        }

        Judged constant = attempts.Make("The comparison with an answer that does not learn", Constant, Judged.None);
        Judged? linear = models.Where(IsLinear).Select(model => model.Judged).FirstOrDefault();
        (string Name, Judged Judged)[] rivals =
            [.. models.Where(model => model.Fitted != best && !IsLinear(model)).Select(model => (model.Fitted.Name, model.Judged))];
        return new TrainedTable(best)
        {
            Plan = plan,
            Search = search,
            Trained = best.Model,
            History = best.History,
            BestEpoch = best.BestEpoch,
            Metrics = judged.Metrics,
            Baseline = constant.Metrics,
            Linear = linear?.Metrics,
            Rivals = [.. rivals.Select(rival => (rival.Name, rival.Judged.Metrics))],
            Choice = choice,
            Interval = judged.Interval,
            Evidence = attempts.Make(
                "The comparison with chance", () => TrainingResult.EvidenceOf(judged, linear, constant, plan.HeldOutUnits, plan.Seed, rivals), null),
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            Notes = attempts.Notes,
        };

        bool IsLinear((FittedTable Fitted, Judged Judged) model) =>
            model.Fitted != best && model.Fitted.Name == BaselineComparison.LinearNameOf(plan.Schema.Task);

        // Threshold and intervals are chosen before anything is saved, because they are saved too.
        void Keep(FittedTable model)
        {
            if (!model.HasLearned) { return; }
            model.Model.Target.RecommendedThreshold = attempts.Make("The recommended threshold", () => TrainedTable.Recommend(plan.Schema.Task, model), null);
            model.Model.Target.Interval = attempts.Make("The intervals of predictions", () => Interval(plan, model), null);
            plan.Options.Trained?.Invoke(new(model.Model, model.Progress));
        }

        (FittedTable, Judged) Compared(TableLearner other)
        {
            FittedTable model = other.Fit(plan, cancellation);
            return (model, Judge(model));
        }

        Judged Judge(FittedTable model) => model.Model.JudgeBriefly(held, model.Model.Pipeline.EncodeTarget(held));

        Judged Constant()
        {
            ColumnPipeline pipeline = fitted.Model.Pipeline;
            Table learned = plan.Table.Select(plan.Schema.Target).Take(plan.LearnedRows);
            return Judged.OfConstant(pipeline.Target, pipeline.EncodeTarget(learned), pipeline.EncodeTarget(held));
        }
    }

    private static PredictionInterval? Interval(TablePlan plan, FittedTable fitted)
    {
        if (plan.IntervalShare == 0) { return null; }
        UnseenAnswers unseen = fitted.Unseen.Value;
        TargetEncoder target = fitted.Model.Target;
        Table learned = plan.Table.Select(target.Name).Take(plan.LearnedRows);
        bool isNegative = learned.Number(target.Name).Values.ContainsAnyInRange(double.NegativeInfinity, -double.Epsilon);
        return PredictionInterval.Fit(
            target.DecodeNumbers(unseen.Truth), target.DecodeNumbers(unseen.Outputs), plan.IntervalShare, unseen.ErrorRatio, isNegative ? null : 0);
    }

    /// <summary>Some rows as numbers.</summary>
    internal static Dataset Rows(TablePlan plan, int[] rows)
    {
        (FeatureMatrix x, float[] y) = plan.Pipeline.Transform(plan.Table, rows);
        return Dataset.From(Tensor.Create(x.Values, [x.Rows, x.Columns]), Tensor.Create(y, [x.Rows, 1]));
    }
}
