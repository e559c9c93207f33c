using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>What attention is applied to: queries, values, keys, and masks of booleans behind them.</summary>
/// <param name="Query">What asks: (batch, T, …).</param>
/// <param name="Value">What is mixed: (batch, S, …).</param>
/// <param name="Key">What is asked: (batch, S, …).</param>
/// <param name="Masks">What may be seen.</param>
internal sealed record AttentionInputs(Tensor Query, Tensor Value, Tensor Key, IReadOnlyList<Tensor> Masks)
{
    /// <summary>The score of what must not be seen, as in Keras: e to it is 0.</summary>
    private const double Hidden = -1e9;

    /// <summary>Sorts the inputs of a layer: query, value (the query if it is missing), key (the value if it is missing), then masks.</summary>
    /// <exception cref="ShapeException">Their number or their shapes do not fit.</exception>
    public static AttentionInputs Of(Layer layer, IReadOnlyList<Tensor> inputs, int masks)
    {
        Tensor[] sequences = [.. inputs.Where(input => input.DType != DType.Bool)], hiding = [.. inputs.Skip(sequences.Length)];
        string given = string.Join(", ", inputs.Select(input => $"{input.Shape} {input.DType}"));
        if (sequences.Length is < 1 or > 3 || hiding.Length > masks || hiding.Any(mask => mask.DType != DType.Bool))
        {
            throw new ShapeException(
                $"{layer} takes query, value and key (key and value may be left out), and behind them up to {masks} masks of booleans, but got {given}.");
        }

        (Tensor query, Tensor value) = (sequences[0], sequences.Length > 1 ? sequences[1] : sequences[0]);
        Tensor key = sequences.Length > 2 ? sequences[2] : value;
        return sequences.All(x => x.Rank == 3 && x.Shape[0] == query.Shape[0]) && key.Shape[1] == value.Shape[1]
            ? new(query, value, key, hiding)
            : throw new ShapeException(
                $"{layer} expects a query (batch, T, features), and values and keys (batch, S, features) of one length, but got {given}.");
    }

    /// <summary>
    /// Which keys are seen, by the mask given and by those of query, value and key themselves; null for all. A mask (batch, S) that is given
    /// stands for that of the values.
    /// </summary>
    public Tensor? Seen()
    {
        Tensor? given = Masks.Count > 0 ? Masks[^1] : null;
        bool isPadding = given?.Rank == 2;
        Tensor?[] own = [Query.Mask?.ExpandDims(2), isPadding ? null : Value.Mask?.ExpandDims(1), Key == Value ? null : Key.Mask?.ExpandDims(1)];
        Tensor? seen = own.OfType<Tensor>().Aggregate((Tensor?)null, (all, mask) => all is null ? mask : all & mask);
        if (given is null || seen is null) { return given ?? seen; }
        return (isPadding ? given.ExpandDims(1) : given) & (given.Rank == 4 ? seen.ExpandDims(1) : seen);
    }

    /// <summary>Scores with a value so small that nothing is left of it where the masks and the order of time hide a key from a query.</summary>
    /// <param name="layer">The layer, for errors.</param>
    /// <param name="scores">(batch, T, S) or (batch, heads, T, S).</param>
    /// <param name="mask">Which keys are seen: (batch, S), (batch, T, S) or (batch, heads, T, S); null for all.</param>
    /// <param name="causal">Whether queries see no later keys.</param>
    /// <returns>The scores, and which of them are seen, with as many axes; null for all.</returns>
    public static (Tensor Scores, Tensor? Seen) Hide(Layer layer, Tensor scores, Tensor? mask, bool causal)
    {
        Tensor? seen = causal ? Earlier(scores.Shape[^2], scores.Shape[^1]) : null;
        if (mask is not null)
        {
            Tensor shaped = mask;
            if (shaped.Rank == 2) { shaped = shaped.ExpandDims(1); }
            if (shaped.Rank == 3 && scores.Rank == 4) { shaped = shaped.ExpandDims(1); }
            if (shaped.Rank != scores.Rank || Enumerable.Range(0, scores.Rank).Any(axis => shaped.Shape[axis] != 1 && shaped.Shape[axis] != scores.Shape[axis]))
            {
                throw new ShapeException(
                    $"{layer} got a mask of shape {mask.Shape} for {scores.Shape[^2]} queries and {scores.Shape[^1]} keys: "
                    + $"expected (batch, {scores.Shape[^1]}) or (batch, {scores.Shape[^2]}, {scores.Shape[^1]}), true where a key is seen.");
            }

            seen = seen is null ? shaped : seen & shaped;
        }

        return (seen is null ? scores : Tensor.Where(seen, scores, Tensor.Scalar(Hidden, scores.DType)), seen);
    }

    private static Tensor Earlier(int queries, int keys) => Tensor.Written([queries, keys], DType.Bool, storage =>
    {
        Span<bool> seen = storage.Span<bool>();
        for (int i = 0; i < seen.Length; i++) { seen[i] = i % keys <= i / keys; }
    });
}
