using System.Diagnostics;
using Hebb.Callbacks;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Learning.Evaluation;
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
    /// <summary>Fewer rows than this cannot be split into three parts that say anything.</summary>
    private const int FewestRows = 10;

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
    public static TableRecipe Prepare(Table table, string target, TableTrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= new();
        options.Check();
        Schema schema = Schema.Infer(table, target, new() { Task = options.Task });
        foreach (string name in options.Drop)
        {
            schema = schema.With(name, ColumnKind.Dropped);
        }

        schema = options.Pipeline.ApplyTo(schema);
        Table rows = table.DropMissing(target);
        if (rows.Rows < FewestRows)
        {
            throw new DataException(
                $"There are {rows.Rows} rows with a value to predict. Expected at least {FewestRows}: add rows.", table.Source, column: target);
        }

        TrainValidationTest split = schema.Task == LearningTask.Regression
            ? Split.TrainValidationTest(rows.Rows, options.HeldOutShare, options.ValidationShare, options.Seed)
            : Split.TrainValidationTest(rows[target], options.HeldOutShare, options.ValidationShare, options.Seed);
        return new(rows, table.Rows - rows.Rows, schema, split, options);
    }

    /// <summary>Trains and judges.</summary>
    /// <param name="recipe">What <see cref="Prepare"/> decided.</param>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    public static TrainedTable Train(TableRecipe recipe, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        long started = Stopwatch.GetTimestamp();
        (Dataset train, Dataset validation) = (Rows(recipe, recipe.Split.Train), Rows(recipe, recipe.Split.Validation));
        (Model model, History history, int best) =
            Fit(recipe, recipe.NewModel(), train, validation, recipe.Options.Progress, recipe.Options.Callbacks, cancellation);

        TableModel trained = new(model, recipe.Pipeline);
        if (history.Epochs.Count > 0) { recipe.Options.Trained?.Invoke(new(trained, history)); }
        Attempts attempts = new();
        Table held = recipe.Table.Take(recipe.Split.Test);

        // A cancelled training is judged at once; the comparison would need another training.
        IReadOnlyDictionary<string, double>? linear = cancellation.IsCancellationRequested || recipe.Layers.Count == 0
            ? null
            : attempts.Make(
                "The comparison with a linear model",
                () => new TableModel(Fit(recipe, recipe.NewLinearModel(), train, validation, null, [], cancellation).Model, recipe.Pipeline).Evaluate(held),
                null);
        return new TrainedTable
        {
            Recipe = recipe,
            Trained = trained,
            History = history,
            BestEpoch = best,
            Metrics = attempts.Make("The figures of the network", () => trained.Evaluate(held), Scores.None),
            Baseline = attempts.Make(
                "The comparison with an answer that does not learn",
                () => Scores.OfConstant(
                    recipe.Pipeline.Target, recipe.Pipeline.EncodeTarget(recipe.Table.Take(recipe.Split.Train)), recipe.Pipeline.EncodeTarget(held)),
                Scores.None),
            Linear = linear,
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            Notes = attempts.Notes,
        };
    }

    /// <summary>Trains a network of the recipe until the loss on the validation rows has stopped getting better.</summary>
    internal static (Model Model, History History, int Best) Fit(
        TableRecipe recipe,
        Model network,
        Dataset train,
        Dataset validation,
        IProgress<TrainingProgress>? progress,
        IReadOnlyList<Callback> callbacks,
        CancellationToken cancellation)
    {
        EarlyStopping stopping = new() { Patience = recipe.Patience };
        FitOptions options = new()
        {
            Epochs = recipe.Epochs,
            BatchSize = recipe.BatchSize,
            Validation = validation,
            ClassWeight = recipe.ClassWeight,
            ClassNames = recipe.Pipeline.Target.Classes,
            Callbacks = [stopping, .. callbacks],
            Progress = progress,
        };
        History fitted = network.Fit(train, options, cancellation);
        return (network, fitted, stopping.BestEpoch);
    }

    /// <summary>Some rows as numbers.</summary>
    internal static Dataset Rows(TableRecipe recipe, int[] rows)
    {
        Table part = recipe.Table.Take(rows);
        FeatureMatrix x = recipe.Pipeline.Transform(part);
        return Dataset.From(Tensor.Create(x.Values, [x.Rows, x.Columns]), Tensor.Create(recipe.Pipeline.EncodeTarget(part), [x.Rows, 1]));
    }
}
