using Hebb.Models;

namespace Hebb.Data;

/// <summary>What a training came to: the model, how it got there, and how good it is on rows it has never seen.</summary>
public sealed class TrainedTable
{
    internal TrainedTable() { }

    /// <summary>What had been decided.</summary>
    public required TableRecipe Recipe { get; init; }

    /// <summary>The network with its pipeline: predicts tables and rows, and is saved as a folder.</summary>
    public required TableModel Trained { get; init; }

    /// <summary>The network.</summary>
    public Model Model => Trained.Model;

    /// <summary>What turns rows into numbers.</summary>
    public ColumnPipeline Pipeline => Trained.Pipeline;

    /// <summary>Loss and metrics, epoch by epoch.</summary>
    public required History History { get; init; }

    /// <summary>The epoch whose weights the model has; 0 if training ended before the first was complete.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>The network on the held-out rows.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The most frequent class, or the mean, on the held-out rows: what can be had without learning.</summary>
    public required IReadOnlyDictionary<string, double> Baseline { get; init; }

    /// <summary>A logistic, softmax or linear regression on the same rows; null if training was cancelled or the network is one itself.</summary>
    public required IReadOnlyDictionary<string, double>? Linear { get; init; }

    /// <summary>The three side by side, with a verdict.</summary>
    public BaselineComparison Comparison => new(Recipe.Schema.Task, Metrics, Linear, Baseline);

    /// <summary>How long training and judging took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether training was cancelled; the model is that of the best epoch until then.</summary>
    public bool WasCancelled => History.WasCancelled;

    /// <summary>From which probability on to answer the second class, by several rules, chosen on the validation rows; empty unless there are two classes in them.</summary>
    public IReadOnlyList<ThresholdChoice> Thresholds()
    {
        if (Recipe.Schema.Task != LearningTask.Binary) { return []; }
        Table validation = Recipe.Table.Take(Recipe.Split.Validation);
        bool[] positive = Scores.IsClass(Pipeline.EncodeTarget(validation), 1);
        float[] scores = Trained.Predict(validation).Outputs;
        return positive.Distinct().Count() < 2 ? [] :
        [
            ThresholdChoice.ByF1(positive, scores),
            ThresholdChoice.ByYouden(positive, scores),
            ThresholdChoice.ByCost(positive, scores, falseAlarm: 1, miss: 10),
            ThresholdChoice.ForRecall(positive, scores, 0.9),
            .. ThresholdChoice.ForPrecision(positive, scores, 0.9) is { } precise ? [precise] : Array.Empty<ThresholdChoice>(),
        ];
    }

    /// <summary>Saves model.keras, pipeline.json, history.csv and report.html as a folder, which appears when it is complete.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="overwrite">Whether to replace an existing folder.</param>
    /// <param name="findings">What went wrong in the training, for the report.</param>
    public void Save(string folder, bool overwrite = false, IReadOnlyList<ReportFinding>? findings = null) =>
        ModelFolder.Save(folder, Trained, History, TableReport.Of(this, findings), overwrite);
}
