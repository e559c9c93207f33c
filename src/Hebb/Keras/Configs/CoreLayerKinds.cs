using Hebb.Initializers;
using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>How the basic layers are written.</summary>
internal static class CoreLayerKinds
{
    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        LayerKind.Of<Dense>("Dense", WriteDense, ReadDense),
        LayerKind.Of<ActivationLayer>("Activation", (layer, c) => c.Set("activation", layer.Activation), c => new(c.Activation("activation") ?? Activations.Activation.Linear)),
        LayerKind.Of<IdentityLayer>("Identity", (_, _) => { }, _ => new()),
        LayerKind.Of<Embedding>("Embedding", WriteEmbedding, ReadEmbedding),
        LayerKind.Of<Masking>("Masking", (layer, c) => c.Set("mask_value", layer.MaskValue), c => new(c.Number("mask_value", 0))),
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
        c.Set("kernel_constraint", layer.KernelConstraint);
        c.Set("bias_constraint", layer.BiasConstraint);
        c.Set("quantization_config", (string?)null);
    }

    private static Dense ReadDense(LayerConfig c)
    {
        c.Refuse("quantization_config", "lora_rank");
        return new(c.Int("units"), c.Activation("activation"), c.Flag("use_bias", true))
        {
            KernelInitializer = c.Initializer("kernel_initializer", Initializer.GlorotUniform),
            BiasInitializer = c.Initializer("bias_initializer", Initializer.Zeros),
            KernelRegularizer = c.Regularizer("kernel_regularizer"),
            BiasRegularizer = c.Regularizer("bias_regularizer"),
            KernelConstraint = c.Constraint("kernel_constraint"),
            BiasConstraint = c.Constraint("bias_constraint"),
        };
    }

    private static void WriteEmbedding(Embedding layer, LayerConfig c)
    {
        c.Set("input_dim", layer.InputDim);
        c.Set("output_dim", layer.OutputDim);
        c.Set("embeddings_initializer", layer.EmbeddingsInitializer);
        c.Set("embeddings_regularizer", layer.EmbeddingsRegularizer);
        c.Set("activity_regularizer", layer.ActivityRegularizer);
        c.Set("embeddings_constraint", layer.EmbeddingsConstraint);
        c.Set("mask_zero", layer.MaskZero);
        c.Set("quantization_config", (string?)null);
    }

    private static Embedding ReadEmbedding(LayerConfig c)
    {
        c.Refuse("quantization_config", "lora_rank");
        return new(c.Int("input_dim"), c.Int("output_dim"))
        {
            EmbeddingsInitializer = c.Initializer("embeddings_initializer", Initializer.RandomUniform),
            EmbeddingsRegularizer = c.Regularizer("embeddings_regularizer"),
            EmbeddingsConstraint = c.Constraint("embeddings_constraint"),
            MaskZero = c.Flag("mask_zero", false),
        };
    }
}
