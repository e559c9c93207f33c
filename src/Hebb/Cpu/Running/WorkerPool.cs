using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Hebb.Cpu.Running;

/// <summary>The threads that share the parts of large kernels.</summary>
/// <remarks>
/// One kernel runs at a time. A caller opens it, takes part in the work and closes it; helpers that come late find it closed. Parts are handed out by a
/// counter: which worker gets which part does not matter, because a part gives the same bits everywhere. A caller that finds the pool busy takes another one of
/// the same size, if the machine has processors for it, and else runs all its parts itself: with many callers there is enough to do on every core anyway.
/// A helper that has had nothing to do for a while ends; the next kernel that has work to share starts it again.
/// </remarks>
internal sealed class WorkerPool
{
    /// <summary>How long a helper watches for more work before it sleeps: kernels of one step follow each other closely.</summary>
    private const int SpinMicroseconds = 40;

    /// <summary>How long a helper sleeps before it ends: a number of threads that is not used any more must not leave threads behind.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private static readonly ConcurrentDictionary<int, WorkerPool> s_pools = new();

    private readonly Lock _starting = new();
    private readonly object _sleep = new();
    private readonly TimeSpan _patience;
    private readonly bool[] _lives; // by the number of the worker
    private volatile int _helpers;
    private int _busy;
    private volatile int _generation;
    private volatile int _sleepers;

    // The open kernel. The fields before _open are written only while it is closed and no helper is inside.
    private Kernel? _kernel;
    private Frame? _frame;
    private Exception? _error;
    private int _next;
    private int _open;
    private int _inside;

    private readonly WorkerPool? _another;

    /// <summary>A pool of one: kernels run on the thread that calls.</summary>
    public WorkerPool() : this(1, 1) { }

    /// <summary>Pools that stand in for each other: a call that finds one busy takes the next.</summary>
    internal WorkerPool(int workers, int pools, TimeSpan? patience = null)
    {
        Workers = workers;
        _lives = new bool[workers];
        _patience = patience ?? s_patience;
        if (pools > 1) { _another = new(workers, pools - 1, patience); }
    }

    /// <summary>Whether helpers run, because there was work to share.</summary>
    public bool HasStarted => _helpers > 0;

    /// <summary>The number of workers, the calling thread included.</summary>
    public int Workers { get; }

    /// <summary>
    /// The pool with this many workers; always the same one, so that its threads are shared. Behind it stand as many of its kind as the machine has processors
    /// for.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one worker.</exception>
    public static WorkerPool WithWorkers(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        return s_pools.GetOrAdd(workers, static count => new(count, count == 1 ? 1 : Environment.ProcessorCount / count));
    }

    /// <summary>Runs all parts of a kernel and returns when they are done.</summary>
    /// <exception cref="Exception">What a part threw, as it was thrown; the remaining parts may not have run.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run(Kernel kernel, Frame frame)
    {
        CheckedRun.Begin(kernel, frame);
        if (kernel.Parts == 1) { kernel.Run(frame, 0, 0); }
        else { RunParts(kernel, frame); }
        CheckedRun.End(kernel, frame);
    }

    private void RunParts(Kernel kernel, Frame frame)
    {
        if (Workers == 1 || kernel.Parts < 1 || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            if (_another is not null)
            {
                _another.RunParts(kernel, frame);
                return;
            }

            for (int part = 0; part < kernel.Parts; part++) { kernel.Run(frame, part, 0); }
            return;
        }

        Exception? error;
        try
        {
            Open(kernel, frame);
            if (_helpers < Workers - 1) { Start(); } // after the kernel is open: a helper that ends now has seen that, or is seen here
            Work(kernel, frame, worker: 0);
            error = Close();
        }
        finally { Volatile.Write(ref _busy, 0); }

        if (error is not null) { ExceptionDispatchInfo.Throw(error); }
    }

    private void Open(Kernel kernel, Frame frame)
    {
        _kernel = kernel;
        _frame = frame;
        _next = 0;
        Volatile.Write(ref _open, 1);

        // Full fences on both sides (here and in Sleep): either the helper sees the new generation or we see the sleeper.
        Interlocked.Increment(ref _generation);
        if (_sleepers > 0) { Wake(kernel.Parts - 1); }
    }

    private Exception? Close()
    {
        // Full fence: a helper that enters from now on finds the kernel closed, one that entered before is waited for.
        Interlocked.Exchange(ref _open, 0);
        SpinWait wait = default;
        while (Volatile.Read(ref _inside) != 0) { wait.SpinOnce(sleep1Threshold: -1); }

        Exception? error = _error;
        _kernel = null;
        _frame = null;
        _error = null;
        return error;
    }

    private void Work(Kernel kernel, Frame frame, int worker)
    {
        try
        {
            int parts = kernel.Parts;
            for (int part; (part = Interlocked.Increment(ref _next) - 1) < parts;) { kernel.Run(frame, part, worker); }
        }
        catch (Exception error) when (Failed(error, kernel.Parts))
        {
        }
    }

    /// <summary>Keeps the first error for the caller and lets nobody take another part.</summary>
    private bool Failed(Exception error, int parts)
    {
        Interlocked.CompareExchange(ref _error, error, null);
        Interlocked.Exchange(ref _next, parts);
        return true;
    }

    private void Start()
    {
        lock (_starting)
        {
            for (int worker = 1; worker < Workers; worker++)
            {
                if (_lives[worker]) { continue; }
                int index = worker;
                new Thread(() => Help(index)) { IsBackground = true, Name = $"Hebb worker {index}" }.Start();
                _lives[worker] = true;
                Interlocked.Increment(ref _helpers);
            }
        }
    }

    private void Help(int worker)
    {
        int seen;
        do
        {
            Interlocked.Increment(ref _inside);
            seen = _generation;
            if (Volatile.Read(ref _open) != 0) { Work(_kernel!, _frame!, worker); }
            Interlocked.Decrement(ref _inside);
        }
        while (Await(seen) || !Ends(worker, seen));
    }

    /// <summary>Gives the number of a worker back, and with it its scratch memory; not if a kernel has just come.</summary>
    private bool Ends(int worker, int seen)
    {
        lock (_starting)
        {
            // Full fence: either the caller sees that a helper is missing or we see its kernel.
            Interlocked.Decrement(ref _helpers);
            if (_generation != seen)
            {
                Interlocked.Increment(ref _helpers);
                return false;
            }

            _lives[worker] = false;
            return true;
        }
    }

    /// <summary>Waits for the next kernel; false if none came for a long time.</summary>
    private bool Await(int seen)
    {
        long end = Stopwatch.GetTimestamp() + (Stopwatch.Frequency * SpinMicroseconds / 1_000_000);
        while (_generation == seen)
        {
            Thread.SpinWait(8);
            if (Stopwatch.GetTimestamp() < end) { continue; }
            return Sleep(seen);
        }

        return true;
    }

    private bool Sleep(int seen)
    {
        lock (_sleep)
        {
            bool waits = true;
            Interlocked.Increment(ref _sleepers);
            while (_generation == seen && waits) { waits = Monitor.Wait(_sleep, _patience); }
            Interlocked.Decrement(ref _sleepers);
            return _generation != seen;
        }
    }

    private void Wake(int wanted)
    {
        lock (_sleep)
        {
            for (int i = Math.Min(wanted, _sleepers); i > 0; i--) { Monitor.Pulse(_sleep); }
        }
    }
}
