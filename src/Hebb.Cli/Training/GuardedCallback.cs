using Hebb.Callbacks;
using Hebb.Models;

namespace Hebb.Cli;

/// <summary>Something that watches a training and must not end it: when it fails, that is told once, and training continues without it.</summary>
/// <param name="inner">What watches.</param>
/// <param name="name">What it is called in the message.</param>
/// <param name="warn">Where the failure is told.</param>
internal sealed class GuardedCallback(Callback inner, string name, Action<string> warn) : Callback
{
    private bool _hasFailed;

    public override void OnTrainBegin(TrainingContext context) => Try(() => inner.OnTrainBegin(context));

    public override void OnEpochBegin(TrainingContext context, int epoch) => Try(() => inner.OnEpochBegin(context, epoch));

    public override void OnBatchEnd(TrainingContext context, in BatchResult result)
    {
        if (_hasFailed) { return; }
        try
        {
            inner.OnBatchEnd(context, in result);
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    public override void OnTestBegin(TrainingContext context) => Try(() => inner.OnTestBegin(context));

    public override void OnTestEnd(TrainingContext context) => Try(() => inner.OnTestEnd(context));

    public override void OnEpochEnd(TrainingContext context, EpochResult result) => Try(() => inner.OnEpochEnd(context, result));

    public override void OnTrainEnd(TrainingContext context) => Try(() => inner.OnTrainEnd(context));

    private void Try(Action watch)
    {
        if (_hasFailed) { return; }
        try
        {
            watch();
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    private void Fail(Exception error)
    {
        _hasFailed = true;
        warn($"{name} failed, training continues without it: {error.Message}");
    }
}
