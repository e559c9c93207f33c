using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Datasets;

/// <summary>Splits rows at random, keeping the proportions of classes where the target is a class.</summary>
internal static class Stratification
{
    /// <summary>More different whole numbers than this, and fewer than two rows of each, are taken as quantities.</summary>
    private const int FewClasses = 100;

    /// <summary>The rows of the second part, in ascending order.</summary>
    public static int[] Choose(int rows, int count, int[]? classes, RandomKey key)
    {
        int[] order = new int[rows];
        Permutation.Fill(order, key);
        if (classes is null) { return [.. order.Take(count).Order()]; }
        Dictionary<int, int> quota = Quotas(classes, count);
        List<int> chosen = [];
        foreach (int row in order)
        {
            if (quota[classes[row]]-- > 0) { chosen.Add(row); }
        }

        return [.. chosen.Order()];
    }

    /// <summary>The class of each row, to divide rows by; null if the target is a quantity: not whole, or with nearly as many values as rows.</summary>
    public static int[]? Classes(Tensor y) =>
        WholeNumbers(y) is { } classes && classes.Distinct().Count() <= Math.Max(FewClasses, classes.Length / 2) ? classes : null;

    /// <summary>The target of each row as a class number, from numbers or one-hot rows; null if it is none.</summary>
    public static int[]? WholeNumbers(Tensor y)
    {
        if (y.Rank > 2) { return null; }
        int rows = y.Shape[0], columns = (int)(y.Size / Math.Max(1, rows));
        double[] values = y.ToDoubles();
        int[] classes = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<double> target = values.AsSpan(row * columns, columns);
            double value = columns == 1 ? target[0] : OneHot(target);
            if (value != Math.Floor(value) || Math.Abs(value) > int.MaxValue) { return null; }
            classes[row] = (int)value;
        }

        return classes;
    }

    /// <summary>The position of the only 1 among zeros; NaN if the row is something else.</summary>
    private static double OneHot(ReadOnlySpan<double> row)
    {
        int position = row.IndexOf(1);
        if (position < 0) { return double.NaN; }
        for (int i = 0; i < row.Length; i++)
        {
            if (i != position && row[i] != 0) { return double.NaN; }
        }

        return position;
    }

    /// <summary>How many rows of each class to choose: its share, rounded so that the sum is right (largest remainders).</summary>
    private static Dictionary<int, int> Quotas(int[] classes, int count)
    {
        var shares = classes.GroupBy(c => c).Select(g => (Class: g.Key, Share: (double)count * g.Count() / classes.Length)).ToList();
        Dictionary<int, int> quota = shares.ToDictionary(s => s.Class, s => (int)s.Share);
        int missing = count - quota.Values.Sum();
        foreach ((int c, _) in shares.OrderByDescending(s => s.Share - Math.Floor(s.Share)).ThenBy(s => s.Class).Take(missing)) { quota[c]++; }
        return quota;
    }
}
