namespace Hebb.Layers;

/// <summary>Attention by several heads, each with keys and values of its own. See <see cref="HeadedAttention"/>.</summary>
/// <example>
/// <code>
/// Node text = new Input([20, 64]);
/// Node y = new MultiHeadAttention(numHeads: 4, keyDim: 16) { UseCausalMask = true }.Apply([text, text]);
/// </code>
/// </example>
/// <param name="numHeads">The number of heads.</param>
/// <param name="keyDim">The length of a head's queries and keys.</param>
/// <param name="valueDim">The length of a head's values; that of its keys by default.</param>
/// <param name="outputDim">The features of the output; those of the query by default.</param>
public sealed class MultiHeadAttention(int numHeads, int keyDim, int? valueDim = null, int? outputDim = null) : HeadedAttention(numHeads, numHeads, keyDim, valueDim ?? keyDim)
{
    /// <summary>The number of heads.</summary>
    public int NumHeads => Heads;

    /// <summary>The length of a head's queries and keys.</summary>
    public int KeyDim => KeySize;

    /// <summary>The length of a head's values.</summary>
    public int ValueDim { get; } = valueDim ?? keyDim;

    /// <summary>The features of the output; null for those of the query. Keras: output_shape.</summary>
    public int? OutputDim { get; } = outputDim is null or > 0 ? outputDim : throw new ArgumentOutOfRangeException(nameof(outputDim), outputDim, "An output has at least one feature; null for those of the query.");

    private protected override int? Features => OutputDim;

    private protected override (string Query, string Key, string Value, string Output) Fields => ("query_dense", "key_dense", "value_dense", "output_dense");

    /// <inheritdoc/>
    public override string ToString() => $"MultiHeadAttention({NumHeads}, {KeyDim})";
}
