using System.Text.Json;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Reading;
using Hebb.Learning.Training;
using Hebb.Tensors;

namespace Hebb.Learning.Series;

/// <summary>A column that the network of a series sees: (value − mean) / scale.</summary>
internal readonly record struct SeriesColumn(string Name, double Mean, double Scale);

/// <summary>How large the numbers of one series are.</summary>
/// <param name="Name">Its name; null for the only one.</param>
/// <param name="Columns">What is seen.</param>
/// <param name="Mean">What is subtracted from the answer.</param>
/// <param name="Scale">What the answer is divided by.</param>
internal sealed record SeriesScales(string? Name, IReadOnlyList<SeriesColumn> Columns, double Mean, double Scale);

/// <summary>How rows that follow each other become the windows of a network, and its answers numbers in the units of the table.</summary>
/// <param name="Series">The scales of each series; a single one has no name.</param>
/// <param name="Window">Rows of a window.</param>
/// <param name="Horizon">How many rows after the window the predicted one lies.</param>
/// <param name="IsChange">Whether the network's answer is added to the last known value.</param>
/// <param name="Order">What orders the rows.</param>
/// <param name="Target">Scale of the answer; of several series each has its own.</param>
internal sealed record SeriesPipeline(
    IReadOnlyList<SeriesScales> Series, int Window, int Horizon, bool IsChange, SeriesOrder Order, TargetEncoder Target) : IModelPipeline
{
    /// <summary>The longest window and horizon.</summary>
    public const int MostRows = 1 << 16;

    /// <summary>The columns that are seen.</summary>
    public IReadOnlyList<SeriesColumn> Columns => Series[0].Columns;

    /// <summary>The columns that are seen or predicted.</summary>
    public IReadOnlyList<string> Needed => IsChange ? [.. Columns.Select(column => column.Name), Target.Name] : [.. Columns.Select(column => column.Name)];

    /// <summary>Rows from the beginning of a window to the predicted one.</summary>
    public int Lead => Window + Horizon - 1;

    /// <summary>Values as they are: how predictions are judged.</summary>
    public TargetEncoder Levels { get; } = new(Target.Name, LearningTask.Regression, [], numericClasses: false, 0, 1);

    /// <inheritdoc/>
    public TableReading? Reading { get; init; }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static SeriesPipeline Read(JsonField root)
    {
        PipelineFile.CheckVersion(root);
        TargetEncoder target = TargetJson.Read(root);
        if (target.Task != LearningTask.Regression) { throw root.Error("a series predicts a number, not classes."); }
        SeriesColumn[] columns = ReadColumns(root);
        SeriesScales[] series = root.Has("series")
            ? [.. root.Items("series").Select(item =>
                new SeriesScales(item.Text("name", allowEmpty: true), ReadColumns(item), item.Number("mean"), item.Positive("scale")))]
            : [new(null, columns, target.Mean, target.Scale)];
        bool fits = series.Length > 0 && series.All(one => one.Columns.Select(column => column.Name).SequenceEqual(columns.Select(column => column.Name)))
            && series.DistinctBy(one => one.Name).Count() == series.Length;
        SeriesOrder order = SeriesOrder.Read(root);
        return fits && (order.Group is null) == (series[0].Name is null)
            ? new(series, root.Whole("window", 1, MostRows), root.Whole("horizon", 1, MostRows), root.Boolean("change"), order, target)
            {
                Reading = ReadingJson.Read(root),
            }
            : throw root.Error("'series' needs different names, each with the same columns, and a column in 'order' that says which is which.");
    }

    /// <summary>Saves as JSON.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("window", Window);
        json.WriteNumber("horizon", Horizon);
        json.WriteBoolean("change", IsChange);
        Order.Write(json);
        WriteColumns(json, Columns);
        if (Order.Group is null) { return; }
        json.WriteStartArray("series");
        foreach (SeriesScales one in Series)
        {
            json.WriteStartObject();
            json.WriteString("name", one.Name);
            json.WriteNumber("mean", one.Mean);
            json.WriteNumber("scale", one.Scale);
            WriteColumns(json, one.Columns);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>
    /// The shape of a window: [rows, columns]. Where the change is learned, one more column says how far the target was from its last known value, in units of
    /// the change: beside the swing of years the difference of an hour would be too small to be seen.
    /// </summary>
    public Shape WindowShape => [Window, Columns.Count + (IsChange ? 1 : 0)];

    /// <summary>The windows that begin at some rows of a table.</summary>
    public SeriesWindowSet Windows(SeriesRows rows, IEnumerable<(int Segment, int Row)> starts) => new(this, rows, [.. starts]);

    /// <summary>The scales of a series.</summary>
    /// <exception cref="DataException">The model does not know it.</exception>
    public SeriesScales ScalesOf(SeriesRows rows, SeriesSegment segment) =>
        Series.FirstOrDefault(one => one.Name == segment.Name) ?? throw new DataException(
            $"'{segment.Name}' is not a series of the training, which had {string.Join(", ", Series.Take(10).Select(one => $"'{one.Name}'"))}"
            + $"{(Series.Count > 10 ? ", …" : "")}. Leave its rows out, or train with it.",
            rows.Table.Source,
            column: Order.Group);

    private static SeriesColumn[] ReadColumns(JsonField root)
    {
        SeriesColumn[] columns = [.. root.Items("columns").Select(item => new SeriesColumn(item.Text("name"), item.Number("mean"), item.Positive("scale")))];
        return columns.Length > 0 ? columns : throw root.Error("'columns' is empty.");
    }

    private static void WriteColumns(Utf8JsonWriter json, IReadOnlyList<SeriesColumn> columns)
    {
        json.WriteStartArray("columns");
        foreach (SeriesColumn column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteNumber("mean", column.Mean);
            json.WriteNumber("scale", column.Scale);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
