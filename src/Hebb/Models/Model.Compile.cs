using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Models;

public partial class Model
{
    private CompileChoices? _choices;
    private IReadOnlyList<Parameter>? _trained;
    private FrozenLayers? _frozen;
    private CompiledSteps? _plan;

    /// <summary>The optimizer that <see cref="Compile(Optimizer, Loss, IReadOnlyList{Metric}?, IReadOnlyList{Metric}?)"/> was given; null before.</summary>
    public Optimizer? Optimizer => _choices?.Optimizer;

    /// <summary>The losses, one for each output or one for all; empty before compiling.</summary>
    public IReadOnlyList<Loss> Losses => _choices?.Losses ?? [];

    /// <summary>The metrics, those of each output behind those of the one before; empty before compiling.</summary>
    public IReadOnlyList<Metric> Metrics => _choices is null ? [] : [.. _choices.Metrics.SelectMany(metrics => metrics)];

    /// <summary>
    /// What was compiled but can hardly be meant, such as a softmax under a loss that takes logits; known once the model was trained or evaluated on a batch.
    /// </summary>
    public IReadOnlyList<string> Warnings => _plan?.Warnings ?? [];

    /// <summary>Says how the model is trained and judged. Layers frozen later than this are trained until the model is compiled again.</summary>
    /// <param name="optimizer">The rule that changes the weights.</param>
    /// <param name="loss">What is made small, for every output.</param>
    /// <param name="metrics">What is measured besides, for every output; all rows count the same.</param>
    /// <param name="weightedMetrics">Metrics that take the rows' weights into account.</param>
    public void Compile(Optimizer optimizer, Loss loss, IReadOnlyList<Metric>? metrics = null, IReadOnlyList<Metric>? weightedMetrics = null) =>
        Compile(optimizer, [loss], metrics, weightedMetrics);

    /// <summary>Gives a model whose class overrides <see cref="TrainStep"/> its optimizer; what the loss is, the step says.</summary>
    /// <param name="optimizer">The rule that changes the weights.</param>
    public void Compile(Optimizer optimizer) => Choose(new(optimizer, [], [], [], null));

    /// <summary>Says how a model with several outputs is trained and judged.</summary>
    /// <param name="optimizer">The rule that changes the weights.</param>
    /// <param name="losses">A loss for each output.</param>
    /// <param name="metrics">What is measured besides, for every output; all rows count the same.</param>
    /// <param name="weightedMetrics">Metrics that take the rows' weights into account.</param>
    /// <param name="lossWeights">What each output's loss is multiplied by in the sum that is made small; by default 1.</param>
    public void Compile(
        Optimizer optimizer,
        IReadOnlyList<Loss> losses,
        IReadOnlyList<Metric>? metrics = null,
        IReadOnlyList<Metric>? weightedMetrics = null,
        IReadOnlyList<double>? lossWeights = null) =>
        Choose(new(optimizer, losses, [metrics ?? []], [weightedMetrics ?? []], lossWeights));

    /// <summary>Says how a model with several outputs is trained and judged, each output by its own loss and metrics.</summary>
    /// <param name="optimizer">The rule that changes the weights.</param>
    /// <param name="goals">A goal for each output, in order.</param>
    public void Compile(Optimizer optimizer, IReadOnlyList<OutputGoal> goals) => Choose(new(
        optimizer,
        [.. goals.Select(goal => goal.Loss)],
        [.. goals.Select(goal => goal.Metrics)],
        [.. goals.Select(goal => goal.WeightedMetrics)],
        [.. goals.Select(goal => goal.Weight)]));

    /// <summary>The weights that training changes, as they were when the model was compiled.</summary>
    internal IReadOnlyList<Parameter> TrainedParameters
    {
        get
        {
            if (_frozen is not { } frozen) { return TrainableParameters; }
            if (_trained is { } known) { return known; }
            frozen.Complete();
            return _trained = ParametersOf(layer => !frozen.Contain(layer));
        }
    }

    /// <summary>The number of training steps run since compiling.</summary>
    internal long TrainingStep
    {
        get => _plan?.TrainSteps ?? 0;
        set => Plan.TrainSteps = value;
    }

    /// <summary>The plan, which exists once the model is compiled and its shapes are known.</summary>
    internal CompiledSteps Plan => _plan ?? throw new InvalidOperationException("The model's shapes are not known yet: train or evaluate it on a batch first.");

    /// <summary>The plan, made now if need be for data like this batch.</summary>
    internal CompiledSteps PlanFor(Batch batch)
    {
        if (_plan is { } plan) { return plan; }
        RequireCompiled();
        // Without a loss the class has a step of its own, and only that knows what becomes of the data.
        if (_choices!.Losses.Count > 0) { EnsureReady(batch.Inputs); }
        else { BeforeParametersAreSeen(); }
        // What predicts with the inner models must not see half a step of the outer one either.
        foreach (Model inner in WithSublayers().OfType<Model>()) { inner.Gate = Gate; }
        CompiledSteps made = new(this, _choices, batch, _ready ? OutputNames() : ["output"]);
        _ = TrainedParameters;
        return _plan = made;
    }

    private Optimizer RequireCompiled() => _choices?.Optimizer
        ?? throw new InvalidOperationException("Compile the model before training or evaluating it: model.Compile(new Adam(), Loss.MeanSquaredError).");

    /// <summary>Compiles the model; if it exists already, what does not fit its outputs is refused now, else when its shapes are known.</summary>
    internal void Choose(CompileChoices choices)
    {
        ArgumentNullException.ThrowIfNull(choices.Optimizer);
        if (_graph is { } graph && choices.Losses.Count > 0) { choices.CheckFor(graph.Outputs.Count); }
        (_choices, _plan, _gradients, _trained) = (choices, null, null, null);
        _frozen = new(WithSublayers());
        if (_ready) { _ = TrainedParameters; }
    }

    private string[] OutputNames()
    {
        string[] names = [.. Enumerable.Range(0, _outputRows!.Count).Select(i => _graph?.Outputs[i].Layer.Name ?? $"output_{i + 1}")];
        return names.Distinct().Count() == names.Length ? names : [.. names.Select((name, i) => $"{name}_{i + 1}")];
    }
}
