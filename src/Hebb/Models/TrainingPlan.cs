using Hebb.Datasets;
using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Models;

/// <summary>
/// The two functions a compiled model runs: a training step and a test step. Their results are the loss, the loss of each output if there are several, and the sums of each
/// metric: the same shapes for every batch, so that one set of tensors takes them all.
/// </summary>
internal sealed class TrainingPlan
{
    private readonly Func<IReadOnlyList<Tensor>, bool, IReadOnlyList<Tensor>> _forward;
    private readonly Model _model;
    private readonly CompileChoices _choices;
    private readonly IReadOnlyList<Parameter> _trained;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly List<(Metric Metric, int Output, bool Weighted)> _metrics = [];
    private readonly Function _train;
    private readonly Function _test;
    private Tensor[]? _trainResults;
    private Tensor[]? _testResults;

    /// <summary>A plan for a model whose weights exist.</summary>
    public TrainingPlan(Model model, CompileChoices choices, int inputs, IReadOnlyList<string> outputs, Func<IReadOnlyList<Tensor>, bool, IReadOnlyList<Tensor>> forward, IReadOnlyList<Parameter> trained)
    {
        (_model, _choices, _inputs, _outputs, _forward) = (model, choices, inputs, outputs.Count, forward);
        choices.CheckFor(_outputs);
        _trained = trained;
        Columns = NameColumns(outputs);
        _train = new(TrainStep) { Name = "train" };
        _test = new(arguments => Judge(arguments, training: false).Results) { Name = "test" };
    }

    /// <summary>The names of all values.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>How many of the values are losses.</summary>
    public int LossCount => _outputs > 1 ? 1 + _outputs : 1;

    /// <summary>How many of the values are metrics.</summary>
    public int MetricCount => _metrics.Count;

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer => _choices.Optimizer;

    /// <summary>The number of training steps run: what dropout's masks depend on.</summary>
    public long Step
    {
        get => _train.Step;
        set => _train.Step = value;
    }

    /// <summary>The metric behind a value.</summary>
    public Metric MetricAt(int index) => _metrics[index].Metric;

    /// <summary>Changes the weights once; the result is the loss before.</summary>
    public double Train(Batch batch, MetricTotals? totals) => Run(_train, ref _trainResults, batch, totals);

    /// <summary>The loss of a batch; nothing changes.</summary>
    public double Test(Batch batch, MetricTotals? totals) => Run(_test, ref _testResults, batch, totals);

    /// <summary>The first op and layer of a training step on this batch that gives a value that is not finite; null if there is none.</summary>
    public string? FirstNonFinite(Batch batch)
    {
        try
        {
            new Function(arguments => Judge(arguments, training: true).Results) { Debug = true, Step = Step - 1 }.Call(batch.Arguments);
            return null;
        }
        catch (NonFiniteException e)
        {
            return e.Message;
        }
    }

    /// <summary>The training step, kernel by kernel.</summary>
    public ProgramListing Describe(Batch batch, int runs = 0) => _train.Describe(batch.Arguments, runs);

    private double Run(Function function, ref Tensor[]? results, Batch batch, MetricTotals? totals)
    {
        if (batch.InputCount != _inputs || batch.TargetCount != _outputs)
        {
            throw new ArgumentException($"{_model} has {_inputs} inputs and {_outputs} outputs, but the data have {batch.InputCount} inputs and {batch.TargetCount} targets.", nameof(batch));
        }

        if (results is null) { results = function.Call(batch.Arguments); }
        else { function.Run(batch.Arguments, results); }
        totals?.Add(batch.Rows, results);
        return results[0].AsSpan<float>()[0];
    }

    private IReadOnlyList<Tensor> TrainStep(IReadOnlyList<Tensor> arguments)
    {
        (Tensor loss, IReadOnlyList<Tensor> results) = Judge(arguments, training: true);
        RefuseStrangers();
        Tensor[] gradients = Gradient.Of(loss, _trained);
        _choices.Optimizer.Apply(_trained, gradients);
        return results;
    }

    /// <summary>Forward, losses, penalties and the sums of the metrics.</summary>
    private (Tensor Loss, IReadOnlyList<Tensor> Results) Judge(IReadOnlyList<Tensor> arguments, bool training)
    {
        Tensor[] targets = [.. arguments.Skip(_inputs).Take(_outputs)];
        Tensor? weights = arguments.Count > _inputs + _outputs ? arguments[^1] : null;
        Tensor ones = Tensor.Scalar(1).BroadcastTo([arguments[0].Shape[0]]);
        IReadOnlyList<Tensor> outputs = _forward([.. arguments.Take(_inputs)], training);
        using Scope.Entered scope = Scope.Enter("loss");
        Tensor[] losses = new Tensor[_outputs];
        for (int i = 0; i < _outputs; i++) { losses[i] = _choices.LossOf(i).Compute(targets[i], outputs[i], weights); }
        Tensor loss = Weighted(losses).Concat(_model.Penalties()).Aggregate((a, b) => a + b);
        using Scope.Entered metricScope = Scope.Set("metrics");
        return (loss, [
            loss,
            .. _outputs > 1 ? losses : [],
            .. _metrics.Select(metric => metric.Metric.SumsOrNaN(
                targets[metric.Output], outputs[metric.Output], metric.Weighted && weights is not null ? weights : ones))]);
    }

    private IEnumerable<Tensor> Weighted(Tensor[] losses) => losses.Select((loss, i) => _choices.LossWeights is { } weights ? loss * weights[i] : loss);

    /// <summary>A weight that the model does not know of would silently stay as it is.</summary>
    private void RefuseStrangers()
    {
        HashSet<Parameter> own = [.. _model.Parameters];
        if (Trace.Current!.Reads.Keys.FirstOrDefault(parameter => parameter.Trainable && !own.Contains(parameter)) is { } stranger)
        {
            throw new InvalidOperationException(
                $"The loss depends on the weight {stranger.Name}, which the model does not own, so it would never be trained or saved. "
                + "Make layers with AddLayer and weights with AddParameter in the model's class, or set the weight's Trainable to false.");
        }
    }

    private List<string> NameColumns(IReadOnlyList<string> outputs)
    {
        List<string> columns = ["loss"];
        if (_outputs > 1) { columns.AddRange(outputs.Select(output => $"{output}_loss")); }
        for (int output = 0; output < _outputs; output++)
        {
            string prefix = _outputs > 1 ? outputs[output] + "_" : "";
            IEnumerable<(Metric, bool)> plain = _choices.MetricsOf(output).Select(m => (m, false));
            foreach ((Metric metric, bool weighted) in plain.Concat(_choices.WeightedMetricsOf(output).Select(m => (m, true))))
            {
                string name = prefix + metric.Name;
                if (weighted && columns.Contains(name)) { name = $"{prefix}weighted_{metric.Name}"; }
                if (columns.Contains(name))
                {
                    throw new ArgumentException($"Two metrics are called \"{name}\": leave one out, or give one another name with metric.As(\"…\").");
                }

                columns.Add(name);
                _metrics.Add((metric, output, weighted));
            }
        }

        return columns;
    }
}
