using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Datasets;

public sealed class DatasetTests
{
    /// <summary>Row r is (r, 10·r), its target 100·r, its weight r.</summary>
    private static Dataset Rows(int n) => Dataset.From(
        Tensor.Create<float>([.. Enumerable.Range(0, n).SelectMany(r => new float[] { r, 10 * r })], [n, 2]),
        Tensor.Create<float>([.. Enumerable.Range(0, n).Select(r => 100f * r)], [n, 1]),
        Tensor.Create<float>([.. Enumerable.Range(0, n).Select(r => (float)r)], [n]));

    private static float[] Order(IEnumerable<Batch> batches) => [.. batches.SelectMany(batch => batch.Weights!.ToArray<float>())];

    [Fact]
    public void Batches_keep_the_order_and_the_last_one_is_smaller()
    {
        List<int> sizes = [];
        List<float> seen = [];
        foreach (Batch batch in Rows(7).Batches(3))
        {
            sizes.Add(batch.Rows);
            Assert.Equal<Shape>([batch.Rows, 2], batch.Inputs[0].Shape);
            Assert.Equal<Shape>([batch.Rows, 1], batch.Targets[0].Shape);
            seen.AddRange(batch.Inputs[0].ToArray<float>());
        }

        Assert.Equal([3, 3, 1], sizes);
        Assert.Equal([0, 0, 1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60], seen);
        Assert.Equal([3, 3], Rows(7).Batches(3, dropRemainder: true).Select(batch => batch.Rows));
    }

    [Fact]
    public void Shuffling_moves_inputs_targets_and_weights_together()
    {
        foreach (Batch batch in Rows(50).Batches(8, RandomKey.FromSeed(3)))
        {
            float[] x = batch.Inputs[0].ToArray<float>(), y = batch.Targets[0].ToArray<float>(), w = batch.Weights!.ToArray<float>();
            for (int i = 0; i < batch.Rows; i++) { Assert.Equal((w[i], 10 * w[i], 100 * w[i]), (x[2 * i], x[2 * i + 1], y[i])); }
        }
    }

