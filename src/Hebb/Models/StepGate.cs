namespace Hebb.Models;

/// <summary>
/// Lets a model's weights be read by any number of predictions, or be changed by one step, but not both: a prediction sees the weights of a finished step.
/// Where both wait they take
/// turns. Without anybody to wait for, entering and leaving cost an interlocked instruction each.
/// </summary>
internal sealed class StepGate
{
    private readonly object _lock = new();
    private int _state; // how many predictions run; −1: a step
    private int _waitingPredictions;
    private int _waitingSteps;
    private int _stepThread;
    private bool _isTurnOfPredictions;

    /// <summary>
    /// Waits until no step runs. A step that looks at the weights itself, while it is traced, need not wait for its own end: then the result is false.
    /// </summary>
    public bool EnterPrediction()
    {
        if (Volatile.Read(ref _waitingSteps) == 0 && TryPrediction()) { return true; }
        if (Volatile.Read(ref _stepThread) == Environment.CurrentManagedThreadId) { return false; }
        lock (_lock)
        {
            Interlocked.Increment(ref _waitingPredictions);
            while (!((_waitingSteps == 0 || _isTurnOfPredictions) && TryPrediction())) { Monitor.Wait(_lock); }
            if (Interlocked.Decrement(ref _waitingPredictions) == 0)
            {
                // Those that waited are in; the next ones wait until a step had its turn.
                _isTurnOfPredictions = false;
                Monitor.PulseAll(_lock);
            }
        }

        return true;
    }

    /// <summary>Ends a prediction that was let in.</summary>
    public void LeavePrediction()
    {
        if (Interlocked.Decrement(ref _state) == 0 && Volatile.Read(ref _waitingSteps) > 0) { Wake(); }
    }

    /// <summary>Waits until no prediction and no other step runs; false if this thread is in a step already.</summary>
    public bool EnterStep()
    {
        int thread = Environment.CurrentManagedThreadId;
        if (Volatile.Read(ref _stepThread) == thread) { return false; }
        if (Volatile.Read(ref _waitingPredictions) > 0 || !TryStep())
        {
            lock (_lock)
            {
                Interlocked.Increment(ref _waitingSteps);
                while (!((_waitingPredictions == 0 || !_isTurnOfPredictions) && TryStep())) { Monitor.Wait(_lock); }
                Interlocked.Decrement(ref _waitingSteps);
            }
        }

        _stepThread = thread;
        return true;
    }

    /// <summary>Ends a step that was let in.</summary>
    public void LeaveStep()
    {
        _stepThread = 0;
        Interlocked.Exchange(ref _state, 0);
        if (Volatile.Read(ref _waitingPredictions) + Volatile.Read(ref _waitingSteps) > 0) { Wake(predictions: true); }
    }

    /// <summary>Changes weights as a step does.</summary>
    public void Change(Action change)
    {
        bool entered = EnterStep();
        try
        {
            change();
        }
        finally
        {
            if (entered) { LeaveStep(); }
        }
    }

    private bool TryPrediction()
    {
        for (int state = Volatile.Read(ref _state); state >= 0;)
        {
            int seen = Interlocked.CompareExchange(ref _state, state + 1, state);
            if (seen == state) { return true; }
            state = seen;
        }

        return false;
    }

    private bool TryStep() => Interlocked.CompareExchange(ref _state, -1, 0) == 0;

    private void Wake(bool predictions = false)
    {
        lock (_lock)
        {
            if (predictions && _waitingPredictions > 0) { _isTurnOfPredictions = true; }
            Monitor.PulseAll(_lock);
        }
    }
}
