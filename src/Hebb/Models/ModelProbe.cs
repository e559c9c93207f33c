using Hebb.Datasets;
using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Models;

/// <summary>Looks into a model on some rows: what every layer makes of them, and the gradient of the loss. It changes nothing, neither weights nor the random
/// numbers of training.</summary>
internal sealed class ModelProbe
{
    private readonly Model _model;
    private readonly bool _training;
    private readonly bool _withGradients;
    private readonly Function _function;
    private int _inputs;
    private int _targets;

    /// <summary>A probe of a model whose weights exist.</summary>
    /// <param name="model">The model.</param>
    /// <param name="training">Whether layers behave as in training.</param>
    /// <param name="withGradients">Whether to compute gradients, for which the model must be compiled with a loss.</param>
    public ModelProbe(Model model, bool training, bool withGradients)
    {
        (_model, _training, _withGradients) = (model, training, withGradients);
        _function = new(Look) { Name = "probe", Threads = model.Threads };
    }

    /// <summary>What is looked at of a use of a layer; null for nothing, which leaves the use out. The output if not said otherwise.</summary>
    public Func<LayerCall, Tensor?> Seen { get; init; } = call => call.Output;

    /// <summary>The layers that are looked at, in the order in which they are applied, with the symbols they worked on; known after the first look.</summary>
    public IReadOnlyList<LayerCall> Calls { get; private set; } = [];

    /// <summary>The weights whose gradients are computed.</summary>
    public IReadOnlyList<Parameter> Parameters { get; private set; } = [];

    /// <summary>The outputs of the model, as symbols; known after the first look.</summary>
    public IReadOnlyList<Tensor> Outputs { get; private set; } = [];

    /// <summary>What is seen on a batch, by the names of the uses; one thread at a time looks.</summary>
    public OrderedDictionary<string, Tensor> Look(Batch batch)
    {
        lock (this)
        {
            ProbeResult result = Run(batch);
            return new(Calls.Zip(result.Layers, (call, seen) => KeyValuePair.Create(call.Name, seen)));
        }
    }

    /// <summary>Looks at the model's work on a batch.</summary>
    public ProbeResult Run(Batch batch)
    {
        (_inputs, _targets) = (batch.InputCount, batch.TargetCount);
        bool entered = _model.Gate.EnterPrediction();
        Tensor[] results;
        try
        {
            results = _function.Call(batch.Arguments);
        }
        finally
        {
            if (entered) { _model.Gate.LeavePrediction(); }
        }

        int losses = results.Length - Outputs.Count - Calls.Count - Parameters.Count;
        return new(
            losses > 0 ? results[0].Item() : double.NaN,
            losses > 0 ? results[1].Item() : double.NaN,
            results[losses..(losses + Outputs.Count)],
            results[(losses + Outputs.Count)..(losses + Outputs.Count + Calls.Count)],
            results[(losses + Outputs.Count + Calls.Count)..]);
    }

    private IReadOnlyList<Tensor> Look(IReadOnlyList<Tensor> arguments)
    {
        StepData step = new(arguments, _inputs, _targets);
        bool judges = _targets > 0 && _model.Losses.Count > 0;
        (Tensor? total, IReadOnlyList<LayerCall> calls) = LayerCalls.During(() => _model.Look(step, _training, judges));
        Calls = [.. calls.Where(call => Seen(call) is not null)];
        Outputs = step.Outputs;
        Parameters = _withGradients && total is not null ? _model.TrainedParameters : [];
        Tensor[] gradients = Parameters.Count == 0 ? [] : Gradient.Of(total!, Parameters);
        Tensor[] losses = total is null ? [] : [total, _model.TrainedPenalties().Aggregate(total.StopGradient(), (rest, penalty) => rest - penalty)];

        // Running means of normalization layers and the like stay as they are.
        Trace.Current!.Assignments.Clear();
        Trace.Current.BeforeRun.Clear();
        return [.. losses, .. step.Outputs, .. Calls.Select(call => Seen(call)!), .. gradients];
    }
}

/// <summary>What a probe saw.</summary>
/// <param name="Loss">The loss, penalties included; NaN if there are no targets or no loss.</param>
/// <param name="DataLoss">The loss without penalties.</param>
/// <param name="Outputs">The outputs of the model.</param>
/// <param name="Layers">What was looked at of each call.</param>
/// <param name="Gradients">The gradient for each parameter.</param>
internal sealed record ProbeResult(double Loss, double DataLoss, IReadOnlyList<Tensor> Outputs, IReadOnlyList<Tensor> Layers, IReadOnlyList<Tensor> Gradients);
