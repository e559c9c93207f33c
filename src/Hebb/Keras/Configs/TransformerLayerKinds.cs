using Hebb.Initializers;
using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>How the layers of Transformers are written, which KerasHub has and Keras has not.</summary>
internal static class TransformerLayerKinds
{
    private const string Causal = "use_causal_mask";
    private const double Epsilon = 1e-5;
    private const double Wavelength = 10000;

    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All => Kinds.Select(kind => kind with { Module = "keras_hub" });

    private static IEnumerable<LayerKind> Kinds =>
    [
        LayerKind.Of<PositionEmbedding>("PositionEmbedding", WritePositions, c => new(c.Int("sequence_length")) { Initializer = c.Initializer("initializer", Initializer.GlorotUniform) }),
        LayerKind.Of<SinePositionEncoding>("SinePositionEncoding", (layer, c) => c.Set("max_wavelength", layer.MaxWavelength), c => new(c.Number("max_wavelength", Wavelength))),
        LayerKind.Of<TokenAndPositionEmbedding>("TokenAndPositionEmbedding", WriteTokens, ReadTokens),
        LayerKind.Of<TransformerEncoder>("TransformerEncoder", WriteBlock, c => new(c.Int("intermediate_dim"), c.Int("num_heads"))
        {
            Dropout = c.Number("dropout", 0), Activation = c.Activation("activation") ?? Activations.Activation.Relu, LayerNormEpsilon = c.Number("layer_norm_epsilon", Epsilon),
            NormalizeFirst = c.Flag("normalize_first", false), KernelInitializer = c.Initializer("kernel_initializer", Initializer.GlorotUniform), BiasInitializer = c.Initializer("bias_initializer", Initializer.Zeros),
        }) with { MaskArgument = "attention_mask", PaddingArgument = "padding_mask", TakesInputsApart = true },
        LayerKind.Of<TransformerDecoder>("TransformerDecoder", WriteDecoder, c => new(c.Int("intermediate_dim"), c.Int("num_heads"))
        {
            Dropout = c.Number("dropout", 0), Activation = c.Activation("activation") ?? Activations.Activation.Relu, LayerNormEpsilon = c.Number("layer_norm_epsilon", Epsilon),
            NormalizeFirst = c.Flag("normalize_first", false), KernelInitializer = c.Initializer("kernel_initializer", Initializer.GlorotUniform), BiasInitializer = c.Initializer("bias_initializer", Initializer.Zeros),
            UseCausalMask = c.Flag(Causal, true),
        }) with { CallSettings = [Causal], MaskArgument = "encoder_attention_mask", PaddingArgument = "encoder_padding_mask", TakesInputsApart = true, InputsByPlace = 2 },
    ];

    private static void WritePositions(PositionEmbedding layer, LayerConfig c)
    {
        c.Set("sequence_length", layer.SequenceLength);
        c.Set("initializer", layer.Initializer);
    }

    private static void WriteTokens(TokenAndPositionEmbedding layer, LayerConfig c)
    {
        c.Set("vocabulary_size", layer.VocabularySize);
        c.Set("sequence_length", layer.SequenceLength);
        c.Set("embedding_dim", layer.EmbeddingDim);
        c.Set("embeddings_initializer", layer.EmbeddingsInitializer);
        c.Set("mask_zero", layer.MaskZero);
    }

    private static TokenAndPositionEmbedding ReadTokens(LayerConfig c) => new(c.Int("vocabulary_size"), c.Int("sequence_length"), c.Int("embedding_dim"))
    {
        EmbeddingsInitializer = c.Initializer("embeddings_initializer", Initializer.RandomUniform),
        MaskZero = c.Flag("mask_zero", false),
    };

    private static void WriteDecoder(TransformerDecoder layer, LayerConfig c)
    {
        WriteBlock(layer, c);
        c.Set(Causal, layer.UseCausalMask);
    }

    private static void WriteBlock(TransformerBlock layer, LayerConfig c)
    {
        c.Set("intermediate_dim", layer.IntermediateDim);
        c.Set("num_heads", layer.NumHeads);
        c.Set("dropout", layer.Dropout);
        c.Set("activation", layer.Activation);
        c.Set("layer_norm_epsilon", layer.LayerNormEpsilon);
        c.Set("kernel_initializer", layer.KernelInitializer);
        c.Set("bias_initializer", layer.BiasInitializer);
        c.Set("normalize_first", layer.NormalizeFirst);
    }
}
