namespace Hebb.Data.Preprocessing;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    private static readonly double[] s_middleTop =
    [
        3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
        33430.575583588128105, 2509.0809287301226727
    ];
    private static readonly double[] s_middleBottom =
    [
        1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077, 21213.794301586595867, 39307.895800092710610, 28729.085735721942674,
        5226.4952788528545610
    ];
    private static readonly double[] s_tailTop =
    [
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258, 0.241780725177450611770,
        0.0227238449892691845833, 7.74545014278341407640e-4
    ];
    private static readonly double[] s_tailBottom =
    [
        1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550, 0.148103976427480074590, 0.0151986665636164571966,
        5.47593808499534494600e-4, 1.05075007164441684324e-9
    ];
    private static readonly double[] s_farTop =
    [
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230, 0.0265321895265761230930, 0.00124266094738807843860,
        2.71155556874348757815e-5, 2.01033439929228813265e-7
    ];
    private static readonly double[] s_farBottom =
    [
        1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
        1.42151175831644588870e-7, 2.04426310338993978564e-15
    ];

    /// <summary>The number with this probability below it (algorithm AS 241 of Wichura, 1988; about 16 digits).</summary>
    /// <param name="probability">Between 0 and 1, neither of them.</param>
    public static double Quantile(double probability)
    {
        double offset = probability - 0.5;
        if (Math.Abs(offset) <= 0.425)
        {
            double square = 0.180625 - (offset * offset);
            return offset * Polynomial(s_middleTop, square) / Polynomial(s_middleBottom, square);
        }

        double tail = Math.Sqrt(-Math.Log(offset < 0 ? probability : 1 - probability));
        double size = tail <= 5
            ? Polynomial(s_tailTop, tail - 1.6) / Polynomial(s_tailBottom, tail - 1.6)
            : Polynomial(s_farTop, tail - 5) / Polynomial(s_farBottom, tail - 5);
        return offset < 0 ? -size : size;
    }

    /// <summary>The probability below a number, found by halving until <see cref="Quantile"/> gives the number back.</summary>
    public static double Probability(double value)
    {
        double low = 1e-300, high = 1 - 1e-16;
        for (int i = 0; i < 64; i++)
        {
            double middle = (low + high) / 2;
            if (Quantile(middle) < value) { low = middle; }
            else { high = middle; }
        }

        return (low + high) / 2;
    }

    private static double Polynomial(double[] coefficients, double x)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--) { sum = (sum * x) + coefficients[i]; }
        return sum;
    }
}
