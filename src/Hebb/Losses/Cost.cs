using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>The cost of a batch, and how it is combined with those of other batches to what one batch of all rows would give.</summary>
/// <param name="Value">The cost.</param>
/// <param name="Divisor">What the sum of losses was divided by; null for the number of rows.</param>
internal sealed record Cost(Tensor Value, Tensor? Divisor);
