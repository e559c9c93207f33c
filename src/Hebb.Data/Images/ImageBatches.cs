using Hebb.Datasets;
using Hebb.Tensors;

namespace Hebb.Data.Images;

/// <summary>The batches of passes over images. Decoding takes all threads; read ahead, so that it happens while a batch is worked on.</summary>
internal sealed class ImageBatches(ImageDataset images, int batchSize, long? seed) : Dataset<Batch>
{
    /// <summary>Decodes chunk after chunk; what can be read fills batches in order.</summary>
    protected override IEnumerable<Batch> Elements(long pass, CancellationToken cancellation)
    {
        int[] order = images.Order(seed, (int)(pass - 1));
        int size = (int)images.ImageShape.Size, held = 0;
        float[] x = new float[Math.Min(batchSize, order.Length) * size], chunk = new float[x.Length];
        int[] y = new int[x.Length / size];
        bool[] isGood = new bool[y.Length];
        for (int start = 0; start < order.Length; start += y.Length)
        {
            int count = Math.Min(y.Length, order.Length - start);
            Decode(order, start, count, size, chunk, isGood, cancellation);
            for (int i = 0; i < count; i++)
            {
                if (!isGood[i]) { continue; }
                chunk.AsSpan(i * size, size).CopyTo(x.AsSpan(held * size));
                y[held++] = images.LabelOf(order[start + i]);
                if (held < y.Length) { continue; }
                yield return New(x, y, held);
                held = 0;
            }
        }

        if (held > 0) { yield return New(x, y, held); }
    }

    private void Decode(int[] order, int start, int count, int size, float[] chunk, bool[] isGood, CancellationToken stop)
    {
        DataException?[] errors = new DataException?[count];
        Parallel.For(0, count, new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Compute.Threads }, i =>
        {
            try
            {
                isGood[i] = images.TryWrite(order[start + i], chunk.AsSpan(i * size, size));
            }
            catch (DataException wrong)
            {
                errors[i] = wrong;
            }
        });

        // The first in order, whichever thread was faster.
        if (Array.Find(errors, error => error is not null) is { } first) { throw first; }
    }

    private Batch New(float[] x, int[] y, int rows)
    {
        Shape image = images.ImageShape;
        return new(Tensor.Create<float>(x.AsSpan(0, rows * (int)image.Size), [rows, .. image]), Tensor.Create<int>(y.AsSpan(0, rows), [rows, 1]));
    }
}
