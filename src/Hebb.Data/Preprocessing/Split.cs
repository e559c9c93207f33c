using System.Globalization;
using Hebb.Data.Tables;
using Hebb.Ops;

namespace Hebb.Data.Preprocessing;

/// <summary>Row numbers of a split into two parts.</summary>
/// <param name="Train">Rows to learn from.</param>
/// <param name="Test">Rows held out for the final evaluation.</param>
public sealed record TrainTest(int[] Train, int[] Test);

/// <summary>Row numbers of a split into three parts.</summary>
/// <param name="Train">Rows to learn from.</param>
/// <param name="Validation">Rows for early stopping and thresholds.</param>
/// <param name="Test">Rows held out for the final evaluation.</param>
public sealed record TrainValidationTest(int[] Train, int[] Validation, int[] Test);

/// <summary>
/// Splits rows at random but repeatably, with the sizes of scikit-learn's <c>train_test_split</c>: the held-out part is rounded up.
/// Given a column of classes, every part keeps their proportions (stratified).
/// </summary>
public static class Split
{
    /// <summary>Two parts, without regard to classes.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="testFraction">The share of rows to hold out, between 0 and 1.</param>
    /// <param name="seed">Equal seeds give equal splits.</param>
    /// <param name="shuffle">False holds out the last rows, as a time series needs.</param>
    public static TrainTest TrainTest(int rows, double testFraction = 0.2, long seed = 0, bool shuffle = true)
    {
        int test = HeldOut(rows, testFraction);
        int[] order = [.. Enumerable.Range(0, rows)];
        if (shuffle)
        {
            new SplitMix64((ulong)seed).Shuffle(order);
        }

        return new TrainTest(order[..^test], order[^test..]);
    }

    /// <summary>Two parts with the same proportions of classes.</summary>
    /// <param name="classes">The class of every row; every class needs at least two rows.</param>
    /// <param name="testFraction">The share of rows to hold out, between 0 and 1.</param>
    /// <param name="seed">Equal seeds give equal splits.</param>
    public static TrainTest TrainTest(Column classes, double testFraction = 0.2, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(classes);
        return ByClass(classes, testFraction, seed, everyClass: true);
    }

    /// <summary>Three parts, without regard to classes: first the test rows, then the validation rows out of what is left.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="testFraction">The share of all rows to hold out for the final table.</param>
    /// <param name="validationFraction">The share of the remaining rows for validation.</param>
    /// <param name="seed">Equal seeds give equal splits; the test rows are those of <see cref="TrainTest(int, double, long, bool)"/>.</param>
    /// <param name="shuffle">False keeps the order of time: training rows, then validation rows, then test rows.</param>
    public static TrainValidationTest TrainValidationTest(
        int rows, double testFraction = 0.2, double validationFraction = 0.2, long seed = 0, bool shuffle = true)
    {
        TrainTest outer = TrainTest(rows, testFraction, seed, shuffle);
        TrainTest inner = TrainTest(outer.Train.Length, validationFraction, unchecked(seed + 1), shuffle);
        return Nest(outer, inner);
    }

    /// <summary>Three parts with the same proportions of classes: first the test rows, then the validation rows out of what is left.</summary>
    /// <param name="classes">The class of every row; every class needs at least three rows.</param>
    /// <param name="testFraction">The share of all rows to hold out for the final table.</param>
    /// <param name="validationFraction">The share of the remaining rows for validation.</param>
    /// <param name="seed">Equal seeds give equal splits; the test rows are those of <see cref="TrainTest(Column, double, long)"/>.</param>
    public static TrainValidationTest TrainValidationTest(
        Column classes, double testFraction = 0.2, double validationFraction = 0.2, long seed = 0)
    {
        TrainTest outer = TrainTest(classes, testFraction, seed);
        TrainTest inner = TrainTest(classes.Take(outer.Train), validationFraction, unchecked(seed + 1));
        return Nest(outer, inner);
    }

