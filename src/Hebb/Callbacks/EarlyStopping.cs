using System.Globalization;
using Hebb.Models;

namespace Hebb.Callbacks;

/// <summary>Which values of a column are better.</summary>
public enum MonitorMode
{
    /// <summary>As the column's metric says: larger for accuracy, smaller for losses and errors.</summary>
    Auto,

    /// <summary>Smaller values.</summary>
    Min,

    /// <summary>Larger values.</summary>
    Max,
}

/// <summary>Ends training when a value has stopped getting better, and gives the model the weights of the best epoch.</summary>
/// <remarks>
/// As in Keras, except that the best weights are restored by default, whatever ended the training. Set
/// <see cref="RestoreBestWeights"/> to false to keep the last ones.
/// </remarks>
public sealed class EarlyStopping : Callback
{
    private bool _larger;
    private double _best = double.NaN;
    private int _wait;

    /// <summary>The value to watch.</summary>
    public string Monitor { get; init; } = "val_loss";

    /// <summary>A change smaller than this is no improvement; the sign does not count, as in Keras. Range: any finite number.</summary>
    public double MinDelta { get; init => field = SettingRange.Finite(value); }

    /// <summary>
    /// How many epochs without improvement end the training. Epochs without the value (no validation in that epoch) do not count. Range: 0 or more.
    /// </summary>
    public int Patience { get; init => field = SettingRange.AtLeast(0, value); }

    /// <summary>Which values are better.</summary>
    public MonitorMode Mode { get; init; }

    /// <summary>
    /// Only epochs better than this, too, let the patience start over. An epoch better than all before never ends the training, even if this is not reached.
    /// Range: any finite number.
    /// </summary>
    public double? Baseline { get; init => field = SettingRange.Finite(value); }

    /// <summary>How many epochs pass before the value is watched. Range: 0 or more.</summary>
    public int StartFromEpoch { get; init => field = SettingRange.AtLeast(0, value); }

    /// <summary>Whether the model gets the weights of the best epoch when training ends.</summary>
    public bool RestoreBestWeights { get; init; } = true;

    /// <summary>The best value so far; null if there is none.</summary>
    public double? Best => double.IsNaN(_best) ? null : _best;

    /// <summary>The epoch of the best value, from 1; 0 if there is none.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The epoch after which training was ended; 0 if it was not.</summary>
    public int StoppedEpoch { get; private set; }

    /// <summary>The weights of the best epoch.</summary>
    public WeightSnapshot? BestWeights { get; private set; }

    /// <inheritdoc/>
    protected override void Remember(CallbackState state)
    {
        _best = state.Number("best", _best);
        BestEpoch = state.Count("best_epoch", BestEpoch);
        _wait = state.Count("wait", _wait);
        StoppedEpoch = state.Count("stopped_epoch", StoppedEpoch);
        BestWeights = state.Weights(BestWeights);
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        _larger = context.LargerIsBetter(this, Monitor, Mode);
        if (!IsContinuing) { (_best, BestEpoch, _wait, StoppedEpoch, BestWeights) = (double.NaN, 0, 0, 0, null); }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochResult result)
    {
        if (result.Epoch <= StartFromEpoch || !result.TryGet(Monitor, out double value)) { return; }
        _wait++;
        if (IsBetter(value, _best))
        {
            (_best, BestEpoch) = (value, result.Epoch);
            if (RestoreBestWeights) { Keep(context); }
            if (Baseline is null || IsBetter(value, Baseline.Value)) { _wait = 0; }
            return;
        }

        // As in Keras, the very first epoch never ends a training.
        if (_wait < Patience || result.Epoch == 1) { return; }
        StoppedEpoch = result.Epoch;
        context.StopTraining(double.IsNaN(_best)
            ? $"Stopped early after epoch {result.Epoch}: {Monitor} is undefined: it was NaN in each of {_wait} epochs, "
                + "as the AUC of examples of one class is. Watch another value, or validate with examples for which it is defined."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Stopped early after epoch {result.Epoch}: {Monitor} {Missed} for {_wait} epochs; the best was {_best:G6} in epoch {BestEpoch}."));
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        if (RestoreBestWeights) { BestWeights?.Restore(); }
    }

    private string Missed => Baseline is { } baseline && !IsBetter(_best, baseline)
        ? string.Create(CultureInfo.InvariantCulture, $"has not been better than the baseline {baseline:G6}")
        : "has not improved";

    private bool IsBetter(double value, double reference)
    {
        double delta = Math.Abs(MinDelta);
        if (double.IsNaN(value)) { return false; }
        if (double.IsNaN(reference)) { return true; }
        return _larger ? value - delta > reference : value + delta < reference;
    }

    private void Keep(TrainingContext context)
    {
        if (BestWeights is null) { BestWeights = context.TakeSnapshot(); }
        else { BestWeights.Update(); }
    }
}
