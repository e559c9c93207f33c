using Hebb.Data;
using Hebb.Data.Tables;
using Hebb.Learning.Training;

namespace Hebb.Learning.Series;

/// <summary>From rows that follow each other in time to a network that predicts a later one: cuts windows, splits them by time, trains, and judges on
/// the end of the series.</summary>
public static class SeriesTrainer
{
    /// <summary>Prepares and trains.</summary>
    /// <param name="table">The series, oldest row first.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">Window and horizon, and what is wanted otherwise than usual.</param>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    /// <exception cref="DataException">The series is too short, or a column does not exist or holds no numbers.</exception>
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
        SeriesRecipe recipe = new(table, target, options);
        if (options.Columns is not null || recipe.Columns is [var only] && only == target) { return recipe; }

        // Columns that do not help do harm. What a linear model makes of the windows that decide when to stop says which it is, before anything is trained.
        SeriesRecipe alone = new(table, target, options with { Columns = [target] });
        (double With, double Without) errors = (recipe.LinearError(), alone.LinearError());
        return errors.Without < errors.With ? alone.Because(errors) : recipe.Because(errors);
    }
}
