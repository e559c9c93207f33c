using System.Diagnostics;
using Hebb.Callbacks;
using Hebb.Models;

namespace Hebb.Data;

/// <summary>Trains a network by a recipe until it stops getting better, and judges it on held-out examples beside a trivial answer and a simpler model.</summary>
public static class NetworkTrainer
{
    /// <summary>The simpler model is there to compare with; it has learned what it can long before.</summary>
    private const int MostSimpleEpochs = 15;

    /// <summary>Trains and judges.</summary>
    /// <param name="recipe">How: what the trainer of images, sounds, texts or series prepared.</param>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    /// <exception cref="DataException">An example cannot be read.</exception>
    public static TrainedNetwork Train(Recipe recipe, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        long started = Stopwatch.GetTimestamp();
        Model network = recipe.NewModel();
        (History history, int best) = Fit(recipe, network, recipe.Epochs, recipe.Patience, recipe.Options.Callbacks, recipe.Options.Progress, cancellation);
        Judged judged = recipe.Judge(network);

        // A cancelled training is judged at once; the comparison would need another training.
        Model? simple = cancellation.IsCancellationRequested ? null : recipe.NewSimpleModel();
        if (simple is not null) { Fit(recipe, simple, Math.Min(recipe.Epochs, MostSimpleEpochs), Math.Min(recipe.Patience, 2), [], null, cancellation); }
        return new TrainedNetwork
        {
            Recipe = recipe,
            Trained = recipe.With(network),
            History = history,
            BestEpoch = best,
            Metrics = judged.Metrics,
            Judgement = judged.Judgement,
            Baseline = recipe.Baseline(),
            Linear = simple is null || cancellation.IsCancellationRequested ? null : recipe.Judge(simple).Metrics,
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
        };
    }

    private static (History History, int Best) Fit(
        Recipe recipe, Model model, int epochs, int patience, IReadOnlyList<Callback> callbacks, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        EarlyStopping stopping = new() { Patience = patience };
        FitOptions options = new()
        {
            Epochs = epochs,
            BatchSize = recipe.BatchSize,
            Validation = recipe.Examples(ExamplePart.Validation),
            ClassWeight = recipe.ClassWeight,
            Callbacks = [stopping, .. callbacks],
            Progress = progress,
        };
        History history = model.Fit(recipe.Examples(ExamplePart.Train), options, cancellation);
        return (history, stopping.BestEpoch);
    }
}
