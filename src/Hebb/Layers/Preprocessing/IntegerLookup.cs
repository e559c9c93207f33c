using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Consecutive numbers for whole numbers that are names, such as customer numbers or postcodes.</summary>
/// <remarks>
/// Each element is compared with the whole vocabulary: for more than some ten thousand tokens look the numbers up before they enter the model, or use
/// <see cref="Hashing"/>. With <see cref="IndexLookup{T}.NumOovIndices"/> 0 an unknown number is an error when it is computed.
/// </remarks>
/// <inheritdoc cref="IndexLookup{T}"/>
public sealed class IntegerLookup : IndexLookup<long>
{
    internal static LayerKind<IntegerLookup> Kind { get; } = new("IntegerLookup", c => new(c)) { Vocabulary = new() { IsOfNumbers = true } };

    /// <summary>A lookup whose vocabulary is given, or learned by <see cref="IndexLookup{T}.Adapt"/>.</summary>
    /// <param name="vocabulary">The tokens in order, without those for mask and unknown; null to learn them.</param>
    public IntegerLookup(IReadOnlyList<long>? vocabulary = null) : base(vocabulary) { }

    private IntegerLookup(IConfig<IntegerLookup> c) : base(c)
    {
        if (c.Node.Text("oov_method", "floormod") != "floormod") { throw c.Node.Wrong("oov_method", "floormod"); }
        c.WriteOnly("vocabulary_dtype", "int64");
        OovToken = c.Long("oov_token", l => l.OovToken, -1);
        MaskToken = c.LongOrNull("mask_token", l => l.MaskToken);
        Invert = c.Flag("invert", l => l.Invert, false);
        IReadOnlyList<long> tokens = c.Setting(
            "vocabulary", l => l.Tokens, tokens => new JsonArray([.. tokens.Select(token => (JsonNode)token)]), node => node.Longs("vocabulary"));
        if (c.Instance is null) { Take(tokens); }
    }

    /// <summary>The number that stands for nothing; null for none.</summary>
    public long? MaskToken { get; init; }

    /// <summary>The number given back for those of unknown tokens.</summary>
    public long OovToken { get; init; } = -1;

    /// <summary>Whether to go the way back: from consecutive numbers to tokens (Int64).</summary>
    public bool Invert { get; init; }

    private protected override IEnumerable<long> Masks => MaskToken is { } mask ? [mask] : [];

    private protected override long Unknown => OovToken;

    private protected override IComparer<long> Order => Comparer<long>.Default;

    /// <summary>Learns the vocabulary from the elements of a tensor.</summary>
    /// <inheritdoc cref="IndexLookup{T}.Adapt(IEnumerable{T})"/>
    public void Adapt(Tensor data) => Adapt(CategoryRows.Long(data).ToArray<long>());

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        base.Build(input);
        if (Invert && OutputMode != OutputMode.Int)
        {
            throw new InvalidOperationException($"{this} goes the way back (Invert), which gives numbers: OutputMode must be Int, but is {OutputMode}.");
        }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        if (Invert)
        {
            return Tensor.Create<long>([.. Vocabulary]).Gather(CategoryRows.Whole(this, x));
        }

        Tensor numbers = CategoryRows.Long(x), matches = numbers.ExpandDims(-1).EqualTo(Tensor.Create<long>([.. Tokens])).Cast(DType.Int32);
        Tensor position = (matches * Tensor.Range(Tokens.Count, DType.Int32)).Sum(-1) + FirstToken, isKnown = matches.Sum(-1) > 0;
        Tensor unknown =
            NumOovIndices > 0 ? (numbers % Tensor.Scalar(NumOovIndices, DType.Int64)).Cast(DType.Int32) + FirstUnknown : Tensor.Scalar(-1, DType.Int32);
        Tensor indices = Tensor.Where(isKnown, position, unknown);
        if (NumOovIndices == 0)
        {
            indices = CategoryRows.Checked(Tensor.Where(IsMasked(numbers), Tensor.Scalar(0, DType.Int32), indices), VocabularySize, RowName.Token);
        }

        if (HasMask) { indices = Tensor.Where(IsMasked(numbers), Tensor.Scalar(MaskIndex, DType.Int32), indices); }
        return CategoryRows.Encode(indices, OutputMode, Depth);
    }

    private protected override bool IsSpecial(long token) => token == MaskToken || token == OovToken;

    private Tensor IsMasked(Tensor numbers) => MaskToken is { } mask
        ? numbers.EqualTo(Tensor.Create<long>([mask], []))
        : Tensor.Create<bool>([false], []);
}
