namespace Hebb.Learning.Trees;

/// <summary>What the rows of a bin, of a side or of a leaf sum up to.</summary>
/// <param name="Gradient">G, the sum of the first derivatives of the loss by the score.</param>
/// <param name="Hessian">H, the sum of the second derivatives.</param>
/// <param name="Rows">The number of rows.</param>
internal record struct HistogramBin(double Gradient, double Hessian, int Rows)
{
    public static HistogramBin operator +(HistogramBin a, HistogramBin b) => new(a.Gradient + b.Gradient, a.Hessian + b.Hessian, a.Rows + b.Rows);

    public static HistogramBin operator -(HistogramBin a, HistogramBin b) => new(a.Gradient - b.Gradient, a.Hessian - b.Hessian, a.Rows - b.Rows);

    /// <summary>With less second derivatives than this, rows are sure of their answer already.</summary>
    public const double MinHessian = 1e-3;

    /// <summary>−G/(H + λ), where the parabola through the loss is lowest: one step of Newton's method.</summary>
    public readonly double Answer(double lambda) => Hessian < MinHessian ? 0 : -Gradient / (Hessian + lambda);

    /// <summary>G²/(H + λ): twice what the loss falls by when these rows answer −G/(H + λ) (Chen &amp; Guestrin, XGBoost, 2016).</summary>
    public readonly double Worth(double lambda) => Gradient * Gradient / (Hessian + lambda);

    /// <summary>Takes one side from the whole, which leaves the other.</summary>
    public static void Subtract(Span<HistogramBin> whole, ReadOnlySpan<HistogramBin> side)
    {
        for (int b = 0; b < side.Length; b++) { whole[b] -= side[b]; }
    }
}
