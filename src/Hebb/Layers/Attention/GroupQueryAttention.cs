using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>
/// Attention by several heads of which groups share their keys and values: fewer weights and less to remember, at hardly a loss (Ainslie et al., 2023). Keras:
/// GroupQueryAttention. See <see cref="HeadedAttention"/>.
/// </summary>
public sealed class GroupQueryAttention : HeadedAttention
{
    internal static LayerKind<GroupQueryAttention> Kind { get; } = new("GroupQueryAttention", c => new(c, c.Int("head_dim", l => l.HeadDim))) { Call = Call };

    /// <summary>An attention.</summary>
    /// <param name="headDim">The length of a head's queries, keys and values.</param>
    /// <param name="numQueryHeads">The number of heads of queries: a multiple of the next.</param>
    /// <param name="numKeyValueHeads">The number of heads of keys and values; 1 is multi-query attention.</param>
    public GroupQueryAttention(int headDim, int numQueryHeads, int numKeyValueHeads)
        : base(
            SettingRange.AtLeast(1, numQueryHeads, nameof(numQueryHeads)), SettingRange.AtLeast(1, numKeyValueHeads, nameof(numKeyValueHeads)),
            SettingRange.AtLeast(1, headDim, nameof(headDim)), headDim)
    {
    }

    private GroupQueryAttention(IConfig<GroupQueryAttention> c, int headDim)
        : base(c.Int("num_query_heads", l => l.NumQueryHeads), c.Int("num_key_value_heads", l => l.NumKeyValueHeads), headDim, headDim, c) { }

    /// <summary>The length of a head's queries, keys and values.</summary>
    public int HeadDim => KeySize;

    /// <summary>The number of heads of queries.</summary>
    public int NumQueryHeads => Heads;

    /// <summary>The number of heads of keys and values.</summary>
    public int NumKeyValueHeads => Groups;

    /// <inheritdoc/>
    public override string DefaultName => "group_query_attention";

    private protected override (string Query, string Key, string Value, string Output) Fields =>
        ("_query_dense", "_key_dense", "_value_dense", "_output_dense");

    /// <inheritdoc/>
    public override string ToString() => $"GroupQueryAttention({HeadDim}, {NumQueryHeads}, {NumKeyValueHeads})";
}
