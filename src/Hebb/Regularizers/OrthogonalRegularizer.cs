using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Regularizers;

/// <summary>
/// factor times the mean of |cos| over all pairs of different rows (or columns) of a matrix: drives them to be perpendicular, so that units say
/// different things. For two rows or more.
/// </summary>
/// <param name="Factor">How much the penalty counts.</param>
/// <param name="Mode">Whether rows or columns.</param>
public sealed record OrthogonalRegularizer(double Factor = 0.01, OrthogonalMode Mode = OrthogonalMode.Rows) : Regularizer
{
    internal static Kind<OrthogonalRegularizer> Kind { get; } = new("OrthogonalRegularizer", c =>
        new(c.Number("factor", r => r.Factor, 0.01), c.Choice("mode", r => r.Mode, ["rows", "columns"])));

    /// <summary>The smallest length that vectors are divided by, as in Keras.</summary>
    private const double SmallestNorm = 1e-7;

    /// <summary>How much the penalty counts. Range: 0 or more.</summary>
    public double Factor { get; init => field = SettingRange.NotNegative(value); } = SettingRange.NotNegative(Factor);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The weight is not a matrix of at least two vectors.</exception>
    public override Tensor Penalty(Tensor weight)
    {
        int count = weight.Rank == 2 ? weight.Shape[Mode == OrthogonalMode.Rows ? 0 : 1] : 0;
        if (count < 2)
        {
            throw new ShapeException(
                $"OrthogonalRegularizer compares the {(Mode == OrthogonalMode.Rows ? "rows" : "columns")} of a matrix, of which there must be two or more, but "
                + $"the weight has shape {weight.Shape}.");
        }

        Tensor rows = Mode == OrthogonalMode.Rows ? weight : weight.Transpose();
        Tensor units = rows / rows.Square().Sum(1, keepDims: true).Maximum(SmallestNorm * SmallestNorm).Sqrt();
        Tensor indices = Tensor.Range(count, rows.DType), differ = indices.ExpandDims(1).NotEqualTo(indices).Cast(rows.DType);
        return (units.MatMul(units.Transpose()) * differ).Abs().Sum() * (Factor / ((double)count * (count - 1)));
    }
}

/// <summary>Which vectors of a matrix are to be perpendicular.</summary>
public enum OrthogonalMode
{
    /// <summary>The rows: for a dense kernel what each input does.</summary>
    Rows,

    /// <summary>The columns: for a dense kernel what each unit looks at.</summary>
    Columns,
}
