using Hebb.Initializers;
using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>How activations that are layers are written.</summary>
internal static class ActivationLayerKinds
{
    private const double OldLeakySlope = 0.3;

    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        LayerKind.Of<ReLU>("ReLU", WriteReLU, c => new()
        {
            MaxValue = c.NumberOrNull("max_value"),
            NegativeSlope = c.Number("negative_slope", 0),
            Threshold = c.Number("threshold", 0),
        }),
        // The setting was called alpha before Keras 3.
        LayerKind.Of<LeakyReLU>("LeakyReLU", (layer, c) => c.Set("negative_slope", layer.NegativeSlope), c => new(c.NumberOrNull("negative_slope") ?? c.Number("alpha", OldLeakySlope))),
        LayerKind.Of<ELU>("ELU", (layer, c) => c.Set("alpha", layer.Alpha), c => new(c.Number("alpha", 1))),
        LayerKind.Of<PReLU>("PReLU", WritePReLU, ReadPReLU),
        LayerKind.Of<SoftmaxLayer>("Softmax", (layer, c) => c.Set("axis", layer.Axis), c => new(c.Int("axis", -1))) with { MaskArgument = "mask", TakesInputsApart = true },
    ];

    private static void WriteReLU(ReLU layer, LayerConfig c)
    {
        c.Set("max_value", layer.MaxValue);
        c.Set("negative_slope", layer.NegativeSlope);
        c.Set("threshold", layer.Threshold);
    }

    private static void WritePReLU(PReLU layer, LayerConfig c)
    {
        c.Set("alpha_initializer", layer.AlphaInitializer);
        c.Set("alpha_regularizer", layer.AlphaRegularizer);
        c.Set("alpha_constraint", layer.AlphaConstraint);
        if (layer.SharedAxes.Count == 0) { c.Set("shared_axes", (string?)null); }
        else { c.Set("shared_axes", layer.SharedAxes); }
    }

    private static PReLU ReadPReLU(LayerConfig c) => new()
    {
        AlphaInitializer = c.Initializer("alpha_initializer", Initializer.Zeros),
        AlphaRegularizer = c.Regularizer("alpha_regularizer"),
        AlphaConstraint = c.Constraint("alpha_constraint"),
        SharedAxes = c.Ints("shared_axes"),
    };
}
