using Hebb.Models;

namespace Hebb.Callbacks;

/// <summary>
/// In two epochs in a row the training loss was more than three times the best one so far and worse than 1.5 times a constant answer's; or the validation loss
/// was, while the training loss had not become better either (if it had, that would be overfitting). As in a run whose validation loss climbs from 0.55 to 43:
/// Adam at 0.01 on columns that were not scaled.
/// </summary>
internal sealed class DivergenceRule : Rule
{
    private const double Times = 3, Poor = 1.5;

    /// <inheritdoc/>
    public override TrainingProblem Problem => TrainingProblem.Divergence;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Examine(PatientRecord patient)
    {
        IReadOnlyList<EpochResult> epochs = patient.Epochs;
        if (epochs.Count < 3) { yield break; }
        double[] training = [.. epochs.Select(epoch => epoch.Training.Loss)], validation = [.. epochs.Select(epoch => epoch.Validation?.Loss ?? double.NaN)];
        int best = Array.IndexOf(training, training.Min());
        if (Climbs(patient, training))
        {
            yield return Of(patient, "loss", training);
        }
        else if (Climbs(patient, validation) && training[^1] > 0.9 * training[Array.IndexOf(validation, validation.Min())])
        {
            yield return Of(patient, "val_loss", validation);
        }
    }

    private static bool Climbs(PatientRecord patient, double[] losses)
    {
        double least = losses[..^2].Min();
        return losses[^2..].All(loss => loss > Times * least && (double.IsNaN(patient.ConstantLoss) ? loss > losses[0] : loss > Poor * patient.ConstantLoss));
    }

    private Finding Of(PatientRecord patient, string name, double[] losses)
    {
        bool unscaled = patient.Has(TrainingProblem.UnscaledInputs);
        return Found(
            patient,
            null,
            Line($"{name} climbs: {losses.Min():G4} at best in epoch {Array.IndexOf(losses, losses.Min()) + 1}, {losses[^1]:G4} in ")
            + Line($"epoch {patient.Epochs[^1].Epoch}"),
            (unscaled ? "Scale the inputs (StandardScaler): that is the likely cause. Then lower" : "Lower")
            + " the learning rate (try a tenth), or clip gradients (ClipNorm).");
    }
}
