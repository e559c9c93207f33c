using Hebb.Initializers;
using Hebb.Layers;

namespace Hebb.Saving.Configs;

/// <summary>How layers of weights, of shape and of regularization are written.</summary>
internal static class CoreLayerKinds
{
    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        LayerKind.Of<Dense>("Dense", WriteDense, ReadDense),
        LayerKind.Of<ActivationLayer>("Activation", (layer, c) => c.Set("activation", layer.Activation), c => new(c.Activation("activation") ?? Activations.Activation.Linear)),
        LayerKind.Of<Dropout>("Dropout", WriteDropout, ReadDropout),
        LayerKind.Of<Flatten>("Flatten", (_, c) => c.Set("data_format", "channels_last"), ReadFlatten),
        LayerKind.Of<Add>("Add", (_, _) => { }, _ => new()),
        LayerKind.Of<Concatenate>("Concatenate", (layer, c) => c.Set("axis", layer.Axis), c => new(c.Int("axis", -1))),
    ];

    private static void WriteDense(Dense layer, LayerConfig c)
    {
        c.Set("units", layer.Units);
        c.Set("activation", layer.Activation);
        c.Set("use_bias", layer.UseBias);
        c.Set("kernel_initializer", layer.KernelInitializer);
        c.Set("bias_initializer", layer.BiasInitializer);
        c.Set("kernel_regularizer", layer.KernelRegularizer);
        c.Set("bias_regularizer", layer.BiasRegularizer);
        c.Set("kernel_constraint", (string?)null);
        c.Set("bias_constraint", (string?)null);
        c.Set("quantization_config", (string?)null);
    }

    private static Dense ReadDense(LayerConfig c)
    {
        c.Refuse("kernel_constraint", "bias_constraint", "activity_regularizer", "quantization_config", "lora_rank");
        return new(c.Int("units"), c.Activation("activation"), c.Flag("use_bias", true))
        {
            KernelInitializer = c.Initializer("kernel_initializer", Initializer.GlorotUniform),
            BiasInitializer = c.Initializer("bias_initializer", Initializer.Zeros),
            KernelRegularizer = c.Regularizer("kernel_regularizer"),
            BiasRegularizer = c.Regularizer("bias_regularizer"),
        };
    }

    private static void WriteDropout(Dropout layer, LayerConfig c)
    {
        c.Set("rate", layer.Rate);
        c.Set("seed", (string?)null);
        c.Set("noise_shape", (string?)null);
    }

    private static Dropout ReadDropout(LayerConfig c)
    {
        c.Refuse("noise_shape");
        return new(c.Number("rate"));
    }

    private static Flatten ReadFlatten(LayerConfig c)
    {
        if (c.Text("data_format", "channels_last") != "channels_last") { c.Refuse("data_format"); }
        return new();
    }
}
