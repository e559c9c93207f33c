namespace Hebb.Learning.Trees;

/// <summary>A way to divide a leaf; the default is none.</summary>
/// <param name="Gain">What it is worth.</param>
/// <param name="Column">The column that is asked.</param>
/// <param name="Left">What goes left, summed up.</param>
/// <param name="Bin">The last bin of numbers that goes left.</param>
/// <param name="MissingLeft">Whether missing and unknown values go left.</param>
/// <param name="Categories">Which bins go left, where they are categories; null for numbers.</param>
internal readonly record struct Split(double Gain, int Column, HistogramBin Left, int Bin, bool MissingLeft, bool[]? Categories)
{
    /// <summary>Which bins go left: 1, the others 0.</summary>
    public byte[] Sides(int bins)
    {
        byte[] sides = new byte[bins];
        for (int bin = 0; bin < bins; bin++)
        {
            bool isLeft = Categories is not null ? Categories[bin] : bin == 0 ? MissingLeft : bin <= Bin;
            sides[bin] = (byte)(isLeft ? 1 : 0);
        }

        return sides;
    }
}
