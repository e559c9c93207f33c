using Hebb.Models;

namespace Hebb.Data;

/// <summary>What a training on a stream came to.</summary>
public sealed class StreamResult
{
    internal StreamResult() { }

    /// <summary>What had been decided.</summary>
    public required StreamRecipe Recipe { get; init; }

    /// <summary>The network with its pipeline.</summary>
    public required TableModel Trained { get; init; }

    /// <summary>Loss and metrics, epoch by epoch.</summary>
    public required History History { get; init; }

    /// <summary>The epoch whose weights the model has; 0 if training ended before the first was complete.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>How many rows were held out for the figures.</summary>
    public required long HeldOutRows { get; init; }

    /// <summary>The network on the held-out rows.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The most frequent class, or the mean, on the held-out rows.</summary>
    public required IReadOnlyDictionary<string, double> Baseline { get; init; }

    /// <summary>How long training and judging took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Saves model.keras, pipeline.json and history.csv as a folder, which appears when it is complete.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="overwrite">Whether to replace an existing folder.</param>
    public void Save(string folder, bool overwrite = false) => ModelFolder.Save(folder, Trained, History, overwrite);
}
