using Hebb.Initializers;
using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>How layers that normalize are written.</summary>
internal static class NormalizationLayerKinds
{
    private const double Momentum = 0.99;
    private const double Epsilon = 1e-3;
    private const double RmsEpsilon = 1e-6;
    private const int DefaultGroups = 32;

    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        LayerKind.Of<SpectralNormalization>("SpectralNormalization", WriteSpectral, c => new(c.Layer("layer"), c.Int("power_iterations", 1))),
        LayerKind.Of<BatchNormalization>("BatchNormalization", WriteBatch, ReadBatch),
        LayerKind.Of<LayerNormalization>("LayerNormalization", WriteLayer, c => new()
        {
            Axes = c.Ints("axis") is { Length: > 0 } axes ? axes : [-1],
            RmsScaling = c.Flag("rms_scaling", false),
            Epsilon = c.Number("epsilon", Epsilon),
            Center = c.Flag("center", true),
            Scale = c.Flag("scale", true),
            BetaInitializer = c.Initializer("beta_initializer", Initializer.Zeros),
            GammaInitializer = c.Initializer("gamma_initializer", Initializer.Ones),
            BetaRegularizer = c.Regularizer("beta_regularizer"),
            GammaRegularizer = c.Regularizer("gamma_regularizer"),
            BetaConstraint = c.Constraint("beta_constraint"),
            GammaConstraint = c.Constraint("gamma_constraint"),
        }),
        LayerKind.Of<GroupNormalization>("GroupNormalization", WriteGroup, c => new(c.Int("groups", DefaultGroups))
        {
            Axis = c.Int("axis", -1),
            Epsilon = c.Number("epsilon", Epsilon),
            Center = c.Flag("center", true),
            Scale = c.Flag("scale", true),
            BetaInitializer = c.Initializer("beta_initializer", Initializer.Zeros),
            GammaInitializer = c.Initializer("gamma_initializer", Initializer.Ones),
            BetaRegularizer = c.Regularizer("beta_regularizer"),
            GammaRegularizer = c.Regularizer("gamma_regularizer"),
            BetaConstraint = c.Constraint("beta_constraint"),
            GammaConstraint = c.Constraint("gamma_constraint"),
        }),
        LayerKind.Of<RMSNormalization>("RMSNormalization", WriteRms, c => new()
        {
            Axes = c.Ints("axis") is { Length: > 0 } axes ? axes : [-1],
            Epsilon = c.Number("epsilon", RmsEpsilon),
        }),
        LayerKind.Of<UnitNormalization>("UnitNormalization", (layer, c) => c.SetAxes("axis", layer.Axes), c => new() { Axes = c.Ints("axis") is { Length: > 0 } axes ? axes : [-1] }),
    ];

    private static void WriteSpectral(SpectralNormalization layer, LayerConfig c)
    {
        c.Set("layer", layer.Inner);
        c.Set("power_iterations", layer.PowerIterations);
    }

    private static void WriteBatch(BatchNormalization layer, LayerConfig c)
    {
        c.Set("axis", layer.Axis);
        c.Set("momentum", layer.Momentum);
        WriteAffine(layer, c);
        c.Set("moving_mean_initializer", Initializer.Zeros);
        c.Set("moving_variance_initializer", Initializer.Ones);
        c.Set("synchronized", false);
    }

    private static void WriteLayer(LayerNormalization layer, LayerConfig c)
    {
        c.SetAxes("axis", layer.Axes);
        WriteAffine(layer, c);
        // Only where it matters: not every version of Keras knows the setting.
        if (layer.RmsScaling) { c.Set("rms_scaling", true); }
    }

    private static void WriteGroup(GroupNormalization layer, LayerConfig c)
    {
        c.Set("groups", layer.Groups);
        c.Set("axis", layer.Axis);
        WriteAffine(layer, c);
    }

    private static void WriteRms(RMSNormalization layer, LayerConfig c)
    {
        c.SetAxes("axis", layer.Axes);
        c.Set("epsilon", layer.Epsilon);
    }

    private static void WriteAffine(AffineNormalization layer, LayerConfig c)
    {
        c.Set("epsilon", layer.Epsilon);
        c.Set("center", layer.Center);
        c.Set("scale", layer.Scale);
        c.Set("beta_initializer", layer.BetaInitializer);
        c.Set("gamma_initializer", layer.GammaInitializer);
        c.Set("beta_regularizer", layer.BetaRegularizer);
        c.Set("gamma_regularizer", layer.GammaRegularizer);
        c.Set("beta_constraint", layer.BetaConstraint);
        c.Set("gamma_constraint", layer.GammaConstraint);
    }

    private static BatchNormalization ReadBatch(LayerConfig c)
    {
        c.Refuse("synchronized", "renorm");
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
            BetaConstraint = c.Constraint("beta_constraint"),
            GammaConstraint = c.Constraint("gamma_constraint"),
        };
    }
}
