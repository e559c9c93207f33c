using Hebb.Ops;

namespace Hebb.Callbacks;

/// <summary>
/// Hidden sigmoid or tanh units at the ends of their range, where the derivative is below 4 % of its largest (0.25 and 1): more than half of all outputs before
/// the first step, or 40 % of the units at the same end for every row when training has ended without a good loss (Glorot and Bengio, 2010, on saturation).
/// </summary>
internal sealed class SaturatedUnitsRule : Rule
{
    private const double AtStart = 0.5, AtEnd = 0.4;

    /// <inheritdoc/>
    public override TrainingProblem Problem => TrainingProblem.SaturatedUnits;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Examine(PatientRecord patient)
    {
        bool starts = patient.Checkups.Count == 1 && patient.IsFresh, failed = patient.IsFinished && patient.IsPoor(patient.FinalLoss, 0.5);
        if (!starts && !failed) { yield break; }
        foreach (UnitVitals units in patient.Checkups[^1].Units)
        {
            if (units.IsOutput || units.Function == ElementwiseFunction.Relu) { continue; }
            const string Fix = "Start with smaller weights (GlorotUniform), scale the inputs, put batch normalization before the activation, or use ReLU.";
            if (starts && units.Saturated > AtStart)
            {
                yield return Found(
                    patient,
                    units.Layer,
                    Line($"{units.Saturated:P0} of the {units.Function} outputs are at an end of their range before the first step, ")
                    + "where the derivative is almost 0",
                    Fix);
            }
            else if (!starts && units.Stuck >= AtEnd * units.Units)
            {
                yield return Found(
                    patient,
                    units.Layer,
                    Line($"{units.Stuck} of {units.Units} {units.Function} units are at the same end of their range for ")
                    + Line($"all {patient.Probe.Rows} rows looked at"),
                    Fix);
            }
        }
    }
}
