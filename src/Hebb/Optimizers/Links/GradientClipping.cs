using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>Limits gradients: their elements, the norm of each, or the norm of all together.</summary>
/// <param name="value">What elements are cut to, ±; null for no limit.</param>
/// <param name="norm">The largest Euclidean norm of one parameter's gradient; null for no limit.</param>
/// <param name="globalNorm">The largest Euclidean norm of all gradients together; null for no limit.</param>
internal sealed class GradientClipping(double? value, double? norm, double? globalNorm) : OptimizerLink
{
    public override IReadOnlyList<Tensor> TransformGradients(IReadOnlyList<Parameter> parameters, IReadOnlyList<Tensor> gradients)
    {
        if (value is { } limit) { gradients = [.. gradients.Select(g => g.Clip(-limit, limit))]; }
        if (norm is { } own) { gradients = [.. gradients.Select(g => g * Shrink(g.Square().Sum().Sqrt(), own))]; }
        if (globalNorm is { } global)
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
