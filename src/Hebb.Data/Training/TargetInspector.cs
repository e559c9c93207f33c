namespace Hebb.Data;

/// <summary>Decides whether a target is a class or a number.</summary>
internal static class TargetInspector
{
    /// <summary>The task and the reason for it.</summary>
    public static (LearningTask Task, string Reason) Inspect(Column target, string? source, SchemaOptions options)
    {
        string[] values = [.. LabelEncoder.SortedValues(target)];
        int present = target.Count - target.MissingCount;
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

        bool integers = target is NumberColumn numbers && IsInteger(numbers);
        LearningTask inferred = target is NumberColumn && !(integers && values.Length <= options.MaxTargetClasses) ? LearningTask.Regression
            : values.Length == 2 ? LearningTask.Binary
            : LearningTask.Multiclass;
        LearningTask task = options.Task ?? inferred;
        if (task == LearningTask.Regression && target is TextColumn)
        {
            throw new DataException(
                $"A regression needs numbers to predict, but the column holds text such as '{values[0]}'. Leave the task open, or choose another target.",
                source,
                column: target.Name);
        }

        if (task == LearningTask.Binary && values.Length != 2)
        {
            throw new DataException(
                $"A binary task needs two classes, but the column has {values.Length} different values. Use Multiclass, or choose another target.",
                source,
                column: target.Name);
        }

        if (task != LearningTask.Regression && values.Length > Math.Max(options.MaxTargetClasses, present / 2))
        {
            throw new DataException(
                $"The column has {values.Length} different values in {present} rows, for example '{values[0]}' and '{values[1]}': too many to be classes. "
                + "Choose another target" + (target is NumberColumn ? ", or the task Regression." : "."),
                source,
                column: target.Name);
        }

        string missing = target.MissingCount == 0 ? "" : $"; {target.MissingCount} rows have none and must be left out";
        string reason = task == LearningTask.Regression
            ? $"number to predict, {values[0]} to {values[^1]}"
            : $"class to predict: {values.Length} classes ({string.Join(", ", values.Take(10))}{(values.Length > 10 ? ", …" : "")})";
        return (task, reason + missing);
    }

    private static bool IsInteger(NumberColumn column)
    {
        foreach (double value in column.Values)
        {
            if (!double.IsNaN(value) && value != Math.Floor(value))
            {
                return false;
            }
        }

        return true;
    }
}
