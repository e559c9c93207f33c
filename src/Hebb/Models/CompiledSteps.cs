using Hebb.Datasets;
using Hebb.Graphs;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Models;

/// <summary>
/// The two functions a compiled model runs: a training step and a test step. Their results are the loss, the loss of each output if there are several, and the
/// sums of each metric; then, if losses of batches are not simply combined by rows, what they are combined by. The same shapes for every batch, so that one
/// set of tensors takes them all.
/// </summary>
internal sealed class CompiledSteps
{
    /// <summary>A value that is combined by rows.</summary>
    public const int NoTerm = -2;

    /// <summary>The value that is the sum of all terms.</summary>
    public const int AllTerms = -1;

    private readonly Model _model;
    private readonly CompileChoices _choices;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly int _targets;
    private readonly IReadOnlyList<string> _names;
    private readonly List<(Metric Metric, int Output, bool Weighted)> _metrics = [];
    private readonly Function _train;
    private readonly Function _test;
    private Tensor[]? _trainResults;
    private Tensor[]? _testResults;
    private IReadOnlyList<Optimizer>? _optimizers;
    private int[] _terms = [];

    /// <summary>A plan for a model whose weights exist.</summary>
    /// <param name="model">The model.</param>
    /// <param name="choices">What it was compiled with.</param>
    /// <param name="batch">Some batch, to learn shapes from.</param>
    /// <param name="outputs">The names of the outputs.</param>
    public CompiledSteps(Model model, CompileChoices choices, Batch batch, IReadOnlyList<string> outputs)
    {
        (_model, _choices, _inputs, _outputs) = (model, choices, batch.InputCount, outputs.Count);
        if (choices.Losses.Count > 0) { choices.CheckFor(_outputs); }

        // What a class of one's own reports only its code knows, so that is traced once; layers and losses are known.
        bool isKnown = model is Sequential || model.GetType() == typeof(Model);
        _targets = isKnown ? _outputs : batch.TargetCount;
        _names = isKnown
            ? ["loss", .. outputs.Count > 1 ? outputs.Select(output => $"{output}_loss") : []]
            : NamesOfStep(batch);
        Columns = NameColumns(outputs);
        _train = new(arguments => Step(arguments, training: true)) { Name = "train", Threads = model.Threads, FiniteResult = 0 };
        _test = new(arguments => Step(arguments, training: false)) { Name = "test", Threads = model.Threads };
    }

    /// <summary>What in loss and outputs does not fit, though it can be computed; known once a step was traced.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>The names of all values.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>How many of the values are losses.</summary>
    public int LossCount => _names.Count;

    /// <summary>How many of the values are metrics.</summary>
    public int MetricCount => _metrics.Count;

    /// <summary>The number of training steps run: what dropout's masks depend on.</summary>
    public long TrainSteps
    {
        get => _train.Step;
        set => _train.Step = value;
    }

    /// <summary>The number of test steps run.</summary>
    public long TestSteps
    {
        get => _test.Step;
        set => _test.Step = value;
    }

    /// <summary>The number of threads that share large kernels.</summary>
    public int? Threads { set => (_train.Threads, _test.Threads) = (value, value); }

    /// <summary>The optimizers of a training step; known once one was traced.</summary>
    public IReadOnlyList<Optimizer> Optimizers => _optimizers ?? [];

    /// <summary>Traces a training step without compiling it, so that optimizers and their slots exist before they are filled.</summary>
    /// <returns>How many sums each metric has.</returns>
    public IReadOnlyList<long> Prepare(Batch batch) =>
        [.. Trace.OnSymbols(() => Step(Symbols(batch), training: true)).Skip(LossCount).Select(sums => sums.Size)];

    /// <summary>The metric behind a value.</summary>
    public Metric MetricAt(int index) => _metrics[index].Metric;

    /// <summary>Which term of the loss a value is: the number of an output, <see cref="AllTerms"/> or <see cref="NoTerm"/>.</summary>
    public int TermAt(int value) => value < _terms.Length ? _terms[value] : NoTerm;

