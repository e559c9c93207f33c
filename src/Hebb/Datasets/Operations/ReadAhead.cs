using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Hebb.Datasets;

/// <summary>
/// Threads that read elements before they are asked for. One after the other they pull the next element, then do the work on it at the same time; a ring
/// of places brings the results back
/// into order, and its size bounds what is begun and not yet taken.
/// </summary>
internal sealed class ReadAhead<T> : IDisposable
{
    private readonly (bool IsReady, T? Value, ExceptionDispatchInfo? Failure)[] _ring;
    private readonly Lock _pulling = new();
    private readonly IEnumerator<Element<T>> _source;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;
    private ExceptionDispatchInfo? _failureAtClosing;
    private long _pulled;
    private long _taken;
    private int _running;
    private bool _hasEnded;

    /// <summary>Begins to read.</summary>
    /// <param name="source">What to read; it is pulled by one thread at a time.</param>
    /// <param name="ahead">The most elements that are begun and not yet taken.</param>
    /// <param name="readers">How many threads read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public ReadAhead(IEnumerable<Element<T>> source, int ahead, int readers, CancellationToken cancellation)
    {
        (_ring, _source, _cancellation, _running) = (new (bool, T?, ExceptionDispatchInfo?)[ahead], source.GetEnumerator(), cancellation, readers);
        _registration = cancellation.Register(End);
        for (int i = 0; i < readers; i++) { new Thread(Read) { IsBackground = true, Name = "Hebb data reader" }.Start(); }
    }

    /// <summary>Waits for the next element; false at the end.</summary>
    public bool TryNext([MaybeNullWhen(false)] out T value)
    {
        (bool IsReady, T? Value, ExceptionDispatchInfo? Failure) next;
        lock (_ring)
        {
            ref (bool IsReady, T? Value, ExceptionDispatchInfo? Failure) place = ref _ring[_taken % _ring.Length];
            while (!place.IsReady && (!_hasEnded || _taken < _pulled) && !_cancellation.IsCancellationRequested) { Monitor.Wait(_ring); }
            _cancellation.ThrowIfCancellationRequested();
            next = place;
            if (next.IsReady)
            {
                place = default;
                _taken++;
                Monitor.PulseAll(_ring);
            }
        }

        next.Failure?.Throw();
        value = next.Value;
        return next.IsReady;
    }

    /// <summary>
    /// Ends the reading and waits until nobody touches the source any more; not if cancelled, since a reader may wait for something that does not come: it
    /// ends with its element.
    /// </summary>
    public void Dispose()
    {
        End();
        _registration.Dispose();
        lock (_ring)
        {
            while (_running > 0 && !_cancellation.IsCancellationRequested) { Monitor.Wait(_ring); }
        }

        _failureAtClosing?.Throw();
    }

    private void End()
    {
        lock (_ring)
        {
            _hasEnded = true;
            Monitor.PulseAll(_ring);
        }
    }

    private void Read()
    {
        while (TryPull(out long index, out Element<T> element))
        {
            (bool IsReady, T? Value, ExceptionDispatchInfo? Failure) result = (true, default, null);
            try
            {
                result.Value = element.Read();
            }
            catch (Exception failure)
            {
                result.Failure = ExceptionDispatchInfo.Capture(failure);
            }

            Put(index, result);
        }

        lock (_ring)
        {
            if (--_running == 0) { Close(); }
            Monitor.PulseAll(_ring);
        }
    }

    /// <summary>Waits for room and pulls the next element; false at the end.</summary>
    private bool TryPull(out long index, out Element<T> element)
    {
        (index, element) = (0, default);
        lock (_pulling)
        {
            lock (_ring)
            {
                while (!_hasEnded && _pulled - _taken == _ring.Length) { Monitor.Wait(_ring); }
                if (_hasEnded) { return false; }
            }

            try
            {
                if (_source.MoveNext())
                {
                    element = _source.Current;
                    lock (_ring) { index = _pulled++; }
                    return true;
                }
            }
            catch (Exception failure)
            {
                lock (_ring) { index = _pulled++; }
                Put(index, (true, default, ExceptionDispatchInfo.Capture(failure)));
            }

            End();
            return false;
        }
    }

    private void Put(long index, (bool, T?, ExceptionDispatchInfo?) result)
    {
        lock (_ring)
        {
            _ring[index % _ring.Length] = result;
            Monitor.PulseAll(_ring);
        }
    }

    private void Close()
    {
        try
        {
            _source.Dispose();
        }
        catch (Exception failure)
        {
            _failureAtClosing = ExceptionDispatchInfo.Capture(failure);
        }
    }
}
