using Hebb.Datasets;

namespace Hebb.Callbacks;

/// <summary>
/// At the end: the answer is the same class for every row, and hardly varies (standard deviation below 0.02), although no class has more than 95 % of the rows.
/// </summary>
internal sealed class ClassCollapseRule : Rule
{
    private const double Still = 0.02, Majority = 0.95;

    /// <inheritdoc/>
    public override TrainingProblem Problem => TrainingProblem.ClassCollapse;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Examine(PatientRecord patient)
    {
        if (!patient.IsFinished
            || patient.Answers is [] or [_]
            || patient.Probe.TargetCount != 1
            || Stratification.Classes(patient.Probe.Targets[0]) is not { } classes)
        {
            yield break;
        }

        bool classifies = patient.Context.Model.Losses is [Losses.BinaryCrossentropy { FromLogits: false }
            or Losses.CategoricalCrossentropy { FromLogits: false } or Losses.SparseCategoricalCrossentropy { FromLogits: false }];
        int[] counts = [.. classes.CountBy(c => c).Select(group => group.Value)];
        if (!classifies || counts.Length < 2 || counts.Max() > Majority * classes.Length) { yield break; }
        int[] answers = [.. patient.Answers.Select(answer => answer.Length == 1 ? (answer[0] >= 0.5 ? 1 : 0) : Array.IndexOf(answer, answer.Max()))];
        double varies = Enumerable.Range(0, patient.Answers[0].Length).Max(column => Deviation([.. patient.Answers.Select(answer => answer[column])]));
        if (answers.Distinct().Count() > 1 || !(varies < Still)) { yield break; }
        yield return Found(
            patient,
            null,
            Line($"all {answers.Length} rows looked at are answered with class {patient.NameOfClass(answers[0])}, which ")
            + Line($"only {classes.Count(c => c == answers[0])} of them are; the outputs vary by {varies:G2}"),
            patient.Findings.Count > 0
                ? "See the other findings first: dead or saturated units, a rate that is too high or too low, vanishing gradients, unscaled inputs. "
                    + "Then check the targets and ClassWeight."
                : "Check the targets, the scale of the inputs, the learning rate and ClassWeight.");
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
