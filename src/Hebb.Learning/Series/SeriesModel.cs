using System.Globalization;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Reports;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;
using static System.FormattableString;

namespace Hebb.Learning.Series;

/// <summary>A network for a series together with windows and scales: forecasts for tables as they are.</summary>
public sealed class SeriesModel : PipelineModel
{
    /// <summary>What its pipeline.json says it is.</summary>
    internal const string FormatName = "hebb-series";

    private readonly SeriesPipeline _pipeline;

    internal SeriesModel(Model model, SeriesPipeline pipeline)
        : base(model, pipeline) => _pipeline = pipeline;

    /// <inheritdoc/>
    public override string ExamplesName => "series";

    /// <inheritdoc/>
    public override string Format => FormatName;

    /// <inheritdoc/>
    public override ModelSchema Schema => new([.. Group, .. _pipeline.Columns.Select(Input)], [new(Target.Name, LearningTask.Regression) { Unit = Unit }]);

    private string Unit => Invariant($"that of the column '{Target.Name}', {Horizon} row{(Horizon == 1 ? "" : "s")} after the last");

    /// <summary>Rows the network sees at once.</summary>
    public int Window => _pipeline.Window;

    /// <summary>How many rows after a window the predicted one lies.</summary>
    public int Horizon => _pipeline.Horizon;

    /// <summary>The columns that the network sees.</summary>
    public IReadOnlyList<string> Columns => [.. _pipeline.Columns.Select(column => column.Name)];

    /// <summary>The names of the series; empty for a single one.</summary>
    public IReadOnlyList<string> Series => [.. _pipeline.Series.Select(one => one.Name).OfType<string>()];

    /// <summary>Whether the network predicts the change from the last known value, rather than the value.</summary>
    public bool PredictsChange => _pipeline.IsChange;

    /// <summary>Loads what <see cref="TrainedNetwork.Save"/> saved.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">The model was trained on something else.</exception>
    public static SeriesModel Load(string folder) => Load<SeriesModel>(folder, FormatName, "a series", Read);

    /// <summary>
    /// The rows after the end of a series, as many as the horizon: <c>row</c>, counted from 1 at the beginning of the series, and <c>prediction</c>; of several
    /// series also the column that names them.
    /// </summary>
    /// <param name="table">The series with the columns of the training: ordered by the column of dates that the training had, or oldest row
    /// first.</param>
    /// <exception cref="DataException">A column is missing, a series is not one of the training, or is shorter than a window.</exception>
    public Table Forecast(Table table)
    {
        SeriesWindowSet windows = Windows(Arranged(table), afterEnd: true);
        SeriesSegment[] segments = [.. windows.Starts.Select(start => windows.Rows.Segments[start.Segment])];
        return new Table([
            .. Names(windows),
            new NumberColumn("row", [.. windows.Targets.Zip(segments, (row, segment) => (double)segment.NumberOf(row))]),
            new NumberColumn(Predictions.PredictionName, Shortest(Answers(windows)))]);
    }

    /// <summary>Every row of a table that can be predicted from those before: <c>row</c>, counted from 1 in the table, <c>truth</c> and
    /// <c>prediction</c>.</summary>
    /// <inheritdoc cref="Forecast"/>
    public Table Replay(Table table)
    {
        SeriesWindowSet windows = Windows(Arranged(table), afterEnd: false);
        return new Table([
            .. Names(windows),
            new NumberColumn("row", [.. windows.Targets.Select(row => windows.Rows.Origins[row] + 1.0)]),
            new NumberColumn("truth", windows.Truth),
            new NumberColumn(Predictions.PredictionName, Shortest(Answers(windows)))]);
    }

    /// <summary>What was sorted, left out or filled in, in sentences; null for nothing.</summary>
    public string? GapsOf(Table table)
    {
        SeriesRows rows = Arranged(table);
        string[] lines = [.. rows.Notes, .. rows.Gaps(_pipeline.Needed) is { } gaps ? [gaps] : Array.Empty<string>()];
        return lines.Length == 0 ? null : string.Join('\n', lines);
    }

