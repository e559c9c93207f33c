using Hebb.Models;

namespace Hebb.Data;

/// <summary>What a training came to: how it went, and how good the network is on examples it has never seen.</summary>
public abstract class TrainingResult
{
    private protected TrainingResult() { }

    /// <summary>The network.</summary>
    public abstract Model Model { get; }

    /// <summary>The root of what is predicted: classes, or a number.</summary>
    public abstract TargetEncoder Target { get; }

    /// <summary>Loss and metrics, epoch by epoch.</summary>
    public required History History { get; init; }

    /// <summary>The epoch whose weights the model has; 0 if training ended before the first was complete.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>The network on the held-out examples.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>What can be had without learning, on the held-out examples: the most frequent class, the mean, the last value.</summary>
    public required IReadOnlyDictionary<string, double> Baseline { get; init; }

    /// <summary>A simpler model on the same examples, a logistic, softmax or linear regression; null if training was cancelled or the network is one itself.</summary>
    public required IReadOnlyDictionary<string, double>? Linear { get; init; }

    /// <summary>The three side by side, with a verdict.</summary>
    public abstract BaselineComparison Comparison { get; }

    /// <summary>How long training and judging took.</summary>
    public required double Seconds { get; init; }

    /// <summary>The decisions about network and training in sentences, each with its reason.</summary>
    public abstract IReadOnlyList<string> Decisions { get; }

    /// <summary>How many examples were held out for the final figures.</summary>
    public abstract int HeldOut { get; }

    /// <summary>What the examples are called: rows, images, texts.</summary>
    public abstract string ExamplesName { get; }

    /// <summary>What can be had without learning, in words.</summary>
    internal virtual string ConstantAnswer => $"the {Comparison.ConstantName} of the training {ExamplesName}";

    /// <summary>Whether training was cancelled; the model is that of the best epoch until then.</summary>
    public bool WasCancelled => History.WasCancelled;

    /// <summary>Saves model.keras, pipeline.json, history.csv and report.html as a folder, which appears when it is complete.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="overwrite">Whether to replace an existing folder.</param>
    /// <param name="findings">What went wrong in the training, for the report.</param>
    public abstract void Save(string folder, bool overwrite = false, IReadOnlyList<ReportFinding>? findings = null);
}
