namespace Hebb.Data.Preprocessing;

/// <summary>Which columns get a feature that is 1 where the value was missing and 0 elsewhere.</summary>
public enum MissingIndicators
{
    /// <summary>Those with at least 5 % (and ten) missing values in the training rows.</summary>
    Auto,

    /// <summary>None: a missing value looks like the one filled in.</summary>
    None,

    /// <summary>Those with any missing value in the training rows.</summary>
    All,
}

/// <summary>How a pipeline prepares columns. The defaults suit neural networks.</summary>
public sealed record PipelineOptions
{
    /// <summary>From this share of missing values on, that a value is missing is taken for information.</summary>
    internal const double SmallestShare = 0.05;

    /// <summary>Fewer missing values than this say nothing.</summary>
    private const int FewestMissing = 10;

    /// <summary>What fills missing numbers.</summary>
    public ImputeStrategy NumberImputer { get; init; } = ImputeStrategy.Mean;

    /// <summary>What fills missing categories: MostFrequent or Constant.</summary>
    public ImputeStrategy CategoryImputer { get; init; } = ImputeStrategy.MostFrequent;

    /// <summary>Whether numbers are standardized to mean 0 and variance 1.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>Whether the target of a regression is standardized; predictions are turned back by <see cref="TargetEncoder.DecodeNumbers"/>.</summary>
    public bool StandardizeTarget { get; init; } = true;

    /// <summary>What is added to the target of a regression before its logarithm is learned; null if the number itself is learned.</summary>
    internal double? TargetLogOffset { get; init; }

    /// <summary>Which category of a column gets no indicator. Unknown categories then look like it: both are zeros.</summary>
    public DropCategory Drop { get; init; }

    /// <summary>Which columns get another feature that says where the value was missing.</summary>
    public MissingIndicators MissingIndicators { get; init; }

    /// <summary>Columns prepared in another way than usual: <c>Columns = { ["Age"] = new MinMaxScaler() }</c>. A column that the schema
    /// drops is kept then.</summary>
    public IDictionary<string, ColumnPreparation> Columns { get; init; } = new Dictionary<string, ColumnPreparation>(StringComparer.Ordinal);

    /// <summary>What to do with categories that the training rows do not have: zeros, counted in the report, or an error.</summary>
    public HandleUnknown HandleUnknown { get; init; } = HandleUnknown.Ignore;

    /// <summary>Whether features are grouped for a network with embeddings: numbers as ranks, and a number for each category.</summary>
    internal bool ForEmbeddings { get; init; }

    /// <summary>
    /// Columns with values far from all others, also outside of the training rows: a judge must not be led astray by a slip because it was held out. What is
    /// given later and lies ten times as far as any training value is far too then. Null to look at the training rows alone.
    /// </summary>
    internal IReadOnlyDictionary<string, FarValues>? Far { get; init; }

    /// <summary>The schema with the kinds that the chosen preparations ask for.</summary>
    internal Schema ApplyTo(Schema schema)
    {
        foreach ((string name, ColumnPreparation preparation) in Columns)
        {
            schema = schema.With(name, preparation.Kind, $"chosen by you: {preparation.Reason}");
        }

        return schema;
    }

    /// <summary>Whether a column with so many missing values gets an indicator.</summary>
    internal bool Indicates(long missing, long rows) => MissingIndicators switch
    {
        MissingIndicators.None => false,
        MissingIndicators.All => missing > 0,
        _ => missing >= FewestMissing && missing >= SmallestShare * rows,
    };

    /// <summary>Whether the first of so many categories gets no indicator.</summary>
    internal bool DropsFirst(int categories) => Drop == DropCategory.First || (Drop == DropCategory.IfBinary && categories == 2);
}
