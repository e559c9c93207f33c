using Hebb.Initializers;
using Hebb.Layers;

namespace Hebb.Saving.Configs;

/// <summary>How layers that normalize are written.</summary>
internal static class NormalizationLayerKinds
{
    private const double Momentum = 0.99;
    private const double Epsilon = 1e-3;

    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        LayerKind.Of<BatchNormalization>("BatchNormalization", WriteBatch, ReadBatch),
        LayerKind.Of<Normalization>("Normalization", WriteNormalization, ReadNormalization),
    ];

    private static void WriteBatch(BatchNormalization layer, LayerConfig c)
    {
        c.Set("axis", layer.Axis);
        c.Set("momentum", layer.Momentum);
        c.Set("epsilon", layer.Epsilon);
        c.Set("center", layer.Center);
        c.Set("scale", layer.Scale);
        c.Set("beta_initializer", layer.BetaInitializer);
        c.Set("gamma_initializer", layer.GammaInitializer);
        c.Set("moving_mean_initializer", Initializer.Zeros);
        c.Set("moving_variance_initializer", Initializer.Ones);
        c.Set("beta_regularizer", layer.BetaRegularizer);
        c.Set("gamma_regularizer", layer.GammaRegularizer);
        c.Set("beta_constraint", (string?)null);
        c.Set("gamma_constraint", (string?)null);
        c.Set("synchronized", false);
    }

    private static BatchNormalization ReadBatch(LayerConfig c)
    {
        c.Refuse("beta_constraint", "gamma_constraint", "synchronized", "renorm");
        return new()
        {
            Axis = c.Ints("axis") is [int axis] ? axis : -1,
            Momentum = c.Number("momentum", Momentum),
            Epsilon = c.Number("epsilon", Epsilon),
            Center = c.Flag("center", true),
            Scale = c.Flag("scale", true),
            BetaInitializer = c.Initializer("beta_initializer", Initializer.Zeros),
            GammaInitializer = c.Initializer("gamma_initializer", Initializer.Ones),
            BetaRegularizer = c.Regularizer("beta_regularizer"),
            GammaRegularizer = c.Regularizer("gamma_regularizer"),
        };
    }

    private static void WriteNormalization(Normalization layer, LayerConfig c)
    {
        c.Set("axis", [layer.Axis]);
        c.Set("invert", layer.Invert);
        c.Set("mean", (string?)null);
        c.Set("variance", (string?)null);
    }

    private static Normalization ReadNormalization(LayerConfig c)
    {
        // Moments given as settings are no weights in the file, and one mean for all features is another formula.
        c.Refuse("mean", "variance");
        int[] axes = c.Ints("axis");
        if (axes.Length != 1) { c.Json["axis"] ??= "none"; c.Refuse("axis"); }
        return new() { Axis = axes[0], Invert = c.Flag("invert", false) };
    }
}
