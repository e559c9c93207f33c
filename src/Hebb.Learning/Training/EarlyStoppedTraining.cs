using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Models;

namespace Hebb.Learning.Training;

/// <summary>How long a network is trained and what follows the training: the one place where what was decided becomes the options of Fit.</summary>
/// <param name="Epochs">The maximum number of epochs.</param>
/// <param name="Patience">How many epochs without a better loss on the validation examples end the training.</param>
/// <param name="BatchSize">The examples of a batch.</param>
internal sealed record EarlyStoppedTraining(int Epochs, int Patience, int BatchSize)
{
    /// <summary>How much examples count by their class; null for all the same.</summary>
    public ClassWeight? ClassWeight { get; init; }

    /// <summary>The names of the classes, for messages.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>What else follows the training.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>Where to report progress.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Trains until the loss on the validation examples has stopped getting better; the model keeps its best weights.</summary>
    /// <param name="model">The network.</param>
    /// <param name="train">The examples to learn from.</param>
    /// <param name="validation">The examples that decide when to stop.</param>
    /// <param name="cancellation">Ends training after the current batch.</param>
    public (History History, int BestEpoch) Run(Model model, Dataset train, Dataset validation, CancellationToken cancellation)
    {
        EarlyStopping stopping = new() { Patience = Patience };
        FitOptions options = new()
        {
            Epochs = Epochs,
            BatchSize = BatchSize,
            Validation = validation,
            ClassWeight = ClassWeight,
            ClassNames = ClassNames,
            Callbacks = [stopping, .. Callbacks],
            Progress = Progress,
        };
        History history = model.Fit(train, options, cancellation);
        return (history, stopping.BestEpoch);
    }
}
