using System.Runtime.CompilerServices;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Datasets;

/// <summary>Operations on elements of any type: the order of elements, of work, of errors, and who ends what.</summary>
public sealed class DatasetOfTTests
{
    private static Dataset<int> Numbers(int n) => Dataset.From(Enumerable.Range(0, n));

    /// <summary>Counts how often a sequence was begun and ended, and what was pulled from it.</summary>
    private sealed class Watched(int n)
    {
        public int Begun, Ended, Pulled;

        public IEnumerable<int> Sequence()
        {
            Interlocked.Increment(ref Begun);
            try
            {
                for (int i = 0; i < n; i++)
                {
                    Interlocked.Increment(ref Pulled);
                    yield return i;
                }
            }
            finally
            {
                Interlocked.Increment(ref Ended);
            }
        }
    }

    [Fact]
    public void Operations_apply_in_the_order_in_which_they_stand()
    {
        Assert.Equal([0, 2, 4, 6], Numbers(4).Map(x => 2 * x).Read());
        Assert.Equal([2, 3], Numbers(10).Skip(2).Take(2).Read());
        Assert.Equal([2, 3], Numbers(10).Take(4).Skip(2).Read());
        Assert.Equal([1, 3], Numbers(5).Where(x => x % 2 == 1).Read());
        Assert.Equal(["0 1", "2 3", "4"], Numbers(5).Chunk(2).Map(group => string.Join(' ', group)).Read());
        Assert.Equal(["0 1", "2 3"], Numbers(5).Chunk(2, dropRemainder: true).Map(group => string.Join(' ', group)).Read());
        Assert.Equal([(0, 'a'), (1, 'b')], Numbers(5).Zip(Dataset.From("ab")).Read());
        Assert.Equal([0, 1, 2, 0, 1, 2], Numbers(3).Repeat(2).Read());
        Assert.Equal([0, 1, 0, 1, 0], Numbers(2).Repeat().Take(5).Read());
        Assert.Equal("0 1,2 0,1 2", string.Join(',', Numbers(3).Repeat(2).Chunk(2).Read().Select(group => string.Join(' ', group))));
        Assert.Equal("0 1,2,0 1,2", string.Join(',', Numbers(3).Chunk(2).Repeat(2).Read().Select(group => string.Join(' ', group))));
    }

    [Fact]
    public void Nothing_repeated_without_end_has_an_end() => Assert.Empty(Numbers(0).Repeat().Read());

    [Fact]
    public void The_number_of_elements_is_known_where_it_can_be()
    {
        Assert.Equal(3, Numbers(7).Chunk(3).Count);
        Assert.Equal(2, Numbers(7).Chunk(3, dropRemainder: true).Count);
        Assert.Equal(14, Numbers(7).Map(x => x).Repeat(2).Prefetch().Count);
        Assert.Equal(5, Numbers(7).Skip(2).Zip(Numbers(9)).Count);
        Assert.Null(Numbers(7).Repeat().Count);
        Assert.Null(Numbers(7).Where(_ => true).Count);
        Assert.Null(Dataset.From(new Watched(7).Sequence()).Count);
    }

    [Fact]
    public void Each_pass_is_shuffled_anew_and_equal_seeds_shuffle_equally()
    {
        Dataset<int> data = Numbers(100).Shuffle(100, seed: 3);
        int[] first = [.. data.Read()], second = [.. data.Read(2)];
        Assert.Equal(Enumerable.Range(0, 100), first.Order());
        Assert.NotEqual(first, second);
        Assert.Equal(first, Numbers(100).Shuffle(100, seed: 3).Read(1));
        Assert.Equal(second, Numbers(100).Shuffle(1000, seed: 3).Read(2));
        Assert.NotEqual(first, Numbers(100).Shuffle(100, seed: 4).Read());
        Assert.Equal(Numbers(100).Shuffle(100, 3, eachPass: false).Read(1), Numbers(100).Shuffle(100, 3, eachPass: false).Read(2));
    }

    [Fact]
    public void Repetitions_are_passes_of_their_own_whatever_their_number()
    {
        Dataset<int> shuffled = Numbers(20).Shuffle(20, seed: 1);
        int[] passes = [.. Enumerable.Range(1, 4).SelectMany(pass => shuffled.Read(pass))];
        Assert.Equal(passes, shuffled.Repeat(2).Read(1).Concat(shuffled.Repeat(2).Read(2)));
        Assert.Equal(passes, shuffled.Repeat().Take(80).Read());
        Assert.NotEqual(shuffled.Repeat().Take(20).Read(1), shuffled.Repeat().Take(20).Read(2));
    }

