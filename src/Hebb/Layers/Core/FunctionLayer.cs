using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>A function of one tensor as a layer: <c>new FunctionLayer(x => x * 2)</c>.</summary>
/// <remarks>
/// It has no weights. A model with it cannot be saved, because files hold data and no code: to save one, write the function as a class of your own and give
/// that to <see cref="Layer.Kinds"/>.
/// </remarks>
/// <param name="function">The function, written with tensor operations; it must keep the batch as its first axis.</param>
public sealed class FunctionLayer(Func<Tensor, Tensor> function) : Layer
{
    private readonly Func<Tensor, Tensor> _function = function ?? throw new ArgumentNullException(nameof(function));

    /// <inheritdoc/>
    internal override string WhyNotInFiles =>
        $"{Name ?? DefaultName} is a FunctionLayer: it holds code, and files hold only data. "
        + "Write the function as a class of your own and register its kind with Layer.Kinds.Register.";

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) => _function(x);
}
