using Hebb.Learning.Tables;
using Hebb.Tuning;

namespace Hebb.Learning.Tuning;

/// <summary>How <see cref="TableTuner"/> searches, and for what.</summary>
public sealed record TableTunerOptions
{
    /// <summary>The search method.</summary>
    public TuningMethod Method { get; init; }

    /// <summary>The maximum number of trials; null for 20, with a grid or Hyperband for as many as the method plans.</summary>
    public int? Trials { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>
    /// The metric to optimize: a name such as <c>accuracy</c>, <c>roc_auc</c> or <c>mae</c>; null for <c>log_loss</c> of classes and <c>rmse</c> of
    /// numbers.
    /// </summary>
    public string? Metric { get; init; }

    /// <summary>
    /// 1 to judge trials by the validation rows; more to cross-validate each in as many folds of all rows that are not held out, with a pipeline for
    /// each fold.
    /// </summary>
    public int Folds { get; init => field = SettingRange.AtLeast(1, value); } = 1;

    /// <summary>The most epochs of a trial with Hyperband.</summary>
    public int HyperbandEpochs { get; init => field = SettingRange.AtLeast(1, value); } = 27;

    /// <summary>
    /// What is not searched: seed, columns to drop, epochs. Layers, learning rate, dropout, L2, batch size and activation are searched, whatever is
    /// said here.
    /// </summary>
    public TableTrainerOptions Training { get; init; } = new();

    /// <summary>Where to keep the trials, or where they were kept by a search that goes on; null for memory only.</summary>
    public string? Folder { get; init; }

    /// <summary>Where to report each finished trial.</summary>
    public IProgress<SearchProgress>? Progress { get; init; }
}
