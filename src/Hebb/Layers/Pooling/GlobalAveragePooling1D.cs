using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>The mean value of each channel over all places of a line: time series, text, sound: (batch, spatial axes, channels) becomes
/// (batch, channels).</summary>
/// <remarks>Steps that do not count (<see cref="Tensor.Mask"/>) are left out of the mean; where none does, the result is 0.</remarks>
public sealed class GlobalAveragePooling1D : GlobalPoolingLayer
{
    internal static Kind<GlobalAveragePooling1D> Kind { get; } = new("GlobalAveragePooling1D", c => new(c));

    /// <summary>A pool.</summary>
    public GlobalAveragePooling1D() : base(1) { }

    private GlobalAveragePooling1D(IConfig<GlobalAveragePooling1D> c) : base(1, c) { }

    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor cells)
    {
        if (cells.Mask is not { } mask) { return cells.Mean(1); }
        Tensor counts = mask.ExpandDims(-1), zero = Tensor.Scalar(0, cells.DType);
        return Tensor.Where(counts, cells, zero).Sum(1) / counts.Cast(cells.DType).Sum(1).Maximum(1);
    }
}
