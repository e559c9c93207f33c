using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>
/// How one column becomes numbers inside a pipeline, chosen with <see cref="PipelineOptions.Columns"/>: a <see cref="NumberScaler"/> for numbers,
/// <see cref="OrdinalEncoder"/> for categories with an order, <see cref="HashingEncoder"/> for text with many values, <see cref="DateEncoder"/> for dates.
/// </summary>
public abstract class ColumnPreparation
{
    private protected ColumnPreparation() { }

    /// <summary>Learns from the training rows of a column; this object stays as it is.</summary>
    internal abstract PipelineColumn Prepare(Table training, string name, PipelineOptions options);

    /// <summary>What it takes the column for.</summary>
    internal abstract ColumnKind Kind { get; }

    /// <summary>What it does, for the reason shown to the user.</summary>
    internal abstract string Reason { get; }
}
