using Hebb.Activations;
using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>Convolutional long short-term memory over sequences of volumes: (batch, time, depth, height, width, channels). See
/// <see cref="ConvLSTMLayer"/>.</summary>
public sealed class ConvLSTM3D : ConvLSTMLayer
{
    internal static new LayerKind<ConvLSTM3D> Kind { get; } = new("ConvLSTM3D", c => new(c)) { Call = Loop };

    /// <summary>A recurrent layer of filters.</summary>
    /// <param name="filters">The number of filters.</param>
    /// <param name="kernelSize">The extents of a filter.</param>
    /// <param name="activation">The function of the new state; by default tanh.</param>
    /// <param name="recurrentActivation">The function of the gates; by default the sigmoid.</param>
    /// <param name="useBias">Whether there is a bias.</param>
    public ConvLSTM3D(int filters, Extents kernelSize, Activation? activation = null, Activation? recurrentActivation = null, bool useBias = true)
        : base(3, filters, kernelSize, activation, recurrentActivation, useBias) { }

    private ConvLSTM3D(IConfig<ConvLSTM3D> c) : base(3, c) { }
}
