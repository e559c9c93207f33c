using Hebb.Ops;

namespace Hebb.Tuning;

/// <summary>
/// A density over [0, 1] made of bells around observations (Bergstra et al., 2011): each as wide as the way to its farther neighbor, and one wide
/// bell for what nobody has seen yet.
/// </summary>
internal sealed class Parzen
{
    private readonly (double Mean, double Width)[] _bells;

    /// <summary>The density around these places.</summary>
    public Parzen(IEnumerable<double> observed)
    {
        double[] places = [.. observed.Append(0.5).Order()];
        int prior = Array.IndexOf(places, 0.5);
        double narrowest = 1.0 / Math.Min(100, places.Length + 1);
        _bells = [.. places.Select((place, i) => (place, i == prior
            ? 1
            : Math.Clamp(Math.Max(place - (i == 0 ? 0 : places[i - 1]), (i + 1 == places.Length ? 1 : places[i + 1]) - place), narrowest, 1)))];
    }

    /// <summary>A place drawn from the density.</summary>
    public double Draw(RandomKey key)
    {
        (double mean, double width) = _bells[(int)(RandomSearch.Unit(key.Child("bell")) * _bells.Length)];
        for (int attempt = 0; attempt < 100; attempt++)
        {
            // Box and Muller; what falls outside is drawn again.
            double radius =
                Math.Sqrt(-2 * Math.Log(1 - RandomSearch.Unit(key.Child(2 * attempt)))), angle = 2 * Math.PI * RandomSearch.Unit(key.Child((2 * attempt) + 1));
            double place = mean + (width * radius * Math.Cos(angle));
            if (place is >= 0 and <= 1) { return place; }
        }

        return mean;
    }

    /// <summary>The density at a place.</summary>
    public double At(double place) => _bells.Average(bell =>
    {
        double z = (place - bell.Mean) / bell.Width;
        double inside = Below((1 - bell.Mean) / bell.Width) - Below(-bell.Mean / bell.Width);
        return Math.Exp(-z * z / 2) / (bell.Width * Math.Sqrt(2 * Math.PI) * inside);
    });

    private static double Below(double z) => (1 + ScalarFunctions.Erf(z / Math.Sqrt(2))) / 2;
}
