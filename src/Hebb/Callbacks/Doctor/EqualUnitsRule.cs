namespace Hebb.Callbacks;

/// <summary>
/// A hidden layer whose units all have the same weights (to 1e-6 of the largest) after a step: they get the same gradients, and stay equal forever (Goodfellow
/// et al., Deep Learning, 2016, section 8.4: symmetry).
/// </summary>
internal sealed class EqualUnitsRule : Rule
{
    /// <inheritdoc/>
    public override TrainingProblem Problem => TrainingProblem.EqualUnits;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Examine(PatientRecord patient)
    {
        // The last layer of a network that starts at 0 is told apart by its targets.
        if (patient.Checkups is [_] or [] || patient.Checkups[^1].Steps == 0) { yield break; }
        foreach (WeightVitals kernel in patient.Checkups[^1].Weights.SkipLast(1))
        {
            if (!kernel.AreUnitsEqual) { continue; }
            yield return Found(
                patient,
                kernel.Layer,
                kernel.Weight == 0
                    ? Line($"all {kernel.Size} weights are 0: the {kernel.Units} units compute the same and get the same gradients")
                    : Line($"all {kernel.Units} units have the same weights: they compute the same, get the same gradients, and stay equal forever"),
                "Break the symmetry: start with random weights (GlorotUniform, HeNormal) instead of zeros or constants.");
        }
    }
}
