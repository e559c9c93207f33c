using Hebb.Data.Reading;
using Hebb.Data.Tables;
using Hebb.Formats;

namespace Hebb.Data.Preprocessing;

/// <summary>
/// Turns tables into numbers for a network: fills in missing values, standardizes numbers, one-hot encodes categories, takes dates apart. It learns from
/// training rows only, is saved beside the model, and does the same to every later table or single row.
/// </summary>
public sealed class ColumnPipeline
{
    /// <summary>So many rows are copied at a time.</summary>
    private const int BlockRows = 50_000;

    private readonly HashSet<string> _knownNames;

    internal ColumnPipeline(
        PipelineColumn[] columns, ColumnChoice[] dropped, TargetEncoder target, HandleUnknown handleUnknown, TableReading? reading, bool isGrouped = false)
    {
        (Features, Dropped, Target, HandleUnknown) = (columns, dropped, target, handleUnknown);
        ColumnNames = [.. columns.Select(column => column.Name)];
        _knownNames = [.. ColumnNames, .. dropped.Select(column => column.Name), target.Name];
        Reading = reading?.Only([.. ColumnNames, target.Name]) ?? Plain();
        Layout = new(columns, isGrouped);
    }

    /// <summary>The column to predict.</summary>
    public TargetEncoder Target { get; }

    /// <summary>How the columns are read from files: what numbers, dates and missing values look like in each. Give it to a reader for other files:
    /// <c>new CsvOptions { Reading = pipeline.Reading }</c>.</summary>
    public TableReading Reading { get; }

    /// <summary>The names of the columns a table must have, target excepted.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>The categories a column can have, or null when it holds numbers, dates or hashed text.</summary>
    /// <param name="column">One of <see cref="ColumnNames"/>.</param>
    public IReadOnlyList<string>? CategoriesOf(string column)
    {
        PipelineColumn known = Features.FirstOrDefault(feature => feature.Name == column)
            ?? throw DataException.NoColumn(column, ColumnNames);
        return known.Categories;
    }

    /// <summary>The columns that were left out, with the reasons.</summary>
    public IReadOnlyList<ColumnChoice> Dropped { get; }

    /// <summary>The names of the numbers a row becomes: Age, Country_France, Country_Spain, ….</summary>
    public IReadOnlyList<string> FeatureNames => Layout.Names;

    /// <summary>Where the features stand in a row.</summary>
    internal FeatureLayout Layout { get; }

    /// <summary>What happens to unknown categories.</summary>
    public HandleUnknown HandleUnknown { get; }

    /// <summary>What was learned about each feature column.</summary>
    internal PipelineColumn[] Features { get; }

    /// <summary>Learns fills, means, scales, categories and classes.</summary>
    /// <param name="training">Training rows only: whatever is learned from held-out rows makes the final figures too good.</param>
    /// <param name="schema">What each column is.</param>
    /// <param name="options">How to prepare columns, or null for the usual way.</param>
    public static ColumnPipeline Fit(Table training, Schema schema, PipelineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(schema);
        return FitRows(training, null, schema, options ?? new());
    }

    /// <summary>The same from some rows of a table, of which no more than a column is copied at a time.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The training rows; null for all.</param>
    /// <param name="schema">What each column is.</param>
    /// <param name="options">How to prepare columns.</param>
    internal static ColumnPipeline FitRows(Table table, int[]? rows, Schema schema, PipelineOptions options)
    {
        schema = options.ApplyTo(schema);
        schema.CheckFeatures(table.Source);
        return new ColumnPipeline(
            [.. schema.Features.Select(choice => PipelineColumn.Fit(Training(choice.Name), choice, options))],
            [.. schema.DroppedColumns],
            TargetEncoder.Fit(Training(schema.Target), schema, options.StandardizeTarget, options.TargetLogOffset),
            options.HandleUnknown,
            table.Reading,
            options.ForEmbeddings);

        Table Training(string column) => rows is null ? table : table.Select(column).Take(rows);
    }

    /// <summary>The numbers of a table. Columns may stand in any order; others than the known ones are ignored; the target may be absent.</summary>
    /// <param name="table">A table with all of <see cref="ColumnNames"/>.</param>
    public FeatureMatrix Transform(Table table) => Transform(table, out _);

