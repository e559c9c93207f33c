namespace Hebb.Data.Preprocessing;

/// <summary>Decides whether a target is a class or a number, by the nature of its values rather than by their count alone.</summary>
internal static class TargetInspector
{
    /// <summary>A value with fewer rows cannot be learned, watched and judged as a class.</summary>
    private const int FewRows = 3;

    /// <summary>More whole numbers than this are classes only if all of them are about as frequent: counts and marks thin out at their ends.</summary>
    private const int ManyClasses = 10;

    /// <summary>The share of the mean number of rows that every one of so many classes has.</summary>
    private const double EvenShare = 0.1;

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

        (bool isClass, string why) = target.IsNumber ? Nature(target, options) : (true, "");
        LearningTask inferred = !isClass ? LearningTask.Regression : target.Distinct == 2 ? LearningTask.Binary : LearningTask.Multiclass;
        LearningTask task = options.Task ?? inferred;
        if (options.Task is not null) { why = ""; }
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

        // What overrules a choice is named only where another one is possible.
        string other = why.Length == 0 ? ""
            : task == LearningTask.Regression ? (target.Distinct <= options.MaxTargetClasses ? $"; {Task("multiclass")} makes them classes" : "")
            : $"; {Task("regression")} predicts the number";
        string missing = target.Missing == 0 ? "" : $"; {target.Missing} rows have none and must be left out";
        string reason = task == LearningTask.Regression
            ? $"number to predict, {values[0]} to {values[^1]}{why}{other}"
            : $"class to predict: {target.Distinct} classes ({string.Join(", ", values.Take(10))}{(values.Length > 10 ? ", …" : "")}){why}{other}";
        return (task, reason + (task == LearningTask.Regression ? "" : Spellings(values)) + missing);

        string Task(string name) => options.Words(new(RemedyKind.Task, Value: name));
    }

    /// <summary>Classes that differ in case or spaces only, in words; empty if there are none.</summary>
    private static string Spellings(string[] values)
    {
        string[] same = [.. values.GroupBy(value => string.Concat(value.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant(), StringComparer.Ordinal)
            .Where(group => group.Count() > 1).Select(group => string.Join(" and ", group.Select(value => $"'{value}'")))];
        return same.Length == 0 ? ""
            : $"; WARNING: {string.Join(", ", same.Take(5))} differ in spelling only; if they mean the same, write them alike in the file";
    }

    /// <summary>Whether numbers are codes of classes rather than a quantity, with the reason.</summary>
    private static (bool IsClass, string Why) Nature(TargetFacts target, SchemaOptions options)
    {
        if (!target.AllWhole) { return (false, ""); }
        if (target.Distinct == 2) { return (true, ""); }
        if (target.Distinct > options.MaxTargetClasses) { return (false, ""); }
        if (target.High - target.Low > 2.0 * (target.Distinct - 1))
        {
            return (false, $": {target.Distinct} different values that are spread like a quantity");
        }

        int rare = target.Counts.Count(count => count < FewRows);
        if (rare * 3 > target.Distinct || (rare > 0 && target.Distinct > ManyClasses))
        {
            string occur = rare == 1 ? "occurs" : "occur";
            return (false, $": {rare} of {target.Distinct} different values {occur} in fewer than {FewRows} rows, as those of a quantity");
        }

        return target.Distinct > ManyClasses && target.Counts.Min() < EvenShare * target.Present / target.Distinct
            ? (false, $": {target.Distinct} different values of which some are rare, as those of a quantity")
            : (true, ", because they are few whole numbers, each in several rows");
    }
}
