using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Optimizers;

public abstract partial class Optimizer
{
    /// <summary>Each gradient's elements are cut to ± this value.</summary>
    public double? ClipValue { get => Settings.ClipValue; init => Settings = Settings with { ClipValue = value }; }

    /// <summary>Each parameter's gradient is scaled down to at most this Euclidean norm.</summary>
    public double? ClipNorm { get => Settings.ClipNorm; init => Settings = Settings with { ClipNorm = value }; }

    /// <summary>All gradients together are scaled down to at most this Euclidean norm.</summary>
    public double? GlobalClipNorm { get => Settings.GlobalClipNorm; init => Settings = Settings with { GlobalClipNorm = value }; }

    private IReadOnlyList<Tensor> Clip(IReadOnlyList<Tensor> gradients)
    {
        if (ClipValue is { } limit) { gradients = [.. gradients.Select(g => g.Clip(-limit, limit))]; }
        if (ClipNorm is { } norm) { gradients = [.. gradients.Select(g => g * Shrink(g.Square().Sum().Sqrt(), norm))]; }
        if (GlobalClipNorm is { } global)
        {
            Tensor squares = gradients.Select(g => g.Square().Sum()).Aggregate((a, b) => a + b);
            Tensor factor = Shrink(squares.Sqrt(), global);
            gradients = [.. gradients.Select(g => g * factor)];
        }

        return gradients;
    }

    /// <summary>The factor that brings a norm down to the limit: 1 if it is below.</summary>
    private static Tensor Shrink(Tensor norm, double limit) => limit / norm.Maximum(limit);
}
