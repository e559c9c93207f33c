using System.Diagnostics;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Datasets;
using Hebb.Models;

namespace Hebb.Learning.Training;

/// <summary>Trains a network by a recipe until it stops getting better, and judges it on held-out examples beside a trivial answer and
/// a simpler model.</summary>
public static class NetworkTrainer
{
    /// <summary>The simpler model is there to compare with; it has learned what it can long before.</summary>
    private const int MostSimpleEpochs = 15, MostSimplePatience = 2;

    /// <summary>Trains and judges.</summary>
    /// <param name="recipe">How: what the trainer of images, sounds, texts or series prepared.</param>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    /// <exception cref="DataException">An example cannot be read.</exception>
    public static TrainedNetwork Train(Recipe recipe, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        long started = Stopwatch.GetTimestamp();
        Model network = recipe.NewModel();
        (History history, int best) = recipe.IsComputed ? (History.None, 0) : Fit(recipe, network, cancellation);
        network = recipe.Finished(network);
        TrainedModel trained = recipe.With(network);
        if (recipe.IsComputed || history.Epochs.Count > 0) { recipe.Options.Trained?.Invoke(new(trained, history)); }
        Attempts attempts = new();
        Judged judged = attempts.Make("The figures of the network", () => recipe.Judge(network), Judged.None);

        // A cancelled training is judged at once; the comparison would need another training.
        Judged? simple = cancellation.IsCancellationRequested
            ? null : attempts.Make("The comparison with a simpler model", () => recipe.JudgeSimple(cancellation), null);
        simple = cancellation.IsCancellationRequested ? null : simple;
        Judged baseline = attempts.Make("The comparison with an answer that does not learn", recipe.Baseline, Judged.None);
        return new TrainedNetwork
        {
            Recipe = recipe,
            Trained = trained,
            History = history,
            BestEpoch = best,
            Metrics = judged.Metrics,
            Judgement = judged.Judgement,
            Baseline = baseline.Metrics,
            Linear = simple?.Metrics,
            Evidence = attempts.Make(
                "The comparison with chance", () => TrainingResult.EvidenceOf(judged, simple, baseline, recipe.HeldOutUnits, recipe.Seed), null),
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            Notes = attempts.Notes,
        };
    }

    private static (History History, int Best) Fit(Recipe recipe, Model network, CancellationToken cancellation)
    {
        Dataset validation = recipe.Examples(SplitPart.Validation);
        return (recipe.Training with { Callbacks = recipe.Callbacks, Progress = recipe.Options.Progress })
            .Run(network, recipe.Examples(SplitPart.Train), validation, cancellation);
    }

    /// <summary>Trains the simpler model.</summary>
    /// <param name="recipe">How the network is trained.</param>
    /// <param name="model">The model, ready to be trained.</param>
    /// <param name="examples">The same examples, in the form that it takes.</param>
    /// <param name="cancellation">Ends training.</param>
    internal static void FitSimple(Recipe recipe, Model model, Func<SplitPart, Dataset> examples, CancellationToken cancellation)
    {
        Dataset validation = examples(SplitPart.Validation);
        EarlyStoppedTraining training = recipe.Training with
        {
            Epochs = Math.Min(recipe.Epochs, MostSimpleEpochs),
            Patience = Math.Min(recipe.Patience, MostSimplePatience),
        };
        training.Run(model, examples(SplitPart.Train), validation, cancellation);
    }
}
