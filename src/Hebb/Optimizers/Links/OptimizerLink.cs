using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>
/// Something around an optimizer's rule: clipping, accumulation, decay and averaging are links, and yours can be (<see cref="Optimizer.Links"/>). Gradients and
/// <see cref="BeforeUpdate"/> pass from the first link to the last, <see cref="AfterUpdate"/> from the last to the first: links lie around the rule like
/// the skins of an onion.
/// </summary>
/// <remarks>
/// The methods are written with tensor operations and run while a step is traced, once for each shape of batch. A link belongs to one optimizer. Its slots
/// are part of the optimizer's state;
/// files of Keras have no place for them, so save a model that is trained with links of your own without its training.
/// </remarks>
/// <example>
/// <code>
/// sealed class GradientCentralization : OptimizerLink
/// {
///     public override IReadOnlyList&lt;Tensor> TransformGradients(IReadOnlyList&lt;Parameter> parameters, IReadOnlyList&lt;Tensor> gradients) =>
///         [.. gradients.Select(g => g.Rank &lt; 2 ? g : g - g.Mean(0, keepDims: true))];
/// }
///
/// model.Compile(new Adam { Links = [new GradientCentralization()] }, Loss.MeanSquaredError);
/// </code>
/// </example>
public abstract class OptimizerLink
{
    private Optimizer? _optimizer;

    /// <summary>The optimizer that this link belongs to.</summary>
    /// <exception cref="InvalidOperationException">It belongs to none yet.</exception>
    protected Optimizer Optimizer => _optimizer ?? throw new InvalidOperationException(
        $"{GetType().Name} belongs to no optimizer yet: give it to one, new Adam {{ Links = [link] }}.");

    /// <summary>The learning rate of this step.</summary>
    protected Tensor Rate => Optimizer.Rate;

    /// <summary>Changes the gradients before the rule sees them; all of them at once, so that their common norm can be known.</summary>
    /// <param name="parameters">What is trained.</param>
    /// <param name="gradients">The gradient for each, of the parameter's shape.</param>
    /// <returns>As many gradients of the same shapes.</returns>
    public virtual IReadOnlyList<Tensor> TransformGradients(IReadOnlyList<Parameter> parameters, IReadOnlyList<Tensor> gradients) => gradients;

    /// <summary>Called before the rule changes a parameter: the link may change it too.</summary>
    public virtual void BeforeUpdate(Parameter parameter) { }

    /// <summary>Called after the rule changed a parameter; <c>parameter.Value</c> is the new value.</summary>
    public virtual void AfterUpdate(Parameter parameter) { }

    /// <summary>A piece of state of the parameter's shape, under a name that no rule or other link uses.</summary>
    protected Parameter Slot(Parameter parameter, string name, double initialValue = 0) => Optimizer.Slot(parameter, name, initialValue);

    /// <summary>A piece of state that begins with this value.</summary>
    protected Parameter Slot(Parameter parameter, string name, Func<Tensor> initialValue) => Optimizer.Slot(parameter, name, initialValue);

    /// <summary>
    /// A number computed on the host before each step, from the number of the update (1 for the first). Make it once, and keep it in a field.
    /// </summary>
    protected Parameter HostScalar(string name, Func<long, double> value) => Optimizer.HostScalar(name, value);

    /// <summary>The gradients as the link changes them.</summary>
    /// <exception cref="ShapeException">There are fewer, or one has another shape.</exception>
    internal IReadOnlyList<Tensor> Transformed(IReadOnlyList<Parameter> parameters, IReadOnlyList<Tensor> gradients)
    {
        IReadOnlyList<Tensor> transformed = TransformGradients(parameters, gradients);
        for (int i = 0; i < parameters.Count; i++)
        {
            if (transformed.Count != parameters.Count || transformed[i].Shape != parameters[i].Shape)
            {
                throw new ShapeException(
                    $"{GetType().Name} must return a gradient of the same shape for each of the {parameters.Count} parameters; "
                    + $"for {parameters[i]} it did not.");
            }
        }

        return transformed;
    }

    /// <summary>Makes the link part of an optimizer.</summary>
    /// <exception cref="InvalidOperationException">It is part of another.</exception>
    internal OptimizerLink AttachedTo(Optimizer optimizer)
    {
        if (_optimizer is not null && _optimizer != optimizer)
        {
            throw new InvalidOperationException($"{GetType().Name} belongs to another optimizer: give each optimizer a link of its own.");
        }

        _optimizer = optimizer;
        return this;
    }
}