    /// <summary>Totals of losses that are not combined by rows.</summary>
    public LossTotals NewLossTotals(double[] sums) => new(_choices, sums);

    /// <summary>Changes the weights once; the result is the loss before. A loss that is not finite changes nothing.</summary>
    public double Train(Batch batch, MetricTotals? totals)
    {
        long began = Telemetry.StepBegins();
        RequireFit(batch);
        Executable program = _train.Prepare(batch.Arguments); // predictions need not wait for the compiler
        bool entered = _model.Gate.EnterStep();
        try
        {
            _trainResults ??= program.NewResults();
            if (!(NonFinite.IsIn(batch.Arguments) ? RunCarefully(program, batch) : Run(program, batch))) { Abandon(); }
            return Result(_trainResults, batch, totals);
        }
        finally
        {
            if (entered) { _model.Gate.LeaveStep(); }
            Telemetry.StepEnds(began, _model, batch.Rows);
        }
    }

    /// <summary>The loss of a batch; nothing changes.</summary>
    public double Test(Batch batch, MetricTotals? totals)
    {
        RequireFit(batch);
        Executable program = _test.Prepare(batch.Arguments);
        bool entered = _model.Gate.EnterPrediction();
        try
        {
            _testResults ??= program.NewResults();
            _test.Run(program, batch.Arguments, _testResults);
            return Result(_testResults, batch, totals);
        }
        finally
        {
            if (entered) { _model.Gate.LeavePrediction(); }
        }
    }

    /// <summary>The first op and layer of a training step on this batch that gives a value that is not finite; null if there is none.</summary>
    public string? FirstNonFinite(Batch batch)
    {
        try
        {
            new Function(WithoutEffects) { Debug = true, Step = TrainSteps - 1 }.Call(batch.Arguments);
            return null;
        }
        catch (NonFiniteException e)
        {
            return e.Message;
        }
    }

    /// <summary>The training step, kernel by kernel. Runs are steps: predictions wait for them.</summary>
    public ProgramListing Describe(Batch batch, int runs = 0)
    {
        if (runs == 0) { return _train.Describe(batch.Arguments); }
        ProgramListing? listing = null;
        _model.Gate.Change(() => listing = _train.Describe(batch.Arguments, runs));
        return listing!;
    }

    private void RequireFit(Batch batch)
    {
        if (batch.InputCount != _inputs || batch.TargetCount != _targets)
        {
            throw new ArgumentException(
                $"{_model} has {_inputs} inputs and {_targets} outputs, but the data have {batch.InputCount} inputs and {batch.TargetCount} targets.",
                nameof(batch));
        }
    }

    private bool Run(Executable program, Batch batch) => _train.Run(program, batch.Arguments, _trainResults!);

    private bool RunCarefully(Executable program, Batch batch) =>
        CarefulStep.Take(_model, [.. _model.Parameters, .. Optimizers.SelectMany(optimizer => optimizer.State)], () => Run(program, batch));

    /// <summary>After a step that changed nothing: the optimizers have not taken it either, and what it reports are no numbers.</summary>
    private void Abandon()
    {
        foreach (Optimizer optimizer in Optimizers) { optimizer.Iterations--; }
        if (!float.IsFinite(_trainResults![0].AsSpan<float>()[0])) { return; }
        foreach (Tensor result in _trainResults.Where(result => result.DType == DType.Float32)) { result.Value!.Span<float>().Fill(float.NaN); }
    }

    private static double Result(Tensor[] results, Batch batch, MetricTotals? totals)
    {
        totals?.Add(batch.Rows, results);
        return results[0].AsSpan<float>()[0];
    }

