using Hebb.Datasets;
using Hebb.Ops;

namespace Hebb.Tuning;

/// <summary>Parts rows for cross-validation, with the sizes of scikit-learn's splitters; shuffles are repeatable on every version of .NET.</summary>
public static class Folds
{
    /// <summary>Each row is tested once: the rows in as many parts of (almost) equal size, the larger ones first.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="folds">The number of parts, at least 2.</param>
    /// <param name="seed">Equal seeds give equal parts.</param>
    /// <param name="shuffle">Whether parts are drawn at random; otherwise they are stretches of rows.</param>
    /// <exception cref="ArgumentException">There are fewer rows than parts.</exception>
    public static IReadOnlyList<Fold> KFold(int rows, int folds = 5, long seed = 0, bool shuffle = true)
    {
        Check(rows, folds, "rows");
        int[] part = new int[rows], order = Order(rows, seed, shuffle);
        for (int fold = 0, next = 0; fold < folds; fold++)
        {
            for (int left = SizeOf(rows, folds, fold); left > 0; left--) { part[order[next++]] = fold; }
        }

        return ByPart(part, folds);
    }

    /// <summary>As <see cref="KFold"/>, and every part has the same number of each class, give or take one.</summary>
    /// <param name="classes">The class of each row.</param>
    /// <param name="folds">The number of parts, at least 2.</param>
    /// <param name="seed">Equal seeds give equal parts.</param>
    /// <param name="shuffle">Whether the rows of a class are dealt at random.</param>
    /// <exception cref="ArgumentException">Every class has fewer rows than there are parts.</exception>
    public static IReadOnlyList<Fold> Stratified(IReadOnlyList<int> classes, int folds = 5, long seed = 0, bool shuffle = true)
    {
        ArgumentNullException.ThrowIfNull(classes);
        int[] present = [.. classes.Distinct().Order()];
        Check(classes.Count == 0 ? 0 : present.Max(value => classes.Count(c => c == value)), folds, "rows of the largest class");
        int[] part = new int[classes.Count], order = Order(classes.Count, seed, shuffle);
        // Dealing one class behind the other, always to the next part, keeps both classes and sizes even.
        int next = 0;
        foreach (int value in present)
        {
            foreach (int row in order)
            {
                if (classes[row] == value) { part[row] = next++ % folds; }
            }
        }

        return ByPart(part, folds);
    }

    /// <summary>
    /// Rows of the same group are never in different parts: several measurements of one patient, say. Large groups are dealt first, each to the part
    /// that has fewest rows.
    /// </summary>
    /// <param name="groups">The group of each row.</param>
    /// <param name="folds">The number of parts, at least 2.</param>
    /// <exception cref="ArgumentException">There are fewer groups than parts.</exception>
    public static IReadOnlyList<Fold> Grouped(IReadOnlyList<int> groups, int folds = 5)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var sizes = groups.GroupBy(group => group).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).ToList();
        Check(sizes.Count, folds, "groups");
        int[] filled = new int[folds];
        Dictionary<int, int> partOf = [];
        foreach (IGrouping<int, int> group in sizes)
        {
            int emptiest = Array.IndexOf(filled, filled.Min());
            partOf[group.Key] = emptiest;
            filled[emptiest] += group.Count();
        }

        return ByPart([.. groups.Select(group => partOf[group])], folds);
    }

    /// <summary>
    /// For series: rows are tested on the rows before them only, in a window that grows. The first rows, a part and what is left over, are never
    /// tested.
    /// </summary>
    /// <param name="rows">The number of rows, in the order of time.</param>
    /// <param name="folds">The number of tests, at least 2.</param>
    /// <param name="gap">How many rows are left out between those trained on and those tested: as many as the future leaks into the past.</param>
    /// <exception cref="ArgumentException">There are too few rows.</exception>
    public static IReadOnlyList<Fold> TimeSeries(int rows, int folds = 5, int gap = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        Check(rows - 1, folds, "rows behind the first");
        int size = rows / (folds + 1), first = rows - (folds * size);
        if (first - gap < 1)
        {
            throw new ArgumentException(
                $"With {rows} rows, {folds} folds and a gap of {gap} the first fold would have nothing to train on. Use fewer folds or a smaller gap.",
                nameof(gap));
        }

        return [.. Enumerable.Range(0, folds)
            .Select(fold => first + (fold * size))
            .Select(start => new Fold([.. Enumerable.Range(0, start - gap)], [.. Enumerable.Range(start, size)]))];
    }

    /// <summary>Each row is tested alone: exact, and as many trainings as rows.</summary>
    /// <param name="rows">The number of rows, at least 2.</param>
    public static IReadOnlyList<Fold> LeaveOneOut(int rows) => KFold(rows, rows, shuffle: false);

    /// <summary>The folds of a way to part rows, several times with other seeds.</summary>
    /// <param name="repeats">How many times.</param>
    /// <param name="split">Makes the folds of a seed.</param>
    /// <param name="seed">The first seed.</param>
    public static IReadOnlyList<Fold> Repeated(int repeats, Func<long, IReadOnlyList<Fold>> split, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        return [.. Enumerable.Range(0, repeats).SelectMany(repeat => split(seed + repeat))];
    }

    /// <summary>The folds for a data set: stratified where the target is a class with enough rows, if wanted.</summary>
    internal static IReadOnlyList<Fold> For(Dataset data, int folds, long seed, bool stratified)
    {
        int[]? classes = stratified && data.Peek().TargetCount == 1 ? Stratification.Classes(data.Whole.Targets[0]) : null;
        bool enough = classes is not null && classes.GroupBy(c => c).All(group => group.Count() >= folds);
        return enough ? Stratified(classes!, folds, seed) : KFold(data.Whole.Rows, folds, seed);
    }

    private static int SizeOf(int rows, int folds, int fold) => (rows / folds) + (fold < rows % folds ? 1 : 0);

    private static int[] Order(int rows, long seed, bool shuffle)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        if (shuffle) { Permutation.Fill(order, RandomKey.FromSeed(seed).Child("folds")); }
        return order;
    }

    private static Fold[] ByPart(int[] part, int folds) => [.. Enumerable.Range(0, folds).Select(fold => new Fold(
        [.. Enumerable.Range(0, part.Length).Where(row => part[row] != fold)],
        [.. Enumerable.Range(0, part.Length).Where(row => part[row] == fold)]))];

    private static void Check(int available, int folds, string what)
    {
        if (folds < 2) { throw new ArgumentOutOfRangeException(nameof(folds), folds, "Cross-validation needs at least 2 folds, usually 5."); }
        if (available < folds)
        {
            throw new ArgumentException($"{folds} folds need at least {folds} {what}, but there are {Math.Max(0, available)}. Use fewer folds.", nameof(folds));
        }
    }
}
