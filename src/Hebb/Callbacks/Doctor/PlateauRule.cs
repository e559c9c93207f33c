namespace Hebb.Callbacks;

/// <summary>
/// At the end, after five epochs or more: the loss is not 2 % better than that of a constant answer (where that is not known: not 1 % better than before the
/// first step), and no other finding explains it.
/// </summary>
internal sealed class PlateauRule : Rule
{
    private const double NoBetter = 0.98, NotMoved = 0.99;
    private const int FewestEpochs = 5;

    /// <inheritdoc/>
    public override TrainingProblem Problem => TrainingProblem.Plateau;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Examine(PatientRecord patient)
    {
        bool known = !double.IsNaN(patient.ConstantLoss);
        if (!patient.IsFinished || patient.Epochs.Count < FewestEpochs || patient.Findings.Exists(finding => finding.Problem != TrainingProblem.ClassImbalance))
        {
            yield break;
        }

        if (!patient.IsPoor(patient.FinalLoss, known ? NoBetter : NotMoved)) { yield break; }
        yield return Found(
            patient,
            null,
            known
                ? Line($"after {patient.Epochs.Count} epochs the loss is {patient.FinalLoss:G4}; the best constant answer has {patient.ConstantLoss:G4}")
                : Line($"after {patient.Epochs.Count} epochs the loss is {patient.FinalLoss:G4}; it was {patient.Checkups[0].Loss:G4} before the first step"),
            "Train longer, try another learning rate (LearningRateFinder), another initializer or seed, more units; "
            + "or check whether the inputs say anything about the target.");
    }
}
