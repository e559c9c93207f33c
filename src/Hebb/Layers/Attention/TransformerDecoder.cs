using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// A block of a Transformer that writes: self-attention to what was written before, attention to what an encoder read if there is a second input (batch, steps,
/// features), and two dense layers. See <see cref="TransformerBlock"/>. A last input of booleans says which steps of the encoder are seen, as of
/// <see cref="HeadedAttention"/>. KerasHub's layer of this name.
/// </summary>
public sealed class TransformerDecoder : TransformerBlock
{
    internal static LayerKind<TransformerDecoder> Kind { get; } = new("TransformerDecoder", c => new(c))
    {
        Module = "keras_hub",
        Call = new()
        {
            Settings = ["use_causal_mask"],
            Mask = "encoder_attention_mask",
            Padding = "encoder_padding_mask",
            TakesInputsApart = true,
            InputsByPlace = 2,
        },
    };

    /// <summary>A block.</summary>
    /// <param name="intermediateDim">The units between the two dense layers; usually 4 times the features.</param>
    /// <param name="numHeads">The heads of each attention.</param>
    public TransformerDecoder(int intermediateDim, int numHeads) : base(intermediateDim, numHeads) { }

    private TransformerDecoder(IConfig<TransformerDecoder> c) : base(c) => UseCausalMask = c.Flag("use_causal_mask", l => l.UseCausalMask, true);

    private MultiHeadAttention? _self, _cross;
    private Residual? _aroundSelf, _aroundCross;

    /// <summary>Whether a step sees only itself and those before it. Keras has it as an argument of the call.</summary>
    public bool UseCausalMask { get; init; } = true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        _self = NewAttention("self_attention", inputs[0], UseCausalMask);
        _aroundSelf = NewResidual("self_attention");
        if (inputs.Count > 1)
        {
            _cross = NewAttention("cross_attention", inputs[0], causal: false);
            _aroundCross = NewResidual("cross_attention");
        }

        BuildFeedForward(inputs[0]);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(IReadOnlyList<Tensor> inputs, bool training)
    {
        if (inputs.Count > 1 != _cross is not null
            || inputs.Count > 3
            || inputs.Take(2).Any(input => input.DType == DType.Bool)
            || inputs.Skip(2).Any(input => input.DType != DType.Bool))
        {
            throw new ShapeException(
                $"{this} takes an input (batch, steps, features)"
                + (_cross is null && IsBuilt ? ", alone as when it was first applied" : ", what an encoder made, and perhaps a mask of booleans for that")
                + $", but got {string.Join(", ", inputs.Select(input => $"{input.Shape} {input.DType}"))}.");
        }

        Tensor x = Around(_aroundSelf!, inputs[0], training, input => _self!.Apply([input], training));
        if (_cross is not null) { x = Around(_aroundCross!, x, training, input => _cross.Apply([input, .. inputs.Skip(1)], training)); }
        return FeedForward(x, training);
    }
}
