using Hebb.Cpu.Running;

namespace Hebb.Tests.Cpu.Running;

public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Every_part_runs_exactly_once_and_workers_are_in_range(int workers)
    {
        WorkerPool pool = WorkerPool.WithWorkers(workers);
        Frame frame = new(1) { Pool = pool };
        for (int run = 0; run < 2000; run++)
        {
            Counting kernel = new(1 + (run % 17), workers);
            pool.Run(kernel, frame);
            Assert.All(kernel.Runs, count => Assert.Equal(1, count));
            Assert.Equal(0, kernel.WrongWorkers);
        }
    }

    [Fact]
    public void The_same_number_of_workers_gives_the_same_pool()
    {
        Assert.Same(WorkerPool.WithWorkers(3), WorkerPool.WithWorkers(3));
        Assert.Equal(3, WorkerPool.WithWorkers(3).Workers);
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkerPool.WithWorkers(0));
    }

    [Fact]
    public void One_part_runs_on_the_caller()
    {
        Counting kernel = new(1, 4);
        WorkerPool.WithWorkers(4).Run(kernel, new(1) { Pool = WorkerPool.WithWorkers(4) });
        Assert.Equal(Environment.CurrentManagedThreadId, kernel.Thread);
    }

    [Fact]
    public void Several_workers_take_part()
    {
        WorkerPool pool = WorkerPool.WithWorkers(2);
        Meeting kernel = new();
        pool.Run(kernel, new(1) { Pool = pool });
        Assert.True(kernel.Met);
    }

    [Fact]
    public void Helpers_without_work_end_and_start_again()
    {
        WorkerPool pool = new(3, pools: 1, TimeSpan.FromMilliseconds(1));
        for (int round = 0; round < 3; round++)
        {
            Meeting kernel = new();
            pool.Run(kernel, new(1) { Pool = pool });
            Assert.True(kernel.Met);
            Assert.True(SpinWait.SpinUntil(() => !pool.HasStarted, TimeSpan.FromSeconds(30)));
        }

        // Work that comes while helpers are about to end.
        for (int run = 0; run < 300; run++)
        {
            Counting kernel = new(5, 3);
            pool.Run(kernel, new(1) { Pool = pool });
            Assert.All(kernel.Runs, count => Assert.Equal(1, count));
            Assert.Equal(0, kernel.WrongWorkers);
            if (run % 3 == 0) { Thread.Sleep(1); }
        }
    }

    [Fact]
    public void A_busy_pool_hands_over_to_another_one_of_its_size()
    {
        WorkerPool pool = new(2, pools: 2);
        Meeting meeting = new();
        pool.Run(new Busy(meeting, pool), new(1) { Pool = pool });
        Assert.True(meeting.Met);
        Counting last = new(5, 1); // without a third pool the caller runs all parts
        pool.Run(new Busy(new Busy(last, pool), pool), new(1) { Pool = pool });
        Assert.All(last.Runs, count => Assert.Equal(1, count));
        Assert.Equal(0, last.WrongWorkers);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void What_a_part_throws_reaches_the_caller_and_the_pool_lives_on(int workers)
    {
        WorkerPool pool = WorkerPool.WithWorkers(workers);
        Frame frame = new(1) { Pool = pool };
        for (int run = 0; run < 200; run++)
        {
            InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => pool.Run(new Failing(run % 9), frame));
            Assert.Equal($"part {run % 9}", error.Message);
            Counting kernel = new(9, workers);
            pool.Run(kernel, frame);
            Assert.All(kernel.Runs, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Many_callers_share_a_pool()
    {
        WorkerPool pool = WorkerPool.WithWorkers(3);
        int wrong = 0;
        Thread[] callers = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            Frame frame = new(1) { Pool = pool };
            for (int run = 0; run < 3000; run++)
            {
                Counting kernel = new(2 + (run % 7), 3);
                pool.Run(kernel, frame);
                if (kernel.Runs.Any(count => count != 1) || kernel.WrongWorkers > 0) { Interlocked.Increment(ref wrong); }
            }
        }))];
        foreach (Thread caller in callers) { caller.Start(); }
        foreach (Thread caller in callers) { caller.Join(); }
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Running_allocates_nothing()
    {
        WorkerPool pool = WorkerPool.WithWorkers(2);
        Frame frame = new(1) { Pool = pool };
        Counting kernel = new(8, 2);
        for (int run = 0; run < 100; run++) { pool.Run(kernel, frame); }
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int run = 0; run < 100; run++) { pool.Run(kernel, frame); }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private sealed class Counting : Kernel
    {
        private readonly int _workers;
        private int _wrongWorkers;

        public Counting(int parts, int workers)
        {
            (Parts, _workers) = (parts, workers);
            Runs = new int[parts];
        }

        public int[] Runs { get; }

        public int WrongWorkers => _wrongWorkers;

        public int Thread { get; private set; }

        public override string Name => "counting";

        public override void Run(Frame frame, int part, int worker)
        {
            Thread = Environment.CurrentManagedThreadId;
            Interlocked.Increment(ref Runs[part]);
            if ((uint)worker >= (uint)_workers) { Interlocked.Increment(ref _wrongWorkers); }
        }
    }

    /// <summary>Two parts that wait for each other: they can only finish if two threads run them.</summary>
    private sealed class Meeting : Kernel
    {
        private int _arrived;
        private int _met;

        public Meeting() => Parts = 2;

        public bool Met => _met == 2;

        public override string Name => "meeting";

        public override void Run(Frame frame, int part, int worker)
        {
            Interlocked.Increment(ref _arrived);
            if (SpinWait.SpinUntil(() => Volatile.Read(ref _arrived) == 2, TimeSpan.FromMinutes(1))) { Interlocked.Increment(ref _met); }
        }
    }

    /// <summary>Runs another kernel on the pool that is busy with this one.</summary>
    private sealed class Busy : Kernel
    {
        private readonly Kernel _inner;
        private readonly WorkerPool _pool;

        public Busy(Kernel inner, WorkerPool pool) => (_inner, _pool, Parts) = (inner, pool, 2);

        public override string Name => "busy";

        public override void Run(Frame frame, int part, int worker)
        {
            if (part == 0) { _pool.Run(_inner, frame); }
        }
    }

    private sealed class Failing : Kernel
    {
        private readonly int _bad;

        public Failing(int bad) => (_bad, Parts) = (bad, 9);

        public override string Name => "failing";

        public override void Run(Frame frame, int part, int worker)
        {
            if (part == _bad) { throw new InvalidOperationException($"part {part}"); }
        }
    }
}
