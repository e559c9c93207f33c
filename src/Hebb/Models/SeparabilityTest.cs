namespace Hebb.Models;

/// <summary>Whether a hyperplane can have all rows of one class on one side and all of the other on the other side.</summary>
public enum Separability
{
    /// <summary>There is such a hyperplane.</summary>
    Separable,

    /// <summary>There is none: proved.</summary>
    NotSeparable,

    /// <summary>Not decided: the rule did not come to rest, and the data are too many for the exact test.</summary>
    Undecided,
}

/// <summary>
/// Decides linear separability exactly. Two finite sets are separable if and only if their convex hulls have no point in common, that is, if there are no λ ≥ 0
/// with Σ λᵢ = 1 and Σ λᵢ yᵢ (xᵢ, 1) = 0, where yᵢ = ±1 is the class. That is a linear program; the simplex method solves it in rational numbers, without
/// rounding, and with Bland's rule, so that it ends.
/// </summary>
internal static class SeparabilityTest
{
    /// <summary>Larger tableaus would take more than seconds.</summary>
    private const int MostCells = 50_000;

    /// <summary>Decides for rows and their classes.</summary>
    public static Separability Decide(double[,] x, bool[] isPositive)
    {
        // Rows that occur twice add nothing.
        int[] rows = [.. Enumerable.Range(0, isPositive.Length)
            .DistinctBy(
                row => (isPositive[row], string.Join(' ', Enumerable.Range(0, x.GetLength(1)).Select(c => BitConverter.DoubleToInt64Bits(x[row, c])))))];
        int constraints = x.GetLength(1) + 2;
        if ((long)constraints * (rows.Length + 1) > MostCells) { return Separability.Undecided; }
        return HullsMeet(Tableau(x, isPositive, rows)) ? Separability.NotSeparable : Separability.Separable;
    }

    /// <summary>One row per equation (features, bias, sum of λ), one column per λ, and the right-hand side.</summary>
    private static Rational[][] Tableau(double[,] x, bool[] isPositive, int[] rows)
    {
        int features = x.GetLength(1);
        Rational[][] tableau = new Rational[features + 2][];
        for (int equation = 0; equation < tableau.Length; equation++)
        {
            tableau[equation] = new Rational[rows.Length + 1];
            for (int j = 0; j < rows.Length; j++)
            {
                double value = equation < features ? x[rows[j], equation] : 1;
                tableau[equation][j] = Rational.From(equation <= features && !isPositive[rows[j]] ? -value : value);
            }
        }

        tableau[^1][^1] = Rational.From(1);
        return tableau;
    }

    /// <summary>Phase 1 of the simplex method: starts from one artificial variable per equation and drives their sum down; the equations can be
    /// met if it reaches 0.</summary>
    private static bool HullsMeet(Rational[][] tableau)
    {
        int columns = tableau[0].Length - 1;
        int[] basis = [.. Enumerable.Range(columns, tableau.Length)];
        Rational[] cost = new Rational[columns + 1];
        foreach (Rational[] row in tableau)
        {
            for (int j = 0; j <= columns; j++) { cost[j] -= row[j]; }
        }

        while (true)
        {
            int entering = Array.FindIndex(cost, 0, columns, value => value.Sign < 0);
            if (entering < 0) { return cost[^1].Sign == 0; }
            int leaving = -1;
            for (int i = 0; i < tableau.Length; i++)
            {
                if (tableau[i][entering].Sign <= 0) { continue; }
                int comparison = leaving < 0 ? -1 : (tableau[i][^1] / tableau[i][entering] - tableau[leaving][^1] / tableau[leaving][entering]).Sign;
                if (comparison < 0 || comparison == 0 && basis[i] < basis[leaving]) { leaving = i; }
            }

            // The sum of λ is bounded, so some row limits every step.
            Pivot(tableau, cost, leaving, entering);
            basis[leaving] = entering;
        }
    }

    private static void Pivot(Rational[][] tableau, Rational[] cost, int leaving, int entering)
    {
        Rational[] pivot = tableau[leaving];
        Rational scale = pivot[entering];
        for (int j = 0; j < pivot.Length; j++) { pivot[j] /= scale; }
        foreach (Rational[] row in tableau.Append(cost))
        {
            Rational factor = row[entering];
            if (row == pivot || factor.Sign == 0) { continue; }
            for (int j = 0; j < row.Length; j++)
            {
                if (pivot[j].Sign != 0) { row[j] -= factor * pivot[j]; }
            }
        }
    }
}
