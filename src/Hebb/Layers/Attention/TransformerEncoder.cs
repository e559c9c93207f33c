using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// A block of a Transformer that reads: self-attention and two dense layers. See <see cref="TransformerBlock"/>. A second input of booleans is a mask as of
/// <see cref="HeadedAttention"/>. KerasHub's layer of this name.
/// </summary>
public sealed class TransformerEncoder : TransformerBlock
{
    internal static LayerKind<TransformerEncoder> Kind { get; } = new("TransformerEncoder", c => new(c))
    {
        Module = "keras_hub",
        Call = new() { Mask = "attention_mask", Padding = "padding_mask", TakesInputsApart = true },
    };

    /// <summary>A block.</summary>
    /// <param name="intermediateDim">The units between the two dense layers; usually 4 times the features.</param>
    /// <param name="numHeads">The heads of the attention.</param>
    public TransformerEncoder(int intermediateDim, int numHeads) : base(intermediateDim, numHeads) { }

    private TransformerEncoder(IConfig<TransformerEncoder> c) : base(c) { }

    private MultiHeadAttention? _attention;
    private Residual? _around;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        _attention = NewAttention("self_attention", inputs[0], causal: false);
        _around = NewResidual("self_attention");
        BuildFeedForward(inputs[0]);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(IReadOnlyList<Tensor> inputs, bool training)
    {
        if (inputs.Count > 2 || inputs.Skip(1).Any(input => input.DType != DType.Bool))
        {
            throw new ShapeException(
                $"{this} takes an input (batch, steps, features) and perhaps a mask of booleans, but "
                + $"got {string.Join(", ", inputs.Select(input => $"{input.Shape} {input.DType}"))}.");
        }

        Tensor x = Around(_around!, inputs[0], training, input => _attention!.Apply([input, .. inputs.Skip(1)], training));
        return FeedForward(x, training);
    }
}
