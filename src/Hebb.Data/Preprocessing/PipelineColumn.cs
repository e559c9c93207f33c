using System.Globalization;
using System.Text.Json;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>What a pipeline learned about one feature column, and how it turns the column into numbers.</summary>
internal abstract class PipelineColumn(string name)
{
    private const int Examples = 3;

    /// <summary>The column.</summary>
    public string Name => name;

    /// <summary>What it is called in a file.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether a last feature says where the value was missing.</summary>
    public bool HasIndicator { get; init; }

    /// <summary>The values that are known; null when the column holds numbers, dates or hashed text.</summary>
    public virtual IReadOnlyList<string>? Categories => null;

    /// <summary>The column for forms and programs; every one may be missing, because the pipeline fills in.</summary>
    public abstract InputField Input { get; }

    /// <summary>The names of the features the column becomes, without the indicator.</summary>
    public IReadOnlyList<string> ValueNames => field ??= [.. NamesOfValues];

    /// <summary>What <see cref="ValueNames"/> holds.</summary>
    protected abstract IEnumerable<string> NamesOfValues { get; }

    /// <summary>Learns from the training rows of a column.</summary>
    public static PipelineColumn Fit(Table table, ColumnChoice choice, PipelineOptions options)
    {
        Column column = table[choice.Name];
        if (column.MissingCount == column.Count)
        {
            throw new DataException(
                "The column has no values in the training rows.", table.Source, null, column.Name, null, [new(RemedyKind.DropColumn, column.Name)]);
        }

        PipelineColumn fitted = options.Columns.TryGetValue(choice.Name, out ColumnPreparation? chosen)
            ? chosen.Prepare(table, choice.Name, options)
            : choice.Kind switch
            {
                ColumnKind.Number => options.ForEmbeddings ? Ranks(table, choice.Name, options)
                    : options.Standardize ? NumberFeature.Fit(table, choice.Name, options)
                    : new NumberFeature(column.Name, FillOf(options.NumberImputer, table.Number(column.Name)), new NumberMap(0, 1)),
                ColumnKind.Boolean => BooleanFeature.Fit(column, options),
                ColumnKind.Hashed => new HashingEncoder().Prepare(table, choice.Name, options),
                ColumnKind.Date => new DateEncoder().Prepare(table, choice.Name, options),
                _ => options.ForEmbeddings ? CodeFeature.Fit(column) : CategoryFeature.Fit(column, options),
            };
        return options.Indicates(column.MissingCount, column.Count) ? fitted.WithIndicator() : fitted;
    }

    /// <summary>Reads what <see cref="WriteJson"/> wrote.</summary>
    public static PipelineColumn Read(JsonField json)
    {
        string name = json.Text("name"), kind = json.Text("kind");
        PipelineColumn column = kind switch
        {
            NumberFeature.KindName => NumberFeature.Read(name, json),
            CategoryFeature.KindName => CategoryFeature.Read(name, json),
            CodeFeature.KindName => CodeFeature.Read(name, json),
            BooleanFeature.KindName => BooleanFeature.Read(name, json),
            OrdinalFeature.KindName => OrdinalFeature.Read(name, json),
            HashedFeature.KindName => HashedFeature.Read(name, json),
            DateFeature.KindName => DateFeature.Read(name, json),
            _ => throw json.Error($"'kind' is '{kind}', expected number, category, code, boolean, ordinal, hashed or date. Fit the pipeline again."),
        };
        return json.Has("indicator") && json.Boolean("indicator") ? column.WithIndicator() : column;
    }

    /// <summary>The same with a feature that says where the value was missing.</summary>
    public abstract PipelineColumn WithIndicator();

