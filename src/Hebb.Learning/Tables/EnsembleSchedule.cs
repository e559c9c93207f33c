namespace Hebb.Learning.Tables;

/// <summary>How the ensemble of <see cref="TableRecipe.Best"/> is trained: what depends on the number of rows and on the time there is.</summary>
internal sealed record EnsembleSchedule
{
    /// <summary>With more rows than this, few epochs are enough, and a rate that falls makes more of them than a patient search for the best epoch.</summary>
    public const int ManyRows = 10_000;

    /// <summary>About how many rows are passed in all epochs together: of few rows in up to 60 epochs, of many in 20, of very many in as few as 4.</summary>
    private const int PassedOfFew = 1_500_000, PassedOfMany = 10_000_000, MostEpochs = 60, UsualEpochs = 20, FewestEpochs = 4;

    /// <summary>The maximum number of epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>How many epochs without a better loss on unseen rows end the training; null for all.</summary>
    public int? Patience { get; private init; }

    /// <summary>The rows of a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The learning rate, the highest one if it rises and falls.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The share of all steps in which the learning rate rises, before it falls to 0; null if it is constant.</summary>
    public double? RiseShare { get; private init; }

    /// <summary>The share of hidden outputs left out at random while training.</summary>
    public double Dropout { get; private init; } = 0.25;

    /// <summary>The decay of AdamW on the kernels.</summary>
    public double WeightDecay { get; private init; } = 0.01;

    /// <summary>The schedule for so many rows.</summary>
    /// <param name="rows">How many rows are trained on.</param>
    /// <param name="isNumber">Whether a number is predicted: it bears less dropout.</param>
    /// <param name="isQuick">Whether it has to be done in about a fifth of the time.</param>
    public static EnsembleSchedule For(int rows, bool isNumber, bool isQuick)
    {
        int batch = rows switch { < 1_000 => 32, < 3_000 => 64, < 25_000 => 128, < 50_000 => 256, _ => 512 };
        int epochs = Math.Max(
            Math.Clamp(PassedOfFew / Math.Max(rows, 1), 1, MostEpochs), Math.Clamp(PassedOfMany / Math.Max(rows, 1), FewestEpochs, UsualEpochs));
        double dropout = isNumber ? 0.1 : 0.25;
        EnsembleSchedule large = new()
        {
            Epochs = epochs,
            BatchSize = batch,
            LearningRate = 0.008,
            RiseShare = 0.1,
            WeightDecay = 0.1,
            Dropout = isNumber ? 0.1 : 0.15,
        };
        return (isQuick, rows) switch
        {
            (false, <= ManyRows) => new() { Epochs = 120, Patience = 16, BatchSize = batch, LearningRate = 0.001, Dropout = dropout },
            (false, _) => large,
            (true, < 3_000) => new() { Epochs = 12, BatchSize = batch, LearningRate = 0.004, RiseShare = 0.2, Dropout = dropout },
            (true, <= ManyRows) => new() { Epochs = 8, BatchSize = batch / 2, LearningRate = 0.004, RiseShare = 0.2, Dropout = 0.1 },
            (true, _) => large with { Epochs = Math.Max(1, epochs / 5), BatchSize = batch / 2, RiseShare = 0.2, Dropout = 0.1 },
        };
    }
}