    [Fact]
    public void Equal_keys_shuffle_equally_and_other_keys_otherwise()
    {
        Dataset data = Rows(40);
        float[] first = Order(data.Batches(7, RandomKey.FromSeed(1)));
        Assert.Equal(first, Order(data.Batches(7, RandomKey.FromSeed(1))));
        Assert.NotEqual(first, Order(data.Batches(7, RandomKey.FromSeed(2))));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (float)i), first.Order());
    }

    [Fact]
    public void Permutations_are_evenly_spread()
    {
        // 6 orders of 3 rows, 6 000 draws: each about 1 000 times; six standard deviations are 173.
        Dictionary<string, int> counts = [];
        int[] order = new int[3];
        for (int i = 0; i < 6000; i++)
        {
            Permutation.Fill(order, RandomKey.FromSeed(7).Child(i));
            string text = string.Join("", order);
            counts[text] = counts.GetValueOrDefault(text) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 827, 1173));
    }

    [Fact]
    public void Two_passes_at_once_do_not_disturb_each_other()
    {
        Dataset data = Rows(6);
        using IEnumerator<Batch> a = data.Batches(2).GetEnumerator(), b = data.Batches(2).GetEnumerator();
        a.MoveNext();
        b.MoveNext();
        b.MoveNext();
        Assert.Equal([0, 1], a.Current.Weights!.ToArray<float>());
        Assert.Equal([2, 3], b.Current.Weights!.ToArray<float>());
    }

    [Fact]
    public void A_split_keeps_the_proportions_of_classes()
    {
        float[] classes = [.. Enumerable.Range(0, 100).Select(i => i < 80 ? 0f : 1f)]; // sorted, as data often are
        Dataset data = Dataset.From(Tensor.Range(100).Reshape([100, 1]), Tensor.Create<float>(classes, [100, 1]));
        (Dataset train, Dataset test) = data.Split(0.25, seed: 5);
        Assert.Equal((75, 25), (train.Rows, test.Rows));
        Assert.Equal(5, test.Whole.Targets[0].ToArray<float>().Sum());
        Assert.Equal(15, train.Whole.Targets[0].ToArray<float>().Sum());
        float[] all = [.. train.Whole.Inputs[0].ToArray<float>(), .. test.Whole.Inputs[0].ToArray<float>()];
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (float)i), all.Order());
    }

    [Fact]
    public void A_tail_split_takes_the_last_rows()
    {
        (Dataset train, Dataset test) = Rows(10).SplitTail(0.3);
        Assert.Equal([7, 8, 9], test.Whole.Weights!.ToArray<float>());
        Assert.Equal(7, train.Rows);
    }

    [Theory]
    [InlineData(new float[] { 0, 1, 2, 1 }, new[] { 0, 1, 2, 1 })]
    [InlineData(new float[] { 0.5f, 1, 2, 1 }, null)]
    public void Whole_numbers_are_classes(float[] y, int[]? classes) => Assert.Equal(classes, Stratification.Classes(Tensor.Create(y)));

    [Fact]
    public void One_hot_rows_are_classes()
    {
        Assert.Equal([1, 0], Stratification.Classes(Tensor.Create(new float[,] { { 0, 1 }, { 1, 0 } }))!);
        Assert.Null(Stratification.Classes(Tensor.Create(new float[,] { { 1, 1 }, { 1, 0 } })));
    }

    [Fact]
    public void Numbers_of_rows_that_differ_are_an_error()
    {
        ShapeException e = Assert.Throws<ShapeException>(() => Dataset.From(Tensor.Zeros([4, 2]), Tensor.Zeros([3, 1])));
        Assert.Contains("(3, 1)", e.Message, StringComparison.Ordinal);
        Assert.Contains("4 rows", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Doubles_are_converted_once()
    {
        Assert.Equal(DType.Float32, Dataset.From(Tensor.Create(new double[,] { { 1 } }), Tensor.Create(1.0)).Whole.Inputs[0].DType);
    }

    [Fact]
    public void Only_a_loop_that_nobody_watches_fills_batches_again()
    {
        Dataset data = Rows(4000);
        long Allocated(DataPass pass)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (Batch batch in data.Read(pass)) { GC.KeepAlive(batch); }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        DataPass reusing = new() { BatchSize = 4, Shuffle = RandomKey.FromSeed(1), ReusesBatches = true };
        Allocated(reusing);
        Assert.InRange(Allocated(reusing), 0, 1024); // 1 000 batches: the enumerator alone
        Assert.InRange(Allocated(reusing with { ReusesBatches = false }), 1000 * 24, long.MaxValue);
    }

    [Fact]
    public void Batches_stay_valid_when_kept()
    {
        Dataset data = Rows(7);
        Batch[] kept = [.. data.Batches(3), .. data.Batches(3)];
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6], Order(kept));
    }

    [Fact]
    public void Batches_stay_valid_whatever_they_come_through()
    {
        Tensor six = Tensor.Create([0f, 1, 2, 3, 4, 5], [6, 1]);
        Dataset data = Dataset.From(six, six);
        static float[] X(IEnumerable<Batch> batches) => [.. batches.SelectMany(batch => batch.Inputs[0].ToArray<float>())];

        Assert.Equal([0, 1, 2, 3, 4, 5], X([.. data.Batches(2)]));
        Assert.Equal([4, 5, 2, 3, 0, 1], X([.. data.Batches(2).OrderByDescending(batch => batch.Inputs[0].ToArray<float>()[0])]));
        Assert.Equal([0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5], X([.. data.Batches(4), .. data.Batches(4)]));
        Assert.Equal([0, 1, 2, 3, 4, 5], X([.. data.Batch(2).Prefetch(2).Read()]));
        Assert.Equal([0, 1, 2, 3, 4, 5], X([.. data.Batch(2).Shuffle(3, seed: 1).Read()]).Order());
        Assert.Equal([0, 1, 2, 3, 4, 5], X([.. data.Batch(2).Cache().Read()]));
        Assert.Equal([0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5], X([.. data.Batch(2).Repeat(2).Read()]));
        Assert.Equal([0, 1, 2, 3, 4, 5], X([.. Dataset.FromBatches(data.Batch(2)).Batches(1)]));
        Assert.Equal([5, 1, 3], X([.. data.Take(5, 1, 3).Batches(2)]));
        Assert.Equal([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5], X([.. data.Batches(1).Zip(data.Batches(1)).SelectMany(pair => (Batch[])[pair.First, pair.Second])]));

        // A loop of one's own, and a callback, may keep what they are given.
        Sequential model = new([new Dense(1)]);
        model.Compile(new SGD(0), Loss.MeanSquaredError);
        List<Batch> watched = [], own = [];
        model.Fit(data, new()
        {
            BatchSize = 2,
            Shuffle = false,
            Callbacks = [new LambdaCallback { BatchEnd = (context, _) => watched.Add(context.CurrentBatch!) }],
        });
        using TrainingLoop loop = new(model, data, new() { BatchSize = 2, Shuffle = false });
        while (loop.NextEpoch())
        {
            while (loop.NextBatch())
            {
                own.Add(loop.Batch);
                loop.Step();
            }

            loop.EndEpoch();
        }

        Assert.Equal([0, 1, 2, 3, 4, 5], X(watched));
        Assert.Equal([0, 1, 2, 3, 4, 5], X(own));
    }

    [Fact]
    public void A_batch_that_was_handed_out_is_not_filled_again()
    {
        List<Batch> kept = [];
        foreach (Batch batch in Rows(12).Read(new() { BatchSize = 3, ReusesBatches = true }))
        {
            if (kept.Count is 0 or 2) { batch.IsHandedOut = true; }
            kept.Add(batch);
        }

        Assert.Equal([0, 1, 2, 6, 7, 8], Order([kept[0], kept[2]]));
        Assert.Same(kept[1], kept[2]);
        Assert.NotSame(kept[2], kept[3]);
    }

    [Fact]
    public void A_stream_is_enumerated_for_every_pass_and_cannot_be_split()
    {
        int passes = 0;
        IEnumerable<Batch> Stream()
        {
            passes++;
            yield return new(Tensor.Zeros([2, 1]), Tensor.Zeros([2, 1]));
        }

        Dataset data = Dataset.FromBatches(Stream());
        Assert.Single(data.Batches());
        Assert.Single(data.Batches());
        Assert.Equal(2, passes);
        Assert.Throws<NotSupportedException>(() => data.Split(0.5));
    }
}
