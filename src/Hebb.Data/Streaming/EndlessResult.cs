namespace Hebb.Data;

/// <summary>What a training on an endless stream came to.</summary>
public sealed class EndlessResult
{
    internal EndlessResult() { }

    /// <summary>What each column is, judged by the first rows.</summary>
    public required Schema Schema { get; init; }

    /// <summary>The network with its pipeline.</summary>
    public required TableModel Trained { get; init; }

    /// <summary>The reports, one behind the other.</summary>
    public required IReadOnlyList<EndlessProgress> Reports { get; init; }

    /// <summary>The rows learned from.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows that could not be read or had no known value to predict.</summary>
    public required long SkippedRows { get; init; }

    /// <summary>Rows held out for the figures.</summary>
    public required int HeldOutRows { get; init; }

    /// <summary>The network on the held-out rows; empty if there were none.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Whether it was stopped before the end of the stream.</summary>
    public required bool WasCancelled { get; init; }

    /// <summary>Saves model.keras, pipeline.json and history.csv (rows and loss) as a folder, which appears when it is complete.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="overwrite">Whether to replace an existing folder.</param>
    public void Save(string folder, bool overwrite = false) => ModelFolder.Save(
        folder,
        Trained,
        new Table(new NumberColumn("rows", [.. Reports.Select(report => (double)report.Rows)]), new NumberColumn("loss", [.. Reports.Select(report => report.Loss)])),
        overwrite);
}
