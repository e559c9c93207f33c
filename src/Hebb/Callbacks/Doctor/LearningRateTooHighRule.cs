namespace Hebb.Callbacks;

/// <summary>
/// A step changes the weights of some layer by more than 5 % of their size, at two looks in a row after the first step, or the first step by more than all of
/// it; and the loss shows it: it rose by a tenth or more in every third epoch, or is no better than that of the first epoch. A usual change is 0.1 % (Karpathy,
/// CS231n: "this ratio should be somewhere around 1e-3"). A step that multiplies weights and makes the loss infinite is one as well.
/// </summary>
internal sealed class LearningRateTooHighRule : Rule
{
    private const double Large = 0.05, Rise = 1.1;

    /// <inheritdoc/>
    public override TrainingProblem Problem => TrainingProblem.LearningRateTooHigh;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Examine(PatientRecord patient)
    {
        Checkup? blown = patient.NonFinite is null ? null : patient.Checkups.LastOrDefault(checkup => checkup.LargestUpdate > 1);
        Checkup[] looks = [.. patient.Checkups.Where(checkup => checkup.LargestUpdate >= 0).TakeLast(2)];
        double[] losses = [.. patient.Epochs.Select(epoch => epoch.Training.Loss)];
        int rises = losses.Zip(losses.Skip(1)).Count(pair => pair.Second > Rise * pair.First);
        bool restless = losses.Length >= 4 && (3 * rises >= losses.Length || losses[^1] >= losses[0]);
        bool large = looks.Length == 2 && looks[0].Steps > 1 && looks.All(look => look.LargestUpdate > Large);
        Checkup? leap = patient.Checkups.FirstOrDefault(checkup => checkup.Steps == 1 && checkup.LargestUpdate > 1);
        bool shakes = (large || leap is not null) && restless && patient.IsPoor(patient.Checkups[^1].Loss, 0.5);
        if (blown is null && !shakes) { yield break; }
        Checkup shown = blown ?? (large ? looks[^1] : leap!);
        WeightVitals most = shown.Weights.MaxBy(weight => weight.Update)!;
        yield return Found(
            patient,
            most.Layer,
            blown is not null
                ? Line($"a step changes the weights by {most.Update:G3} times their size, and the loss is no longer finite")
                : Line($"a step changes the weights by {most.Update:P1} of their size (0.1 % is usual), and the loss ")
                    + Line($"jumps: {string.Join(", ", losses.TakeLast(4).Select(loss => Line($"{loss:G3}")))}"),
            Line($"Lower the learning rate, {patient.Context.Model.Optimizer!.LearningRate:G3} now: try a tenth, or look for one with LearningRateFinder."));
    }
}