    /// <summary>The numbers of a table, with a report of values filled in and of unknown categories.</summary>
    /// <param name="table">A table with all of <see cref="ColumnNames"/>.</param>
    /// <param name="report">What had to be done.</param>
    public FeatureMatrix Transform(Table table, out TransformReport report)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TransformRead(AsRead(table), out report);
    }

    private FeatureMatrix TransformRead(Table table, out TransformReport report)
    {
        int width = FeatureNames.Count;
        var values = new float[Size(table.Rows, width, table)];
        var reports = new List<ColumnReport>();
        for (int i = 0; i < Features.Length; i++)
        {
            ColumnReport? unusual = Features[i].Write(table, values, width, Layout.StartOf(i), Layout.IndicatorOf(i), HandleUnknown);
            if (unusual is not null) { reports.Add(unusual); }
        }

        report = new TransformReport(table.Rows, reports);
        return new FeatureMatrix(values, table.Rows, Layout.Names);
    }

    /// <summary>The numbers of some rows and their values to predict, without a copy of so many rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows.</param>
    internal (FeatureMatrix Features, float[] Targets) Transform(Table table, int[] rows)
    {
        int width = FeatureNames.Count;
        float[] features = new float[Size(rows.Length, width, table)], targets = new float[rows.Length];
        for (int start = 0; start < rows.Length; start += BlockRows)
        {
            Table block = table.Take(rows.AsSpan(start, Math.Min(BlockRows, rows.Length - start)));
            Transform(block).Values.CopyTo(features, start * width);
            EncodeTarget(block).CopyTo(targets, start);
        }

        return (new(features, rows.Length, FeatureNames), targets);
    }

    /// <summary>The columns of a table for models that take them as they are: neither scaled nor filled in, categories as codes.</summary>
    internal IEnumerable<PlainColumn> Plain(Table table)
    {
        table = AsRead(table);
        return Features.SelectMany(column => column.Plain(table, HandleUnknown));
    }

    /// <summary>The numbers of a single row, such as <see cref="Row.Parse"/> gives.</summary>
    /// <param name="row">Values by column name: absent ones are filled in, a name the pipeline does not know is an error.</param>
    public FeatureMatrix Transform(IReadOnlyDictionary<string, string?> row) => Transform(row, out _);

    /// <summary>The numbers of a single row, with a report of values filled in and of unknown categories.</summary>
    /// <param name="row">Values by column name: absent ones are filled in, a name the pipeline does not know is an error.</param>
    /// <param name="report">What had to be done.</param>
    public FeatureMatrix Transform(IReadOnlyDictionary<string, string?> row, out TransformReport report) =>
        TransformRead(Reading.Apply(TableOf(row)), out report);

    /// <summary>A row as a table with all <see cref="ColumnNames"/>, empty where the row says nothing.</summary>
    internal Table TableOf(IReadOnlyDictionary<string, string?> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        foreach (string name in row.Keys)
        {
            if (!_knownNames.Contains(name)) { throw DataException.NoColumn(name, ColumnNames); }
        }

        string? Value(string name) =>
            row.TryGetValue(name, out string? value) && value?.Trim() is { Length: > 0 } text ? text : null;
        return new(Features.Select(column => new TextColumn(column.Name, Value(column.Name))));
    }

    /// <summary>The numbers of rows of which one column has the values of others: in this order.</summary>
    internal FeatureMatrix Shuffled(FeatureMatrix features, string column, ReadOnlySpan<int> order)
    {
        int at = Array.FindIndex(Features, feature => feature.Name == column), width = features.Columns, own = Features[at].ValueNames.Count;
        float[] values = [.. features.Values];
        for (int row = 0; row < order.Length; row++)
        {
            features.Row(order[row]).Slice(Layout.StartOf(at), own).CopyTo(values.AsSpan((row * width) + Layout.StartOf(at)));
            if (Features[at].HasIndicator) { values[(row * width) + Layout.IndicatorOf(at)] = features[order[row], Layout.IndicatorOf(at)]; }
        }

        return new FeatureMatrix(values, features.Rows, features.FeatureNames);
    }

    /// <summary>The year of a date in a column of dates, with the part of it that is over.</summary>
    internal double YearOf(string column, string text) => Features.OfType<DateFeature>().Single(feature => feature.Name == column).YearOf(text);

    /// <summary>The values to predict, as numbers: class codes, or standardized numbers.</summary>
    /// <param name="table">A table with the target column.</param>
    public float[] EncodeTarget(Table table) => Target.Encode(table);

    /// <summary>The columns that it needs, for forms and programs.</summary>
    public IReadOnlyList<InputField> Inputs => [.. Features.Select(column => column.Input)];

    /// <summary>Saves to a file, replacing an older one only when the new one is complete.</summary>
    /// <param name="path">The file, usually pipeline.json beside the model.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, file => PipelineJson.Write(this, file));
    }

    /// <summary>Writes the JSON text to a stream, which stays open.</summary>
    /// <param name="stream">The destination.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        PipelineJson.Write(this, stream);
    }

    /// <summary>Loads a pipeline. The file is data: nothing in it is executed, and every field is checked.</summary>
    /// <param name="path">The file.</param>
    public static ColumnPipeline Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        return PipelineJson.Read(file, Path.GetFileName(path));
    }

    /// <summary>Reads a pipeline from a stream, which stays open.</summary>
    /// <param name="stream">The source.</param>
    public static ColumnPipeline Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return PipelineJson.Read(stream, null);
    }

    /// <summary>The numbers of a matrix.</summary>
    private static int Size(int rows, int width, Table table) => (long)rows * width <= Array.MaxLength ? rows * width : throw new DataException(
        $"{rows} rows of {width} features are too many for one matrix. Transform the table in parts (table.Take).", table.Source);

    /// <summary>How columns were read before models remembered it: numbers where they are scaled, otherwise text.</summary>
    private TableReading Plain()
    {
        ColumnReading target = new() { Name = Target.Name, Type = Target.Task == LearningTask.Regression ? ColumnType.Number : ColumnType.Text };
        return new([.. Features.Select(feature =>
            target with { Name = feature.Name, Type = feature is NumberFeature ? ColumnType.Number : ColumnType.Text }), target]);
    }

    /// <summary>The table with its columns read as those of the training rows were.</summary>
    internal Table AsRead(Table table)
    {
        if (Array.Exists(Features, column => table.Find(column.Name) is null))
        {
            string[] absent = [.. ColumnNames.Where(name => table.Find(name) is null)];
            string[] present = [.. table.Columns.Select(column => column.Name)];
            throw new DataException(
                (absent.Length == 1 ? $"The column '{absent[0]}' is missing. " : $"{absent.Length} columns are missing: {string.Join(", ", absent)}. ")
                + Suggest.Sentence(absent[0], present, "columns given"),
                table.Source,
                column: absent[0]);
        }

        return Reading.Apply(table);
    }
}
