using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>
/// Splits examples so that the held-out figures are honest: different examples are dealt as <see cref="Split"/> deals rows, and their copies go with
/// them. What cannot be on both sides is learned from: classes with too few different examples, and groups of copies so large that they would be a part by
/// themselves.
/// </summary>
internal static class ExampleSplit
{
    /// <summary>A class is in all three parts, or it is only learned from.</summary>
    public const int FewestOfClass = 3;

    /// <summary>A group of copies with a larger share of all rows than this, …</summary>
    private const double LargestGroup = 0.1;

    /// <summary>… that is so many times as large as the mean one, is learned from.</summary>
    private const double LargerThanMean = 3;

    /// <summary>Three parts: first the test rows, then the validation rows out of what is left.</summary>
    /// <param name="classes">The class of each row; null to split without regard to classes.</param>
    /// <param name="equal">Which rows are equal.</param>
    /// <param name="test">The share of rows to hold out.</param>
    /// <param name="validation">The share of the remaining rows for validation.</param>
    /// <param name="seed">Equal seeds give equal splits.</param>
    public static TrainValidationTest TrainValidationTest(Column? classes, EqualRows equal, double test, double validation, long seed)
    {
        TrainTest outer = TrainTest(classes, equal, test, seed, FewestOfClass);
        TrainTest inner = TrainTest(classes?.Take(outer.Train), equal.Take(outer.Train), validation, unchecked(seed + 1));
        return new([.. inner.Train.Select(i => outer.Train[i])], [.. inner.Test.Select(i => outer.Train[i])], outer.Test);
    }

    /// <summary>Two parts.</summary>
    /// <param name="classes">The class of each row; null to split without regard to classes.</param>
    /// <param name="equal">Which rows are equal.</param>
    /// <param name="test">The share of rows to hold out.</param>
    /// <param name="seed">Equal seeds give equal splits.</param>
    /// <param name="fewest">A class with fewer different rows is only learned from.</param>
    public static TrainTest TrainTest(Column? classes, EqualRows equal, double test, long seed, int fewest = 2)
    {
        int[] sizes = equal.Sizes();
        bool[] isLearned = [.. sizes.Select(size => size > equal.Groups.Length * Math.Max(LargestGroup, LargerThanMean / sizes.Length))];
        int[][] groupsOfClass = classes is null ? [] : [.. Enumerable.Range(0, equal.Groups.Length)
            .GroupBy(row => classes.TextAt(row)!, row => equal.Groups[row], StringComparer.Ordinal)
            .Select(groups => (int[])[.. equal.Copies == 0 ? groups : groups.Distinct()])];
        foreach (int group in groupsOfClass.Where(groups => groups.Length < fewest).SelectMany(groups => groups)) { isLearned[group] = true; }
        int[] dealt = [.. Enumerable.Range(0, sizes.Length).Where(group => !isLearned[group])];
        TrainTest parts = classes is null
            ? Split.TrainTest(dealt.Length, test, seed)
            : Split.ByClass(classes.Take([.. dealt.Select(group => equal.First[group])]), test, seed, everyClass: false);
        List<int> train = [.. parts.Train.Select(i => dealt[i]), .. Enumerable.Range(0, sizes.Length).Where(group => isLearned[group])];

        // Copies with different answers are dealt by the first one's: a class must not be left to the test rows alone.
        foreach (int group in train) { isLearned[group] = true; }
        foreach (int[] groups in groupsOfClass.Where(groups => !groups.Any(group => isLearned[group])))
        {
            train.Add(groups[0]);
            isLearned[groups[0]] = true;
        }

        return new(equal.RowsOf(train), equal.RowsOf(parts.Test.Select(i => dealt[i]).Where(group => !isLearned[group])));
    }
}
