using System.Globalization;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Tensors;

namespace Hebb.Data.Series;

/// <summary>
/// Cuts a table whose rows follow each other in time into windows to see and rows to predict. Parts are divided by the time of what is predicted, and scales
/// come from training rows only, so nothing of the future leaks into training.
/// </summary>
public static class TimeSeries
{
    /// <summary>Windows of one target.</summary>
    /// <param name="table">The series, oldest row first.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="window">Rows a network sees at once.</param>
    /// <param name="horizon">How many rows ahead is predicted.</param>
    /// <exception cref="DataException">The series is too short, a column does not exist or has missing values.</exception>
    public static SeriesWindows Windows(Table table, string target, int window, int horizon = 1) =>
        Windows(table, new SeriesOptions { Window = window, Targets = [target], Horizon = horizon });

    /// <summary>Windows as told.</summary>
    /// <param name="table">The series, oldest row first.</param>
    /// <param name="options">Window, targets, columns, horizon, parts.</param>
    /// <exception cref="DataException">The series is too short, a column does not exist or has missing values.</exception>
    public static SeriesWindows Windows(Table table, SeriesOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        string[] columns = [.. options.Columns ?? table.Columns.OfType<NumberColumn>().Select(column => column.Name)];
        if (columns.Length == 0) { throw new DataException("There is no column of numbers to see.", table.Source); }
        int rows =
            table.Rows, test = rows - (int)Math.Ceiling(rows * options.TestFraction), train = test - (int)Math.Ceiling(test * options.ValidationFraction);
        int reach = options.Window + options.Horizon + options.Steps - 1;
        if (train < reach)
        {
            throw new DataException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A window of {options.Window} rows and a horizon of {options.Horizon} with {options.Steps} predicted need {reach} training rows, but "
                    + $"of {rows} rows {train} are for training ({test - train} for validation, {rows - test} held out). ")
                + "Take a shorter window or horizon, smaller parts, or a longer series.",
                table.Source);
        }

        // Rows before the first one of a part are scaled the same way, with what is known from training rows.
        (float[][] seen, _, _) = Scaled(table, columns, train, options);
        (float[][] predicted, double[] means, double[] scales) = Scaled(table, options.Targets, train, options);
        SeriesPart Part(int first, int end) => Cut(seen, predicted, first, end, options);
        SeriesPart held = Part(test, rows);
        SeriesPart? validation = train < test ? Part(train, test) : null;
        foreach ((SeriesPart? part, string name) in ((SeriesPart?, string)[])[(validation, "validation"), (held, "held-out")])
        {
            if (part?.Count == 0)
            {
                throw new DataException(
                    $"The {name} part is too short for {options.Steps} predicted rows with a stride of {options.Stride}. Take a larger share, or fewer Steps.",
                    table.Source);
            }
        }

        return new SeriesWindows(options, columns, means, scales, Part(0, train), validation, held);
    }

    /// <summary>The windows whose predicted rows lie in [first, end).</summary>
    private static SeriesPart Cut(float[][] seen, float[][] predicted, int first, int end, SeriesOptions options)
    {
        int lead = options.Window + options.Horizon - 1;
        List<int> starts = [];

        // The grid of windows is that of the whole series, so parts do not change which windows there are.
        for (int start = 0; start + lead + options.Steps <= end; start += options.Stride)
        {
            if (start + lead >= first) { starts.Add(start); }
        }

        int width = seen.Length, targets = predicted.Length, answers = options.Steps * targets;
        long size = (long)starts.Count * options.Window * width * sizeof(float);
        if (size > Array.MaxLength)
        {
            throw new DataException(
                $"{starts.Count} windows of {options.Window} rows and {width} columns take {size} bytes; a tensor holds at most 2 GB. Take a larger Stride.");
        }

        if (starts.Count == 0) { return new SeriesPart(Dataset.FromBatches([]), [], []); }
        float[] x = new float[starts.Count * options.Window * width], y = new float[starts.Count * answers], last = new float[y.Length];
        for (int i = 0; i < starts.Count; i++)
        {
            for (int row = 0; row < options.Window; row++)
            {
                for (int column = 0; column < width; column++) { x[(((i * options.Window) + row) * width) + column] = seen[column][starts[i] + row]; }
            }

            for (int answer = 0; answer < answers; answer++)
            {
                float[] target = predicted[answer % targets];
                y[(i * answers) + answer] = target[starts[i] + lead + (answer / targets)];
                last[(i * answers) + answer] = target[starts[i] + options.Window - 1];
            }
        }

        Dataset data = Dataset.From(Tensor.Create(x, [starts.Count, options.Window, width]), Tensor.Create(y, [starts.Count, answers]));
        return new SeriesPart(data, [.. starts.Select(start => start + lead)], last);
    }

    private static (float[][] Values, double[] Means, double[] Scales) Scaled(Table table, IReadOnlyList<string> names, int train, SeriesOptions options)
    {
        float[][] values = new float[names.Count][];
        double[] means = new double[names.Count], scales = new double[names.Count];
        for (int i = 0; i < names.Count; i++)
        {
            double[] column = Complete(table, table.Number(names[i]), options);
            (double mean, _, double scale) = options.Standardize ? StandardScaler.Moments(column.AsSpan(0, train)) : (0, 0, 1);
            (means[i], scales[i]) = (mean, scale);
            values[i] = [.. column.Select(value => (float)((value - mean) / scale))];
        }

        return (values, means, scales);
    }

    private static double[] Complete(Table table, NumberColumn column, SeriesOptions options)
    {
        double[] values = column.Values.ToArray();
        for (int row = 0; row < values.Length; row++)
        {
            if (!double.IsNaN(values[row])) { continue; }
            if (!options.FillForward || row == 0)
            {
                string rest = options.FillForward
                    ? "The first row has nothing before it: leave it out."
                    : "Set FillForward to take the value of the row before, or leave the rows out.";
                throw new DataException(
                    $"Row {row} has no value, as {column.MissingCount} of {values.Length}. {rest}", table.Source, table.LineOf(row), column.Name);
            }

            values[row] = values[row - 1];
        }

        return values;
    }
}
