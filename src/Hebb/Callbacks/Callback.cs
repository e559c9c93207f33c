using Hebb.Models;

namespace Hebb.Callbacks;

/// <summary>Watches a training and may end it. Override what you need.</summary>
public abstract class Callback
{
    /// <summary>
    /// What must be kept so that an interrupted training continues as if it had not been: numbers by name; empty if nothing. Setting it before
    /// training makes the callback go on from there.
    /// </summary>
    public virtual IReadOnlyDictionary<string, double> State
    {
        get => new Dictionary<string, double>();
        set { }
    }

    /// <summary>Weights that belong to the <see cref="State"/>, besides the model's own: those of the best epoch. Set after it, or left alone.</summary>
    public virtual WeightSnapshot? KeptWeights
    {
        get => null;
        set { }
    }

    /// <summary>Called once before the first epoch.</summary>
    public virtual void OnTrainBegin(TrainingContext context) { }

    /// <summary>Called before each epoch.</summary>
    /// <param name="context">The training.</param>
    /// <param name="epoch">The number of the epoch, from 1.</param>
    public virtual void OnEpochBegin(TrainingContext context, int epoch) { }

    /// <summary>Called after each training step. Be quick: a step may take microseconds.</summary>
    public virtual void OnBatchEnd(TrainingContext context, in BatchResult result) { }

    /// <summary>Called before the validation of an epoch.</summary>
    public virtual void OnTestBegin(TrainingContext context) { }

    /// <summary>Called after the validation of an epoch, also when it was cancelled.</summary>
    public virtual void OnTestEnd(TrainingContext context) { }

    /// <summary>Called after each complete epoch, validation included.</summary>
    public virtual void OnEpochEnd(TrainingContext context, EpochResult result) { }

    /// <summary>Called once at the end, also when training was stopped or cancelled.</summary>
    public virtual void OnTrainEnd(TrainingContext context) { }
}
