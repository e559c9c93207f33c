using Hebb.Data;
using Hebb.Data.Preprocessing;
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
    /// <summary>Training ends after this many steps without improvement, but not before some epochs: the loss of a few windows goes up and down.</summary>
    private const int PatientSteps = 1_000, PatientEpochs = 10;

    private readonly SeriesTrainerOptions _options;
    private readonly SeriesInputs _inputs;
    private readonly SeriesRows _rows;
    private readonly SeriesWindowSet[] _parts;
    private readonly SeriesPipeline _pipeline;
    private readonly Head _head;
    private readonly string[] _short;
    private (double With, double Without)? _errors;
    private LeastSquares? _linear;

    internal SeriesRecipe(SeriesInputs inputs, string target, SeriesTrainerOptions options)
        : base(options)
    {
        (_options, _inputs) = (options, inputs);
        SeriesParts parts = SeriesParts.Of(inputs.Rows.WithoutEnds(target).WithoutBeginnings([.. inputs.Columns, target]), target, options);
        (_rows, _short) = (parts.Rows, [.. parts.TooShort]);

        // A series that stays near its last value is learned as what changes: the network begins with the answer that is hard to beat.
        SeriesPipeline bare = new([], options.Window, options.Horizon, false, inputs.Order, TargetEncoder.OfNumber(target));
        SeriesWindowSet train = bare.Windows(_rows, parts.Train);
        double[] truth = train.Truth, last = train.Last;
        double[] means = [.. _rows.Segments.Select((_, segment) => truth.Where((_, i) => train.Starts[i].Segment == segment).Average())];
        Deviation = Math.Sqrt(truth.Select((value, i) => value - means[train.Starts[i].Segment]).Average(off => off * off));
        Persistence = Math.Sqrt(truth.Zip(last, (a, b) => (a - b) * (a - b)).Average());
        IsChange = Persistence < Deviation;
        SeriesScales[] scales = [.. _rows.Segments.Select((segment, number) =>
        {
            int[] own = [.. Enumerable.Range(0, train.Count).Where(i => train.Starts[i].Segment == number)];
            (double middle, _, double scale) = StandardScaler.Moments([.. own.Select(i => truth[i] - (IsChange ? last[i] : 0))]);
            int end = train.Targets[own[^1]] + 1;
            return new SeriesScales(segment.Name, [.. inputs.Columns.Select(name => ScaleOf(name, segment.First..end))], middle, scale);
        })];
        TargetEncoder answer = _rows.Segments.Count == 1 ? TargetEncoder.OfNumber(target, scales[0].Mean, scales[0].Scale) : bare.Target;
        _pipeline = new(scales, options.Window, options.Horizon, IsChange, inputs.Order, answer)
        {
            Reading = _rows.Table.Reading?.Only(inputs.Columns.Append(target).Concat(inputs.Order.Columns).Distinct()),
        };
        _parts = [.. ((List<(int, int)>[])[parts.Train, parts.Validation, parts.HeldOut]).Select(starts => _pipeline.Windows(_rows, starts))];
        _head = Head.Of(answer);

        BatchSize = options.BatchSize ?? (Sizes.Train < 2_000 ? 16 : Sizes.Train < 5_000 ? 32 : 64);
        Epochs = options.Epochs ?? (Sizes.Train < 2_000 ? 60 : Sizes.Train < 5_000 ? 40 : 20);
        Patience = options.Patience ?? Math.Min(Epochs, Math.Max(PatientEpochs, (PatientSteps + StepsPerEpoch - 1) / StepsPerEpoch));
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
    public IReadOnlyList<string> Columns => _inputs.Columns;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Findings =>
        [Invariant($"{_rows.Count} rows that follow each other; '{Target.Name}' is predicted {Ahead} after a window of {_options.Window}.")];

    /// <inheritdoc/>
    protected internal override (string Simple, string Constant) BaselineNames => ("linear", "last value");

    /// <inheritdoc/>
    protected internal override string ConstantAnswer => $"the last known value of '{Target.Name}' in each window";

    /// <inheritdoc/>
    internal override bool IsComputed => _options.Network == SequenceNetwork.Linear && _options.NewNetwork is null;

    /// <inheritdoc/>
    protected internal override string SimpleAdvice => $" ({Options.Words(new(RemedyKind.SimpleModel, Value: "linear"))})";

    /// <inheritdoc/>
    protected override bool FollowsOneCycle => true;

    /// <inheritdoc/>
    protected override IEnumerable<string> DataDecisions =>
    [
        .. _inputs.Notes,
        .. _rows.Notes.Except(_inputs.Rows.Notes),
        .. _short.Length == 0 ? Array.Empty<string>() : [$"left out: {string.Join(", ", _short)}, too short for a window"],
        $"seen: {string.Join(", ", Columns)}, standardized{(Unseen.Length == 0 ? "" : $"; not seen: {string.Join(", ", Unseen)}")}",
        .. _errors is not { } errors
            ? Array.Empty<string>()
            : [$"columns: {(errors.Without < errors.With ? "the target alone" : "all numbers")}, because a linear model is better so on the "
                + Invariant($"validation windows: with all columns it is {errors.With:G3} away, with '{Target.Name}' alone {errors.Without:G3}")],
        .. _rows.Gaps([.. Columns, Target.Name]) is { } gaps ? [gaps] : Array.Empty<string>(),
        .. _rows.Missing(Target.Name) is > 0 and int missing
            ? [Invariant($"{missing} rows have no value in '{Target.Name}': they are used neither for training nor for evaluation")]
            : Array.Empty<string>(),
        Invariant($"windows: {Sizes.Train} for training, then {Sizes.Validation} for validation, ")
        + Invariant($"and the last {Sizes.HeldOut} held out for the final evaluation: ")
        + "split by time, because the future must not be known",
        IsChange
            ? Invariant($"learned: the change from the last known value, with how far '{Target.Name}' was from it as a further column, because that is ")
                + Invariant($"near: {Persistence:G3} away, where the values deviate by {Deviation:G3}")
            : Invariant($"learned: the value itself, because the last known one is no nearer ({Persistence:G3} away) than the mean ({Deviation:G3})"),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<string> NetworkDecisions =>
    [
        $"{(IsComputed ? "model" : "network")}: "
        + Invariant($"{(_options.NewNetwork is null ? SeriesNetworks.Describe(_options.Network) : "as given")}, {Network().ParameterCount} weights"),
        _head.Describe(Target),
    ];

    private string[] Unseen =>
    [
        .. _rows.Table.Columns.Select(column => column.Name)
            .Except(Columns)
            .Select(name => _inputs.Unseen.TryGetValue(name, out string? reason) ? $"{name} ({reason})" : name),
    ];

    private double Persistence { get; }

    private double Deviation { get; }

    private string Ahead => _options.Horizon == 1 ? "one row" : Invariant($"{_options.Horizon} rows");

    /// <inheritdoc/>
    protected internal override Dataset Examples(SplitPart part)
    {
        float[] truth = _parts[(int)part].Learned;
        return Dataset.From(_parts[(int)part].Inputs, Tensor.Create(truth, [truth.Length, 1]));
    }

    /// <inheritdoc/>
    protected internal override Model NewModel() => IsComputed ? Network() : Compiled(Network(), LearningRate);

    /// <inheritdoc/>
    protected internal override TrainedModel With(Model model) => new SeriesModel(model, _pipeline);

    /// <inheritdoc/>
    protected internal override Judged Judge(Model model) => JudgeUnits(Predicted(model));

    /// <inheritdoc/>
    protected internal override Judged? JudgeSimple(CancellationToken cancellation) => IsComputed ? null : JudgeUnits(Linear(SplitPart.Test));

    /// <summary>How far a linear model is away on the validation windows: the root of the mean squared error, in the units of the target.</summary>
    internal double LinearError() =>
        Math.Sqrt(_parts[1].Truth.Zip(Linear(SplitPart.Validation), (truth, answer) => (truth - answer) * (truth - answer)).Average());

    /// <summary>Says why these columns are seen.</summary>
    /// <param name="errors">How far a linear model is away with all columns and with the target alone.</param>
    internal SeriesRecipe Because((double With, double Without) errors)
    {
        _errors = errors;
        return this;
    }

    /// <inheritdoc/>
    protected internal override Judged Baseline() => JudgeUnits([.. _parts[2].Last.Select(value => (float)value)]);

    /// <summary>Neighboring windows overlap and err alike: stretches of ∛n of them are drawn together (Künsch, 1989).</summary>
    protected internal override IReadOnlyList<int> HeldOutUnits
    {
        get
        {
            int length = Math.Max(_options.Horizon, (int)Math.Ceiling(Math.Cbrt(Sizes.HeldOut)));
            return [.. Enumerable.Range(0, Sizes.HeldOut).Select(i => i / length)];
        }
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<ReportSection> ReportSections(Model model)
    {
        double[] rows = [.. _parts[2].Targets.Select(row => row + 1.0)];
        ReportSection end = SeriesSections.End(Target.Name, _options.Horizon, rows, _parts[2].Truth, [.. Predicted(model).Select(value => (double)value)]);
        return SeriesSections.Attention(model, _parts[2].Inputs, rows) is { } attention ? [end, attention] : [end];
    }

    private float[] Predicted(Model model) => _parts[2].ToUnits(model.Predict(_parts[2].Inputs).AsSpan<float>());

    private float[] Linear(SplitPart part) => _parts[(int)part].ToUnits(Fitted().Predict(_parts[(int)part].Inputs.AsSpan<float>()));

    private LeastSquares Fitted() => _linear ??= new(_parts[0].Inputs.AsSpan<float>(), (int)_pipeline.WindowShape.Size, _parts[0].Learned);

    private SeriesColumn ScaleOf(string name, Range rows)
    {
        (double center, _, double spread) = StandardScaler.Moments(_rows.Filled(name).AsSpan(rows));
        return new(name, center, spread);
    }

    private Judged JudgeUnits(float[] predicted)
    {
        Judgement judgement = Judgement.Of(_pipeline.Levels, [.. _parts[2].Truth.Select(value => (float)value)], predicted);
        return new(judgement.Metrics, judgement);
    }

    private Model Network()
    {
        Shape window = _pipeline.WindowShape;
        if (IsComputed) { return SeriesNetworks.New(window, Fitted()); }
        Model network = _options.NewNetwork?.Invoke(window) ?? SeriesNetworks.New(_options.Network, window, _options.Dropout, Seed);
        Shape answer = Answers.ShapeFor(network, Tensor.Zeros([1, .. window]));
        return answer == [1, 1] ? network : throw new DataException($"The network gives {answer} for a window of shape {window}. Expected [1, 1], a number.");
    }
}
