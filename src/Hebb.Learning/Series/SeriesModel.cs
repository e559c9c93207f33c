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
    public override ModelSchema Schema => new([.. _pipeline.Columns.Select(Input)], [new(Target.Name, LearningTask.Regression) { Unit = Unit }]);

    private string Unit => Invariant($"that of the column '{Target.Name}', {Horizon} row{(Horizon == 1 ? "" : "s")} after the last");

    /// <summary>Rows the network sees at once.</summary>
    public int Window => _pipeline.Window;

    /// <summary>How many rows after a window the predicted one lies.</summary>
    public int Horizon => _pipeline.Horizon;

    /// <summary>The columns that the network sees.</summary>
    public IReadOnlyList<string> Columns => [.. _pipeline.Columns.Select(column => column.Name)];

    /// <summary>Whether the network predicts the change from the last known value, rather than the value.</summary>
    public bool PredictsChange => _pipeline.IsChange;

    /// <summary>Loads what <see cref="TrainedNetwork.Save"/> saved.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">The model was trained on something else.</exception>
    public static SeriesModel Load(string folder) => Load<SeriesModel>(folder, FormatName, "a series", Read);

    /// <summary>
    /// The rows after the end of a table, as many as the horizon: <c>row</c>, counted from 1 at the beginning of the table, and <c>prediction</c>.
    /// </summary>
    /// <param name="table">The series, oldest row first, with the columns of the training.</param>
    /// <exception cref="DataException">A column is missing, or the table is shorter than a window.</exception>
    public Table Forecast(Table table)
    {
        (int First, float[] Values) found = Predict(table, Math.Max(0, Rows(table) - Window - Horizon + 1), afterEnd: true);
        return new Table(Numbers(found.First, found.Values.Length), new NumberColumn(Predictions.PredictionName, Shortest(found.Values)));
    }

    /// <summary>Every row of a table that can be predicted from those before: <c>row</c>, <c>truth</c> and <c>prediction</c>.</summary>
    /// <inheritdoc cref="Forecast"/>
    public Table Replay(Table table)
    {
        (int first, float[] values) = Predict(table, 0, afterEnd: false);
        return new Table(Numbers(first, values.Length), new NumberColumn("truth", table.Number(Target.Name).Values.Slice(first, values.Length).ToArray()),
            new NumberColumn(Predictions.PredictionName, Shortest(values)));
    }

    /// <summary>What was filled in, in a sentence; null if no value is missing.</summary>
    public string? GapsOf(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return SeriesPipeline.Gaps(table, _pipeline.IsChange ? [.. Columns, Target.Name] : Columns);
    }

    /// <summary>Everything there is to say about the predictions of the rows that can be predicted; those without a true value are left out.</summary>
    /// <inheritdoc cref="Forecast"/>
    public Judgement Judge(Table table)
    {
        (int first, float[] values) = Predict(table, 0, afterEnd: false);
        NumberColumn truth = table.Number(Target.Name);
        int[] known = [.. Enumerable.Range(0, values.Length).Where(i => !truth.IsMissing(first + i))];
        return known.Length > 0
            ? Judgement.Of(_pipeline.Levels, [.. known.Select(i => (float)truth[first + i])], [.. known.Select(i => values[i])])
            : throw new DataException(
                $"No row that can be predicted has a value in '{Target.Name}', so there is nothing to compare with.", table.Source, column: Target.Name);
    }

    /// <summary>What the network takes for the rows that <see cref="Replay"/> predicts.</summary>
    internal Tensor Windows(Table table) => _pipeline.Windows(table, 0, Rows(table) - Window - Horizon + 1);

    /// <summary>A page about the predictions of a series.</summary>
    /// <param name="table">The series.</param>
    /// <param name="judgement">What <see cref="Judge"/> said of it.</param>
    public NetworkReport Report(Table table, Judgement judgement)
    {
        Table replay = Replay(table);
        double[] rows = replay.Number("row").Values.ToArray(), truth = replay.Number("truth").Values.ToArray(),
            predicted = replay.Number(Predictions.PredictionName).Values.ToArray();
        ReportSection end = SeriesSections.End(Target.Name, Horizon, rows, truth, predicted);
        return NetworkReport.Of(Target, "rows", judgement, SeriesSections.Attention(Model, Windows(table), rows) is { } attention ? [end, attention] : [end]);
    }

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

    private int Rows(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Rows >= Window
            ? table.Rows
            : throw new DataException(
                Invariant($"The series has {table.Rows} rows. Expected at least {Window}, the window that the network sees."), table.Source);
    }

    /// <summary>The predicted row of the first window, and the predictions of all windows from it on.</summary>
    private (int First, float[] Values) Predict(Table table, int start, bool afterEnd)
    {
        int end = Rows(table) - Window - (afterEnd ? 0 : Horizon), lead = Window + Horizon - 1;
        if (end < start)
        {
            throw new DataException(
                Invariant($"The series has {table.Rows} rows. Expected at least {lead + 1}, so that one can be predicted from those before."), table.Source);
        }

        float[] outputs = Model.Predict(_pipeline.Windows(table, start, end - start + 1)).ToArray<float>();
        double[] last = _pipeline.IsChange ? SeriesPipeline.Filled(table, Target.Name)[(start + Window - 1)..(end + Window)] : [];
        return (start + lead, _pipeline.ToUnits(outputs, last));
    }

    private static NumberColumn Numbers(int first, int count) => new("row", [.. Enumerable.Range(first + 1, count).Select(row => (double)row)]);

    private static double[] Shortest(float[] values) =>
        [.. values.Select(value => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];
}
