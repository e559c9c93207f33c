using System.Globalization;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Learning.Tables;
using Hebb.Models;
using Hebb.Tuning;

namespace Hebb.Learning.Tuning;

/// <summary>
/// How good the usual training is on rows it has not seen: for each fold pipeline and network are learned from the other rows alone, a fifth of which
/// decides when to stop, and judged by the fold's.
/// </summary>
public sealed class TableCrossValidation
{
    /// <summary>The share of a fold's training rows that decides when to stop.</summary>
    private const double InnerShare = 0.2;

    private TableCrossValidation(
        IReadOnlyList<Fold> folds, IReadOnlyList<IReadOnlyDictionary<string, double>> metrics, Table? predictions, bool wasCancelled) =>
        (Folds, Metrics, Predictions, WasCancelled) = (folds, metrics, predictions, wasCancelled);

    /// <summary>The folds; rows are counted from 0 among those that have a value to predict.</summary>
    public IReadOnlyList<Fold> Folds { get; }

    /// <summary>The figures on the rows of each fold.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, double>> Metrics { get; }

    /// <summary>
    /// For each row that was tested what a network that had not seen it answered: <c>row</c> (counted from 0 among the rows that have a value to
    /// predict), <c>prediction</c> and, for classes,
    /// <c>probability_…</c>; fold by fold. Null if cancelled.
    /// </summary>
    public Table? Predictions { get; }

    /// <summary>Whether it was cancelled; the folds finished until then are there.</summary>
    public bool WasCancelled { get; }

    /// <summary>Cross-validates in folds that keep the proportions of classes.</summary>
    /// <param name="table">The rows; those without a value to predict are left out.</param>
    /// <param name="target">The column to predict; an unknown name is an error that lists the columns.</param>
    /// <param name="folds">The number of folds.</param>
    /// <param name="options">What is wanted otherwise than usual; its seed also parts the rows.</param>
    /// <param name="stratified">Whether folds keep the proportions of classes.</param>
    /// <param name="repeats">How many times, with other folds.</param>
    /// <param name="groups">A column whose values stay together in one fold (a patient's number, say); it is not learned from, and proportions of
    /// classes are not kept.</param>
    /// <param name="cancellation">Ends it; folds finished until then are returned.</param>
    /// <exception cref="DataException">The table cannot be learned from, or a class has fewer rows than there are folds.</exception>
    public static TableCrossValidation Run(
        Table table,
        string target,
        int folds = 5,
        TableTrainerOptions? options = null,
        bool stratified = true,
        int repeats = 1,
        string? groups = null,
        CancellationToken cancellation = default)
    {
        options ??= new();
        if (groups is not null && repeats > 1)
        {
            throw new ArgumentException(
                "Groups are assigned to folds in one way only, so repeating would give the same folds. Leave repeats out.", nameof(repeats));
        }

        if (groups is not null && !options.Drop.Contains(groups)) { options = options with { Drop = [.. options.Drop, groups] }; }
        TablePlan usual = TableTrainer.Prepare(table, target, options);
        return Run(usual, groups is null
            ? Hebb.Tuning.Folds.Repeated(repeats, seed => TableFolds.For(usual.Table, usual.Equal, usual.Schema, folds, seed, stratified), options.Seed)
            : TableFolds.Grouped(usual.Table, groups, folds), cancellation);
    }

    /// <summary>Cross-validates in folds of your own, or of <see cref="Hebb.Tuning.Folds"/>: series, each row alone.</summary>
    /// <param name="usual">What <see cref="TableTrainer.Prepare"/> decided; its split is not used.</param>
    /// <param name="folds">The folds of the rows of <see cref="TablePlan.Table"/>.</param>
    /// <param name="cancellation">Ends it; folds finished until then are returned.</param>
    public static TableCrossValidation Run(TablePlan usual, IReadOnlyList<Fold> folds, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(usual);
        ArgumentNullException.ThrowIfNull(folds);
        if (folds.Count == 0) { throw new ArgumentException("There are no folds. Make some with Folds.KFold.", nameof(folds)); }
        List<IReadOnlyDictionary<string, double>> metrics = [];
        List<Table> answers = [];
        foreach (Fold fold in folds)
        {
            TablePlan plan = usual.With(split: Inner(usual, fold));
            (Dataset train, Dataset rest) = (TableTrainer.Rows(plan, plan.Split.Train), TableTrainer.Rows(plan, plan.Split.Validation));
            Model model = plan.NewModel();
            plan.Training.Run(model, train, rest, cancellation);
            if (cancellation.IsCancellationRequested) { break; }
            TableModel trained = new(model, plan.Pipeline);
            plan.Network.Correct(model, () => TableNetwork.Unseen(plan, trained));
            Table test = usual.Table.Take(fold.Test);
            metrics.Add(trained.Evaluate(test));
            answers.Add(new([new NumberColumn("row", [.. fold.Test.Select(row => (double)row)]), .. trained.Predict(test).ToTable().Columns]));
        }

        bool complete = metrics.Count == folds.Count;
        return new([.. folds.Take(metrics.Count)], metrics, complete ? Joined(answers) : null, !complete);
    }

    /// <summary>The mean of a figure over the folds.</summary>
    /// <param name="name">The name: <c>accuracy</c>, <c>rmse</c>.</param>
    public double Mean(string name) => Metrics.Average(fold => fold[name]);

    /// <summary>The standard deviation of a figure between the folds, √(Σ(v − mean)² / (n − 1)); NaN for a single fold.</summary>
    /// <param name="name">The name: <c>accuracy</c>, <c>rmse</c>.</param>
    public double StandardDeviation(string name)
    {
        double mean = Mean(name);
        return Math.Sqrt(Metrics.Sum(fold => Math.Pow(fold[name] - mean, 2)) / (Metrics.Count - 1.0));
    }

    /// <summary>Mean ± standard deviation of each figure.</summary>
    public override string ToString() => Metrics.Count == 0
        ? "no fold was finished"
        : string.Join(
            ", ", Metrics[0].Keys.Select(name => string.Create(CultureInfo.InvariantCulture, $"{name} {Mean(name):G5} ± {StandardDeviation(name):G3}")))
            + $" ({Metrics.Count} folds{(WasCancelled ? ", canceled" : "")})";

    /// <summary>The fold with a fifth of its training rows set aside to decide when to stop.</summary>
    private static TrainValidationTest Inner(TablePlan usual, Fold fold)
    {
        Column? classes = usual.Schema.Task == LearningTask.Regression ? null : usual.Table[usual.Schema.Target].Take(fold.Train);
        TrainTest inner = ExampleSplit.TrainTest(classes, usual.Equal.Take(fold.Train), InnerShare, usual.Seed);
        return new([.. inner.Train.Select(i => fold.Train[i])], [.. inner.Test.Select(i => fold.Train[i])], fold.Test);
    }

    private static Table Joined(List<Table> parts) => new(parts[0].Columns.Select(first => first is NumberColumn
        ? (Column)new NumberColumn(first.Name, [.. parts.SelectMany(part => part.Number(first.Name).Values.ToArray())])
        : new TextColumn(first.Name, [.. parts.SelectMany(part => Enumerable.Range(0, part.Rows).Select(row => part[first.Name].TextAt(row)))])));
}
