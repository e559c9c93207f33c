using Hebb.Models;

namespace Hebb.Callbacks;

/// <summary>
/// At the end: the validation loss of the last three epochs is on average a quarter above the best one, five or more epochs ago, while the training loss fell
/// by a fifth or more since then. Not reported where early stopping restores the best weights: that is the fix.
/// </summary>
internal sealed class OverfittingRule : Rule
{
    private const double Worse = 1.25, Better = 0.8;
    private const int Since = 5, Mean = 3;

    /// <inheritdoc/>
    public override TrainingProblem Problem => TrainingProblem.Overfitting;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Examine(PatientRecord patient)
    {
        if (!patient.IsFinished || patient.Context.Callbacks.OfType<EarlyStopping>().Any(stopping => stopping.RestoreBestWeights)) { yield break; }
        EpochResult[] judged = [.. patient.Epochs.Where(epoch => epoch.Validation is not null)];
        if (judged.Length < Since + 1) { yield break; }
        EpochResult best = judged.MinBy(epoch => epoch.Validation!.Loss)!, last = judged[^1];
        double validation = judged.TakeLast(Mean).Average(epoch => epoch.Validation!.Loss),
            training = judged.TakeLast(Mean).Average(epoch => epoch.Training.Loss);
        bool matters = double.IsNaN(patient.ConstantLoss) || validation > 0.1 * patient.ConstantLoss;
        if (last.Epoch - best.Epoch < Since || validation < Worse * best.Validation!.Loss || training > Better * best.Training.Loss || !matters)
        {
            yield break;
        }

        yield return Found(
            patient,
            null,
            Line($"val_loss rose from {best.Validation!.Loss:G4} in epoch {best.Epoch} to {last.Validation!.Loss:G4}, while loss fell ")
            + Line($"from {best.Training.Loss:G4} to {last.Training.Loss:G4}: the network memorizes the training rows"),
            "Stop early (EarlyStopping keeps the best weights), use dropout or an L2 penalty, a smaller network, or more rows.");
    }
}
