using Hebb.Tensors;

namespace Hebb.Regularizers;

/// <summary>A penalty on large weights, added to the loss.</summary>
public abstract record Regularizer
{
    /// <summary>The penalty: a scalar.</summary>
    public abstract Tensor Penalty(Tensor weight);
}
