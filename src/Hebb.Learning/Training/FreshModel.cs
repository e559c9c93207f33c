using Hebb.Data.Tables;
using Hebb.Models;

namespace Hebb.Learning.Training;

/// <summary>A network that has just been trained and is not judged yet. Saved now, nothing that comes afterwards can lose it.</summary>
public sealed class FreshModel
{
    private readonly Table _history;

    /// <summary>A network with the history of its training.</summary>
    /// <param name="trained">The network with what prepares its inputs.</param>
    /// <param name="history">Loss and metrics, epoch by epoch.</param>
    public FreshModel(TrainedModel trained, History history)
        : this(trained, ModelFolder.ToTable(history)) { }

    internal FreshModel(TrainedModel trained, Table history)
    {
        ArgumentNullException.ThrowIfNull(trained);
        (Trained, _history) = (trained, history);
    }

    /// <summary>The network with what prepares its inputs.</summary>
    public TrainedModel Trained { get; }

    /// <summary>Saves model.keras, pipeline.json and history.csv as a folder, which appears when it is complete.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="overwrite">Whether to replace an existing folder.</param>
    /// <exception cref="IOException">The folder exists, or cannot be written.</exception>
    public void Save(string folder, bool overwrite = false) => ModelFolder.Save(folder, Trained, _history, overwrite);
}
