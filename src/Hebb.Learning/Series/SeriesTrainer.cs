using Hebb.Data;
using Hebb.Data.Tables;
using Hebb.Learning.Training;

namespace Hebb.Learning.Series;

/// <summary>From rows that follow each other to a network that predicts a later one: orders them by time, cuts windows, splits them by time, trains, and judges
/// on the end of the series.</summary>
public static class SeriesTrainer
{
    /// <summary>Prepares and trains.</summary>
    /// <param name="table">The series. A column of dates orders its rows; without one the oldest row is first.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">Window and horizon, and what is wanted otherwise than usual.</param>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    /// <exception cref="DataException">The series is too short, a column does not exist or holds no numbers, or rows of the same time cannot be told
    /// apart.</exception>
    public static TrainedNetwork Train(Table table, string target, SeriesTrainerOptions options, CancellationToken cancellation = default) =>
        NetworkTrainer.Train(Prepare(table, target, options), cancellation);

    /// <summary>Decides how to learn, without training yet.</summary>
    /// <inheritdoc cref="Train"/>
    public static SeriesRecipe Prepare(Table table, string target, SeriesTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        if (options.Drop.Contains(target)) { throw new DataException("The column to predict cannot be left out.", table.Source, column: target); }
        _ = table.Number(target);
        SeriesInputs inputs = SeriesInputs.Find(table.Drop(options.Drop), target, options);
        SeriesRecipe recipe = new(inputs, target, options);
        if (options.Columns is not null || recipe.Columns is [var only] && only == target) { return recipe; }

        // Columns that do not help do harm. What a linear model makes of the windows that decide when to stop says which it is, before anything is trained.
        SeriesRecipe alone = new(inputs with { Columns = [target] }, target, options);
        (double With, double Without) errors = (recipe.LinearError(), alone.LinearError());
        return errors.Without < errors.With ? alone.Because(errors) : recipe.Because(errors);
    }
}
