namespace Hebb.Callbacks;

/// <summary>
/// Starting weights whose root mean square times √fan_in is above 5·√2: five times that of He's initializer, the largest of the usual ones (√2; Glorot's is
/// about 1; He et al., 2015). Signals, and with them gradients, grow by this factor in every layer.
/// </summary>
internal sealed class LargeInitialWeightsRule : Rule
{
    private static readonly double s_he = Math.Sqrt(2), s_large = 5 * s_he;

    /// <inheritdoc/>
    public override TrainingProblem Problem => TrainingProblem.LargeInitialWeights;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Examine(PatientRecord patient)
    {
        if (patient.Checkups.Count != 1 || !patient.IsFresh) { yield break; }
        foreach (WeightVitals kernel in patient.Checkups[0].Weights.Where(weights => weights.FanIn > 0))
        {
            double size = kernel.Weight * Math.Sqrt(kernel.FanIn);
            if (size <= s_large) { continue; }
            yield return Found(
                patient,
                kernel.Layer,
                Line($"the weights start with a root mean square of {kernel.Weight:G3}, {size / s_he:F0} times that of He's ")
                + Line($"initializer for {kernel.FanIn} inputs"),
                "Use a proper weight initializer: GlorotUniform (sigmoid, tanh) or HeNormal (ReLU); batch normalization and gradient clipping also help.");
        }
    }
}
