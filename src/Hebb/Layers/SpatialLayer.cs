using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Where the channels of images, sounds and volumes stand.</summary>
public enum DataFormat
{
    /// <summary>(batch, height, width, channels): how everything is computed.</summary>
    ChannelsLast,

    /// <summary>(batch, channels, height, width): as PyTorch has it. Inputs and outputs are reordered, weights are the same.</summary>
    ChannelsFirst,
}

/// <summary>A layer over 1 to 3 spatial axes, whose channels stand last or first.</summary>
public abstract class SpatialLayer : Layer
{
    private protected SpatialLayer() { }

    /// <summary>Where the channels of inputs and outputs stand.</summary>
    public DataFormat DataFormat { get; init; }

    /// <inheritdoc/>
    protected sealed override void Build(Shape input) =>
        BuildLast(DataFormat == DataFormat.ChannelsFirst && input.Rank > 2 ? [input[0], .. input.Dimensions[2..], input[1]] : input);

    /// <inheritdoc/>
    protected sealed override Tensor Forward(Tensor x, bool training)
    {
        if (DataFormat == DataFormat.ChannelsLast || x.Rank < 3) { return ForwardLast(x, training); }
        int last = x.Rank - 1;
        Tensor channelsLast = x.Transpose([0, .. Enumerable.Range(2, last - 1), 1]);
        channelsLast.Mask = x.Mask;
        Tensor y = ForwardLast(channelsLast, training);
        return y.Rank < 3 ? y : y.Transpose([0, y.Rank - 1, .. Enumerable.Range(1, y.Rank - 2)]);
    }

    /// <summary>Makes the weights for inputs with channels last.</summary>
    private protected virtual void BuildLast(Shape input) { }

    /// <summary>Computes the output for an input with channels last.</summary>
    private protected abstract Tensor ForwardLast(Tensor x, bool training);
}
