using System.Collections;
using System.Threading.Channels;
using Hebb.Datasets;
using Hebb.Tensors;

namespace Hebb.Data.Images;

/// <summary>The batches of passes over images. While one is worked on, the next ones are decoded.</summary>
internal sealed class ImageBatches(ImageDataset images, int batchSize, int? seed) : IEnumerable<Batch>
{
    /// <summary>Batches that are ready before they are asked for.</summary>
    private const int Ahead = 2;

    private int _pass = -1;

    public IEnumerator<Batch> GetEnumerator() => Pass(images.Order(seed, Interlocked.Increment(ref _pass))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<Batch> Pass(int[] order)
    {
        Channel<Batch> ready = Channel.CreateBounded<Batch>(Ahead);
        using CancellationTokenSource stop = new();
        Task producing = Task.Run(() => Produce(order, ready.Writer, stop.Token));
        try
        {
            while (ready.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (ready.Reader.TryRead(out Batch? batch)) { yield return batch; }
            }
        }
        finally
        {
            // A pass may be left early; the producer must not go on behind it.
            stop.Cancel();
            producing.GetAwaiter().GetResult();
        }
    }

    /// <summary>Decodes chunk after chunk; what can be read fills batches in order.</summary>
    private async Task Produce(int[] order, ChannelWriter<Batch> ready, CancellationToken stop)
    {
        try
        {
            int size = (int)images.ImageShape.Size, held = 0;
            float[] x = new float[Math.Min(batchSize, order.Length) * size], chunk = new float[x.Length];
            int[] y = new int[x.Length / size];
            bool[] isGood = new bool[y.Length];
            for (int start = 0; start < order.Length; start += y.Length)
            {
                int count = Math.Min(y.Length, order.Length - start), first = start;
                Decode(order, first, count, size, chunk, isGood, stop);
                for (int i = 0; i < count; i++)
                {
                    if (!isGood[i]) { continue; }
                    chunk.AsSpan(i * size, size).CopyTo(x.AsSpan(held * size));
                    y[held++] = images.LabelOf(order[start + i]);
                    if (held < y.Length) { continue; }
                    await ready.WriteAsync(New(x, y, held), stop).ConfigureAwait(false);
                    held = 0;
                }
            }

            if (held > 0) { await ready.WriteAsync(New(x, y, held), stop).ConfigureAwait(false); }
            ready.Complete();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            ready.Complete();
        }
        catch (Exception wrong)
        {
            // It is thrown where the next batch is waited for.
            ready.Complete(wrong);
        }
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
