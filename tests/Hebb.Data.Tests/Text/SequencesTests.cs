using Hebb.Data.Text;
using Hebb.Datasets;

namespace Hebb.Data.Tests.Text;

public sealed class SequencesTests
{
    private static readonly int[][] s_three = [[1], [2, 3], [4, 5, 6]];

    /// <summary>The examples of the Keras documentation of pad_sequences, whose default side is the beginning.</summary>
    [Fact]
    public void Padding_is_that_of_Keras()
    {
        PaddingOptions keras = new() { Pad = SequenceSide.Beginning, Truncate = SequenceSide.Beginning };
        Assert.Equal([0, 0, 1, 0, 2, 3, 4, 5, 6], Sequences.Pad(s_three, keras).ToArray<int>());
        Assert.Equal([-1, -1, 1, -1, 2, 3, 4, 5, 6], Sequences.Pad(s_three, keras with { Value = -1 }).ToArray<int>());
        Assert.Equal([1, 0, 0, 2, 3, 0, 4, 5, 6], Sequences.Pad(s_three, keras with { Pad = SequenceSide.End }).ToArray<int>());
        Assert.Equal([0, 1, 2, 3, 5, 6], Sequences.Pad(s_three, keras with { Length = 2 }).ToArray<int>());
        Assert.Equal([1, 0, 2, 3, 4, 5], Sequences.Pad(s_three, new() { Length = 2 }).ToArray<int>());
        Assert.Equal([1, 1], Sequences.Pad([[]]).Shape.ToArray());
        Assert.Throws<ArgumentException>(() => Sequences.Pad([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sequences.Pad(s_three, new() { Length = 0 }));
    }

    [Fact]
    public void Buckets_hold_similar_lengths_and_all_sequences()
    {
        int[][] sequences = [.. Enumerable.Range(1, 40).Select(i => Enumerable.Repeat(i, (i % 12) + 1).ToArray())];
        int[] labels = [.. Enumerable.Range(1, 40).Select(i => i * 10)];
        Dataset data = Sequences.Bucketed(sequences, labels, [4, 8], batchSize: 5, seed: 2);
        List<int> seen = [];
        foreach (Batch batch in data.Batches())
        {
            int length = batch.Inputs[0].Shape[1];
            int[] x = batch.Inputs[0].ToArray<int>();
            Assert.InRange(batch.Rows, 1, 5);
            Assert.Contains(length, (int[])[4, 8]);
            for (int row = 0; row < batch.Rows; row++)
            {
                int first = x[row * length], whole = sequences[first - 1].Length;
                Assert.Equal(first * 10, batch.Targets[0].ToArray<int>()[row]);
                Assert.Equal(length == 4, whole <= 4);
                Assert.Equal(Math.Min(whole, length), x.Skip(row * length).Take(length).Count(token => token == first));
                seen.Add(first);
            }
        }

        Assert.Equal(Enumerable.Range(1, 40), seen.Order());
        int[] second = [.. data.Batches().Select(batch => batch.Inputs[0].ToArray<int>()[0])];
        Dataset again = Sequences.Bucketed(sequences, labels, [4, 8], batchSize: 5, seed: 2);
        Assert.Equal(seen.Count, again.Batches().Sum(batch => batch.Rows));
        Assert.Equal(second, again.Batches().Select(batch => batch.Inputs[0].ToArray<int>()[0]));
    }

    [Fact]
    public void Wrong_buckets_are_refused()
    {
        Assert.Contains(
            "4, 4; expected ascending",
            Assert.Throws<ArgumentException>(() => Sequences.Bucketed(s_three, [1, 2, 3], [4, 4])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "3 sequences and 1 labels", Assert.Throws<ArgumentException>(() => Sequences.Bucketed(s_three, [1], [4])).Message, StringComparison.Ordinal);
    }
}
