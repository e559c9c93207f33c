using Hebb.Tensors;

namespace Hebb.Graphs;

/// <summary>What makes two computations equal: the same op, on the same inputs, with a result of the same shape.</summary>
/// <typeparam name="T">What the inputs are: tensors, or what a device makes of them.</typeparam>
/// <param name="Op">The op.</param>
/// <param name="Identity">What tells constants apart; null for all else.</param>
/// <param name="Shape">The shape of the result.</param>
/// <param name="Inputs">The inputs.</param>
internal readonly record struct Computation<T>(Op Op, object? Identity, Shape Shape, T[] Inputs) where T : class
{
    /// <inheritdoc/>
    public bool Equals(Computation<T> other) =>
        Op.Equals(other.Op) && Equals(Identity, other.Identity) && Shape == other.Shape && Inputs.AsSpan().SequenceEqual(other.Inputs);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Op);
        hash.Add(Identity);
        foreach (T input in Inputs) { hash.Add(input); }
        return hash.ToHashCode();
    }
}
