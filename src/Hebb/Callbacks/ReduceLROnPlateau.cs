using Hebb.Models;

namespace Hebb.Callbacks;

/// <summary>Multiplies the learning rate by a factor when a value has stopped getting better: smaller steps find the way down from a plateau, or
/// into a narrow valley.</summary>
public sealed class ReduceLROnPlateau : Callback
{
    private bool _larger;
    private double _best = double.NaN;
    private int _wait;
    private int _cooldown;

    /// <summary>The value to watch.</summary>
    public string Monitor { get; init; } = "val_loss";

    /// <summary>What the learning rate is multiplied by, below 1.</summary>
    public double Factor
    {
        get;
        init =>
            field = value is > 0 and < 1
                ? value
                : throw new ArgumentOutOfRangeException(nameof(Factor), value, "Factor makes the learning rate smaller: between 0 and 1.");
    } = 0.1;

    /// <summary>
    /// After how many epochs without improvement the rate is reduced. Epochs without the value (no validation in that epoch) do not count. Range: 0 or more.
    /// </summary>
    public int Patience { get; init => field = SettingRange.AtLeast(0, value); } = 10;

    /// <summary>Which values are better.</summary>
    public MonitorMode Mode { get; init; }

    /// <summary>A change smaller than this is no improvement; the sign does not count, as in Keras. Range: any finite number.</summary>
    public double MinDelta { get; init => field = SettingRange.Finite(value); } = 1e-4;

    /// <summary>How many epochs after a reduction are not counted. Range: 0 or more.</summary>
    public int Cooldown { get; init => field = SettingRange.AtLeast(0, value); }

    /// <summary>The rate that is never gone below. Range: 0 or more.</summary>
    public double MinLearningRate { get; init => field = SettingRange.NotNegative(value); }

    /// <inheritdoc/>
    protected override void Remember(CallbackState state)
    {
        _best = state.Number("best", _best);
        _wait = state.Count("wait", _wait);
        _cooldown = state.Count("cooldown", _cooldown);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The training has no such value to watch.</exception>
    /// <exception cref="InvalidOperationException">The optimizer's learning rate follows a schedule.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        if (context.Model.Optimizer!.Schedule is { } schedule)
        {
            throw new InvalidOperationException(
                $"ReduceLROnPlateau changes the learning rate, but that follows {schedule.GetType().Name}. "
                + "Give the optimizer a number as learning rate, or leave the callback out.");
        }

        _larger = context.LargerIsBetter(this, Monitor, Mode);
        if (!IsContinuing) { (_best, _wait, _cooldown) = (double.NaN, 0, 0); }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochResult result)
    {
        if (!result.TryGet(Monitor, out double value)) { return; }
        if (_cooldown > 0)
        {
            _cooldown--;
            _wait = 0;
        }

        double delta = Math.Abs(MinDelta);
        if (double.IsNaN(_best) ? !double.IsNaN(value) : _larger ? value - delta > _best : value + delta < _best)
        {
            (_best, _wait) = (value, 0);
            return;
        }

        if (_cooldown > 0 || ++_wait < Patience) { return; }
        double rate = context.Model.Optimizer!.LearningRate;
        if (rate <= MinLearningRate) { return; }
        context.Model.Optimizer.LearningRate = Math.Max(rate * Factor, MinLearningRate);
        (_cooldown, _wait) = (Cooldown, 0);
    }
}
