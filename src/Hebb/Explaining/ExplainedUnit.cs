namespace Hebb.Explaining;

/// <summary>A unit of a layer: forwards z = Σ w·x + b and a = f(z), backwards ∂E/∂a, ∂E/∂z and the derivative of every weight.</summary>
/// <param name="Name">Its name: <c>h1</c>, <c>o2</c>.</param>
/// <param name="SumName">The name of z: <c>z_h1</c>; in a layer without weights that of the unit before.</param>
/// <param name="Weights">The weights in the order of the inputs, then the bias; empty in a layer without weights.</param>
/// <param name="Sum">z, the weighted sum.</param>
/// <param name="Output">a, the output.</param>
/// <param name="OutputGradient">∂E/∂a.</param>
/// <param name="OutputPaths">The paths whose sum it is; empty for an output, where it is the derivative of the loss.</param>
/// <param name="SumGradient">∂E/∂z.</param>
/// <param name="SumPaths">The paths whose sum it is: one, or, behind a softmax and the like, one for each unit.</param>
/// <param name="IsFromSum">Whether ∂E/∂z was derived from z itself, as in training, because a probability that rounds to 0 or 1 has lost it.</param>
public sealed record ExplainedUnit(
    string Name,
    string SumName,
    IReadOnlyList<ExplainedWeight> Weights,
    double Sum,
    double Output,
    double OutputGradient,
    IReadOnlyList<ChainTerm> OutputPaths,
    double SumGradient,
    IReadOnlyList<ChainTerm> SumPaths,
    bool IsFromSum);
