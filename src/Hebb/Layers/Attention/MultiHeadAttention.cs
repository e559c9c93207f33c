using Hebb.Configuration;
using Hebb.Regularizers;

namespace Hebb.Layers;

/// <summary>Attention by several heads, each with keys and values of its own. See <see cref="HeadedAttention"/>.</summary>
/// <example>
/// <code>
/// Node text = new Input([20, 64]);
/// Node y = new MultiHeadAttention(numHeads: 4, keyDim: 16) { UseCausalMask = true }.Apply([text, text]);
/// </code>
/// </example>
public sealed class MultiHeadAttention : HeadedAttention
{
    internal static LayerKind<MultiHeadAttention> Kind { get; } = new("MultiHeadAttention", c =>
    {
        c.Refuse("sliding_window");
        if (c.Ints("attention_axes", _ => [1]) is not ([] or [1])) { throw c.Node.Wrong("attention_axes", "[1]: inputs (batch, steps, features)"); }
        int? output = c.Setting("output_shape", l => l.OutputDim, features => features, node => node.Ints("output_shape") switch
        {
            [] => (int?)null,
            [int features] => features,
            _ => throw node.Wrong("output_shape", "one number"),
        });
        return new(c.Int("num_heads", l => l.NumHeads), c.Int("key_dim", l => l.KeyDim), c.IntOrNull("value_dim", l => l.ValueDim), output, c);
    })
    {
        Call = Call,
    };

    /// <summary>An attention.</summary>
    /// <param name="numHeads">The number of heads.</param>
    /// <param name="keyDim">The length of a head's queries and keys.</param>
    /// <param name="valueDim">The length of a head's values; that of its keys by default.</param>
    /// <param name="outputDim">The features of the output; those of the query by default.</param>
    public MultiHeadAttention(int numHeads, int keyDim, int? valueDim = null, int? outputDim = null) : base(
        SettingRange.AtLeast(1, numHeads, nameof(numHeads)), numHeads, keyDim, valueDim ?? keyDim) =>
        (ValueDim, OutputDim) = (valueDim ?? keyDim, Checked(outputDim));

    private MultiHeadAttention(int numHeads, int keyDim, int? valueDim, int? outputDim, IConfig<MultiHeadAttention> c)
        : base(numHeads, numHeads, keyDim, valueDim ?? keyDim, c) => (ValueDim, OutputDim) = (valueDim ?? keyDim, Checked(outputDim));

    /// <summary>The number of heads.</summary>
    public int NumHeads => Heads;

    /// <summary>The length of a head's queries and keys.</summary>
    public int KeyDim => KeySize;

    /// <summary>The length of a head's values.</summary>
    public int ValueDim { get; }

    /// <summary>The features of the output; null for those of the query. Keras: output_shape.</summary>
    public int? OutputDim { get; }

    private static int? Checked(int? outputDim) => outputDim is null or > 0
        ? outputDim
        : throw new ArgumentOutOfRangeException(nameof(outputDim), outputDim, "An output has at least one feature; null for those of the query.");

    /// <inheritdoc/>
    private protected override Regularizer? OutputRegularizer => null; // only what the projections give is penalized

    private protected override int? Features => OutputDim;

    private protected override (string Query, string Key, string Value, string Output) Fields => ("query_dense", "key_dense", "value_dense", "output_dense");

    /// <inheritdoc/>
    public override string ToString() => $"MultiHeadAttention({NumHeads}, {KeyDim})";
}
