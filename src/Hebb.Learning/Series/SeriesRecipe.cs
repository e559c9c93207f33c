using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Series;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Reports;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;
using static System.FormattableString;

namespace Hebb.Learning.Series;

/// <summary>How a series is going to be learned.</summary>
public sealed class SeriesRecipe : Recipe
{
    private readonly SeriesTrainerOptions _options;
    private readonly SeriesPart[] _parts;
    private readonly SeriesWindows _windows;
    private readonly SeriesPipeline _pipeline;
    private readonly Head _head;
    private readonly Table _table;
    private readonly Tensor?[] _inputs = new Tensor?[3];
    private readonly string? _gaps;
    private readonly string[] _unseen;
    private (double With, double Without)? _errors;
    private LeastSquares? _linear;

    internal SeriesRecipe(Table table, string target, SeriesTrainerOptions options)
        : base(options)
    {
        (_options, _table) = (options, table);
        string[] columns = [.. options.Columns ?? table.Columns.OfType<NumberColumn>().Select(column => column.Name)];
        string? twice = columns.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null) { throw new DataException("The column is named twice among those to see. Name it once.", table.Source, column: twice); }
        _gaps = SeriesPipeline.Gaps(table, [.. columns, target]);
        _unseen = [.. table.Columns.Select(column => column.Name).Except(columns)];
        _windows = TimeSeries.Windows(table, new()
        {
            Window = options.Window,
            Horizon = options.Horizon,
            Targets = [target],
            Columns = columns,
            TestFraction = options.HeldOutShare,
            ValidationFraction = options.ValidationShare,
            FillForward = true,
        });
        _parts = [_windows.Train, _windows.Validation!, _windows.Test];

        // A series that stays near its last value is learned as what changes: the network begins with the answer that is hard to beat.
        int train = _parts[0].TargetRows[^1] + 1;
        double[] truth = Levels(SplitPart.Train), last = Last(SplitPart.Train);
        double mean = truth.Average();
        Deviation = Math.Sqrt(truth.Average(value => (value - mean) * (value - mean)));
        Persistence = Math.Sqrt(truth.Zip(last, (a, b) => (a - b) * (a - b)).Average());
        IsChange = Persistence < Deviation;
        double[] learned = IsChange ? [.. truth.Zip(last, (a, b) => a - b)] : truth;
        (double middle, _, double scale) = StandardScaler.Moments(learned);
        TargetEncoder answer = new(target, LearningTask.Regression, [], numericClasses: false, middle, scale);
        SeriesColumn[] seen = [.. columns.Select(name =>
        {
            (double center, _, double spread) = StandardScaler.Moments(SeriesPipeline.Filled(table, name).AsSpan(0, train));
            return new SeriesColumn(name, center, spread);
        })];
        _pipeline = new(seen, options.Window, options.Horizon, IsChange, answer);
        _head = Head.Of(answer);

