using System.Text.Json.Nodes;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Learning.Reports;

namespace Hebb.Learning.Training;

/// <summary>What a training came to, whatever was learned.</summary>
public abstract class LearningResult
{
    /// <summary>The network on the held-out examples.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>What is predicted.</summary>
    public abstract TargetEncoder Target { get; }

    /// <summary>What the examples are called: rows, images, texts.</summary>
    public abstract string ExamplesName { get; }

    /// <summary>Whether training was cancelled; the model is that of the best epoch until then.</summary>
    public abstract bool WasCancelled { get; }

    /// <summary>How long training and judging took; null for a stream, which comes at its own pace.</summary>
    public abstract double? Duration { get; }

    /// <summary>Whether something was learned; false if training was cancelled before its first epoch was complete.</summary>
    public virtual bool HasLearned => true;

    /// <summary>Figures and sections that could not be worked out after the training, with the reasons.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Examples left out because they could not be read, with the reasons.</summary>
    public virtual IReadOnlyList<BadFile> Bad => [];

    /// <summary>The files that <see cref="Save"/> writes.</summary>
    public virtual IReadOnlyList<string> Files => ["model.keras", "pipeline.json", "history.csv", "report.html"];

    /// <summary>The result as lines for a terminal.</summary>
    public abstract IReadOnlyList<string> Lines { get; }

    /// <summary>The result for programs.</summary>
    public abstract JsonObject ToJson();

    /// <summary>Saves a folder with <see cref="Files"/>, which appears when it is complete.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="overwrite">Whether to replace an existing folder.</param>
    /// <param name="findings">What went wrong in the training, for the report.</param>
    public abstract void Save(string folder, bool overwrite = false, IReadOnlyList<ReportFinding>? findings = null);

    /// <summary>
    /// Writes the report alone, for a model that was saved when it was trained (<see cref="TrainingOptions.Trained"/>); nothing if there is none.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="findings">What went wrong in the training.</param>
    /// <returns>What the report lacks, with the reasons.</returns>
    public virtual IReadOnlyList<string> SaveReport(string path, IReadOnlyList<ReportFinding>? findings = null) => [];
}
