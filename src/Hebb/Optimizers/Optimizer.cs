using Hebb.Configuration;
using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>
/// A rule that turns gradients into changes of parameters, and links around it: clipping, accumulation, decay, averaging, and <see cref="Links"/> of your
/// own.
/// </summary>
/// <remarks>
/// To write your own, override <see cref="Update"/> with tensor operations: read <c>parameter.Value</c>, keep state in <see cref="Slot(Parameter, string,
/// double)"/>s, assign
/// the new values. Numbers that change from step to step (learning rate, bias corrections) are computed on the host in double: <see cref="HostScalar"/>.
/// </remarks>
public abstract partial class Optimizer
{
    private readonly Dictionary<(Parameter, string), Parameter> _slots = [];
    private readonly List<(Parameter Scalar, Func<long, double> Value)> _scalars = [];
    private readonly List<Parameter> _slotOrder = [];
    private readonly Parameter _learningRate;
    private readonly WeightDecay _decay;
    private WeightAverage? _average;
    private OptimizerLink[]? _chain;
    private HashSet<Parameter>? _trained;

    /// <summary>An optimizer with a learning rate that is a number or follows a schedule.</summary>
    protected Optimizer(LearningRateSchedule learningRate)
    {
        ArgumentNullException.ThrowIfNull(learningRate);
        Follows = learningRate;
        _decay = new(DecayOf);
        _learningRate = HostScalar("learning_rate", _ => LearningRate);
    }

    /// <summary>The kinds of optimizers that files can hold. Register those of your own.</summary>
    public static KindTable<Optimizer> Kinds => OptimizerKinds.Table;

