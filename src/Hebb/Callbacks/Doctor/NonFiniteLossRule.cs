namespace Hebb.Callbacks;

/// <summary>A loss that is NaN or infinite; the evidence names the first of data, weights and layers that is not finite. The layer is the first one that was
/// seen to make such values.</summary>
internal sealed class NonFiniteLossRule : Rule
{
    /// <inheritdoc/>
    public override TrainingProblem Problem => TrainingProblem.NonFiniteLoss;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Examine(PatientRecord patient)
    {
        if (patient.NonFinite is not { } cause) { yield break; }
        string? layer = patient.Checkups.Select(checkup => checkup.NonFiniteLayer).FirstOrDefault(name => name is not null)
            ?? patient.Calls
                .Select(call => call.Name)
                .OrderByDescending(name => name.Length)
                .FirstOrDefault(name => cause.Contains(name, StringComparison.Ordinal));
        yield return Found(
            patient,
            layer,
            Line($"the loss is no longer a finite number. {cause}"),
            "Fill in missing values, bring the inputs to a similar scale, lower the learning rate, or clip gradients (ClipNorm).");
    }
}
