namespace Hebb.Learning.Trees;

/// <summary>What the rows of a bin, of a side or of a leaf sum up to.</summary>
/// <param name="Gradient">G, the sum of the first derivatives of the loss by the score.</param>
/// <param name="Hessian">H, the sum of the second derivatives.</param>
/// <param name="Rows">The number of rows.</param>
internal record struct HistogramBin(double Gradient, double Hessian, int Rows)
{
    public static HistogramBin operator +(HistogramBin a, HistogramBin b) => new(a.Gradient + b.Gradient, a.Hessian + b.Hessian, a.Rows + b.Rows);

    public static HistogramBin operator -(HistogramBin a, HistogramBin b) => new(a.Gradient - b.Gradient, a.Hessian - b.Hessian, a.Rows - b.Rows);

    /// <summary>G²/(H + λ): twice what the loss falls by when these rows answer −G/(H + λ) (Chen &amp; Guestrin, XGBoost, 2016).</summary>
    public readonly double Worth(double lambda) => Gradient * Gradient / (Hessian + lambda);

    /// <summary>Adds rows to the bins of a column, in their order.</summary>
    /// <param name="histogram">The bins of the column.</param>
    /// <param name="bins">The bin of every row there is.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="gradients">First derivatives of these rows.</param>
    /// <param name="hessians">Second derivatives of these rows.</param>
    public static void Add(
        Span<HistogramBin> histogram, ushort[] bins, ReadOnlySpan<int> rows, ReadOnlySpan<float> gradients, ReadOnlySpan<float> hessians)
    {
        gradients = gradients[..rows.Length];
        hessians = hessians[..rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            ref HistogramBin bin = ref histogram[bins[rows[i]]];
            bin.Gradient += gradients[i];
            bin.Hessian += hessians[i];
            bin.Rows++;
        }
    }

    /// <summary>Takes one side from the whole, which leaves the other.</summary>
    public static void Subtract(Span<HistogramBin> whole, ReadOnlySpan<HistogramBin> side)
    {
        for (int b = 0; b < side.Length; b++) { whole[b] -= side[b]; }
    }
}
