namespace Hebb.Explaining;

/// <summary>A product of the chain rule, one path of the sum: <c>∂E/∂z_o1 · w5</c>.</summary>
/// <param name="Outer">The derivative that comes from behind, by its name: <c>∂E/∂z_o1</c>.</param>
/// <param name="OuterValue">Its value.</param>
/// <param name="Inner">The derivative of what lies between: <c>w5</c>, <c>∂o1/∂z_o1</c>.</param>
/// <param name="InnerValue">Its value.</param>
public sealed record ChainTerm(string Outer, double OuterValue, string Inner, double InnerValue)
{
    /// <summary>The product.</summary>
    public double Value => OuterValue * InnerValue;
}