    /// <summary>The code of a step: what the model computes and changes, then the sums of the metrics.</summary>
    private IReadOnlyList<Tensor> Step(IReadOnlyList<Tensor> arguments, bool training)
    {
        StepData data = DataOf(arguments);
        if (training) { _choices.Optimizer.BelongTo(_model.TrainedParameters); }
        OrderedDictionary<string, Tensor> values = Checked(_model.Step(data, training));
        if (training)
        {
            RefuseStrangers();
            // Each optimizer that is applied counts its steps before the program runs: that is how it is known here.
            _optimizers = [.. Trace.Current!.BeforeRun.Select(action => action.Target).OfType<Optimizer>().Distinct()];
            foreach (Optimizer optimizer in _optimizers) { optimizer.BelongTo(_model.TrainedParameters); }
        }
        else if (!values.Keys.SequenceEqual(_names))
        {
            throw new InvalidOperationException(
                $"{_model} reports {string.Join(", ", _names)} in TrainStep, but {string.Join(", ", values.Keys)} in TestStep: "
                + "override both, with the same names in the same order.");
        }

        if (_metrics.Count > 0 && data.Outputs.Count != _outputs)
        {
            throw new InvalidOperationException(
                $"The metrics given to Compile need the outputs of {_model}: "
                + $"set data.Outputs in {(training ? "TrainStep" : "TestStep")}, or leave the metrics out.");
        }

        using Scope.Entered scope = Scope.Set("metrics");
        if (_choices.Losses.Count > 0)
        {
            Warnings = [.. data.Outputs.Select((output, i) => AnswerReading.Warning(_choices.LossOf(i), output)).OfType<string>()];
        }

        return [.. values.Values, .. _metrics.Select(metric => Sums(data, metric)), .. Combination(data, [.. values.Values])];
    }

    /// <summary>The sums of a metric; one that takes probabilities gets them, whatever the loss takes.</summary>
    private Tensor Sums(StepData data, (Metric Metric, int Output, bool Weighted) entry)
    {
        (Tensor y, Tensor p) = (data.Targets[entry.Output], data.Outputs[entry.Output]);
        if (entry.Metric.ReadsProbabilities && _choices.Losses.Count > 0) { (y, p) = AnswerReading.AsProbabilities(_choices.LossOf(entry.Output), y, p); }
        return entry.Metric.SumsOrNaN(y, p, entry.Weighted ? data.WeightsOf(entry.Output) : null);
    }

    /// <summary>What losses are combined by: nothing if it is the rows.</summary>
    private Tensor[] Combination(StepData data, Tensor[] values)
    {
        if (data.Terms is not { } terms || terms.Costs.All(cost => cost.Divisor is null)) { return []; }
        Tensor[] costs = [.. terms.Costs.Select(cost => cost.Value)];
        _terms = [.. values.Select(value => ReferenceEquals(value, terms.Total) ? AllTerms : Array.IndexOf(costs, value) is var i and >= 0 ? i : NoTerm)];
        return [terms.Numbers(data.Rows)];
    }

    private IReadOnlyList<Tensor> WithoutEffects(IReadOnlyList<Tensor> arguments)
    {
        IReadOnlyList<Tensor> results = Step(arguments, training: true);
        Trace.Current!.Assignments.Clear();
        Trace.Current.BeforeRun.Clear();
        return results;
    }

    private StepData DataOf(IReadOnlyList<Tensor> arguments) => new(arguments, _inputs, _targets);

    private OrderedDictionary<string, Tensor> Checked(OrderedDictionary<string, Tensor> values)
    {
        if (values.Count == 0) { throw new InvalidOperationException($"{_model} reports nothing: return at least the loss from TrainStep and TestStep."); }
        foreach ((string name, Tensor value) in values)
        {
            if (value.Size != 1 || value.DType != DType.Float32)
            {
                throw new ShapeException(
                    $"{_model} reports {name} of shape {value.Shape} and type {value.DType}: a step reports single numbers of Float32; take the mean.");
            }
        }

        return values;
    }

    private IReadOnlyList<string> NamesOfStep(Batch batch) => [.. Trace.OnSymbols(() => Checked(_model.Step(DataOf(Symbols(batch)), training: true))).Keys];

    private static Tensor[] Symbols(Batch batch)
    {
        Tensor[] symbols = new Tensor[batch.Arguments.Length];
        for (int i = 0; i < symbols.Length; i++) { symbols[i] = Trace.Symbol(i, batch.Arguments[i].Shape, batch.Arguments[i].DType); }
        return symbols;
    }

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
        List<string> columns = [.. _names];
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
