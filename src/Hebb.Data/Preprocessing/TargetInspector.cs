namespace Hebb.Data.Preprocessing;

/// <summary>Decides whether a target is a class or a number.</summary>
internal static class TargetInspector
{
    /// <summary>The task and the reason for it.</summary>
    public static (LearningTask Task, string Reason) Inspect(TargetFacts target, string? source, SchemaOptions options)
    {
        string[] values = target.Values;
        long present = target.Present;
        if (values.Length < 2)
        {
            throw new DataException(
                values.Length == 0 ? "The column to predict has no values. Choose another target."
                : $"Every row has the value '{values[0]}', so there is nothing to learn. Expected at least two different values; "
                    + "choose another target or add rows of another class.",
                source,
                column: target.Name,
                value: values.FirstOrDefault());
        }

        LearningTask inferred = target.IsNumber && !(target.AllWhole && target.Distinct <= options.MaxTargetClasses) ? LearningTask.Regression
            : target.Distinct == 2 ? LearningTask.Binary
            : LearningTask.Multiclass;
        LearningTask task = options.Task ?? inferred;
        if (task == LearningTask.Regression && !target.IsNumber)
        {
            throw new DataException(
                $"A regression needs numbers to predict, but the column holds text such as '{values[0]}'. Leave the task open.",
                source, null, target.Name, null, [new(RemedyKind.Target)]);
        }

        if (task == LearningTask.Binary && target.Distinct != 2)
        {
            throw new DataException(
                $"A binary task needs two classes, but the column has {target.Distinct} different values.",
                source, null, target.Name, null, [new(RemedyKind.Task, Value: "multiclass"), new(RemedyKind.Target)]);
        }

        if (task != LearningTask.Regression && target.Distinct > Math.Max(options.MaxTargetClasses, present / 2))
        {
            throw new DataException(
                $"The column has {target.Distinct} different values in {present} rows, for example '{values[0]}' and '{values[1]}': too many to be classes.",
                source, null, target.Name, null,
                [.. target.IsNumber ? [new Remedy(RemedyKind.Task, Value: "regression")] : Array.Empty<Remedy>(), new(RemedyKind.Target)]);
        }

        string missing = target.Missing == 0 ? "" : $"; {target.Missing} rows have none and must be left out";
        string reason = task == LearningTask.Regression
            ? $"number to predict, {values[0]} to {values[^1]}"
            : $"class to predict: {target.Distinct} classes ({string.Join(", ", values.Take(10))}{(values.Length > 10 ? ", …" : "")})";
        return (task, reason + (task == LearningTask.Regression ? "" : Spellings(values)) + missing);
    }

    /// <summary>Classes that differ in case or spaces only, in words; empty if there are none.</summary>
    private static string Spellings(string[] values)
    {
        string[] same = [.. values.GroupBy(value => string.Concat(value.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant(), StringComparer.Ordinal)
            .Where(group => group.Count() > 1).Select(group => string.Join(" and ", group.Select(value => $"'{value}'")))];
        return same.Length == 0 ? ""
            : $"; WARNING: {string.Join(", ", same.Take(5))} differ in spelling only; if they mean the same, write them alike in the file";
    }
}
