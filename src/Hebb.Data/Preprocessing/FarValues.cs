using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>
/// A few numbers of a column that lie far from all others: slips, marks for missing values, other units. They would set mean and scale by themselves, so that
/// all others look the same.
/// </summary>
/// <param name="Center">The median.</param>
/// <param name="Reach">How far the farthest ordinary value is from it.</param>
internal sealed record FarValues(double Center, double Reach)
{
    /// <summary>Fewer numbers do not tell what is ordinary.</summary>
    private const int FewestValues = 20;

    private const double MostFar = 0.1;

    /// <summary>Far is what lies more quartile distances than this from the median, …</summary>
    private const double FarQuartiles = 20;

    /// <summary>… and so many times as far as the value before it: a long tail has no such gap.</summary>
    public const double Gap = 10;

    /// <summary>Whether a number is one of them.</summary>
    public bool Contains(double value) => Math.Abs(value - Center) > Reach;

    /// <summary>Looks for far values; null if there are none.</summary>
    /// <param name="column">Numbers; missing ones do not count.</param>
    /// <param name="most">The share of the values that can be far from the others, two at least; more are a kind of their own.</param>
    public static FarValues? Of(NumberColumn column, double most = MostFar)
    {
        double[] sorted = column.Sorted();
        if (sorted.Length < FewestValues) { return null; }

        // Halves, because the distance of two huge numbers of different signs is not finite.
        double center = Percentile.Of(sorted, 0.5);
        double quartiles = (Percentile.Of(sorted, 0.75) / 2) - (Percentile.Of(sorted, 0.25) / 2);
        double[] distances = Array.ConvertAll(sorted, value => Math.Abs((value / 2) - (center / 2)));
        Array.Sort(distances);
        for (int i = Math.Min(distances.Length - 2, (int)Math.Ceiling((1 - most) * distances.Length)); i < distances.Length; i++)
        {
            if (distances[i - 1] > 0 && distances[i] > Gap * distances[i - 1] && distances[i] > FarQuartiles * quartiles)
            {
                return new(center, 2 * distances[i - 1]);
            }
        }

        return null;
    }

    /// <summary>The rows whose value is far, in their order.</summary>
    public IEnumerable<int> RowsIn(NumberColumn column) => Enumerable.Range(0, column.Count).Where(row => Contains(column[row]));
}
