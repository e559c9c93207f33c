using Hebb.Graphs;
using Hebb.Tensors;

namespace Hebb.Optimizers;

public abstract partial class Optimizer
{
    /// <summary>Makes a loss smaller: the gradients with respect to the parameters, and a step along them. Call it where <see cref="Apply"/> may be called.</summary>
    /// <param name="loss">A single number.</param>
    /// <param name="parameters">What to change; everything else stays as it is.</param>
    public void Minimize(Tensor loss, IReadOnlyList<Parameter> parameters) => Apply(parameters, Gradient.Of(loss, parameters));
}
