using Hebb.Datasets;
using Hebb.Ops;

namespace Hebb.Models;

/// <summary>Hands out the batches of an epoch: one pass over the data, or a number of steps that may begin and end anywhere in a pass.</summary>
internal sealed class BatchFeed(Dataset data, FitOptions options, RandomKey shuffle) : IDisposable
{
    private IEnumerator<Batch>? _pass;
    private int _passes = options.InitialEpoch;
    private int _steps;

    /// <summary>Begins an epoch.</summary>
    public void Begin(int epoch)
    {
        _steps = 0;
        if (options.StepsPerEpoch is null) { BeginPass(epoch); }
    }

    /// <summary>The next batch; null at the end of the epoch.</summary>
    public Batch? Next()
    {
        if (options.StepsPerEpoch is { } most && _steps == most) { return null; }
        _steps++;
        if (_pass is not null && _pass.MoveNext()) { return _pass.Current; }
        if (options.StepsPerEpoch is null) { return null; }
        BeginPass(++_passes);
        return _pass!.MoveNext() ? _pass.Current : throw new InvalidOperationException("The data have no batches: they are empty, or DropRemainder left nothing.");
    }

    /// <summary>Ends the pass at hand.</summary>
    public void Dispose() => _pass?.Dispose();

    private void BeginPass(int number)
    {
        _pass?.Dispose();
        _pass = data.Batches(options.BatchSize, options.Shuffle ? shuffle.Child(number) : null, options.DropRemainder).GetEnumerator();
    }
}
