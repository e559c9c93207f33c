using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Ops;

namespace Hebb.Keras;

/// <summary>How convolutions are written.</summary>
internal static class ConvolutionLayerKinds
{
    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        Full("Conv1D", (filters, size, c) => new Conv1D(filters, size, c.Activation("activation"), UseBias(c))
        {
            Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"), Groups = c.Int("groups", 1),
            KernelInitializer = Start(c, "kernel"), BiasInitializer = BiasStart(c), KernelRegularizer = c.Regularizer("kernel_regularizer"), KernelConstraint = c.Constraint("kernel_constraint"), BiasRegularizer = c.Regularizer("bias_regularizer"), BiasConstraint = c.Constraint("bias_constraint"),
        }),
        Full("Conv2D", (filters, size, c) => new Conv2D(filters, size, c.Activation("activation"), UseBias(c))
        {
            Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"), Groups = c.Int("groups", 1),
            KernelInitializer = Start(c, "kernel"), BiasInitializer = BiasStart(c), KernelRegularizer = c.Regularizer("kernel_regularizer"), KernelConstraint = c.Constraint("kernel_constraint"), BiasRegularizer = c.Regularizer("bias_regularizer"), BiasConstraint = c.Constraint("bias_constraint"),
        }),
        Full("Conv3D", (filters, size, c) => new Conv3D(filters, size, c.Activation("activation"), UseBias(c))
        {
            Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"), Groups = c.Int("groups", 1),
            KernelInitializer = Start(c, "kernel"), BiasInitializer = BiasStart(c), KernelRegularizer = c.Regularizer("kernel_regularizer"), KernelConstraint = c.Constraint("kernel_constraint"), BiasRegularizer = c.Regularizer("bias_regularizer"), BiasConstraint = c.Constraint("bias_constraint"),
        }),
        Transposed("Conv1DTranspose", (filters, size, c) => new Conv1DTranspose(filters, size, c.Activation("activation"), UseBias(c))
        {
            OutputPadding = c.Has("output_padding") ? c.Ints("output_padding") : null, Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"),
            KernelInitializer = Start(c, "kernel"), BiasInitializer = BiasStart(c), KernelRegularizer = c.Regularizer("kernel_regularizer"), KernelConstraint = c.Constraint("kernel_constraint"), BiasRegularizer = c.Regularizer("bias_regularizer"), BiasConstraint = c.Constraint("bias_constraint"),
        }),
        Transposed("Conv2DTranspose", (filters, size, c) => new Conv2DTranspose(filters, size, c.Activation("activation"), UseBias(c))
        {
            OutputPadding = c.Has("output_padding") ? c.Ints("output_padding") : null, Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"),
            KernelInitializer = Start(c, "kernel"), BiasInitializer = BiasStart(c), KernelRegularizer = c.Regularizer("kernel_regularizer"), KernelConstraint = c.Constraint("kernel_constraint"), BiasRegularizer = c.Regularizer("bias_regularizer"), BiasConstraint = c.Constraint("bias_constraint"),
        }),
        Transposed("Conv3DTranspose", (filters, size, c) => new Conv3DTranspose(filters, size, c.Activation("activation"), UseBias(c))
        {
            OutputPadding = c.Has("output_padding") ? c.Ints("output_padding") : null, Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"),
            KernelInitializer = Start(c, "kernel"), BiasInitializer = BiasStart(c), KernelRegularizer = c.Regularizer("kernel_regularizer"), KernelConstraint = c.Constraint("kernel_constraint"), BiasRegularizer = c.Regularizer("bias_regularizer"), BiasConstraint = c.Constraint("bias_constraint"),
        }),
        Depthwise("DepthwiseConv1D", (size, c) => new DepthwiseConv1D(size, c.Activation("activation"), UseBias(c))
        {
            DepthMultiplier = c.Int("depth_multiplier", 1), Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"),
            DepthwiseInitializer = Start(c, "depthwise"), BiasInitializer = BiasStart(c), DepthwiseRegularizer = c.Regularizer("depthwise_regularizer"), DepthwiseConstraint = c.Constraint("depthwise_constraint"), BiasRegularizer = c.Regularizer("bias_regularizer"), BiasConstraint = c.Constraint("bias_constraint"),
        }),
        Depthwise("DepthwiseConv2D", (size, c) => new DepthwiseConv2D(size, c.Activation("activation"), UseBias(c))
        {
            DepthMultiplier = c.Int("depth_multiplier", 1), Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"),
            DepthwiseInitializer = Start(c, "depthwise"), BiasInitializer = BiasStart(c), DepthwiseRegularizer = c.Regularizer("depthwise_regularizer"), DepthwiseConstraint = c.Constraint("depthwise_constraint"), BiasRegularizer = c.Regularizer("bias_regularizer"), BiasConstraint = c.Constraint("bias_constraint"),
        }),
        Separable("SeparableConv1D", (filters, size, c) => new SeparableConv1D(filters, size, c.Activation("activation"), UseBias(c))
        {
            DepthMultiplier = c.Int("depth_multiplier", 1), Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"),
            DepthwiseInitializer = Start(c, "depthwise"), PointwiseInitializer = Start(c, "pointwise"), BiasInitializer = BiasStart(c),
            DepthwiseRegularizer = c.Regularizer("depthwise_regularizer"), DepthwiseConstraint = c.Constraint("depthwise_constraint"), PointwiseRegularizer = c.Regularizer("pointwise_regularizer"), PointwiseConstraint = c.Constraint("pointwise_constraint"), BiasRegularizer = c.Regularizer("bias_regularizer"), BiasConstraint = c.Constraint("bias_constraint"),
        }),
        Separable("SeparableConv2D", (filters, size, c) => new SeparableConv2D(filters, size, c.Activation("activation"), UseBias(c))
        {
            DepthMultiplier = c.Int("depth_multiplier", 1), Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"),
            DepthwiseInitializer = Start(c, "depthwise"), PointwiseInitializer = Start(c, "pointwise"), BiasInitializer = BiasStart(c),
            DepthwiseRegularizer = c.Regularizer("depthwise_regularizer"), DepthwiseConstraint = c.Constraint("depthwise_constraint"), PointwiseRegularizer = c.Regularizer("pointwise_regularizer"), PointwiseConstraint = c.Constraint("pointwise_constraint"), BiasRegularizer = c.Regularizer("bias_regularizer"), BiasConstraint = c.Constraint("bias_constraint"),
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
            SpatialConfig.WriteWindow(c, layer.Axes, layer.KernelSize, layer.Strides, layer.Padding, layer.DilationRate, layer.DataFormat);
            c.Set("groups", layer.Groups);
            WriteRest(c, layer.Activation, layer.UseBias, layer.BiasInitializer, layer.BiasRegularizer, layer.BiasConstraint);
            WriteWeight(c, "kernel", layer.KernelInitializer, layer.KernelRegularizer, layer.KernelConstraint);
        },
        c => make(Filters(c), SpatialConfig.Size(c, "kernel_size"), c));

