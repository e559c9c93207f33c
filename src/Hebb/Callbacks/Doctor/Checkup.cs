using Hebb.Ops;

namespace Hebb.Callbacks;

/// <summary>What the doctor saw at one moment of a training.</summary>
/// <param name="Steps">The training steps seen so far.</param>
/// <param name="Loss">The loss of the probe rows without penalties; NaN if there is none.</param>
/// <param name="Weights">The matrices and filters that are trained, in the order of the layers.</param>
/// <param name="Units">The outputs of layers that end with an activation that may get stuck.</param>
/// <param name="NonFiniteLayer">The first layer that made something else than finite numbers; null if none did.</param>
internal sealed record Checkup(long Steps, double Loss, IReadOnlyList<WeightVitals> Weights, IReadOnlyList<UnitVitals> Units, string? NonFiniteLayer)
{
    /// <summary>The norm of all gradients together.</summary>
    public double GradientNorm => Math.Sqrt(Weights.Sum(weight => weight.Gradient * weight.Gradient * weight.Size));

    /// <summary>The norm of all weights together.</summary>
    public double WeightNorm => Math.Sqrt(Weights.Sum(weight => weight.Size * weight.Weight * weight.Weight));

    /// <summary>The largest change of a layer's weights by the last step, relative to their size.</summary>
    public double LargestUpdate => Weights.Count == 0 ? double.NaN : Weights.Max(weight => weight.Update);
}

/// <summary>A trained matrix or filter.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Size">The number of weights.</param>
/// <param name="Units">The extent of the last axis.</param>
/// <param name="FanIn">How many products each unit sums up; 0 for weights that are looked up or are no factors of a sum.</param>
/// <param name="Gradient">The root of the mean square of the gradient.</param>
/// <param name="Weight">The root of the mean square of the weights.</param>
/// <param name="AreUnitsEqual">Whether all units have the same weights.</param>
/// <param name="Update">‖change by the last step‖ / ‖weights‖; NaN if unknown.</param>
internal sealed record WeightVitals(string Layer, long Size, int Units, long FanIn, double Gradient, double Weight, bool AreUnitsEqual, double Update);

/// <summary>The units behind an activation, over all probe rows.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Function">Relu, Sigmoid or Tanh.</param>
/// <param name="Units">How many units there are.</param>
/// <param name="Stuck">How many of them are useless: 0 for every row (ReLU), or at the same end of their range for every row.</param>
/// <param name="Saturated">The share of all outputs that are at an end of their range; 0 for ReLU.</param>
/// <param name="IsOutput">Whether these are outputs of the model, which may well be certain.</param>
internal sealed record UnitVitals(string Layer, ElementwiseFunction Function, int Units, int Stuck, double Saturated, bool IsOutput);
