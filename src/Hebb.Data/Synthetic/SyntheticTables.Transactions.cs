using Hebb.Data.Tables;
using Hebb.Ops;

namespace Hebb.Data.Synthetic;

/// <summary>Payments by card, for trials with many rows.</summary>
public static partial class SyntheticTables
{
    /// <summary>The columns of <see cref="Transactions"/> that hold nothing but normal numbers.</summary>
    private const int Signals = 23;

    private static readonly string[] s_merchants = ["grocery", "fuel", "travel", "electronics", "restaurant", "clothing", "pharmacy", "games", "cash", "other"];

    private static readonly string[] s_countries = ["DE", "FR", "ES", "PL", "IT", "NL", "US", "GB"];

    /// <summary>
    /// Payments by card, 30 columns: <c>Amount</c>, <c>Hour</c>, <c>Merchant</c>, <c>Country</c>, <c>Online</c>, <c>DaysSinceLast</c> (with gaps),
    /// <c>V1</c> … <c>V23</c>, and <c>Fraud</c>, 1 for about one row in thirty.
    /// </summary>
    /// <remarks>
    /// Every row depends on the seed and its own number alone, so that a part of any length can be made without the rows before it: files larger than the
    /// memory are written part by part. The label is drawn from a known probability that depends on V1 to V5, Amount, Online and Merchant.
    /// </remarks>
    /// <param name="rows">The number of rows.</param>
    /// <param name="seed">Chooses the rows.</param>
    /// <param name="first">The number of the first row.</param>
    public static Table Transactions(int rows = 10_000, long seed = 1, long first = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        double[] amount = new double[rows], hour = new double[rows], days = new double[rows], fraud = new double[rows];
        string[] merchant = new string[rows], country = new string[rows], online = new string[rows];
        double[][] signals = [.. Enumerable.Range(0, Signals).Select(_ => new double[rows])];
        for (int row = 0; row < rows; row++)
        {
            var random = new SplitMix64(unchecked(((ulong)seed * 0xD1342543DE82EF95) + (ulong)(first + row)));
            random = new SplitMix64(random.Next());
            for (int k = 0; k < Signals; k++) { signals[k][row] = Math.Round(random.NextNormal(), 5); }
            amount[row] = Math.Round(5 + (200 * random.NextDouble() * random.NextDouble() * random.NextDouble()), 2);
            hour[row] = random.Below(24);
            (int m, int c) = (random.Below(s_merchants.Length), random.Below(s_countries.Length));
            bool isOnline = random.NextDouble() < 0.4;
            (merchant[row], country[row], online[row]) = (s_merchants[m], s_countries[c], isOnline ? "yes" : "no");
            days[row] = random.NextDouble() < 0.05 ? double.NaN : random.Below(60);
            double score = -5.3 + (1.2 * signals[0][row]) - signals[1][row] + (0.8 * signals[2][row] * signals[3][row]) + (0.5 * signals[4][row])
                + (amount[row] > 60 && isOnline ? 1.5 : 0) + (s_merchants[m] is "games" or "cash" ? 1 : 0);
            fraud[row] = random.NextDouble() < 1 / (1 + Math.Exp(-score)) ? 1 : 0;
        }

        return new Table([
            new NumberColumn("Amount", amount), new NumberColumn("Hour", hour), new TextColumn("Merchant", merchant), new TextColumn("Country", country),
            new TextColumn("Online", online), new NumberColumn("DaysSinceLast", days),
            .. signals.Select((values, k) => new NumberColumn($"V{k + 1}", values)), new NumberColumn("Fraud", fraud)]);
    }
}