    [Fact]
    public void A_small_buffer_moves_elements_forward_by_less_than_its_size()
    {
        int[] order = [.. Numbers(1000).Shuffle(10, seed: 2).Read()];
        Assert.Equal(Enumerable.Range(0, 1000), order.Order());
        for (int i = 0; i < order.Length; i++) { Assert.True(order[i] <= i + 10, $"{order[i]} came at {i}"); }
        Assert.NotEqual(Enumerable.Range(0, 1000), order);
    }

    [Fact]
    public void A_full_buffer_makes_all_orders_equally_likely()
    {
        // 6 orders of 3 elements, 6 000 passes: each about 1 000 times; six standard deviations are 173.
        Dataset<int> data = Numbers(3).Shuffle(3, seed: 5);
        var counts = Enumerable.Range(1, 6000).Select(pass => string.Concat(data.Read(pass))).CountBy(order => order).ToDictionary();
        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 827, 1173));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 8)]
    [InlineData(2, 16)]
    public void Readers_change_nothing_but_the_time(int ahead, int readers)
    {
        Dataset<int> plain = Numbers(200).Shuffle(50, seed: 1).Map(x => 3 * x).Skip(10).Chunk(7).Map(group => group.Sum());
        Dataset<int> read = Numbers(200).Shuffle(50, seed: 1).Map(x =>
        {
            if (x % 13 == 0) { Thread.Sleep(1); } // some take longer than those behind them
            return 3 * x;
        }).Skip(10).Chunk(7).Map(group => group.Sum()).Prefetch(ahead, readers);
        Assert.Equal(plain.Read(1), read.Read(1));
        Assert.Equal(plain.Read(2), read.Read(2));
    }

    [Fact]
    public void Several_readers_work_at_the_same_time()
    {
        using Barrier barrier = new(4);
        // Each waits for three others: with fewer threads nobody would come through.
        int[] values = [.. Numbers(8).Map(x => barrier.SignalAndWait(TimeSpan.FromSeconds(30)) ? x : -1).Prefetch(4, readers: 4).Read()];
        Assert.Equal(Enumerable.Range(0, 8), values);
    }

    [Fact]
    public void No_more_elements_are_begun_than_asked_for()
    {
        int begun = 0, taken = 0, most = 0;
        Dataset<int> data = Numbers(300).Map(x =>
        {
            int inFlight = Interlocked.Increment(ref begun) - Volatile.Read(ref taken);
            for (int seen = Volatile.Read(ref most); inFlight > seen; seen = Volatile.Read(ref most)) { Interlocked.CompareExchange(ref most, inFlight, seen); }
            return x;
        }).Prefetch(5, readers: 3);
        foreach (int value in data.Read())
        {
            // Counted after it was taken: one more may have been begun in its place.
            Interlocked.Increment(ref taken);
            if (value % 50 == 0) { Thread.Sleep(2); }
        }

        Assert.InRange(most, 2, 5 + 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_error_comes_where_its_element_would_have_been_and_names_it(bool ahead)
    {
        Watched watched = new(100);
        Dataset<int> data = Dataset.From(watched.Sequence()).Map(x => x == 37 ? throw new FormatException("no picture") : x);
        List<int> seen = [];
        DatasetException error = Assert.Throws<DatasetException>(() =>
        {
            foreach (int value in (ahead ? data.Prefetch(8, readers: 4) : data).Read()) { seen.Add(value); }
        });
        Assert.Equal(Enumerable.Range(0, 37), seen);
        Assert.Equal(("Map", 37L), (error.Operation, error.Index));
        Assert.Contains("element 37", error.Message, StringComparison.Ordinal);
        Assert.Contains("no picture", error.Message, StringComparison.Ordinal);
        Assert.IsType<FormatException>(error.InnerException);
        Assert.Equal((1, 1), (watched.Begun, watched.Ended));
    }

    [Fact]
    public void An_error_of_the_source_comes_as_it_is()
    {
        static IEnumerable<int> Broken()
        {
            yield return 1;
            throw new IOException("gone");
        }

        List<int> seen = [];
        IOException error = Assert.Throws<IOException>(() =>
        {
            foreach (int value in Dataset.From(Broken()).Prefetch(4, 2).Read()) { seen.Add(value); }
        });
        Assert.Equal("gone", error.Message);
        Assert.Equal([1], seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pass_that_is_left_early_lets_go_of_its_source(bool ahead)
    {
        Watched watched = new(1000), other = new(1000);
        Dataset<int> data = Dataset.From(watched.Sequence()).Zip(Dataset.From(other.Sequence())).Map(pair => pair.First).Shuffle(4).Repeat();
        foreach (int _ in (ahead ? data.Prefetch(3, 2) : data).Read().Take(5)) { }
        Assert.Equal((1, 1, 1, 1), (watched.Begun, watched.Ended, other.Begun, other.Ended));
        Assert.InRange(watched.Pulled, 5, 5 + 4 + 3 + 1);
    }

    [Fact]
    public void Taking_pulls_nothing_behind_the_last_element()
    {
        Watched watched = new(10);
        Assert.Equal([0, 1], Dataset.From(watched.Sequence()).Take(2).Read());
        Assert.Equal((2, 1), (watched.Pulled, watched.Ended));
        Assert.Empty(Dataset.From(watched.Sequence()).Take(0).Read());
        Assert.Equal(1, watched.Begun);
    }

    [Fact]
    public void A_cache_reads_its_source_once_and_only_whole()
    {
        Watched watched = new(6);
        int mapped = 0;
        Dataset<int> data = Dataset.From(watched.Sequence()).Map(x =>
        {
            Interlocked.Increment(ref mapped);
            return x;
        }).Cache();
        Assert.Equal([0, 1], data.Read().Take(2)); // left early: nothing is kept
        Assert.Equal(Enumerable.Range(0, 6), data.Prefetch(4, 3).Read());
        Assert.Equal(2 + 6, mapped);
        Assert.Equal(Enumerable.Range(0, 6), data.Read(2));
        Assert.Equal(Enumerable.Range(0, 6), data.Prefetch(4, 3).Read(3));
        Assert.Equal((2, 2, 2 + 6), (watched.Begun, watched.Ended, mapped));
        Assert.Equal(6, data.Count);
    }

    [Fact]
    public void What_stands_before_a_cache_is_drawn_once_and_what_stands_behind_it_in_every_pass()
    {
        Dataset<int> before = Numbers(50).Shuffle(50, seed: 1).Cache(), behind = Numbers(50).Cache().Shuffle(50, seed: 1);
        Assert.Equal(Numbers(50).Shuffle(50, seed: 1).Read(1).ToArray(), before.Read(7).ToArray()); // a training that goes on in a later pass finds the same
        Assert.Equal(before.Read(1), before.Read(2));
        Assert.NotEqual(behind.Read(1), behind.Read(2));
    }

    [Fact]
    public void Asynchronous_elements_come_in_order_and_their_source_is_let_go()
    {
        int ended = 0, pulled = 0;
        async IAsyncEnumerable<int> Source([EnumeratorCancellation] CancellationToken cancellation = default)
        {
            try
            {
                for (int i = 0; i < 1000; i++)
                {
                    await Task.Delay(i % 10 == 0 ? 1 : 0, cancellation);
                    Interlocked.Increment(ref pulled);
                    yield return i;
                }
            }
            finally
            {
                Interlocked.Increment(ref ended);
            }
        }

        Dataset<int> data = Dataset.From(Source());
        Assert.Equal(Enumerable.Range(0, 1000), data.Read());
        Assert.Equal((1, 1000), (ended, pulled));
        Assert.Equal(Enumerable.Range(0, 20), data.Read().Take(20));
        Assert.Equal(2, ended);
        Assert.InRange(pulled, 1020, 1020 + 5); // at most a few ahead
    }

    [Fact]
    public void An_error_of_an_asynchronous_source_comes_behind_its_elements()
    {
        static async IAsyncEnumerable<int> Source()
        {
            yield return 7;
            await Task.Yield();
            throw new IOException("gone");
        }

        List<int> seen = [];
        Assert.Equal("gone", Assert.Throws<IOException>(() =>
        {
            foreach (int value in Dataset.From(Source()).Read()) { seen.Add(value); }
        }).Message);
        Assert.Equal([7], seen);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Cancelling_ends_a_wait_for_data_that_do_not_come(int kind)
    {
        using ManualResetEventSlim waits = new(), taken = new(), release = new();
        IEnumerable<int> Stuck()
        {
            yield return 1;
            waits.Set();
            release.Wait();
            yield return 2;
        }

        async IAsyncEnumerable<int> StuckAsync()
        {
            yield return 1;
            waits.Set();
            await Task.Run(release.Wait); // does not look at any token
            yield return 2;
        }

        using CancellationTokenSource stop = new();
        Dataset<int> data = kind switch
        {
            0 => Dataset.From(Stuck()).Prefetch(),
            1 => Dataset.From(StuckAsync()),
            _ => Dataset.From(StuckAsync()).Prefetch(3, 2),
        };
        Task cancelling = Task.Run(() =>
        {
            waits.Wait();
            taken.Wait();
            stop.Cancel();
        });
        List<int> seen = [];
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (int value in data.Read(1, stop.Token))
            {
                seen.Add(value);
                taken.Set();
            }
        });
        Assert.Equal([1], seen);
        release.Set();
    }

    [Fact]
    public void A_class_of_ones_own_is_a_data_set()
    {
        Assert.Equal([10, 11, 20, 21], new Passes().Read(1).Concat(new Passes().Prefetch().Read(2)));
        Assert.Equal([10, 11, 20, 21, 30, 31], new Passes().Repeat(3).Read());
    }

    private sealed class Passes : Dataset<int>
    {
        protected override IEnumerable<int> Elements(long pass, CancellationToken cancellation) => [(int)(10 * pass), (int)(10 * pass + 1)];
    }

    [Fact]
    public void Examples_are_stacked_into_batches()
    {
        Dataset<(Tensor, Tensor, Tensor)> examples = Numbers(5).Map(i => (Tensor.Create(i, 10f * i), Tensor.Create<int>([i], [1]), Tensor.Scalar(0.5 * i)));
        Batch[] batches = [.. examples.Batch(3).Read()];
        Assert.Equal([3, 2], batches.Select(batch => batch.Rows));
        Assert.Equal<Shape>([3, 2], batches[0].Inputs[0].Shape);
        Assert.Equal([0, 0, 1, 10, 2, 20], batches[0].Inputs[0].ToArray<float>());
        Assert.Equal([3, 4], batches[1].Targets[0].ToArray<int>());
        Assert.Equal([1.5f, 2f], batches[1].Weights!.ToArray<float>());
        Assert.Equal([3], examples.Batch(3, dropRemainder: true).Read().Select(batch => batch.Rows));

        Dataset<Batch> mixed = Numbers(4).Map(i => (Tensor.Zeros([i < 3 ? 2 : 5]), Tensor.Scalar(0))).Batch(2);
        DatasetException error = Assert.Throws<DatasetException>(() => mixed.Read().ToArray());
        Assert.Equal(("Batch", 1L), (error.Operation, error.Index));
        Assert.Contains("must have one shape", Assert.IsType<ShapeException>(error.InnerException).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_trains_as_its_tensors_do()
    {
        (Tensor x, Tensor y) = (Tensor.RandomNormal([50, 3], RandomKey.FromSeed(1)), Tensor.RandomNormal([50, 1], RandomKey.FromSeed(2)));
        Dataset data = Dataset.From(x, y);
        float[] Weights(Dataset training, FitOptions options)
        {
            Sequential model = new([new Input([3]), new Dense(4), new Dense(1)]) { Seed = 9 };
            model.Compile(new Adam(0.01), Loss.MeanSquaredError);
            model.Fit(training, options);
            return [.. model.Parameters.SelectMany(weight => weight.ToArray<float>())];
        }

        FitOptions options = new() { Epochs = 3, BatchSize = 8 };
        float[] expected = Weights(data, options);
        Assert.Equal(expected, Weights(data.Batch(8, shuffleSeed: 9), options));
        Assert.Equal(expected, Weights(data.Batch(8, shuffleSeed: 9).Prefetch(3, 2), options));
        Assert.Equal(expected, Weights(data.Batch(8, shuffleSeed: 9).Repeat(), options with { StepsPerEpoch = 7 }));
        Assert.NotEqual(expected, Weights(data.Batch(8), options));
    }

    [Fact]
    public void A_pass_that_was_begun_to_see_shapes_goes_on_and_others_begin_anew()
    {
        Watched watched = new(3);
        Dataset<int> order = Dataset.From(watched.Sequence()).Shuffle(3, seed: 1);
        Dataset data = order.Map(i => new Batch(Tensor.Full([2, 1], i), Tensor.Zeros([2, 1])));
        data.Peek();
        int[] Seen(long pass) => [.. data.Read(new() { Number = pass }).Select(batch => (int)batch.Inputs[0].Element(0))];
        Assert.Equal(order.Read(1), Seen(1));
        Assert.Equal(2, watched.Begun); // one of them to know what to expect
        Dataset other = order.Map(i => new Batch(Tensor.Full([2, 1], i), Tensor.Zeros([2, 1])));
        other.Peek();
        Assert.Equal(order.Read(4), other.Read(new() { Number = 4 }).Select(batch => (int)batch.Inputs[0].Element(0)));
        Assert.Equal(watched.Begun, watched.Ended);
    }
}
