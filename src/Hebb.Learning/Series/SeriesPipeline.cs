using System.Globalization;
using System.Text.Json;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Training;
using Hebb.Tensors;

namespace Hebb.Learning.Series;

/// <summary>A column that the network of a series sees: (value − mean) / scale.</summary>
internal readonly record struct SeriesColumn(string Name, double Mean, double Scale);

/// <summary>How rows that follow each other become the windows of a network, and its answers numbers in the units of the table.</summary>
/// <param name="Columns">The columns that are seen.</param>
/// <param name="Window">Rows of a window.</param>
/// <param name="Horizon">How many rows after the window the predicted one lies.</param>
/// <param name="IsChange">Whether the network's answer is added to the last known value.</param>
/// <param name="Target">Scale of the answer.</param>
internal sealed record SeriesPipeline(IReadOnlyList<SeriesColumn> Columns, int Window, int Horizon, bool IsChange, TargetEncoder Target) : IModelPipeline
{
    /// <summary>The longest window and horizon.</summary>
    public const int MostRows = 1 << 16;

    /// <summary>Values as they are: how predictions are judged.</summary>
    public TargetEncoder Levels { get; } = new(Target.Name, LearningTask.Regression, [], numericClasses: false, 0, 1);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static SeriesPipeline Read(JsonField root)
    {
        PipelineFile.CheckVersion(root);
        TargetEncoder target = TargetJson.Read(root);
        if (target.Task != LearningTask.Regression) { throw root.Error("a series predicts a number, not classes."); }
        SeriesColumn[] columns = [.. root.Items("columns").Select(item => new SeriesColumn(item.Text("name"), item.Number("mean"), item.Positive("scale")))];
        return columns.Length > 0
            ? new(columns, root.Whole("window", 1, MostRows), root.Whole("horizon", 1, MostRows), root.Boolean("change"), target)
            : throw root.Error("'columns' is empty.");
    }

    /// <summary>Saves as JSON.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("window", Window);
        json.WriteNumber("horizon", Horizon);
        json.WriteBoolean("change", IsChange);
        json.WriteStartArray("columns");
        foreach (SeriesColumn column in Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteNumber("mean", column.Mean);
            json.WriteNumber("scale", column.Scale);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>
    /// The shape of a window: [rows, columns]. Where the change is learned, one more column says how far the target was from its last known value, in units of
    /// the change: beside the swing of years the difference of an hour would be too small to be seen.
    /// </summary>
    public Shape WindowShape => [Window, Columns.Count + (IsChange ? 1 : 0)];

    /// <summary>Windows [windows, rows, columns] that begin at rows of a table.</summary>
    public Tensor Windows(Table table, int first, int count)
    {
        float[] values = new float[checked(count * (int)WindowShape.Size)];
        for (int c = 0; c < Columns.Count; c++)
        {
            double[] column = Filled(table, Columns[c].Name);
            (double mean, double scale) = (Columns[c].Mean, Columns[c].Scale);
            Fill(c, (start, row) => (column[start + row] - mean) / scale);
        }

        if (IsChange)
        {
            double[] target = Filled(table, Target.Name);
            Fill(Columns.Count, (start, row) => (target[start + row] - target[start + Window - 1]) / Target.Scale);
        }

        return Tensor.Create(values, [count, .. WindowShape]);

        void Fill(int column, Func<int, int, double> value)
        {
            int width = WindowShape[1];
            for (int i = 0; i < count; i++)
            {
                for (int row = 0; row < Window; row++) { values[(((i * Window) + row) * width) + column] = (float)value(first + i, row); }
            }
        }
    }

    /// <summary>Answers of the network in the units of the table.</summary>
    /// <param name="outputs">The answers.</param>
    /// <param name="last">The last known value of each window.</param>
    public float[] ToUnits(ReadOnlySpan<float> outputs, ReadOnlySpan<double> last)
    {
        float[] units = new float[outputs.Length];
        for (int i = 0; i < units.Length; i++) { units[i] = (float)((outputs[i] * Target.Scale) + Target.Mean + (IsChange ? last[i] : 0)); }
        return units;
    }

    /// <summary>A column without gaps: a missing value is taken from the row before.</summary>
    public static double[] Filled(Table table, string name)
    {
        double[] values = table.Number(name).Values.ToArray();
        for (int row = 0; row < values.Length; row++)
        {
            if (double.IsNaN(values[row]))
            {
                values[row] = row > 0
                    ? values[row - 1]
                    : throw new DataException(
                        "The first row has no value, and there is none before it. Leave out the rows at the beginning that have none.",
                        table.Source,
                        table.LineOf(0),
                        name);
            }
        }

        return values;
    }

    /// <summary>The missing values of the columns that are seen or predicted, in a sentence; null if there are none.</summary>
    public static string? Gaps(Table table, IEnumerable<string> names)
    {
        string[] gaps = [.. names
            .Distinct()
            .Where(name => table.Number(name).MissingCount > 0)
            .Select(name => string.Create(CultureInfo.InvariantCulture, $"{table.Number(name).MissingCount} in '{name}'"))];
        return gaps.Length == 0 ? null : $"missing values are taken from the row before: {string.Join(", ", gaps)}";
    }
}