    /// <summary>Writes what was learned.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("kind", Kind);
        if (HasIndicator) { json.WriteBoolean("indicator", true); }
        WriteFields(json);
        json.WriteEndObject();
    }

    /// <summary>Writes the features of all rows into a matrix, from column <paramref name="start"/> on, and the indicator into its own.</summary>
    public ColumnReport? Write(Table table, float[] matrix, int width, int start, int indicator, HandleUnknown handleUnknown)
    {
        Column column = table[name];
        WriteContext context = new(table, column, handleUnknown);
        int own = ValueNames.Count;
        for (int row = 0; row < column.Count; row++)
        {
            Span<float> features = matrix.AsSpan((row * width) + start, own);
            if (HasIndicator && column.IsMissing(row)) { matrix[(row * width) + indicator] = 1; }
            WriteRow(context, row, features);
        }

        if (column.MissingCount + context.Unknown == 0) { return null; }
        ColumnReport report = Report(new(name, column.MissingCount, context.Unknown, context.UnknownExamples));
        return report.Imputed + report.Unknown == 0 ? null : report;
    }

    /// <summary>What the column says of missing and unknown values.</summary>
    protected virtual ColumnReport Report(ColumnReport report) => report;

    /// <summary>The column for models that take it as it is: its features, NaN where the value is missing.</summary>
    public virtual IEnumerable<PlainColumn> Plain(Table table, HandleUnknown handleUnknown)
    {
        Column column = table[name];
        int values = ValueNames.Count, width = values + 1;
        float[] matrix = new float[checked(column.Count * width)];
        Write(table, matrix, width, 0, values, handleUnknown);
        return Enumerable.Range(0, values).Select(feature =>
            new PlainColumn(
                ValueNames[feature],
                [.. Enumerable.Range(0, column.Count).Select(row => column.IsMissing(row) ? double.NaN : matrix[(row * width) + feature])], 0));
    }

    /// <summary>A finite number, or null.</summary>
    public static double? ParseNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    /// <summary>The text under which a category is known: numbers in their shortest form when the categories were numbers.</summary>
    public static string Canonical(string text, bool numeric) => numeric && ParseNumber(text) is { } number ? NumberColumn.Format(number) : text;

    /// <summary>The column without missing values.</summary>
    public static Column Fill(ImputeStrategy strategy, Column column, out string fill)
    {
        SimpleImputer imputer = new SimpleImputer(strategy).Fit(column);
        fill = imputer.Statistics[0];
        return imputer.Transform(column)[0];
    }

    /// <summary>A column of one value a row.</summary>
    protected PlainColumn Plain(Table table, HandleUnknown handleUnknown, int categories, Func<WriteContext, int, double> value)
    {
        WriteContext context = new(table, table[name], handleUnknown);
        return new(name, [.. Enumerable.Range(0, table.Rows).Select(row => value(context, row))], categories);
    }

    /// <summary>Writes the features of one row; they are zero before.</summary>
    protected abstract void WriteRow(WriteContext context, int row, Span<float> features);

    /// <summary>Writes the fields of this kind of column.</summary>
    protected abstract void WriteFields(Utf8JsonWriter json);

    /// <summary>
    /// Numbers as ranks with a normal distribution, so that neither slips nor long tails decide on the scale of all others; a missing one is the median.
    /// </summary>
    public static PipelineColumn Ranks(Table table, string name, PipelineOptions options) =>
        new QuantileTransformer(output: QuantileOutput.Normal).Prepare(table, name, options with { NumberImputer = ImputeStrategy.Median });

    private static double FillOf(ImputeStrategy strategy, NumberColumn column)
    {
        Fill(strategy, column, out string fill);
        return ParseNumber(fill)!.Value;
    }

    /// <summary>Where a column is read from, and what was not known in it.</summary>
    protected sealed class WriteContext(Table table, Column column, HandleUnknown handleUnknown)
    {
        private List<string>? _examples;

        /// <summary>The column.</summary>
        public Column Column => column;

        /// <summary>How many values were unknown.</summary>
        public int Unknown { get; private set; }

        /// <summary>Some of them.</summary>
        public IReadOnlyList<string> UnknownExamples => _examples ?? [];

        /// <summary>The number of a row, NaN where it is missing.</summary>
        public double NumberAt(int row, double example) => column is NumberColumn numbers ? numbers[row]
            : column.TextAt(row) is not { } text ? double.NaN
            : ParseNumber(text)
                ?? throw Error(row, $"'{text}' is not a number. Expected a number with a decimal point such as {NumberColumn.Format(example)}, or nothing.");

        /// <summary>Notes a value that the training rows do not have.</summary>
        public void Report(int row, string text, string expected)
        {
            if (handleUnknown == HandleUnknown.Error) { throw Error(row, $"'{text}' is an unknown category. {expected}"); }
            Unknown++;
            _examples ??= [];
            if (_examples.Count < Examples && !_examples.Contains(text)) { _examples.Add(text); }
        }

        /// <summary>An error about a value.</summary>
        public DataException Error(int row, string message) => table.ErrorAt(row, column.Name, column.TextAt(row), message);
    }
}
