using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>What a recurrent layer does at one step of time. Make your own by overriding <see cref="StateShapes"/> and <see cref="Step"/>, and give it
/// to <see cref="RNN"/>.</summary>
/// <remarks>Weights are made in <see cref="Layer.Build(Shape)"/>, which is given the shape of one step: (batch, features).</remarks>
/// <example>
/// <code>
/// sealed class Leaky(int units) : RnnCell
/// {
///     public override IReadOnlyList&lt;Shape&gt; StateShapes(Shape step) => [[units]];
///     public override (Tensor, IReadOnlyList&lt;Tensor&gt;) Step(IReadOnlyList&lt;Tensor&gt; x, IReadOnlyList&lt;Tensor&gt; states, bool training)
///     {
///         Tensor h = 0.9 * states[0] + 0.1 * x[0];
///         return (h, [h]);
///     }
/// }
/// </code>
/// </example>
public abstract class RnnCell : Layer
{
    /// <summary>The shapes of the states without the batch axis.</summary>
    /// <param name="step">The shape of one step of the input: (batch, features).</param>
    public abstract IReadOnlyList<Shape> StateShapes(Shape step);

    /// <summary>What can be computed for all steps at once, before the first one: products of the input with weights. By default the input itself.</summary>
    /// <param name="x">The input of all steps: (time, batch, features).</param>
    /// <param name="training">Whether the network is being trained.</param>
    /// <returns>Tensors that begin with (time, batch); <see cref="Step"/> gets one step of each.</returns>
    public virtual IReadOnlyList<Tensor> Prepare(Tensor x, bool training) => [x];

    /// <summary>Computes one step.</summary>
    /// <param name="x">One step of what <see cref="Prepare"/> gave: each (batch, …).</param>
    /// <param name="states">The states before the step.</param>
    /// <param name="training">Whether the network is being trained.</param>
    /// <returns>The output of the step, and the states after it.</returns>
    public abstract (Tensor Output, IReadOnlyList<Tensor> States) Step(IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> states, bool training);

    /// <summary>Makes the weights, if that has not happened yet.</summary>
    internal void BuildFor(Shape step) => EnsureBuilt([step]);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs) => Build(inputs[0]);

    /// <summary>One step by itself: of the input (batch, features), and of the states, which are zeros if they are not given.</summary>
    protected override Tensor Forward(IReadOnlyList<Tensor> inputs, bool training)
    {
        Tensor x = inputs[0];
        IReadOnlyList<Tensor> states = inputs.Count > 1 ? [.. inputs.Skip(1)] : Zeros(x);
        return Step(PrepareStep(x, training), states, training).Output;
    }

    /// <summary>What <see cref="Prepare"/> gives for a single step.</summary>
    internal IReadOnlyList<Tensor> PrepareStep(Tensor x, bool training) => [.. Prepare(x.ExpandDims(0), training).Select(prepared => prepared.Squeeze(0))];

    /// <summary>States of zeros for a step.</summary>
    internal IReadOnlyList<Tensor> Zeros(Tensor step) =>
        [.. StateShapes(step.Shape).Select(row => Tensor.Scalar(0, step.DType).BroadcastTo([step.Shape[0], .. row.Dimensions]))];
}
