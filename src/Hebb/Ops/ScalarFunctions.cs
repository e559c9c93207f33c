namespace Hebb.Ops;

/// <summary>Functions of one double that the base class library lacks, exact to a few units in the last place.</summary>
internal static class ScalarFunctions
{
    /// <summary>eˣ − 1 without cancellation near 0 (Kahan's quotient).</summary>
    public static double Expm1(double x)
    {
        if (Math.Abs(x) > 0.5) { return Math.Exp(x) - 1; }
        double u = Math.Exp(x);
        if (u == 1) { return x; }
        return (u - 1) * x / Math.Log(u);
    }

    /// <summary>ln(1 + x) without cancellation near 0 (Kahan's quotient).</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        if (u == 1) { return x; }
        return double.IsPositiveInfinity(u) ? u : Math.Log(u) * x / (u - 1);
    }

    /// <summary>The error function, 2/√π ∫₀ˣ e^(−t²) dt.</summary>
    /// <remarks>
    /// Up to |x| = 3 the series e^(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (2n+1)!!, whose terms are all positive; beyond, 1 minus the continued fraction of erfc
    /// (Abramowitz and Stegun, 7.1.6 and 7.1.14).
    /// </remarks>
    public static double Erf(double x)
    {
        double a = Math.Abs(x);
        if (double.IsNaN(x) || a == 0) { return x; }
        if (a > 6) { return Math.Sign(x); }
        if (a <= 3)
        {
            double term = x, sum = x;
            for (int n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-17; n++)
            {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }

            return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
        }

        double fraction = 0;
        for (int n = 60; n >= 1; n--) { fraction = n / 2.0 / (a + fraction); }
        return Math.Sign(x) * (1 - Math.Exp(-a * a) / Math.Sqrt(Math.PI) / (a + fraction));
    }
}
