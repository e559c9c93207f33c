using Hebb.Ops;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>A rule that turns gradients into changes of parameters.</summary>
/// <remarks>
/// To write your own, override <see cref="Update"/> with tensor operations: read <c>parameter.Value</c>, keep state in <see cref="Slot(Parameter, string, double)"/>s, assign
/// the new values. Numbers that change from step to step (learning rate, bias corrections) are computed on the host in double: <see cref="HostScalar"/>.
/// </remarks>
public abstract partial class Optimizer
{
    private readonly Dictionary<(Parameter, string), Parameter> _slots = [];
    private readonly List<(Parameter Scalar, Func<long, double> Value)> _scalars = [];
    private readonly List<Parameter> _slotOrder = [];
    private readonly Parameter _learningRate;
    private bool _applied;

    /// <summary>An optimizer with a learning rate that is a number or follows a schedule.</summary>
    protected Optimizer(LearningRateSchedule learningRate)
    {
        ArgumentNullException.ThrowIfNull(learningRate);
        Follows = learningRate;
        _learningRate = HostScalar("learning_rate", _ => LearningRate);
    }

    /// <summary>The name in files, as Keras writes it: <c>"adam"</c>.</summary>
    public abstract string Name { get; }

    /// <summary>How far the next step goes. It may be changed while training, unless it follows a schedule.</summary>
    /// <exception cref="InvalidOperationException">Set although the learning rate follows a schedule.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that is negative, infinite or none.</exception>
    public double LearningRate
    {
        get => Follows.At(Iterations);
        set => Follows = Schedule is null ? value : throw new InvalidOperationException(
            $"The learning rate follows {Schedule.GetType().Name}, so it cannot be set to {value}. Give the optimizer a number as learning rate to change it while training.");
    }

    /// <summary>What the learning rate follows; null if it is a number.</summary>
    public LearningRateSchedule? Schedule => Follows is ConstantRate ? null : Follows;

    /// <summary>The number of steps taken; with <see cref="GradientAccumulationSteps"/> the number of batches seen.</summary>
    public long Iterations { get; set; }

    /// <summary>Whether to climb instead of descend: gradient ascent.</summary>
    /// <remarks>
    /// Keras has no such setting, and would descend: a model that is trained so is only saved without its training (<see cref="Saving.SaveOptions.IncludeTraining"/>). A
    /// <see cref="Callbacks.BackupAndRestore"/> goes on climbing, since it takes the optimizer from the program.
    /// </remarks>
    public bool Maximize { get; init; }

    /// <summary>The state beside the parameters (momentum, velocity), parameter by parameter in the order of first use.</summary>
    public IReadOnlyList<Parameter> State => _slotOrder;

    /// <summary>The learning rate of this step as a tensor.</summary>
    protected Tensor Rate => _learningRate.Value;

    /// <summary>What all optimizers can be told.</summary>
    internal OptimizerSettings Settings { get; set; } = new();

    /// <summary>What the learning rate follows, be it a number.</summary>
    private LearningRateSchedule Follows { get; set; }

    /// <summary>The number of complete updates of the parameters.</summary>
    internal long Updates => Iterations / (GradientAccumulationSteps ?? 1);

    /// <summary>Changes the parameters by their gradients. Call it inside a <see cref="Graphs.Function"/>; each run of the function is a step.</summary>
    /// <param name="parameters">What to change.</param>
    /// <param name="gradients">The gradient of the loss with respect to each.</param>
    /// <exception cref="InvalidOperationException">Called outside a function.</exception>
    /// <exception cref="ArgumentException">There are not as many gradients as parameters.</exception>
    public void Apply(IReadOnlyList<Parameter> parameters, IReadOnlyList<Tensor> gradients)
    {
        Trace trace = Trace.Current ?? throw new InvalidOperationException("Optimizers work inside a Function: call Apply in the code that computes the loss.");
        if (parameters.Count != gradients.Count)
        {
            throw new ArgumentException($"{parameters.Count} parameters need as many gradients, but {gradients.Count} were given.", nameof(gradients));
        }

        trace.BeforeRun.Add(BeginStep);
        _applied = true;
        if (Maximize) { gradients = [.. gradients.Select(gradient => -gradient)]; }
        if (GradientAccumulationSteps is not null) { gradients = [.. parameters.Zip(gradients, Accumulate)]; }
        gradients = Clip(gradients);
        using Scope.Entered scope = Scope.Enter(Name);
        for (int i = 0; i < parameters.Count; i++)
        {
            Tensor before = parameters[i].Value;
            if (DecayOf(parameters[i]) is { } decay && IsDecayed(parameters[i])) { parameters[i].Assign(before - before * decay * Rate); }
            Update(parameters[i], gradients[i]);
            if (UseEma) { Average(parameters[i]); }
            parameters[i].Constrain();
            if (GradientAccumulationSteps is not null) { UndoUnlessComplete(trace, parameters[i], before); }
        }
    }

    /// <summary>Makes the state that steps on these parameters need, if there is none yet.</summary>
    internal void Build(IReadOnlyList<Parameter> parameters) => new Trace { Step = Tensor.Scalar(0, DType.Int64) }.Record(() =>
    {
        Apply(parameters, [.. parameters.Select(parameter => Tensor.Zeros(parameter.Shape, parameter.DType))]);
        return true;
    });

    /// <summary>The state of a parameter under a name; null if there is none.</summary>
    internal Parameter? FindSlot(Parameter parameter, string name) => _slots.GetValueOrDefault((parameter, name));

    /// <summary>Assigns a parameter, and the slots that belong to it, their values after a step.</summary>
    protected abstract void Update(Parameter parameter, Tensor gradient);

    /// <summary>A piece of state of the parameter's shape, zeros at first (or <paramref name="initialValue"/>).</summary>
    protected internal Parameter Slot(Parameter parameter, string name, double initialValue = 0) =>
        Slot(parameter, name, () => Tensor.Full(parameter.Shape, initialValue, parameter.DType));

    /// <summary>A piece of state that begins with this value.</summary>
    private protected Parameter Slot(Parameter parameter, string name, Func<Tensor> initialValue)
    {
        if (!_slots.TryGetValue((parameter, name), out Parameter? slot))
        {
            slot = new($"{parameter.Name}/{name}", Trace.Outside(initialValue), trainable: false);
            _slotOrder.Add(slot);
            _slots[(parameter, name)] = slot;
        }

        // What a step may have to leave as it is must be known as it was, even if the rule itself only writes it.
        if (GradientAccumulationSteps is not null) { Trace.Current?.Value(slot); }
        return slot;
    }

    /// <summary>A number computed on the host before each step, from the number of the update (1 for the first).</summary>
    protected Parameter HostScalar(string name, Func<long, double> value)
    {
        Parameter scalar = Parameter.HostScalar(name);
        _scalars.Add((scalar, value));
        return scalar;
    }

    /// <summary>A share of a running mean that stays.</summary>
    private protected static double Decay(double value, string name) => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is the share of a running mean that stays: from 0 to less than 1.");

    private void BeginStep()
    {
        foreach ((Parameter scalar, Func<long, double> value) in _scalars) { scalar.SetValues<float>([(float)value(Updates + 1)]); }
        Iterations++;
    }
}
