using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Combinations of categories as the numbers of a fixed count of bins, chosen by a hash: a country and an age group together may say what neither says alone.
/// Takes two or more inputs of whole numbers, all of shape (batch,) or (batch, 1).
/// </summary>
/// <remarks>
/// The bins are those of Keras and TensorFlow. Tensors hold no texts: <see cref="Fingerprints"/> turns them into numbers before they enter a model, and
/// the bins are those of the texts.
/// </remarks>
/// <example>
/// <code>
/// Layer crossing = new HashedCrossing(5);
/// Tensor bins = crossing.Apply([HashedCrossing.Fingerprints(["A", "B"]), Tensor.Create(101L, 101L)]);   // [1, 4]
/// </code>
/// </example>
public sealed class HashedCrossing : Layer
{
    internal static LayerKind<HashedCrossing> Kind { get; } = new("HashedCrossing", c =>
    {
        c.Refuse("sparse");
        c.Always("sparse", false);
        OutputMode mode = c.Choice("output_mode", l => l.OutputMode, ["int", "one_hot"]);
        if (mode == OutputMode.Int) { c.WriteOnly("dtype", "int64"); } // Keras insists on it where whole numbers come out
        return new(c.Int("num_bins", l => l.NumBins), mode);
    })
    {
        HasTypeOfItsOwn = true,
    };

    /// <summary>A crossing into so many bins.</summary>
    /// <param name="numBins">The number of bins.</param>
    /// <param name="outputMode">Numbers or one-hot rows.</param>
    public HashedCrossing(int numBins, OutputMode outputMode = OutputMode.Int)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numBins, 1);
        if (outputMode is not (OutputMode.Int or OutputMode.OneHot))
        {
            throw new ArgumentException($"HashedCrossing gives Int or OneHot, not {outputMode}: there is one combination in each row.", nameof(outputMode));
        }

        (NumBins, OutputMode) = (numBins, outputMode);
    }

    /// <summary>The number of bins.</summary>
    public int NumBins { get; }

    /// <summary>What is given out.</summary>
    public OutputMode OutputMode { get; }

    /// <summary>Texts as whole numbers (Int64) that stand for them here: FarmHash's 64-bit fingerprints.</summary>
    /// <exception cref="ArgumentException">A text is missing (null).</exception>
    public static Tensor Fingerprints(ReadOnlySpan<string> texts)
    {
        long[] numbers = new long[texts.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] =
                (long)FarmHash.Fingerprint(texts[i] ?? throw new ArgumentException($"The text at position {i} is missing (null): fill it in.", nameof(texts)));
        }

        return Tensor.Create(numbers);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs) => Check(inputs);

    /// <inheritdoc/>
    protected override Tensor Forward(IReadOnlyList<Tensor> inputs, bool training)
    {
        Check([.. inputs.Select(input => input.Shape)]);
        return CategoryRows.Encode(new Tensor(new CrossBins(NumBins), [.. inputs.Select(input => CategoryRows.Long(input))]), OutputMode, NumBins);
    }

    private void Check(IReadOnlyList<Shape> shapes)
    {
        if (shapes.Count < 2 || shapes[0].Rank is < 1 or > 2 || shapes[0].Rank == 2 && shapes[0][1] != 1 || shapes.Any(shape => shape != shapes[0]))
        {
            throw new ShapeException($"{this} crosses two or more inputs, all of shape (batch,) or (batch, 1), but got shapes {string.Join(", ", shapes)}.");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"HashedCrossing({NumBins})";
}
