namespace Hebb.Learning.Tables;

/// <summary>How long the ensemble of <see cref="TableRecipe.Best"/> is trained, and with which learning rate.</summary>
/// <param name="Epochs">The maximum number of epochs.</param>
/// <param name="Patience">How many epochs without a better loss on unseen rows end the training; null for all.</param>
/// <param name="LearningRate">The learning rate, the highest one if it falls.</param>
/// <param name="Falls">Whether the learning rate falls to 0 over all epochs, along half a cosine wave.</param>
internal readonly record struct EnsembleSchedule(int Epochs, int? Patience, double LearningRate, bool Falls)
{
    /// <summary>From so many rows on, few epochs are enough, and a falling rate makes more of them than a patient search for the best epoch.</summary>
    private const int ManyRows = 20_000;

    /// <summary>About how many rows are passed in all epochs together; small tables need fewer.</summary>
    private const int PassedRows = 12_000_000;

    /// <summary>The schedule for so many rows.</summary>
    /// <param name="rows">How many rows are trained on.</param>
    /// <param name="isQuick">Whether it has to be done in a fifth of the time.</param>
    public static EnsembleSchedule For(int rows, bool isQuick) => (isQuick, rows) switch
    {
        (true, _) => new(Math.Clamp(PassedRows / 5 / Math.Max(rows, 1), 1, rows switch { < 1_000 => 16, < 3_000 => 12, _ => 8 }), null, 0.004, Falls: true),
        (false, > ManyRows) => new(Math.Clamp(PassedRows / rows, 4, 20), null, 0.004, Falls: true),
        (false, _) => new(120, 16, 0.001, Falls: false),
    };
}