    private static TrainValidationTest Nest(TrainTest outer, TrainTest inner) =>
        new([.. inner.Train.Select(i => outer.Train[i])], [.. inner.Test.Select(i => outer.Train[i])], outer.Test);

    /// <summary>Two parts with the same proportions of classes.</summary>
    /// <param name="classes">The class of every row.</param>
    /// <param name="testFraction">The share of rows to hold out.</param>
    /// <param name="seed">Equal seeds give equal splits.</param>
    /// <param name="everyClass">Whether it is an error if a class cannot be in both parts; otherwise it is in the first one.</param>
    internal static TrainTest ByClass(Column classes, double testFraction, long seed, bool everyClass)
    {
        if (classes.MissingCount > 0)
        {
            throw new DataException(
                $"{classes.MissingCount} rows have no class, so they cannot be split by class.",
                null, null, classes.Name, null, [new(RemedyKind.DropMissingRows, classes.Name)]);
        }

        int test = HeldOut(classes.Count, testFraction);
        LabelEncoder encoder = new LabelEncoder().Fit(classes);
        int[] labels = encoder.Transform(classes);
        int[] counts = new int[encoder.Classes.Count];
        foreach (int label in labels)
        {
            counts[label]++;
        }

        if (everyClass) { CheckCounts(classes.Name, encoder.Classes, counts, classes.Count, test); }
        int[] testCounts = [.. counts.Zip(Allocate(counts, classes.Count - test), (all, train) => all - (everyClass ? train : Math.Max(1, train)))];

        // Rows are dealt in random order: the first of a class go to the test part until its share is full.
        int[] order = [.. Enumerable.Range(0, classes.Count)];
        var random = new SplitMix64((ulong)seed);
        random.Shuffle(order);
        var train = new List<int>(classes.Count - test);
        var held = new List<int>(test);
        foreach (int row in order)
        {
            (testCounts[labels[row]]-- > 0 ? held : train).Add(row);
        }

        return new TrainTest([.. train], [.. held]);
    }

    private static int HeldOut(int rows, double fraction)
    {
        if (!(fraction > 0 && fraction < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The share to hold out must lie between 0 and 1, for example 0.2.");
        }

        int held = (int)Math.Ceiling(fraction * rows);
        if (rows < 2 || held >= rows)
        {
            throw new DataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{rows} rows cannot be split with {fraction} held out: a part would be empty. Use more rows or a smaller share."));
        }

        return held;
    }

    private static void CheckCounts(string column, IReadOnlyList<string> names, int[] counts, int rows, int test)
    {
        int rarest = Array.IndexOf(counts, counts.Min());
        if (counts[rarest] < 2)
        {
            throw new DataException(
                $"Class '{names[rarest]}' has only {counts[rarest]} row, so it cannot be in every part of the split. Add rows of this class, or leave it out.",
                null, null, column, names[rarest], [new(RemedyKind.SplitByRows, column)]);
        }

        if (test < names.Count || rows - test < names.Count)
        {
            throw new DataException(
                $"{names.Count} classes cannot each be in both parts of a split into {rows - test} and {test} rows. Use more rows or another share.",
                null, null, column, null, [new(RemedyKind.SplitByRows, column)]);
        }
    }

    /// <summary>
    /// Deals <paramref name="total"/> rows to classes in proportion to their counts: the whole parts first, then one more to those with
    /// the largest remainders (the earlier class when remainders are equal, where scikit-learn draws lots).
    /// </summary>
    private static int[] Allocate(int[] counts, int total)
    {
        double all = counts.Sum();
        double[] exact = [.. counts.Select(count => count / all * total)];
        int[] dealt = [.. exact.Select(share => (int)Math.Floor(share))];
        int left = total - dealt.Sum();
        foreach (int index in Enumerable.Range(0, counts.Length).OrderByDescending(i => exact[i] - dealt[i]).ThenBy(i => i).Take(left))
        {
            dealt[index]++;
        }

        return dealt;
    }
}
