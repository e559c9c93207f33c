using Hebb.Models;

namespace Hebb.Callbacks;

/// <summary>Watches a training and may end it. Override what you need.</summary>
public abstract class Callback
{
    /// <summary>What the callback has to <see cref="Remember"/>. Setting it before training makes the callback go on from there.</summary>
    /// <exception cref="Formats.FileFormatException">What is set was not remembered by such a callback.</exception>
    public CallbackState State
    {
        get
        {
            CallbackState state = new();
            Remember(state);
            state.IsRead = true;
            return state;
        }

        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Remember(value);
            IsContinuing = true;
        }
    }

    /// <summary>Whether the training that begins goes on from a <see cref="State"/> that was set; if not, <see cref="OnTrainBegin"/> starts over.</summary>
    protected bool IsContinuing { get; private set; }

    /// <summary>
    /// Names everything that must be kept so that an interrupted training continues as if it had not been. The same lines write a backup and read it:
    /// <c>_wait = state.Count("wait", _wait);</c>. By default nothing.
    /// </summary>
    protected virtual void Remember(CallbackState state) { }

    /// <summary>Goes back to a state from before one was set.</summary>
    internal void Return(CallbackState before)
    {
        Remember(before);
        IsContinuing = false;
    }

    /// <summary>Begins a training, anew or from the state that was set.</summary>
    internal void Begin(TrainingContext context)
    {
        OnTrainBegin(context);
        IsContinuing = false;
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