    /// <summary>A new optimizer of a name as Keras writes it, with its default settings; case, hyphens and underscores do not matter.</summary>
    /// <param name="name"><c>"adam"</c>, <c>"sgd"</c>, <c>"RMSprop"</c> …</param>
    /// <param name="learningRate">The learning rate; null for the optimizer's default.</param>
    /// <exception cref="ArgumentException">There is none of that name; the message suggests one and lists those there are.</exception>
    public static Optimizer Get(string name, double? learningRate = null)
    {
        Optimizer optimizer = Kinds.Get(name);
        if (learningRate is { } rate) { optimizer.LearningRate = rate; }
        return optimizer;
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
            $"The learning rate follows {Schedule.GetType().Name}, so it cannot be set to {value}. "
            + "Give the optimizer a number as learning rate to change it while training.");
    }

    /// <summary>What the learning rate follows; null if it is a number.</summary>
    public LearningRateSchedule? Schedule => Follows is ConstantRate ? null : Follows;

    /// <summary>Each gradient's elements are cut to ± this value.</summary>
    /// <exception cref="ArgumentException"><see cref="ClipNorm"/> or <see cref="GlobalClipNorm"/> is set as well.</exception>
    public double? ClipValue { get => Settings.ClipValue; init => Settings = Settings with { ClipValue = value }; }

    /// <summary>Each parameter's gradient is scaled down to at most this Euclidean norm.</summary>
    /// <exception cref="ArgumentException"><see cref="ClipValue"/> or <see cref="GlobalClipNorm"/> is set as well.</exception>
    public double? ClipNorm { get => Settings.ClipNorm; init => Settings = Settings with { ClipNorm = value }; }

    /// <summary>All gradients together are scaled down to at most this Euclidean norm.</summary>
    /// <exception cref="ArgumentException"><see cref="ClipValue"/> or <see cref="ClipNorm"/> is set as well.</exception>
    public double? GlobalClipNorm { get => Settings.GlobalClipNorm; init => Settings = Settings with { GlobalClipNorm = value }; }

    /// <summary>The share λ, times the learning rate, that is taken from each weight before its step, w ← w − η·λ·w; null for none.</summary>
    public double? WeightDecay { get => Settings.WeightDecay; init => Settings = Settings with { WeightDecay = value }; }

    /// <summary>
    /// Over how many batches gradients are averaged before the weights change: they become those of one batch that many times as large, whose activations
    /// need not fit into
    /// memory. Null: the weights change after each batch.
    /// </summary>
    /// <remarks>
    /// As in Keras a schedule counts batches; bias corrections and <see cref="EmaOverwriteFrequency"/> count updates. Constraints are applied after each batch,
    /// and the running mean of the weights (<see cref="UseEma"/>) moves with each.
    /// </remarks>
    public int? GradientAccumulationSteps { get => Settings.GradientAccumulationSteps; init => Settings = Settings with { GradientAccumulationSteps = value }; }

    /// <summary>
    /// Whether a running mean of the weights is kept (Polyak averaging): ā ← m·ā + (1 − m)·w after each update. <c>Fit</c> ends by giving it to the model;
    /// <see cref="FinalizeValues"/>
    /// does so in a loop of your own.
    /// </summary>
    public bool UseEma { get => Settings.UseEma; init => Settings = Settings with { UseEma = value }; }

    /// <summary>The share m of the running mean that stays.</summary>
    public double EmaMomentum { get => Settings.EmaMomentum; init => Settings = Settings with { EmaMomentum = value }; }

    /// <summary>After each so many updates the weights become the mean; null: only at the end.</summary>
    public int? EmaOverwriteFrequency { get => Settings.EmaOverwriteFrequency; init => Settings = Settings with { EmaOverwriteFrequency = value }; }

    /// <summary>
    /// Links of your own. They stand next to the rule: gradients come to them accumulated and clipped, and what they make of the weights is averaged.
    /// </summary>
    public IReadOnlyList<OptimizerLink> Links { get; init => field = [.. value]; } = [];

    /// <summary>The number of steps taken; with <see cref="GradientAccumulationSteps"/> the number of batches seen. Range: 0 or more.</summary>
    public long Iterations { get; set => field = SettingRange.AtLeast(0L, value); }

    /// <summary>Whether to climb instead of descend: gradient ascent.</summary>
    /// <remarks>
    /// Keras has no such setting, and would descend: a model that is trained so is only saved without its training (<c>SaveOptions.IncludeTraining</c>). A
    /// <c>BackupAndRestore</c> goes on climbing, since it takes the optimizer from the program.
    /// </remarks>
    public bool Maximize { get; init; }

    /// <summary>The state beside the parameters (momentum, velocity), parameter by parameter in the order of first use.</summary>
    public IReadOnlyList<Parameter> State => _slotOrder;

    /// <summary>The learning rate of this step as a tensor; within <see cref="Update"/> that of the parameter which is updated.</summary>
    protected internal Tensor Rate => Scaled(_learningRate);

    /// <summary>What all optimizers can be told.</summary>
    internal OptimizerSettings Settings { get; set; } = new();

    /// <summary>What the learning rate follows, be it a number.</summary>
    private LearningRateSchedule Follows { get; set; }

    /// <summary>The number of complete updates of the parameters.</summary>
    internal long Updates => Iterations / (GradientAccumulationSteps ?? 1);

    /// <summary>Whether the parameters hold their running means at present, and the means' places the parameters.</summary>
    internal bool AveragesAreSwapped
    {
        get => _average?.AreSwapped == true;
        set => Average?.AreSwapped = value;
    }

    /// <summary>The links around the rule, from the outermost to the innermost.</summary>
    private OptimizerLink[] Chain => _chain ??= [.. Settings.LinksWith(_decay, Average).Concat(Links).Select(link => link.AttachedTo(this))];

    private WeightAverage? Average => UseEma ? _average ??= new(EmaMomentum, EmaOverwriteFrequency) : null;

    /// <summary>
    /// Makes a loss smaller: the gradients with respect to the parameters, and a step along them. Call it where <see cref="Apply"/> may be called.
    /// </summary>
    /// <param name="loss">A single number.</param>
    /// <param name="parameters">What to change; everything else stays as it is.</param>
    public void Minimize(Tensor loss, IReadOnlyList<Parameter> parameters) => Apply(parameters, Gradient.Of(loss, parameters));

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
        if (Maximize) { gradients = [.. gradients.Select(gradient => -gradient)]; }
        foreach (OptimizerLink link in Chain) { gradients = link.Transformed(parameters, gradients); }
        using Scope.Entered scope = Scope.Enter(Name);
        for (int i = 0; i < parameters.Count; i++)
        {
            RateFactor = _factors.Of(parameters[i]);
            foreach (OptimizerLink link in Chain) { link.BeforeUpdate(parameters[i]); }
            Update(parameters[i], gradients[i]);
            foreach (OptimizerLink link in Enumerable.Reverse(Chain)) { link.AfterUpdate(parameters[i]); }
        }

        RateFactor = 1;
    }

    /// <summary>Gives the parameters the running means of their values, if <see cref="UseEma"/> keeps them and there was an update.</summary>
    public void FinalizeValues(IEnumerable<Parameter> parameters)
    {
        Parameter[] averaged = [.. parameters];
        if (AveragesAreSwapped) { SwapAverages(averaged); }
        if (Updates > 0) { _average?.GiveTo(averaged); }
    }

    /// <summary>Exchanges the parameters and their running means; a second time it gives them back.</summary>
    internal void SwapAverages(IEnumerable<Parameter> parameters)
    {
        if (Updates > 0) { _average?.Swap(parameters); }
    }

    /// <summary>Makes the optimizer that of a model; it stays so when the model is compiled again, with other layers frozen, say.</summary>
    /// <param name="trained">The weights that the model trains.</param>
    /// <exception cref="InvalidOperationException">It is that of another model.</exception>
    internal void BelongTo(IReadOnlyList<Parameter> trained)
    {
        if (_trained is not null && trained.Count > 0 && !_trained.Overlaps(trained))
        {
            throw new InvalidOperationException(
                $"The optimizer {GetType().Name} trains another model already ({Iterations} steps so far), to which its number of steps and its state belong. "
                + "Make a new optimizer for each model.");
        }

        (_trained ??= []).UnionWith(trained);
    }

    /// <summary>Makes the state that steps on these parameters need, if there is none yet.</summary>
    internal void Build(IReadOnlyList<Parameter> parameters) => new Trace { Step = Tensor.Scalar(0, DType.Int64) }.Record(() =>
    {
        Apply(parameters, [.. parameters.Select(parameter => Tensor.Zeros(parameter.Shape, parameter.DType))]);
        return true;
    });

    /// <summary>The state of a parameter under a name; null if there is none.</summary>
    internal Parameter? FindSlot(Parameter parameter, string name) => _slots.GetValueOrDefault((parameter, name));

    /// <summary>
    /// The names of the slots beside each weight, in groups, as files hold them: each group is written weight by weight. A weight may lack some of them. By
    /// default one group, in the order of first use.
    /// </summary>
    internal virtual IReadOnlyList<string[]> SlotGroups =>
        [[.. _slots.Keys.Select(slot => slot.Item2).Distinct().Except([WeightAverage.SlotName, GradientAccumulation.SlotName])]];

    /// <summary>A number that Keras keeps behind the slots, which then stand group by group; null for none.</summary>
    internal virtual float? StoredNumber => null;

    /// <summary>The learning rate in files; earlier versions of Keras call it lr.</summary>
    private protected static LearningRateSchedule ReadRate(IConfig<Optimizer> c, double missing = 0.001) =>
        c.Rate("learning_rate", o => o.Follows, c.Instance is null ? c.Node.Number("lr", missing) : null);

    /// <summary>All state of a parameter by name.</summary>
    internal IReadOnlyList<(string Name, Parameter Slot)> SlotsOf(Parameter parameter) =>
        [.. _slots.Where(slot => slot.Key.Item1 == parameter).Select(slot => (slot.Key.Item2, slot.Value))];

    /// <summary>Assigns a parameter, and the slots that belong to it, their values after a step.</summary>
    protected abstract void Update(Parameter parameter, Tensor gradient);

    /// <summary>A piece of state of the parameter's shape, zeros at first (or <paramref name="initialValue"/>).</summary>
    protected internal Parameter Slot(Parameter parameter, string name, double initialValue = 0) =>
        Slot(parameter, name, () => Tensor.Full(parameter.Shape, initialValue, parameter.DType));

    /// <summary>A piece of state that begins with this value.</summary>
    protected internal Parameter Slot(Parameter parameter, string name, Func<Tensor> initialValue)
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
    protected internal Parameter HostScalar(string name, Func<long, double> value)
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