    private static LayerKind Transposed<T>(string name, Func<int, Extents, LayerConfig, T> make) where T : ConvolutionTransposeLayer => LayerKind.Of<T>(
        name,
        (layer, c) =>
        {
            c.Set("filters", layer.Filters);
            SpatialConfig.WriteWindow(c, layer.Axes, layer.KernelSize, layer.Strides, layer.Padding, layer.DilationRate, layer.DataFormat);
            if (layer.OutputPadding is { } more) { c.Set("output_padding", [.. Enumerable.Range(0, layer.Axes).Select(axis => more[more.Count == 1 ? 0 : axis])]); }
            else { c.Set("output_padding", (string?)null); }
            WriteRest(c, layer.Activation, layer.UseBias, layer.BiasInitializer, layer.BiasRegularizer, layer.BiasConstraint);
            WriteWeight(c, "kernel", layer.KernelInitializer, layer.KernelRegularizer, layer.KernelConstraint);
        },
        c => make(Filters(c), SpatialConfig.Size(c, "kernel_size"), c));

    private static LayerKind Depthwise<T>(string name, Func<Extents, LayerConfig, T> make) where T : DepthwiseLayer => LayerKind.Of<T>(
        name,
        (layer, c) =>
        {
            c.Set("depth_multiplier", layer.DepthMultiplier);
            SpatialConfig.WriteWindow(c, layer.Axes, layer.KernelSize, layer.Strides, layer.Padding, layer.DilationRate, layer.DataFormat);
            WriteRest(c, layer.Activation, layer.UseBias, layer.BiasInitializer, layer.BiasRegularizer, layer.BiasConstraint);
            WriteWeight(c, "depthwise", layer.DepthwiseInitializer, layer.DepthwiseRegularizer, layer.DepthwiseConstraint);
        },
        c =>
        {
            c.Refuse("lora_rank");
            return make(SpatialConfig.Size(c, "kernel_size"), c);
        });

    private static LayerKind Separable<T>(string name, Func<int, Extents, LayerConfig, T> make) where T : SeparableLayer => LayerKind.Of<T>(
        name,
        (layer, c) =>
        {
            c.Set("depth_multiplier", layer.DepthMultiplier);
            c.Set("filters", layer.Filters);
            SpatialConfig.WriteWindow(c, layer.Axes, layer.KernelSize, layer.Strides, layer.Padding, layer.DilationRate, layer.DataFormat);
            WriteRest(c, layer.Activation, layer.UseBias, layer.BiasInitializer, layer.BiasRegularizer, layer.BiasConstraint);
            WriteWeight(c, "depthwise", layer.DepthwiseInitializer, layer.DepthwiseRegularizer, layer.DepthwiseConstraint);
            WriteWeight(c, "pointwise", layer.PointwiseInitializer, layer.PointwiseRegularizer, layer.PointwiseConstraint);
        },
        c => make(Filters(c), SpatialConfig.Size(c, "kernel_size"), c));

    private static int Filters(LayerConfig c)
    {
        c.Refuse("lora_rank");
        return c.Int("filters");
    }

    private static void WriteRest(LayerConfig c, Activations.Activation? activation, bool useBias, Initializer bias, Regularizers.Regularizer? penalty, Constraints.Constraint? constraint)
    {
        c.Set("activation", activation ?? Activations.Activation.Linear);
        c.Set("use_bias", useBias);
        c.Set("activity_regularizer", (string?)null);
        WriteWeight(c, "bias", bias, penalty, constraint);
    }

    private static void WriteWeight(LayerConfig c, string weight, Initializer start, Regularizers.Regularizer? penalty, Constraints.Constraint? constraint)
    {
        c.Set($"{weight}_initializer", start);
        c.Set($"{weight}_regularizer", penalty);
        c.Set($"{weight}_constraint", constraint);
    }
}
