using Hebb.Losses;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Models;

/// <summary>
/// What the loss of a step is the sum of: the cost of each output times its loss weight, and the rest, penalties. Batches of masked or weighted steps are
/// not combined by their rows but by what their sums were divided by, each output by its own.
/// </summary>
/// <param name="Total">The loss of the batch.</param>
/// <param name="Costs">The cost of each output.</param>
/// <param name="Rest">The penalties.</param>
internal sealed record LossTerms(Tensor Total, IReadOnlyList<Cost> Costs, Tensor Rest)
{
    /// <summary>The numbers that totals are made of: for each output its cost and what that was divided by, then the rest.</summary>
    public Tensor Numbers(int rows) => Tensor.Stack(
        [.. Costs.SelectMany(cost => new[] { cost.Value, cost.Divisor ?? Tensor.Scalar(rows) }).Append(Rest).Select(x => x.Reshape([]).Cast(DType.Float32))]);
}
