namespace Hebb.Explaining;

/// <summary>A weight of a unit: what it multiplies, and how the loss depends on it.</summary>
/// <param name="Name">Its name: <c>w5</c>; a bias <c>b3</c>.</param>
/// <param name="From">What it multiplies: <c>h1</c>; empty for a bias.</param>
/// <param name="Input">The value of that, which is ∂z/∂w; 1 for a bias.</param>
/// <param name="Value">The weight.</param>
/// <param name="DataGradient">∂E/∂w of the loss, penalties not included: ∂E/∂z · ∂z/∂w.</param>
/// <param name="PenaltyGradient">∂R/∂w of the layer's penalty; 0 if it has none.</param>
/// <param name="Updated">The weight after one step of gradient descent; the same if it is not trained.</param>
public sealed record ExplainedWeight(string Name, string From, double Input, double Value, double DataGradient, double PenaltyGradient, double Updated)
{
    /// <summary>The term of the weighted sum.</summary>
    public double Product => Value * Input;

    /// <summary>∂E/∂w, penalty included.</summary>
    public double Gradient => DataGradient + PenaltyGradient;

    /// <summary>Whether it is a bias.</summary>
    public bool IsBias => From.Length == 0;
}
