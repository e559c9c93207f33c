using System.Globalization;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;
using Hebb.Tuning;

namespace Hebb.Learning.Tuning;

/// <summary>
/// Searches layers, learning rate, dropout and batch size around what <see cref="TableTrainer"/> would choose, of a single network penalty and activation too,
/// of an ensemble the number of members. Trials are judged by validation rows or folds; the held-out rows are looked at once, when the best is known.
/// </summary>
public static class TableTuner
{
    /// <summary>Searches.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="target">The column to predict; an unknown name is an error that lists the columns.</param>
    /// <param name="options">How to search, and for what.</param>
    /// <param name="cancellation">Ends the search; finished trials are kept in the folder, and searching again goes on behind them.</param>
    /// <exception cref="DataException">The table cannot be learned from.</exception>
    /// <exception cref="ArgumentException">There is no such metric; the message lists the names.</exception>
    /// <exception cref="SearchException">The folder belongs to another search.</exception>
    public static TunedTable Tune(Table table, string target, TableTunerOptions? options = null, CancellationToken cancellation = default) =>
        Tune(TableTrainer.Prepare(table, target, options?.Training), options, cancellation);

    /// <summary>Searches around a plan.</summary>
    /// <param name="usual">What <see cref="TableTrainer.Prepare"/> decided.</param>
    /// <param name="options">How to search, and for what; <see cref="TableTunerOptions.Training"/> is that of the plan.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static TunedTable Tune(TablePlan usual, TableTunerOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(usual);
        options ??= new();
        CheckNetwork(usual);
        string metric = MetricOf(usual, options.Metric);
        Table validation = usual.Table.Take(usual.Split.Validation);
        Objective objective = new(metric, LargerIsBetter(metric));
        TableTrials trials = new(usual, options.Folds);
        TrainedTable defaults = TableTrainer.Train(usual, cancellation);
        // Members of an ensemble that is cross-fitted have learned from the validation rows.
        double defaultsValue = options.Folds == 1 && !usual.CrossFits
            ? defaults.Trained.Evaluate(validation)[metric]
            : trials.Score(usual.Options, cancellation)?[metric] ?? double.NaN;
        bool coarse = options.Method == TuningMethod.Grid;
        Search search = NewSearch(options, objective, usual);
        SearchResult result = search.RunTrials(Evaluate, options.Folder, cancellation: cancellation);
        if (result.WasCancelled || cancellation.IsCancellationRequested)
        {
            return new() { Search = result, Defaults = defaults, Best = null, DefaultsValue = defaultsValue, BestValue = double.NaN };
        }

        if (!result.Succeeded)
        {
            return new() { Search = result, Defaults = defaults, Best = defaults, DefaultsValue = defaultsValue, BestValue = defaultsValue };
        }

        // Hyperband's trials are not trained to the end; what it found is.
        TableTrainerOptions found = TableSearchSpace.Draw(result.Best.ToHyperParameters(), usual, coarse);
        double value = options.Method == TuningMethod.Hyperband ? trials.Score(found, cancellation)?[metric] ?? double.NaN : result.Best.Value;
        bool improved = !(Cost(objective, defaultsValue) <= Cost(objective, value));
        return new()
        {
            Search = result,
            Defaults = defaults,
            Best = improved ? TableTrainer.Train(usual.With(found), cancellation) : defaults,
            DefaultsValue = defaultsValue,
            BestValue = improved ? value : defaultsValue,
        };

        double Evaluate(Trial trial)
        {
            TableTrainerOptions drawn = TableSearchSpace.Draw(trial.Values, usual, coarse);
            return (trial.Epochs is null ? trials.Score(drawn, trial.Cancellation) : trials.Continue(trial, drawn))?[metric] ?? double.NaN;
        }
    }

    /// <summary>The metric to search by.</summary>
    /// <param name="usual">What is learned.</param>
    /// <param name="metric">The metric that is wanted; null for the usual one.</param>
    /// <exception cref="ArgumentException">There is no such metric; the message lists the names.</exception>
    internal static string MetricOf(TablePlan usual, string? metric)
    {
        if (metric is null) { return usual.Schema.Task == LearningTask.Regression ? "rmse" : "log_loss"; }
        float[] truth = usual.Pipeline.EncodeTarget(usual.Table.Take(usual.Split.Validation));
        string[] names = [.. Scores.OfConstant(usual.Pipeline.Target, truth, truth).Keys];
        return names.Contains(metric) ? metric : throw new ArgumentException($"There is no metric '{metric}'. {Suggest.Sentence(metric, names, "metrics")}");
    }

    /// <summary>Finds a learning rate for a plan's network: trains it for a while with a growing rate, and looks where the loss falls
    /// and where it bursts.</summary>
    /// <param name="plan">What <see cref="TableTrainer.Prepare"/> decided.</param>
    /// <param name="finder">How to search; null for the usual 100 steps from 10⁻⁷ to 10, with the plan's batches.</param>
    /// <param name="cancellation">Ends the search; the result is what was seen until then.</param>
    public static LearningRateSearch FindLearningRate(TablePlan plan, LearningRateFinder? finder = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        CheckNetwork(plan);
        return (finder ?? new() { BatchSize = plan.BatchSize }).Run(plan.NewModel(), TableTrainer.Rows(plan, plan.Split.Train), cancellation);
    }

    /// <summary>Only a network has what is searched: layers, learning rate, dropout.</summary>
    private static void CheckNetwork(TablePlan plan)
    {
        if (plan.Options.Model != TableModelKind.Network)
        {
            throw new ArgumentException(
                $"A network is tuned: its layers, learning rate, dropout. The model is {plan.Options.Model}: leave Model out.", nameof(plan));
        }
    }

    private static Search NewSearch(TableTunerOptions options, Objective objective, TablePlan usual)
    {
        string subject = string.Create(
            CultureInfo.InvariantCulture,
            $"{usual.Schema.Target} of {usual.Table.Rows} rows "
            + $"from {string.Join(',', usual.Schema.Features.Select(column => column.Name))}; {options.Folds} folds; {usual.Epochs} epochs"
            + $"{(usual.Options.UsedRecipe == TableRecipe.Best ? "; an ensemble" : "")}");
        (long seed, int? trials, var progress) = (usual.Seed, options.Trials, options.Progress);
        return options.Method switch
        {
            TuningMethod.Random => new RandomSearch { Objective = objective, Seed = seed, MaxTrials = trials, Progress = progress, Subject = subject },
            TuningMethod.Grid => new GridSearch { Objective = objective, Seed = seed, MaxTrials = trials, Progress = progress, Subject = subject },
            TuningMethod.Hyperband =>
                new HyperbandSearch(options.HyperbandEpochs) { Objective = objective, Seed = seed, MaxTrials = trials, Progress = progress, Subject = subject },
            _ => new BayesianSearch { Objective = objective, Seed = seed, MaxTrials = trials, Progress = progress, Subject = subject, InitialTrials = 8 },
        };
    }

    private static bool LargerIsBetter(string metric) => metric is not ("log_loss" or "rmse" or "mae");

    private static double Cost(Objective objective, double value) => double.IsNaN(value) ? double.PositiveInfinity : objective.LargerIsBetter ? -value : value;
}
