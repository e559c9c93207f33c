namespace Hebb.Callbacks;

/// <summary>
/// In a network of four or more trained layers the gradient of the first layer is, weight for weight, at least a thousand times smaller than that of the last
/// one, at two looks in a row, and the loss has not improved than a constant answer's. Each sigmoid multiplies gradients by at most 0.25 (Hochreiter,
/// 1991; Glorot and Bengio, 2010).
/// </summary>
internal sealed class VanishingGradientsRule : Rule
{
    private const double Fall = 1000, Poor = 0.97;
    private const int FewestLayers = 4;

    /// <inheritdoc/>
    public override TrainingProblem Problem => TrainingProblem.VanishingGradients;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Examine(PatientRecord patient)
    {
        if (patient.Checkups.Count < 2 || patient.Epochs.Count == 0) { yield break; }
        Checkup now = patient.Checkups[^1], before = patient.Checkups[^2];
        if (!Vanishes(now) || !Vanishes(before) || !patient.IsPoor(now.Loss, Poor) || !patient.IsPoor(patient.Checkups[0].Loss, Poor)) { yield break; }
        WeightVitals first = now.Weights[0], last = now.Weights[^1];
        yield return Found(
            patient,
            first.Layer,
            Line($"gradients fall from {last.Gradient:G3} in {last.Layer} to {first.Gradient:G3} here, {last.Gradient / first.Gradient:G3} times, and the ")
            + Line($"loss does not move: {patient.Checkups[0].Loss:G4} at first, {now.Loss:G4} now"),
            "Change the activation function (ReLU instead of sigmoid or tanh), use fewer hidden layers, a proper weight initializer (HeNormal), batch "
            + "normalization, or residual connections (Add).");
    }

    private static bool Vanishes(Checkup checkup) =>
        checkup.Weights.Count >= FewestLayers && checkup.Weights[0].Gradient > 0 && checkup.Weights[^1].Gradient > Fall * checkup.Weights[0].Gradient;
}
