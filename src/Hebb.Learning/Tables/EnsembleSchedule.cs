namespace Hebb.Learning.Tables;

/// <summary>How long the ensemble of <see cref="TableRecipe.Best"/> is trained, and with which learning rate.</summary>
/// <param name="Epochs">The maximum number of epochs.</param>
/// <param name="Patience">How many epochs without a better loss on unseen rows end the training; null for all.</param>
/// <param name="LearningRate">The learning rate, the highest one if it rises and falls.</param>
/// <param name="WeightDecay">The decay of AdamW on the kernels.</param>
/// <param name="Falls">Whether the learning rate rises and falls to 0 over all epochs.</param>
internal readonly record struct EnsembleSchedule(int Epochs, int? Patience, double LearningRate, double WeightDecay, bool Falls)
{
    /// <summary>With more rows than this, few epochs are enough, and a rate that falls makes more of them than a patient search for the best epoch.</summary>
    private const int ManyRows = 20_000;

    /// <summary>About how many rows are passed in all epochs together.</summary>
    private const int PassedRows = 10_000_000;

    private const int MostEpochs = 20, FewestEpochs = 4;

    /// <summary>The schedule for so many rows.</summary>
    /// <param name="rows">How many rows are trained on.</param>
    /// <param name="isQuick">Whether it has to be done in about a fifth of the time.</param>
    public static EnsembleSchedule For(int rows, bool isQuick)
    {
        int epochs = Math.Clamp(PassedRows / Math.Max(rows, 1), FewestEpochs, MostEpochs);
        return (isQuick, rows) switch
        {
            (true, > ManyRows) => new(Math.Max(1, epochs / 5), null, 0.008, 0.1, Falls: true),
            (true, _) => new(rows switch { < 1_000 => 16, < 3_000 => 12, _ => 8 }, null, 0.004, 0.1, Falls: true),
            (false, > ManyRows) => new(epochs, null, 0.008, 0.1, Falls: true),
            (false, _) => new(120, 16, 0.001, 0.01, Falls: false),
        };
    }
}
