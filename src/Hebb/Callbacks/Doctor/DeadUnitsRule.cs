using Hebb.Ops;

namespace Hebb.Callbacks;

/// <summary>
/// ReLU units that are 0 for every row looked at, and therefore get no gradient: all of a layer at two looks in a row, or 40 % of it when training has ended
/// without a good loss (Stanford's CS231n: "as much as 40 % of your network can be dead if the learning rate is set too high").
/// </summary>
internal sealed class DeadUnitsRule : Rule
{
    private const double Share = 0.4;

    /// <inheritdoc/>
    public override TrainingProblem Problem => TrainingProblem.DeadUnits;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Examine(PatientRecord patient)
    {
        if (patient.Checkups.Count < 2 || patient.Epochs.Count == 0) { yield break; }
        bool failed = patient.IsFinished && patient.IsPoor(patient.FinalLoss, 0.5);
        foreach ((UnitVitals now, UnitVitals before) in patient.Checkups[^1].Units.Zip(patient.Checkups[^2].Units))
        {
            if (now.Function != ElementwiseFunction.Relu || now.IsOutput) { continue; }
            int dead = Math.Min(now.Stuck, before.Stuck);
            if (dead != now.Units && !(failed && dead >= Share * now.Units)) { continue; }
            yield return Found(
                patient,
                now.Layer,
                Line($"{dead} of {now.Units} ReLU units are 0 for all {patient.Probe.Rows} rows looked at: they get no gradient and cannot learn"),
                "Use LeakyReLU (or ELU, PReLU), which lets negative values through, lower the learning rate, and start with HeNormal weights and biases of 0.");
        }
    }
}
