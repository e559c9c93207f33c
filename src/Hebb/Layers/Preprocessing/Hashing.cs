using System.Globalization;
using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Texts or whole numbers as the numbers of a fixed count of bins, chosen by a hash: needs no vocabulary, but unrelated tokens
/// may share a bin.</summary>
/// <remarks>
/// The bins are those of Keras and TensorFlow: FarmHash's 64-bit fingerprint of the text in UTF-8 (a number is hashed as its decimal text), or SipHash-2-4 with
/// a salt, modulo the number of bins. Tensors hold no texts: <see cref="Apply(ReadOnlySpan{string})"/> hashes them before they enter a model; inside a model
/// the layer hashes whole numbers.
/// </remarks>
public sealed class Hashing : Layer
{
    internal static LayerKind<Hashing> Kind { get; } = new("Hashing", c =>
    {
        c.Refuse("sparse");
        c.Always("sparse", false);
        OutputMode mode = c.OutputMode(l => l.OutputMode);
        if (mode == OutputMode.Int) { c.WriteOnly("dtype", LayerTable.Policy("int64")); } // Keras insists on it where whole numbers come out
        return new(c.Int("num_bins", l => l.NumBins))
        {
            OutputMode = mode,
            MaskValue = c.Setting("mask_value", l => l.MaskValue, text => text, node =>
                node.Json["mask_value"] is JsonValue value && value.TryGetValue(out long number)
                ? number.ToString(CultureInfo.InvariantCulture)
                : node.TextOrNull("mask_value")),
            Salt = c.Setting("salt", l => l.Salt, salt => salt is { } two ? new JsonArray(two.First, two.Second) : null, ReadSalt),
        };
    })
    {
        HasTypeOfItsOwn = true,
    };

    /// <summary>A hash into so many bins.</summary>
    /// <param name="numBins">The number of bins, that of the mask included.</param>
    public Hashing(int numBins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numBins, 1);
        NumBins = numBins;
    }

    /// <summary>The number of bins, that of the mask included.</summary>
    public int NumBins { get; }

    /// <summary>The token that gets bin 0 for itself, a number as its decimal text; null for none.</summary>
    public string? MaskValue { get; init; }

    /// <summary>The key of SipHash, so that nobody who does not know it can choose tokens that collide; null for FarmHash.</summary>
    public (ulong First, ulong Second)? Salt { get; init; }

    /// <summary>What is given out.</summary>
    public OutputMode OutputMode { get; init; }

    /// <summary>The texts, one a row, in the form that <see cref="OutputMode"/> says.</summary>
    /// <exception cref="ArgumentException">A text is missing (null).</exception>
    public Tensor Apply(ReadOnlySpan<string> texts)
    {
        HashBins hash = Hash;
        int[] bins = new int[texts.Length];
        for (int i = 0; i < bins.Length; i++)
        {
            bins[i] = hash.BinOf(
                texts[i]
                    ?? throw new ArgumentException($"The text at position {i} is missing (null): fill it in, for example with the MaskValue.", nameof(texts)));
        }

        return CategoryRows.Encode(Tensor.Create(bins), OutputMode, NumBins);
    }

    private static (ulong First, ulong Second)? ReadSalt(ConfigNode node) => node.Json["salt"] switch
    {
        null => null,
        JsonValue one when one.TryGetValue(out ulong both) => (both, both),
        JsonArray { Count: 2 } two when two[0] is JsonValue a && a.TryGetValue(out ulong first) && two[1] is JsonValue b && b.TryGetValue(out ulong second) =>
            (first, second),
        _ => throw node.Wrong("salt", "a whole number or two"),
    };

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        if (x.Rank == 0) { throw new ShapeException($"{this} takes whole numbers of shape (batch, …), but got a single one."); }
        return CategoryRows.Encode(new Tensor(Hash, [CategoryRows.Long(x)]), OutputMode, NumBins);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Hashing({NumBins})";

    private HashBins Hash => new(NumBins, MaskValue, Salt);
}
