using System.Globalization;

namespace Hebb.Data;

/// <summary>What a pipeline learned about one feature column, and how it turns the column into numbers.</summary>
internal sealed class PipelineColumn
{
    private const int Examples = 3;

    private readonly LabelEncoder _labels = new();

    private PipelineColumn(string name)
    {
        Name = name;
    }

    /// <summary>The column.</summary>
    public string Name { get; }

    /// <summary>Whether the column holds categories rather than numbers.</summary>
    public bool IsCategory => _labels.Classes.Count > 0;

    /// <summary>For numbers: what fills a missing one.</summary>
    public double NumberFill { get; private init; }

    /// <summary>For numbers: what is subtracted.</summary>
    public double Mean { get; private init; }

    /// <summary>For numbers: what they are divided by.</summary>
    public double Scale { get; private init; } = 1;

    /// <summary>For categories: what fills a missing one.</summary>
    public string? CategoryFill { get; private init; }

    /// <summary>For categories: all of them, sorted.</summary>
    public IReadOnlyList<string> Categories => _labels.Classes;

    /// <summary>For categories: whether they were numbers, so that 1 and 1.0 are the same.</summary>
    public bool NumericCategories { get; private init; }

    /// <summary>For categories: whether the first one has no indicator.</summary>
    public bool DropFirst { get; private init; }

    /// <summary>The names of the features the column becomes.</summary>
    public IEnumerable<string> FeatureNames => IsCategory ? Categories.Skip(DropFirst ? 1 : 0).Select(category => $"{Name}_{category}") : [Name];

    /// <summary>A column of numbers with known parameters.</summary>
    public static PipelineColumn Number(string name, double fill, double mean, double scale) =>
        new(name) { NumberFill = fill, Mean = mean, Scale = scale };

    /// <summary>A column of categories with known parameters.</summary>
    public static PipelineColumn Category(string name, string fill, string[] categories, bool numeric, bool dropFirst)
    {
        var column = new PipelineColumn(name) { CategoryFill = fill, NumericCategories = numeric, DropFirst = dropFirst };
        column._labels.Use(categories);
        return column;
    }

    /// <summary>Learns from the training rows of a column.</summary>
    public static PipelineColumn Fit(Table table, ColumnChoice choice, PipelineOptions options)
    {
        Column column = table[choice.Name];
        if (column.MissingCount == column.Count)
        {
            throw new DataException(
                $"The column has no values in the training rows. Leave it out: schema.With(\"{column.Name}\", ColumnKind.Dropped).",
                table.Source,
                column: column.Name);
        }

        if (choice.Kind == ColumnKind.Number)
        {
            var filled = (NumberColumn)Fill(options.NumberImputer, table.Number(column.Name), out string fill);
            (double mean, _, double scale) = options.Standardize ? StandardScaler.Moments(filled.Values) : (0, 0, 1);
            return Number(column.Name, ParseNumber(fill)!.Value, mean, scale);
        }

        Column text = Fill(options.CategoryImputer, column, out string mostFrequent);
        string[] categories = [.. LabelEncoder.SortedValues(text)];
        bool dropFirst = options.Drop == DropCategory.First || (options.Drop == DropCategory.IfBinary && categories.Length == 2);
        return Category(column.Name, mostFrequent, categories, column is NumberColumn, dropFirst);
    }

    /// <summary>Writes the features of all rows into a matrix, from column <paramref name="start"/> on.</summary>
    public ColumnReport? Write(Table table, float[] matrix, int width, int start, HandleUnknown handleUnknown)
    {
        Column column = table[Name];
        if (!IsCategory)
        {
            for (int row = 0; row < column.Count; row++)
            {
                double number = column is NumberColumn numbers ? numbers[row] : NumberAt(table, column, row);
                float value = (float)(((double.IsNaN(number) ? NumberFill : number) - Mean) / Scale);
                matrix[((long)row * width) + start] = float.IsFinite(value) ? value : throw table.ErrorAt(
                    row, Name, column.TextAt(row),
                    $"{column.TextAt(row)} is too far from the training values (mean {NumberColumn.Format(Mean)}). Correct or remove it.");
            }

            return column.MissingCount == 0 ? null : new ColumnReport(Name, column.MissingCount, 0, []);
        }

        int unknown = 0;
        var examples = new List<string>();
        for (int row = 0; row < column.Count; row++)
        {
            string text = column.TextAt(row) is { } given ? Canonical(given, NumericCategories) : CategoryFill!;
            if (_labels.Code(text) is { } code)
            {
                if (!DropFirst || code > 0)
                {
                    matrix[((long)row * width) + start + code - (DropFirst ? 1 : 0)] = 1;
                }
            }
            else if (handleUnknown == HandleUnknown.Error)
            {
                throw table.ErrorAt(row, Name, text, $"'{text}' is an unknown category. {_labels.Expected()}");
            }
            else if (unknown++ < int.MaxValue && examples.Count < Examples && !examples.Contains(text))
            {
                examples.Add(text);
            }
        }

        return column.MissingCount + unknown == 0 ? null : new ColumnReport(Name, column.MissingCount, unknown, examples);
    }

    /// <summary>A finite number, or null.</summary>
    public static double? ParseNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    /// <summary>The text under which a category is known: numbers in their shortest form when the categories were numbers.</summary>
    public static string Canonical(string text, bool numeric) => numeric && ParseNumber(text) is { } number ? NumberColumn.Format(number) : text;

    private double NumberAt(Table table, Column column, int row)
    {
        string? text = column.TextAt(row);
        return text is null ? double.NaN : ParseNumber(text)
            ?? throw table.ErrorAt(
                row, Name, text, $"'{text}' is not a number. Expected a number with a decimal point such as {NumberColumn.Format(NumberFill)}, or nothing.");
    }

    private static Column Fill(ImputeStrategy strategy, Column column, out string fill)
    {
        SimpleImputer imputer = new SimpleImputer(strategy).Fit(column);
        fill = imputer.Statistics[0];
        return imputer.Transform(column)[0];
    }
}
