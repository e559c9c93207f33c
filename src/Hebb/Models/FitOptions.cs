using Hebb.Callbacks;
using Hebb.Datasets;

namespace Hebb.Models;

/// <summary>How <see cref="Model.Fit(Dataset, FitOptions?, CancellationToken)"/> trains.</summary>
public sealed record FitOptions
{
    /// <summary>The number of passes over the data, those before <see cref="InitialEpoch"/> included. Range: 0 or more.</summary>
    public int Epochs { get; init => field = SettingRange.AtLeast(0, value); } = 1;

    /// <summary>The number of epochs done before, when training is continued. Range: 0 or more.</summary>
    public int InitialEpoch { get; init => field = SettingRange.AtLeast(0, value); }

    /// <summary>The rows of a batch. A stream of batches has its own sizes. Range: 1 or more.</summary>
    public int BatchSize { get; init => field = SettingRange.AtLeast(1, value); } = 32;

    /// <summary>Batches of an epoch, wherever in the data it begins or ends; null for one pass over the data. Range: 1 or more.</summary>
    public int? StepsPerEpoch { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>Whether each epoch sees the rows in an order of its own, drawn from the model's seed. Streams keep their order. Models with
    /// <see cref="Layers.RNN.Stateful"/> layers, for which row i of a batch goes on with row i of the batch before, need false.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether a smaller last batch is left out.</summary>
    public bool DropRemainder { get; init; }

    /// <summary>Rows to be judged by after each epoch.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>The share of the rows to be kept for validation: 0.2 for a fifth. Range: from 0 to below 1.</summary>
    public double ValidationSplit { get; init => field = SettingRange.Part(value); }

    /// <summary>Batches of a validation: the first of the validation data; null for all. A stream without end needs it. Range: 1 or more.</summary>
    public int? ValidationSteps { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>The rows of a batch in validation; null for <see cref="BatchSize"/>. Range: 1 or more.</summary>
    public int? ValidationBatchSize { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>Epochs from one validation to the next: 2 validates after epochs 2, 4, 6 … Range: 1 or more.</summary>
    public int ValidationFrequency { get; init => field = SettingRange.AtLeast(1, value); } = 1;

    /// <summary>Which rows are kept for validation.</summary>
    public ValidationSplitKind ValidationSplitKind { get; init; }

    /// <summary>How much rows count by their class; null for all the same.</summary>
    public ClassWeight? ClassWeight { get; init; }

    /// <summary>What the classes of the target are called, by their numbers: callbacks that speak of a class, such as the <see cref="Doctor"/>, take its name
    /// from here. Without names they say its number.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>What watches the training: early stopping, logs.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>Where to report progress: after each epoch, and between at most twenty times a second.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>
    /// Whether training ends when the loss is not a finite number, and says where that came from. The weights stay those before that batch; if training goes
    /// on, the batch is passed over.
    /// </summary>
    public bool TerminateOnNaN { get; init; } = true;

    /// <summary>Refuses what cannot be.</summary>
    internal void Check()
    {
        if (Validation is not null && ValidationSplit != 0) { throw new ArgumentException("Give Validation data or a ValidationSplit, not both."); }
        if (Validation is null && ValidationSplit == 0 && (ValidationSteps ?? ValidationBatchSize) is not null)
        {
            throw new ArgumentException("ValidationSteps and ValidationBatchSize need validation data: give Validation or a ValidationSplit.");
        }
    }

    /// <summary>Splits off the validation data, and turns class weights into weights of rows.</summary>
    internal (Dataset Train, Dataset? Validation) Prepare(Dataset data, long seed)
    {
        Dataset? validation = Validation;
        if (ValidationSplit != 0)
        {
            (data, validation) = ValidationSplitKind == ValidationSplitKind.Tail ? data.SplitTail(ValidationSplit) : data.Split(ValidationSplit, seed);
        }

        return (ClassWeight?.Apply(data) ?? data, validation);
    }
}

/// <summary>Which rows a validation split takes.</summary>
public enum ValidationSplitKind
{
    /// <summary>Rows chosen at random with the model's seed; classes keep their proportions.</summary>
    Random,

    /// <summary>The last rows, as Keras does: for series, where the future must not be known.</summary>
    Tail,
}
