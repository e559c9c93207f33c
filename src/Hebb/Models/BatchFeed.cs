using Hebb.Datasets;
using Hebb.Ops;

namespace Hebb.Models;

/// <summary>Hands out the batches of an epoch: one pass over the data, or a number of steps that may begin and end anywhere in a pass.</summary>
internal sealed class BatchFeed(Dataset data, FitOptions options, RandomKey shuffle, CancellationToken cancellation) : IDisposable
{
    private IEnumerator<Batch>? _pass;
    private int _steps;
    private bool _hasGiven;

    /// <summary>The number of the pass over the data, from 1; before the first one the epochs done earlier.</summary>
    public int Pass { get; private set; } = options.InitialEpoch;

    /// <summary>The batches taken from the pass.</summary>
    public int Taken { get; private set; }

    /// <summary>Whether data that gave batches before give none any more: a stream that can be read once.</summary>
    public bool HasRunOut { get; private set; }

    /// <summary>Begins an epoch.</summary>
    public void Begin(int epoch)
    {
        _steps = 0;
        if (options.StepsPerEpoch is null) { BeginPass(epoch); }
    }

    /// <summary>Goes on in a pass of an interrupted training, behind the batches that were taken from it.</summary>
    /// <param name="steps">The steps done in the epoch.</param>
    /// <param name="pass">The number of the pass.</param>
    /// <param name="taken">The batches taken from it.</param>
    public void Resume(int steps, int pass, int taken)
    {
        BeginPass(pass);
        while (Taken < taken)
        {
            if (!_pass!.MoveNext())
            {
                throw new InvalidOperationException(
                    $"The interrupted training had taken {taken} batches of a pass, but the data have only {Taken}. Give it the data it had.");
            }

            Taken++;
        }

        _hasGiven = taken > 0;
        _steps = steps;
    }

    /// <summary>The next batch; null at the end of the epoch.</summary>
    public Batch? Next()
    {
        if (options.StepsPerEpoch is { } most && _steps == most) { return null; }
        _steps++;
        if (_pass is not null && Advance()) { return _pass.Current; }
        if (options.StepsPerEpoch is null)
        {
            HasRunOut = Taken == 0 && _hasGiven;
            return null;
        }

        BeginPass(Pass + 1);
        if (Advance()) { return _pass!.Current; }
        HasRunOut = _hasGiven;
        return HasRunOut ? null : throw new InvalidOperationException("The data have no batches: they are empty, or DropRemainder left nothing.");
    }

    /// <summary>Ends the pass at hand.</summary>
    public void Dispose() => _pass?.Dispose();

    private bool Advance()
    {
        if (!_pass!.MoveNext()) { return false; }
        Taken++;
        _hasGiven = true;
        return true;
    }

    private void BeginPass(int number)
    {
        _pass?.Dispose();
        (Pass, Taken) = (number, 0);
        _pass = data.Read(new()
        {
            Number = number,
            BatchSize = options.BatchSize,
            Shuffle = options.Shuffle ? shuffle.Child(number) : null,
            DropRemainder = options.DropRemainder,
            Cancellation = cancellation,
            ReusesBatches = true,
        }).GetEnumerator();
    }
}
