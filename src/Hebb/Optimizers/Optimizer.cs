using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>A rule that turns gradients into changes of parameters.</summary>
/// <remarks>
/// To write your own, override <see cref="Update"/> with tensor operations: read <c>parameter.Value</c>, keep state in <see cref="Slot"/>s, assign
/// the new values. Numbers that change from step to step (learning rate, bias corrections) are computed on the host in double: <see cref="HostScalar"/>.
/// </remarks>
public abstract partial class Optimizer
{
    private readonly Dictionary<(Parameter, string), Parameter> _slots = [];
    private readonly List<(Parameter Scalar, Func<long, double> Value)> _scalars = [];
    private readonly List<Parameter> _slotOrder = [];
    private readonly Parameter _learningRate;

    /// <summary>An optimizer with a constant learning rate.</summary>
    protected Optimizer(double learningRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(learningRate);
        LearningRate = learningRate;
        _learningRate = HostScalar("learning_rate", _ => LearningRate);
    }

    /// <summary>The name in files, as Keras writes it: <c>"adam"</c>.</summary>
    public abstract string Name { get; }

    /// <summary>How far a step goes. It may be changed while training.</summary>
    public double LearningRate { get; set; }

    /// <summary>The number of steps taken.</summary>
    public long Iterations { get; set; }

    /// <summary>Whether to climb instead of descend: gradient ascent.</summary>
    public bool Maximize { get; init; }

    /// <summary>Each gradient's elements are cut to ± this value.</summary>
    public double? ClipValue { get; init; }

    /// <summary>Each parameter's gradient is scaled down to at most this Euclidean norm.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>All gradients together are scaled down to at most this Euclidean norm.</summary>
    public double? GlobalClipNorm { get; init; }

    /// <summary>The state beside the parameters (momentum, velocity), parameter by parameter in the order of first use.</summary>
    public IReadOnlyList<Parameter> State => _slotOrder;

    /// <summary>The learning rate of this step as a tensor.</summary>
    protected Tensor Rate => _learningRate.Value;

    /// <summary>Changes the parameters by their gradients. Call it inside a <see cref="Graphs.Function"/>; each run of the function is a step.</summary>
    /// <param name="parameters">What to change.</param>
    /// <param name="gradients">The gradient of the loss with respect to each.</param>
    /// <exception cref="InvalidOperationException">Called outside a function.</exception>
    public void Apply(IReadOnlyList<Parameter> parameters, IReadOnlyList<Tensor> gradients)
    {
        Trace trace = Trace.Current ?? throw new InvalidOperationException("Optimizers work inside a Function: call Apply in the code that computes the loss.");
        trace.BeforeRun.Add(BeginStep);
        IReadOnlyList<Tensor> clipped = Clip(Maximize ? [.. gradients.Select(gradient => -gradient)] : gradients);
        using Scope.Entered scope = Scope.Enter(Name);
        for (int i = 0; i < parameters.Count; i++) { Update(parameters[i], clipped[i]); }
        foreach (Parameter parameter in parameters) { parameter.Constrain(); }
    }

    /// <summary>Assigns a parameter, and the slots that belong to it, their values after a step.</summary>
    protected abstract void Update(Parameter parameter, Tensor gradient);

    /// <summary>A piece of state of the parameter's shape, zeros at first (or <paramref name="initialValue"/>).</summary>
    protected internal Parameter Slot(Parameter parameter, string name, double initialValue = 0)
    {
        if (_slots.TryGetValue((parameter, name), out Parameter? slot)) { return slot; }
        slot = new($"{parameter.Name}/{name}", Tensor.Full(parameter.Shape, initialValue, parameter.DType), trainable: false);
        _slotOrder.Add(slot);
        return _slots[(parameter, name)] = slot;
    }

    /// <summary>A number computed on the host before each step, from the number of the step (1 for the first).</summary>
    protected Parameter HostScalar(string name, Func<long, double> value)
    {
        Parameter scalar = new(name, Tensor.Scalar(0), trainable: false);
        _scalars.Add((scalar, value));
        return scalar;
    }

    private void BeginStep()
    {
        Iterations++;
        foreach ((Parameter scalar, Func<long, double> value) in _scalars)
        {
            scalar.Storage.Span<float>()[0] = (float)value(Iterations);
        }
    }

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
