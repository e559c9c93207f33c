using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Ops;

namespace Hebb.Saving.Configs;

/// <summary>How convolutions are written.</summary>
internal static class ConvolutionLayerKinds
{
    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        Full("Conv1D", (filters, size, c) => new Conv1D(filters, size, c.Activation("activation"), UseBias(c))
        {
            Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"), Groups = c.Int("groups", 1),
            KernelInitializer = Start(c, "kernel"), BiasInitializer = BiasStart(c), KernelRegularizer = c.Regularizer("kernel_regularizer"), BiasRegularizer = c.Regularizer("bias_regularizer"),
        }),
        Full("Conv2D", (filters, size, c) => new Conv2D(filters, size, c.Activation("activation"), UseBias(c))
        {
            Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"), Groups = c.Int("groups", 1),
            KernelInitializer = Start(c, "kernel"), BiasInitializer = BiasStart(c), KernelRegularizer = c.Regularizer("kernel_regularizer"), BiasRegularizer = c.Regularizer("bias_regularizer"),
        }),
        Full("Conv3D", (filters, size, c) => new Conv3D(filters, size, c.Activation("activation"), UseBias(c))
        {
            Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"), Groups = c.Int("groups", 1),
            KernelInitializer = Start(c, "kernel"), BiasInitializer = BiasStart(c), KernelRegularizer = c.Regularizer("kernel_regularizer"), BiasRegularizer = c.Regularizer("bias_regularizer"),
        }),
        Transposed("Conv1DTranspose", (filters, size, c) => new Conv1DTranspose(filters, size, c.Activation("activation"), UseBias(c))
        {
            Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"),
            KernelInitializer = Start(c, "kernel"), BiasInitializer = BiasStart(c), KernelRegularizer = c.Regularizer("kernel_regularizer"), BiasRegularizer = c.Regularizer("bias_regularizer"),
        }),
        Transposed("Conv2DTranspose", (filters, size, c) => new Conv2DTranspose(filters, size, c.Activation("activation"), UseBias(c))
        {
            Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"),
            KernelInitializer = Start(c, "kernel"), BiasInitializer = BiasStart(c), KernelRegularizer = c.Regularizer("kernel_regularizer"), BiasRegularizer = c.Regularizer("bias_regularizer"),
        }),
        Transposed("Conv3DTranspose", (filters, size, c) => new Conv3DTranspose(filters, size, c.Activation("activation"), UseBias(c))
        {
            Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"),
            KernelInitializer = Start(c, "kernel"), BiasInitializer = BiasStart(c), KernelRegularizer = c.Regularizer("kernel_regularizer"), BiasRegularizer = c.Regularizer("bias_regularizer"),
        }),
        Depthwise("DepthwiseConv1D", (size, c) => new DepthwiseConv1D(size, c.Activation("activation"), UseBias(c))
        {
            DepthMultiplier = c.Int("depth_multiplier", 1), Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"),
            DepthwiseInitializer = Start(c, "depthwise"), BiasInitializer = BiasStart(c), DepthwiseRegularizer = c.Regularizer("depthwise_regularizer"), BiasRegularizer = c.Regularizer("bias_regularizer"),
        }),
        Depthwise("DepthwiseConv2D", (size, c) => new DepthwiseConv2D(size, c.Activation("activation"), UseBias(c))
        {
            DepthMultiplier = c.Int("depth_multiplier", 1), Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"),
            DepthwiseInitializer = Start(c, "depthwise"), BiasInitializer = BiasStart(c), DepthwiseRegularizer = c.Regularizer("depthwise_regularizer"), BiasRegularizer = c.Regularizer("bias_regularizer"),
        }),
        Separable("SeparableConv1D", (filters, size, c) => new SeparableConv1D(filters, size, c.Activation("activation"), UseBias(c))
        {
            DepthMultiplier = c.Int("depth_multiplier", 1), Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"),
            DepthwiseInitializer = Start(c, "depthwise"), PointwiseInitializer = Start(c, "pointwise"), BiasInitializer = BiasStart(c),
            DepthwiseRegularizer = c.Regularizer("depthwise_regularizer"), PointwiseRegularizer = c.Regularizer("pointwise_regularizer"), BiasRegularizer = c.Regularizer("bias_regularizer"),
        }),
        Separable("SeparableConv2D", (filters, size, c) => new SeparableConv2D(filters, size, c.Activation("activation"), UseBias(c))
        {
            DepthMultiplier = c.Int("depth_multiplier", 1), Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"),
            DepthwiseInitializer = Start(c, "depthwise"), PointwiseInitializer = Start(c, "pointwise"), BiasInitializer = BiasStart(c),
            DepthwiseRegularizer = c.Regularizer("depthwise_regularizer"), PointwiseRegularizer = c.Regularizer("pointwise_regularizer"), BiasRegularizer = c.Regularizer("bias_regularizer"),
        }),
    ];

    private static bool UseBias(LayerConfig c) => c.Flag("use_bias", true);

    private static Initializer Start(LayerConfig c, string weight) => c.Initializer($"{weight}_initializer", Initializer.GlorotUniform);

    private static Initializer BiasStart(LayerConfig c) => c.Initializer("bias_initializer", Initializer.Zeros);

    private static LayerKind Full<T>(string name, Func<int, Extents, LayerConfig, T> make) where T : ConvolutionLayer => LayerKind.Of<T>(
        name,
        (layer, c) =>
        {
            c.Set("filters", layer.Filters);
            SpatialConfig.WriteWindow(c, layer.Axes, layer.KernelSize, layer.Strides, layer.Padding, layer.DilationRate);
            c.Set("groups", layer.Groups);
            WriteRest(c, layer.Activation, layer.UseBias, layer.BiasInitializer, layer.BiasRegularizer);
            WriteWeight(c, "kernel", layer.KernelInitializer, layer.KernelRegularizer);
        },
        c => make(Filters(c, "kernel"), SpatialConfig.Size(c, "kernel_size"), c));

    private static LayerKind Transposed<T>(string name, Func<int, Extents, LayerConfig, T> make) where T : ConvolutionTransposeLayer => LayerKind.Of<T>(
        name,
        (layer, c) =>
        {
            c.Set("filters", layer.Filters);
            SpatialConfig.WriteWindow(c, layer.Axes, layer.KernelSize, layer.Strides, layer.Padding, layer.DilationRate);
            c.Set("output_padding", (string?)null);
            WriteRest(c, layer.Activation, layer.UseBias, layer.BiasInitializer, layer.BiasRegularizer);
            WriteWeight(c, "kernel", layer.KernelInitializer, layer.KernelRegularizer);
        },
        c =>
        {
            c.Refuse("output_padding");
            return make(Filters(c, "kernel"), SpatialConfig.Size(c, "kernel_size"), c);
        });

    private static LayerKind Depthwise<T>(string name, Func<Extents, LayerConfig, T> make) where T : DepthwiseLayer => LayerKind.Of<T>(
        name,
        (layer, c) =>
        {
            c.Set("depth_multiplier", layer.DepthMultiplier);
            SpatialConfig.WriteWindow(c, layer.Axes, layer.KernelSize, layer.Strides, layer.Padding, layer.DilationRate);
            WriteRest(c, layer.Activation, layer.UseBias, layer.BiasInitializer, layer.BiasRegularizer);
            WriteWeight(c, "depthwise", layer.DepthwiseInitializer, layer.DepthwiseRegularizer);
        },
        c =>
        {
            Refuse(c, "depthwise");
            return make(SpatialConfig.Size(c, "kernel_size"), c);
        });

    private static LayerKind Separable<T>(string name, Func<int, Extents, LayerConfig, T> make) where T : SeparableLayer => LayerKind.Of<T>(
        name,
        (layer, c) =>
        {
            c.Set("depth_multiplier", layer.DepthMultiplier);
            c.Set("filters", layer.Filters);
            SpatialConfig.WriteWindow(c, layer.Axes, layer.KernelSize, layer.Strides, layer.Padding, layer.DilationRate);
            WriteRest(c, layer.Activation, layer.UseBias, layer.BiasInitializer, layer.BiasRegularizer);
            WriteWeight(c, "depthwise", layer.DepthwiseInitializer, layer.DepthwiseRegularizer);
            WriteWeight(c, "pointwise", layer.PointwiseInitializer, layer.PointwiseRegularizer);
        },
        c => make(Filters(c, "depthwise", "pointwise"), SpatialConfig.Size(c, "kernel_size"), c));

    private static int Filters(LayerConfig c, params ReadOnlySpan<string> weights)
    {
        Refuse(c, weights);
        return c.Int("filters");
    }

    private static void Refuse(LayerConfig c, params ReadOnlySpan<string> weights)
    {
        foreach (string weight in weights) { c.Refuse($"{weight}_constraint"); }
        c.Refuse("bias_constraint", "activity_regularizer", "lora_rank");
    }

    private static void WriteRest(LayerConfig c, Activations.Activation? activation, bool useBias, Initializer bias, Regularizers.Regularizer? penalty)
    {
        c.Set("activation", activation ?? Activations.Activation.Linear);
        c.Set("use_bias", useBias);
        c.Set("activity_regularizer", (string?)null);
        WriteWeight(c, "bias", bias, penalty);
    }

    private static void WriteWeight(LayerConfig c, string weight, Initializer start, Regularizers.Regularizer? penalty)
    {
        c.Set($"{weight}_initializer", start);
        c.Set($"{weight}_regularizer", penalty);
        c.Set($"{weight}_constraint", (string?)null);
    }
}
