namespace Hebb.Data;

/// <summary>How a pipeline prepares columns. The defaults suit neural networks.</summary>
public sealed record PipelineOptions
{
    /// <summary>What fills missing numbers.</summary>
    public ImputeStrategy NumberImputer { get; init; } = ImputeStrategy.Mean;

    /// <summary>What fills missing categories: MostFrequent or Constant.</summary>
    public ImputeStrategy CategoryImputer { get; init; } = ImputeStrategy.MostFrequent;

    /// <summary>Whether numbers are standardised to mean 0 and variance 1.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>Whether the target of a regression is standardised; predictions are turned back by <see cref="TargetEncoder.DecodeNumbers"/>.</summary>
    public bool StandardizeTarget { get; init; } = true;

    /// <summary>Which category of a column gets no indicator. Unknown categories then look like it: both are zeros.</summary>
    public DropCategory Drop { get; init; }

    /// <summary>What to do with categories that the training rows do not have: zeros, counted in the report, or an error.</summary>
    public HandleUnknown HandleUnknown { get; init; } = HandleUnknown.Ignore;
}
