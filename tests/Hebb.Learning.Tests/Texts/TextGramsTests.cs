using Hebb.Data.Text;
using Hebb.Learning.Texts;
using Hebb.Learning.Training;

namespace Hebb.Learning.Tests.Texts;

public sealed class TextGramsTests
{
    /// <summary>a b b c, b c d d, a a d, c d a b, d d d b as numbers of tokens.</summary>
    private static readonly int[][] s_texts = [[2, 3, 3, 4], [3, 4, 5, 5], [2, 2, 5], [4, 5, 2, 3], [5, 5, 5, 3]];

    [Fact]
    public void Weights_are_those_of_scikit_learn()
    {
        // TfidfVectorizer(sublinear_tf=True); frequent words come first here: b and d, then a and c.
        TextGrams grams = TextGrams.Fit(s_texts, TokenKind.Word, 1, null);
        Assert.Equal(4, grams.Count);
        Check([0.709622f, 0.498215f, 0.498215f], [0, 2, 3], grams.Row(s_texts[0]));
        Check([0.435201f, 0.736859f, 0.517338f], [0, 1, 3], grams.Row(s_texts[1]));
        Check([0.444952f, 0.895555f], [1, 2], grams.Row(s_texts[2]));
        Check([0.430165f, 0.90275f], [0, 1], grams.Row(s_texts[4]));

        // What no training text had counts for nothing; a text of nothing else is empty.
        Check([0.444952f, 0.895555f], [1, 2], grams.Row([9, 2, 9, 2, 5]));
        Assert.Empty(grams.Row([9]).Places);
        Assert.Empty(grams.Row([]).Places);
    }

    [Fact]
    public void Only_the_first_tokens_count_where_a_length_is_wanted()
    {
        TextGrams grams = TextGrams.Fit(s_texts, TokenKind.Word, 1, 2);
        Assert.Equal(grams.Row([2, 3]).Values, grams.Row([2, 3, 4, 4, 5]).Values);
    }

    [Fact]
    public void Characters_are_looked_at_up_to_three_in_a_row_with_both_ends()
    {
        TextGrams grams = TextGrams.Fit([[2, 3], [2, 3], [4]], TokenKind.Character, 1, null);

        // The ends (all texts), both letters, ^a, ab, b$, ^ab, ab$; what a single text has is not learned.
        Assert.Equal(1 + 2 + 3 + 2, grams.Count);
    }

    [Fact]
    public void A_table_of_weights_is_bounded_whatever_the_number_of_classes()
    {
        int[][] texts = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(2, 3_000).ToArray())];
        Assert.Equal(3_000, TextGrams.Fit(texts, TokenKind.Word, 1, null).Count);
        Assert.Equal((1 << 20) / 1_000, TextGrams.Fit(texts, TokenKind.Word, 1_000, null).Count);
    }

    [Theory]
    [InlineData(new[] { 0.9, 0.9, 0.6 }, new[] { 0.5, 0.5, 0.5 }, 1)] // the network is better for every text
    [InlineData(new[] { 0.5, 0.5, 0.5 }, new[] { 0.9, 0.9, 0.6 }, 0)]
    [InlineData(new[] { 0.9, 0.1, 0.5 }, new[] { 0.1, 0.9, 0.5 }, 0.5)] // each knows what the other does not
    [InlineData(new[] { 0.8, 0.8 }, new[] { 0.8, 0.8 }, 0)] // as good: the simpler one
    [InlineData(new[] { 0.0, 1.0 }, new[] { 0.5, 0.5 }, 0)] // sure and wrong
    public void The_better_of_network_and_bag_is_chosen_or_both(double[] network, double[] bag, double share) =>
        Assert.Equal(share, TextMixture.ShareOf(network, bag, [.. network.Select(_ => 1f)]), 1e-12);

    private static void Check(float[] values, int[] places, SparseRow row)
    {
        Assert.Equal(places, row.Places);
        for (int i = 0; i < values.Length; i++) { Assert.Equal(values[i], row.Values[i], 1e-6f); }
    }
}
