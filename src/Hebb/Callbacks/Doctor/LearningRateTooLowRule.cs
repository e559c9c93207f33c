namespace Hebb.Callbacks;

/// <summary>
/// At the end: no step looked at changed any layer by more than 1e-5 of its size (1e-3 is usual: Karpathy, CS231n), the loss fell by less than a tenth, and the
/// gradient says that there is more to gain: going down it by a tenth of the weights' size would take at least 1 % off the loss.
/// </summary>
internal sealed class LearningRateTooLowRule : Rule
{
    private const double Small = 1e-5, Gain = 0.01;
    private const int FewestEpochs = 3;

    /// <inheritdoc/>
    public override TrainingProblem Problem => TrainingProblem.LearningRateTooLow;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Examine(PatientRecord patient)
    {
        if (!patient.IsFinished || patient.Epochs.Count < FewestEpochs || patient.Has(TrainingProblem.VanishingGradients)) { yield break; }
        Checkup start = patient.Checkups[0], end = patient.Checkups[^1];
        Checkup[] looks = [.. patient.Checkups.Where(checkup => checkup.LargestUpdate >= 0)];
        if (looks.Length == 0 || looks.Any(look => look.LargestUpdate > Small) || end.Loss < 0.9 * start.Loss) { yield break; }
        if (!(0.1 * end.GradientNorm * end.WeightNorm > Gain * end.Loss)) { yield break; }
        WeightVitals most = looks[^1].Weights.MaxBy(weight => weight.Update)!;
        yield return Found(
            patient,
            most.Layer,
            Line($"a step changes the weights by {most.Update:G3} of their size at most (1e-3 is usual); ")
            + Line($"after {patient.Epochs.Count} epochs the loss went from {start.Loss:G4} to {end.Loss:G4}, though the gradient is {end.GradientNorm:G3}"),
            Line($"Raise the learning rate, {patient.Context.Model.Optimizer!.LearningRate:G3} now: ")
            + "try ten times as much, or look for one with LearningRateFinder.");
    }
}
