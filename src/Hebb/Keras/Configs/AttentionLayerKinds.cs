using Hebb.Initializers;
using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>How layers of attention are written.</summary>
internal static class AttentionLayerKinds
{
    private static readonly string[] s_scores = ["dot", "concat"];

    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        LayerKind.Of<EinsumDense>("EinsumDense", WriteEinsum, ReadEinsum),
        Headed(LayerKind.Of<MultiHeadAttention>("MultiHeadAttention", WriteMultiHead, ReadMultiHead)),
        Headed(LayerKind.Of<GroupedQueryAttention>("GroupQueryAttention", WriteGrouped, ReadGrouped)),
        Simple(LayerKind.Of<Attention>("Attention", WriteAttention, c => new()
        {
            UseScale = c.Flag("use_scale", false), ScoreMode = (ScoreMode)c.OneOf("score_mode", s_scores), Dropout = c.Number("dropout", 0), UseCausalMask = c.Flag(Causal, false),
        })),
        Simple(LayerKind.Of<AdditiveAttention>("AdditiveAttention", WriteSimple, c => new()
        {
            UseScale = c.Flag("use_scale", true), Dropout = c.Number("dropout", 0), UseCausalMask = c.Flag(Causal, false),
        })),
    ];

    private const string Causal = "use_causal_mask";

    private static LayerKind Headed(LayerKind kind) => kind with { CallSettings = [Causal], MaskArgument = "attention_mask", PaddingArgument = "value_mask", TakesInputsApart = true, InputsByPlace = 3, AllOutputsArgument = "return_attention_scores" };

    private static LayerKind Simple(LayerKind kind) => kind with { CallSettings = [Causal], MaskArgument = "mask", AllOutputsArgument = "return_attention_scores" };

    private static void WriteMultiHead(MultiHeadAttention layer, LayerConfig c)
    {
        c.Set("num_heads", layer.NumHeads);
        c.Set("key_dim", layer.KeyDim);
        c.Set("value_dim", layer.ValueDim);
        c.Json["output_shape"] = layer.OutputDim;
        c.Set("attention_axes", [1]);
        WriteHeaded(layer, c);
    }

    private static MultiHeadAttention ReadMultiHead(LayerConfig c)
    {
        c.Refuse("use_gate", "sliding_window");
        if (c.Ints("attention_axes") is not ([] or [1])) { throw c.Wrong("attention_axes", "[1]: inputs (batch, steps, features)"); }
        int[] output = c.Ints("output_shape");
        if (output.Length > 1) { throw c.Wrong("output_shape", "one number"); }
        return new(c.Int("num_heads"), c.Int("key_dim"), c.Has("value_dim") ? c.Int("value_dim") : null, output is [int features] ? features : null)
        {
            Dropout = c.Number("dropout", 0),
            UseBias = c.Flag("use_bias", true),
            UseCausalMask = c.Flag(Causal, false),
            KernelInitializer = c.Initializer("kernel_initializer", Initializer.GlorotUniform),
            BiasInitializer = c.Initializer("bias_initializer", Initializer.Zeros),
            KernelRegularizer = c.Regularizer("kernel_regularizer"),
            BiasRegularizer = c.Regularizer("bias_regularizer"),
            KernelConstraint = c.Constraint("kernel_constraint"),
            BiasConstraint = c.Constraint("bias_constraint"),
        };
    }

    private static void WriteGrouped(GroupedQueryAttention layer, LayerConfig c)
    {
        c.Set("head_dim", layer.HeadDim);
        c.Set("num_query_heads", layer.NumQueryHeads);
        c.Set("num_key_value_heads", layer.NumKeyValueHeads);
        WriteHeaded(layer, c);
    }

    private static GroupedQueryAttention ReadGrouped(LayerConfig c)
    {
        c.Refuse("use_gate");
        return new(c.Int("head_dim"), c.Int("num_query_heads"), c.Int("num_key_value_heads"))
        {
            Dropout = c.Number("dropout", 0),
            UseBias = c.Flag("use_bias", true),
            UseCausalMask = c.Flag(Causal, false),
            KernelInitializer = c.Initializer("kernel_initializer", Initializer.GlorotUniform),
            BiasInitializer = c.Initializer("bias_initializer", Initializer.Zeros),
            KernelRegularizer = c.Regularizer("kernel_regularizer"),
            BiasRegularizer = c.Regularizer("bias_regularizer"),
            KernelConstraint = c.Constraint("kernel_constraint"),
            BiasConstraint = c.Constraint("bias_constraint"),
        };
    }

    private static void WriteHeaded(HeadedAttention layer, LayerConfig c)
    {
        c.Set("dropout", layer.Dropout);
        c.Set("use_bias", layer.UseBias);
        c.Set("kernel_initializer", layer.KernelInitializer);
        c.Set("bias_initializer", layer.BiasInitializer);
        c.Set("kernel_regularizer", layer.KernelRegularizer);
        c.Set("bias_regularizer", layer.BiasRegularizer);
        c.Set("activity_regularizer", (string?)null);
        c.Set("kernel_constraint", layer.KernelConstraint);
        c.Set("bias_constraint", layer.BiasConstraint);
        c.Set("seed", (string?)null);
        c.Set(Causal, layer.UseCausalMask);
    }

    private static void WriteAttention(Attention layer, LayerConfig c)
    {
        WriteSimple(layer, c);
        c.Set("score_mode", s_scores[(int)layer.ScoreMode]);
    }

    private static void WriteSimple(AttentionLayer layer, LayerConfig c)
    {
        c.Set("use_scale", layer.UseScale);
        c.Set("dropout", layer.Dropout);
        c.Set(Causal, layer.UseCausalMask);
    }

    private static void WriteEinsum(EinsumDense layer, LayerConfig c)
    {
        c.Set("equation", layer.Equation);
        c.SetExtents("output_shape", layer.OutputExtents);
        c.Set("activation", layer.Activation ?? Activations.Activation.Linear);
        c.Set("bias_axes", layer.BiasAxes);
        c.Set("kernel_initializer", layer.KernelInitializer);
        c.Set("bias_initializer", layer.BiasInitializer);
        c.Set("kernel_regularizer", layer.KernelRegularizer);
        c.Set("bias_regularizer", layer.BiasRegularizer);
        c.Set("activity_regularizer", (string?)null);
        c.Set("kernel_constraint", layer.KernelConstraint);
        c.Set("bias_constraint", layer.BiasConstraint);
    }

    private static EinsumDense ReadEinsum(LayerConfig c)
    {
        c.Refuse("lora_rank", "quantization_config");
        return new(c.Text("equation"), c.Extents("output_shape") ?? throw c.Wrong("output_shape", "extents or null"), c.Activation("activation"), c.Has("bias_axes") ? c.Text("bias_axes") : null)
        {
            KernelInitializer = c.Initializer("kernel_initializer", Initializer.GlorotUniform),
            BiasInitializer = c.Initializer("bias_initializer", Initializer.Zeros),
            KernelRegularizer = c.Regularizer("kernel_regularizer"),
            BiasRegularizer = c.Regularizer("bias_regularizer"),
            KernelConstraint = c.Constraint("kernel_constraint"),
            BiasConstraint = c.Constraint("bias_constraint"),
        };
    }
}
