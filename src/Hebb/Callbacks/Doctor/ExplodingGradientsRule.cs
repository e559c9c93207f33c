namespace Hebb.Callbacks;

/// <summary>
/// Gradients that grow a thousandfold: from the last trained layer of four or more to the second one (the first also shows the size of the inputs), or from the
/// first look to the latest, while the loss got worse (Pascanu et al., On the difficulty of training recurrent neural networks, 2013).
/// </summary>
internal sealed class ExplodingGradientsRule : Rule
{
    private const double Growth = 1000;
    private const int FewestLayers = 4;

    /// <inheritdoc/>
    public override TrainingProblem Problem => TrainingProblem.ExplodingGradients;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Examine(PatientRecord patient)
    {
        const string Fix = "Clip gradients (ClipNorm or GlobalClipNorm of the optimizer), start with smaller weights (GlorotUniform, HeNormal), use batch "
            + "normalization, fewer layers, or a lower learning rate.";
        Checkup start = patient.Checkups[0], now = patient.Checkups[^1];
        if (now.Weights.Count >= FewestLayers
            && now.Weights[1].Gradient > Growth * now.Weights[^1].Gradient
            && now.Weights[^1].Gradient > 0
            && patient.IsPoor(now.Loss, 1))
        {
            yield return Found(
                patient,
                now.Weights[1].Layer,
                Line($"gradients grow towards the input, from {now.Weights[^1].Gradient:G3} in {now.Weights[^1].Layer} to {now.Weights[1].Gradient:G3} ")
                + Line($"here, {now.Weights[1].Gradient / now.Weights[^1].Gradient:G3} times"),
                Fix);
        }

        if (start.GradientNorm > 0 && now.GradientNorm > Growth * start.GradientNorm && now.Loss > start.Loss)
        {
            yield return Found(
                patient,
                now.Weights.MaxBy(weight => weight.Gradient)!.Layer,
                Line($"the norm of all gradients grew from {start.GradientNorm:G3} before the first step to {now.GradientNorm:G3}, and the loss ")
                + Line($"from {start.Loss:G4} to {now.Loss:G4}"),
                Fix);
        }
    }
}
