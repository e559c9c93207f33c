using Hebb.Datasets;

namespace Hebb.Callbacks;

/// <summary>
/// A class with less than 5 % of the rows that is more than 20 times rarer than the most frequent one, while all rows count the same. Below such shares
/// accuracy says little, and a network may be good without ever answering the rare class (He and Garcia, Learning from imbalanced data, 2009).
/// </summary>
internal sealed class ClassImbalanceRule : Rule
{
    private const double Rare = 0.05, Times = 20;
    private const int MostRows = 100_000;

    /// <inheritdoc/>
    public override TrainingProblem Problem => TrainingProblem.ClassImbalance;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Examine(PatientRecord patient)
    {
        Dataset data = patient.Context.Data;
        if (patient.Checkups.Count != 1 || patient.Probe.TargetCount != 1 || patient.Probe.Weights is not null) { yield break; }
        Batch rows = data.Rows <= MostRows ? data.Whole : patient.Probe;
        if (!IsClassification(patient) || Stratification.Classes(rows.Targets[0]) is not { } classes) { yield break; }
        int[] counts = [.. classes.CountBy(c => c).Select(group => group.Value).Order()];
        if (counts.Length < 2 || counts[0] >= Rare * classes.Length || counts[^1] <= Times * counts[0]) { yield break; }
        int rarest = classes.CountBy(c => c).MinBy(group => group.Value).Key;
        yield return Found(
            patient,
            null,
            Line($"class {patient.NameOfClass(rarest)} has {counts[0]} of {classes.Length} rows ({(double)counts[0] / classes.Length:P1}), the most frequent ")
            + Line($"class {(double)counts[^1] / counts[0]:F0} times as many"),
            "Let rare rows count more: balanced class weights (ClassWeight.Balanced, --class-weight balanced). "
            + "Look at precision, recall and AUC instead of accuracy, and choose the threshold by what errors cost.");
    }

    private static bool IsClassification(PatientRecord patient) =>
        patient.Context.Model.Losses is [Losses.BinaryCrossentropy or Losses.CategoricalCrossentropy or Losses.SparseCategoricalCrossentropy or Losses.Hinge
            or Losses.CategoricalHinge];
}
