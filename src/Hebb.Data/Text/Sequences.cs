using Hebb.Datasets;
using Hebb.Tensors;

namespace Hebb.Data.Text;

/// <summary>Sequences of different lengths as tensors.</summary>
public static class Sequences
{
    /// <summary>All sequences in one tensor [sequences, length] of Int32, as Keras' <c>pad_sequences</c>.</summary>
    /// <param name="sequences">At least one sequence.</param>
    /// <param name="options">Length, sides and filling; null for the usual.</param>
    /// <exception cref="ArgumentException">There are no sequences, or the length is below 1.</exception>
    public static Tensor Pad(IReadOnlyList<int[]> sequences, PaddingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        options ??= new();
        if (sequences.Count == 0) { throw new ArgumentException("There are no sequences.", nameof(sequences)); }

        // A tensor without columns helps nobody: sequences that are all empty become one column of filling.
        int length = options.Length ?? Math.Max(1, sequences.Max(sequence => sequence.Length));
        if (length < 1) { throw new ArgumentException($"The length is {length}; expected at least 1.", nameof(options)); }
        int[] values = new int[checked(sequences.Count * length)];
        Array.Fill(values, options.Value);
        for (int i = 0; i < sequences.Count; i++)
        {
            ReadOnlySpan<int> kept = sequences[i];
            if (kept.Length > length) { kept = options.Truncate == SequenceSide.End ? kept[..length] : kept[^length..]; }
            kept.CopyTo(values.AsSpan((i * length) + (options.Pad == SequenceSide.End ? 0 : length - kept.Length)));
        }

        return Tensor.Create(values, [sequences.Count, length]);
    }

    /// <summary>
    /// A data set whose batches hold sequences of similar length, so that little is filled up: x [batch, longest of the bucket], y [batch, 1]. Sequences and
    /// batches come in a new order for every pass, equal for equal seeds.
    /// </summary>
    /// <param name="sequences">The sequences.</param>
    /// <param name="labels">A class for each.</param>
    /// <param name="boundaries">Ascending lengths at which buckets end; longer sequences are cut off at the last one.</param>
    /// <param name="batchSize">Sequences of a batch; the last one of a bucket has what is left.</param>
    /// <param name="seed">The orders; null for that of the sequences, shortest bucket first.</param>
    /// <exception cref="ArgumentException">The boundaries do not ascend, or there are not as many labels as sequences.</exception>
    public static Dataset Bucketed(IReadOnlyList<int[]> sequences, IReadOnlyList<int> labels, IReadOnlyList<int> boundaries, int batchSize = 32, long? seed = 0)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(boundaries);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (sequences.Count != labels.Count || sequences.Count == 0)
        {
            throw new ArgumentException(
                $"There are {sequences.Count} sequences and {labels.Count} labels; expected one label for each of at least one sequence.");
        }

        bool ascends = boundaries.Count > 0 && boundaries[0] >= 1 && Enumerable.Range(1, boundaries.Count - 1).All(i => boundaries[i] > boundaries[i - 1]);
        if (!ascends)
        {
            throw new ArgumentException($"The boundaries are {string.Join(", ", boundaries)}; expected ascending lengths of at least 1.", nameof(boundaries));
        }

        return Dataset.FromBatches(new SequenceBuckets(sequences, labels, boundaries, batchSize, seed));
    }
}
