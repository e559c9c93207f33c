using Hebb.Tensors;

namespace Hebb.Datasets;

/// <summary>Batches of single examples.</summary>
public static class Batching
{
    extension(Dataset<(Tensor X, Tensor Y)> examples)
    {
        /// <summary>Batches to train on: inputs and targets stacked along a new first axis, (rows, …).</summary>
        /// <param name="size">The examples of a batch; the last one has what is left.</param>
        /// <param name="dropRemainder">Whether a smaller last batch is left out.</param>
        public Dataset<Batch> Batch(int size, bool dropRemainder = false) =>
            examples.Batch(size, rows => new(Stack([.. rows.Select(row => row.X)]), Stack([.. rows.Select(row => row.Y)])), dropRemainder);
    }

    extension(Dataset<(Tensor X, Tensor Y, Tensor Weight)> examples)
    {
        /// <summary>Batches to train on, with the weight of each example: inputs and targets stacked along a new first axis, (rows, …).</summary>
        /// <param name="size">The examples of a batch; the last one has what is left.</param>
        /// <param name="dropRemainder">Whether a smaller last batch is left out.</param>
        public Dataset<Batch> Batch(int size, bool dropRemainder = false) => examples.Batch(
            size,
            rows => new(Stack([.. rows.Select(row => row.X)]), Stack([.. rows.Select(row => row.Y)]), Stack([.. rows.Select(row => row.Weight)])),
            dropRemainder);
    }

    /// <summary>Rows of one shape as one tensor; copying needs no compiled program.</summary>
    private static Tensor Stack(Tensor[] rows)
    {
        Tensor first = rows[0], stacked = Tensor.Uninitialized([rows.Length, .. first.Shape.Dimensions], first.DType);
        Span<byte> target = stacked.Value!.Span<byte>();
        foreach (Tensor row in rows)
        {
            if (row.Shape != first.Shape || row.DType != first.DType)
            {
                throw new ShapeException(
                    $"The examples of a batch must have one shape, but one is {first.Shape} of {first.DType} and another {row.Shape} of {row.DType}.");
            }

            Span<byte> values = row.Evaluated().Span<byte>();
            values.CopyTo(target);
            target = target[values.Length..];
        }

        return stacked;
    }
}
