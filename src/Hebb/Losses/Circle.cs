using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>
/// ln(1 + Σ e^(γ·αₙ·(s − m)) · Σ e^(−γ·αₚ·(s − 1 + m))) over all other rows of the batch: draws embeddings of one class together and pushes those of others
/// away
/// (Sun et al., 2020). Targets are class numbers, predictions rows of length 1 (put a <c>UnitNormalization</c> last).
/// </summary>
/// <remarks>A row that has no other of its class in the batch, or none of another class, costs nothing and is left out of the mean, as in Keras.</remarks>
/// <param name="Gamma">γ: the scale.</param>
/// <param name="Margin">m: how far beyond the boundary similarities shall go.</param>
public sealed record Circle(double Gamma = 80, double Margin = 0.4) : Loss
{
    internal static Kind<Circle> Kind { get; } = new(
        "Circle",
        c => new(c.Number("gamma", l => l.Gamma, 80), c.Number("margin", l => l.Margin, 0.4))
        {
            RemoveDiagonal = c.Flag("remove_diagonal", l => l.RemoveDiagonal, true),
        });

    private const double Nothing = -1e30; // e^(−10³⁰) is 0, and unlike −∞ it stays finite in differences

    /// <summary>γ: the scale. Range: above 0.</summary>
    public double Gamma { get; init => field = SettingRange.Positive(value); } = SettingRange.Positive(Gamma);

    /// <summary>m: how far beyond the boundary similarities shall go. Range: 0 or more.</summary>
    public double Margin { get; init => field = SettingRange.NotNegative(value); } = SettingRange.NotNegative(Margin);

    /// <inheritdoc/>
    public override string Name => "circle";

    /// <summary>Whether a row is no partner of itself.</summary>
    public bool RemoveDiagonal { get; init; } = true;

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        int rows = yPred.Rank == 2 ? yPred.Shape[0] : 0;
        if (yPred.Rank != 2 || yTrue.Size != rows || yTrue.Rank > 2 || yTrue.Shape[0] != rows)
        {
            throw new ShapeException(
                $"{Name} takes embeddings of shape (batch, size) and a class number per row, but got predictions {yPred.Shape} and targets {yTrue.Shape}.");
        }

        Tensor labels = yTrue.Reshape([rows, 1]), same = labels.EqualTo(labels.Reshape([1, rows])), others = !same;
        if (RemoveDiagonal)
        {
            Tensor index = Tensor.Range(rows);
            same &= index.ExpandDims(1).NotEqualTo(index.ExpandDims(0));
        }

        Tensor distance = (1 - yPred.MatMul(yPred.Transpose(1, 0))).Relu(), nothing = Tensor.Scalar(Nothing, yPred.DType);
        Tensor near = (distance + Margin) * (distance - Margin) * Gamma;
        Tensor far = (1 + Margin - distance).Relu() * (1 - Margin - distance) * Gamma;
        Tensor sums = Tensor.Where(same, near, nothing).LogSumExp() + Tensor.Where(others, far, nothing).LogSumExp();
        return sums.Maximum(Nothing).Reshape([rows]).Softplus();
    }

    /// <inheritdoc/>
    protected override bool LeavesOut => true;

    /// <inheritdoc/>
    protected override Tensor Counting(Tensor yTrue, Tensor losses) => losses > 0;
}