        BatchSize = options.BatchSize ?? (Sizes.Train < 2_000 ? 16 : Sizes.Train < 5_000 ? 32 : 64);
        Epochs = options.Epochs ?? (Sizes.Train < 2_000 ? 60 : Sizes.Train < 5_000 ? 40 : 20);
        Patience = options.Patience ?? Epochs;
        LearningRate = options.LearningRate ?? 0.002;
    }

    /// <inheritdoc/>
    public override TargetEncoder Target => _pipeline.Target;

    /// <inheritdoc/>
    public override string ExamplesName => "windows";

    /// <inheritdoc/>
    public override (int Train, int Validation, int HeldOut) Sizes => (_parts[0].Count, _parts[1].Count, _parts[2].Count);

    /// <summary>Whether the network learns the change from the last known value, rather than the value.</summary>
    public bool IsChange { get; }

    /// <summary>The columns that are seen.</summary>
    public IReadOnlyList<string> Columns => _windows.Columns;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Findings =>
        [Invariant($"{_table.Rows} rows that follow each other; '{Target.Name}' is predicted {Ahead} after a window of {_options.Window}.")];

    /// <inheritdoc/>
    protected internal override (string Simple, string Constant) BaselineNames => ("linear", "last value");

    /// <inheritdoc/>
    protected internal override string ConstantAnswer => $"the last known value of '{Target.Name}' in each window";

    /// <inheritdoc/>
    internal override bool IsComputed => _options.Network == SequenceNetwork.Linear && _options.NewNetwork is null;

    /// <inheritdoc/>
    internal override string SimpleAdvice => " (--model linear)";

    /// <inheritdoc/>
    protected override bool FollowsOneCycle => true;

    /// <inheritdoc/>
    protected override IEnumerable<string> DataDecisions =>
    [
        $"seen: {string.Join(", ", Columns)}, "
        + $"standardised{(_unseen.Length == 0 ? "" : $"; not seen: {string.Join(", ", _unseen)}{(_options.Columns is null ? ", of text" : "")}")}",
        .. _errors is not { } errors
            ? Array.Empty<string>()
            : [$"columns: {(errors.Without < errors.With ? "the target alone" : "all numbers")}, because a linear model is better so on the windows "
                + Invariant($"that decide when to stop: with all columns it is {errors.With:G3} away, with '{Target.Name}' alone {errors.Without:G3}")],
        .. _gaps is null ? Array.Empty<string>() : [_gaps],
        Invariant($"windows: {Sizes.Train} to train, then {Sizes.Validation} to decide when to stop, ")
        + Invariant($"and the last {Sizes.HeldOut} held out for the final table: ")
        + "divided by time, because the future must not be known",
        IsChange
            ? Invariant($"learned: the change from the last known value, with how far '{Target.Name}' was from it as a further column, because that is ")
                + Invariant($"near: {Persistence:G3} away, where the values deviate by {Deviation:G3}")
            : Invariant($"learned: the value itself, because the last known one is no nearer ({Persistence:G3} away) than the mean ({Deviation:G3})"),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<string> NetworkDecisions =>
    [
        Invariant($"network: {(_options.NewNetwork is null ? SeriesNetworks.Describe(_options.Network) : "as given")}, {Network().ParameterCount} weights"),
        _head.Describe(Target),
    ];

    private double Persistence { get; }

    private double Deviation { get; }

    private string Ahead => _options.Horizon == 1 ? "one row" : Invariant($"{_options.Horizon} rows");

    /// <inheritdoc/>
    protected internal override Dataset Examples(SplitPart part)
    {
        float[] truth = Learned(part);
        return Dataset.From(Inputs(part), Tensor.Create(truth, [truth.Length, 1]));
    }

    /// <inheritdoc/>
    protected internal override Model NewModel() => IsComputed ? Network() : Compiled(Network(), LearningRate);

    /// <inheritdoc/>
    protected internal override TrainedModel With(Model model) => new SeriesModel(model, _pipeline);

    /// <inheritdoc/>
    protected internal override Judged Judge(Model model)
    {
        Judgement judgement = JudgeUnits(Predicted(model));
        return new(judgement.Metrics, judgement);
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyDictionary<string, double>? JudgeSimple(CancellationToken cancellation) =>
        IsComputed ? null : JudgeUnits(Linear(SplitPart.Test)).Metrics;

    /// <summary>How far a linear model is away on the validation windows: the root of the mean squared error, in the units of the target.</summary>
    internal double LinearError() =>
        Math.Sqrt(Levels(SplitPart.Validation).Zip(Linear(SplitPart.Validation), (truth, answer) => (truth - answer) * (truth - answer)).Average());

    /// <summary>Says why these columns are seen.</summary>
    /// <param name="errors">How far a linear model is away with all columns and with the target alone.</param>
    internal SeriesRecipe Because((double With, double Without) errors)
    {
        _errors = errors;
        return this;
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyDictionary<string, double> Baseline() =>
        JudgeUnits([.. Last(SplitPart.Test).Select(value => (float)value)]).Metrics;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<ReportSection> ReportSections(Model model)
    {
        double[] rows = [.. _parts[2].TargetRows.Select(row => row + 1.0)];
        ReportSection end =
            SeriesSections.End(Target.Name, _options.Horizon, rows, Levels(SplitPart.Test), [.. Predicted(model).Select(value => (double)value)]);
        return SeriesSections.Attention(model, Inputs(SplitPart.Test), rows) is { } attention ? [end, attention] : [end];
    }

    private Tensor Inputs(SplitPart part) =>
        _inputs[(int)part] ??= _pipeline.Windows(_table, _parts[(int)part].TargetRows[0] - _options.Window - _options.Horizon + 1, _parts[(int)part].Count);

    private double[] Levels(SplitPart part) => _windows.ToUnits(_parts[(int)part].Data.Whole.Targets[0].AsSpan<float>());

    private double[] Last(SplitPart part) => _windows.ToUnits([.. _parts[(int)part].Persistence]);

    private float[] Learned(SplitPart part)
    {
        double[] truth = Levels(part), last = Last(part);
        return [.. truth.Select((value, i) => (float)((value - (IsChange ? last[i] : 0) - Target.Mean) / Target.Scale))];
    }

    private float[] Predicted(Model model) => _pipeline.ToUnits(model.Predict(Inputs(SplitPart.Test)).AsSpan<float>(), Last(SplitPart.Test));

    private float[] Linear(SplitPart part) =>
        _pipeline.ToUnits(Fitted().Predict(Inputs(part).AsSpan<float>()), Last(part));

    private LeastSquares Fitted() =>
        _linear ??= new(Inputs(SplitPart.Train).AsSpan<float>(), (int)_pipeline.WindowShape.Size, Learned(SplitPart.Train));

    private Judgement JudgeUnits(float[] predicted) =>
        Judgement.Of(_pipeline.Levels, [.. Levels(SplitPart.Test).Select(value => (float)value)], predicted);

    private Model Network()
    {
        Shape window = _pipeline.WindowShape;
        if (IsComputed) { return SeriesNetworks.New(window, Fitted()); }
        Model network = _options.NewNetwork?.Invoke(window) ?? SeriesNetworks.New(_options.Network, window, _options.Dropout, Seed);
        Shape answer = Answers.ShapeFor(network, Tensor.Zeros([1, .. window]));
        return answer == [1, 1] ? network : throw new DataException($"The network gives {answer} for a window of shape {window}. Expected [1, 1], a number.");
    }
}
