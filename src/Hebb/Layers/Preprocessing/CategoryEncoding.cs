using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Categories that are numbered already, from 0 on, as rows of zeros and ones.</summary>
/// <remarks>
/// Numbers may come as integers or as floats, of which what is behind the point is dropped. One outside the categories, or NaN, is an error when it is
/// computed. As in Keras, <see cref="OutputMode.MultiHot"/> and <see cref="OutputMode.Count"/> make one row of numbers of one axis, and of more than two
/// axes they count over the second.
/// </remarks>
public sealed class CategoryEncoding : Layer
{
    internal static Kind<CategoryEncoding> Kind { get; } =
        new("CategoryEncoding", c => new(c.Int("num_tokens", l => l.NumTokens), c.OutputMode(l => l.OutputMode, OutputMode.MultiHot)));

    /// <summary>An encoding of so many categories.</summary>
    /// <param name="numTokens">The number of categories: the largest number + 1.</param>
    /// <param name="outputMode">One-hot, multi-hot or count.</param>
    public CategoryEncoding(int numTokens, OutputMode outputMode = OutputMode.MultiHot)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numTokens, 1);
        if (outputMode == OutputMode.Int)
        {
            throw new ArgumentException(
                "CategoryEncoding makes rows of zeros and ones: use OneHot, MultiHot or Count. Numbers are what it gets.", nameof(outputMode));
        }

        (NumTokens, OutputMode) = (numTokens, outputMode);
    }

    /// <summary>The number of categories.</summary>
    public int NumTokens { get; }

    /// <summary>What rows are made.</summary>
    public OutputMode OutputMode { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) =>
        CategoryRows.Encode(CategoryRows.Checked(CategoryRows.Whole(this, x), NumTokens), OutputMode, NumTokens, isOneSample: true);

    /// <inheritdoc/>
    public override string ToString() => $"CategoryEncoding({NumTokens}, {OutputMode})";
}