    /// <summary>Everything there is to say about the predictions of the rows that can be predicted; those without a true value are left out.</summary>
    /// <inheritdoc cref="Forecast"/>
    public Judgement Judge(Table table)
    {
        SeriesWindowSet windows = Known(Windows(Arranged(table), afterEnd: false));
        return windows.Count > 0
            ? Judgement.Of(_pipeline.Levels, [.. windows.Truth.Select(value => (float)value)], Answers(windows))
            : throw new DataException(
                $"No row that can be predicted has a value in '{Target.Name}', so there is nothing to compare with.", table.Source, column: Target.Name);
    }

    /// <summary>A page about the predictions of a series.</summary>
    /// <param name="table">The series.</param>
    /// <param name="judgement">What <see cref="Judge"/> said of it.</param>
    public NetworkReport Report(Table table, Judgement judgement)
    {
        SeriesWindowSet windows = Known(Windows(Arranged(table), afterEnd: false));
        double[] rows = [.. windows.Targets.Select(row => row + 1.0)];
        ReportSection end = SeriesSections.End(Target.Name, Horizon, rows, windows.Truth, [.. Answers(windows).Select(value => (double)value)]);
        return NetworkReport.Of(Target, "rows", judgement, SeriesSections.Attention(Model, windows.Inputs, rows) is { } attention ? [end, attention] : [end]);
    }

    /// <summary>The column that tells the series apart; null where there is a single one.</summary>
    internal string? GroupName => _pipeline.Order.Group;

    /// <summary>Reads the pipeline and says how to make the model of it.</summary>
    internal static Func<Model, TrainedModel> Read(JsonField root)
    {
        SeriesPipeline pipeline = SeriesPipeline.Read(root);
        return model => new SeriesModel(model, pipeline);
    }

    /// <inheritdoc/>
    protected internal override Tensor Probe() => Tensor.Zeros([1, .. _pipeline.WindowShape]);

    private InputField Input(SeriesColumn column) => new(column.Name, InputType.Rows)
    {
        UsualRange = (column.Mean - (3 * column.Scale), column.Mean + (3 * column.Scale)),
        MayBeMissing = true,
        Form = Invariant($"the last {Window} rows, oldest first; gaps are filled in"),
    };

    private InputField[] Group => _pipeline.Order.Group is { } name
        ? [new(name, InputType.Category) { Categories = Series, Form = "the series that a row belongs to" }]
        : [];

    /// <summary>The rows in their order, from the first one that can be used on.</summary>
    private SeriesRows Arranged(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return _pipeline.Order.Arrange(table).WithoutBeginnings(_pipeline.Needed);
    }

    /// <summary>The windows of all rows that can be predicted, or of those after the end.</summary>
    private SeriesWindowSet Windows(SeriesRows rows, bool afterEnd)
    {
        List<(int, int)> starts = [];
        for (int number = 0; number < rows.Segments.Count; number++)
        {
            SeriesSegment segment = rows.Segments[number];
            int needed = afterEnd || segment.Count < Window ? Window : _pipeline.Lead + 1;
            if (segment.Count < needed)
            {
                string series = segment.Name is null ? "The series" : $"The series '{segment.Name}'";
                throw new DataException(
                    Invariant($"{series} has {segment.Count} rows. Expected at least {needed}, ")
                    + (needed == Window ? "the window that the network sees." : "so that one can be predicted from those before."),
                    rows.Table.Source);
            }

            int first = afterEnd ? Math.Max(0, segment.Count - _pipeline.Lead) : 0, end = segment.Count - (afterEnd ? Window : _pipeline.Lead + 1);
            for (int start = first; start <= end; start++) { starts.Add((number, segment.First + start)); }
        }

        return _pipeline.Windows(rows, starts);
    }

    private static SeriesWindowSet Known(SeriesWindowSet windows)
    {
        double[] truth = windows.Truth;
        return windows.Pipeline.Windows(windows.Rows, windows.Starts.Where((_, i) => !double.IsNaN(truth[i])));
    }

    private float[] Answers(SeriesWindowSet windows) => windows.ToUnits(Model.Predict(windows.Inputs).AsSpan<float>());

    /// <summary>The series of each window; no column where there is a single one.</summary>
    private Column[] Names(SeriesWindowSet windows) => _pipeline.Order.Group is { } name
        ? [new TextColumn(name, [.. windows.Starts.Select(start => windows.Rows.Segments[start.Segment].Name)])]
        : [];

    private static double[] Shortest(float[] values) =>
        [.. values.Select(value => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];
}
