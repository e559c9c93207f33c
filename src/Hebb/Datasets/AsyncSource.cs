using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Hebb.Datasets;

/// <summary>
/// An asynchronous sequence that is enumerated once for every pass. It runs on the thread pool, a few elements ahead, and hands them over to the thread
/// that reads.
/// </summary>
internal sealed class AsyncSource<T>(IAsyncEnumerable<T> sequence) : Dataset<T>
{
    internal override bool DependsOnPass => false;

    protected override IEnumerable<T> Elements(long pass, CancellationToken cancellation)
    {
        using Pump pump = new(sequence, cancellation);
        while (pump.TryNext(out T? value)) { yield return value; }
    }

    private sealed class Pump : IDisposable
    {
        private const int Ahead = 4;

        private readonly Queue<T> _ready = [];
        private readonly SemaphoreSlim _room = new(Ahead);
        private readonly CancellationTokenSource _stop = new();
        private readonly CancellationToken _cancellation;
        private readonly CancellationTokenRegistration _registration;
        private ExceptionDispatchInfo? _failure;
        private bool _hasEnded;

        public Pump(IAsyncEnumerable<T> sequence, CancellationToken cancellation)
        {
            _cancellation = cancellation;
            _registration = cancellation.Register(Stop);
            _ = Task.Run(() => RunAsync(sequence), CancellationToken.None);
        }

        /// <summary>Waits for the next element; false at the end.</summary>
        public bool TryNext([MaybeNullWhen(false)] out T value)
        {
            lock (_ready)
            {
                while (_ready.Count == 0 && !_hasEnded && !_cancellation.IsCancellationRequested) { Monitor.Wait(_ready); }
                _cancellation.ThrowIfCancellationRequested();
                if (_ready.TryDequeue(out value))
                {
                    _room.Release();
                    return true;
                }
            }

            _failure?.Throw();
            return false;
        }

        /// <summary>Ends the sequence and waits until it has let go of what it holds; not if cancelled, when somebody wants to go on at once.</summary>
        public void Dispose()
        {
            Stop();
            _registration.Dispose();
            lock (_ready)
            {
                while (!_hasEnded && !_cancellation.IsCancellationRequested) { Monitor.Wait(_ready); }
                if (!_hasEnded) { return; }
            }

            _room.Dispose();
            _stop.Dispose();
        }

        private void Stop()
        {
            _stop.Cancel();
            lock (_ready) { Monitor.PulseAll(_ready); }
        }

        private async Task RunAsync(IAsyncEnumerable<T> sequence)
        {
            try
            {
                await _room.WaitAsync(_stop.Token).ConfigureAwait(false);
                await foreach (T value in sequence.WithCancellation(_stop.Token).ConfigureAwait(false))
                {
                    lock (_ready)
                    {
                        _ready.Enqueue(value);
                        Monitor.PulseAll(_ready);
                    }

                    await _room.WaitAsync(_stop.Token).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // nobody waits for more
            }
            catch (Exception failure)
            {
                _failure = ExceptionDispatchInfo.Capture(failure);
            }
            finally
            {
                lock (_ready)
                {
                    _hasEnded = true;
                    Monitor.PulseAll(_ready);
                }
            }
        }
    }
}
