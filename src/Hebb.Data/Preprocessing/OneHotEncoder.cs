using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>What an encoder does with a category it was not fitted on.</summary>
public enum HandleUnknown
{
    /// <summary>An error that names the value.</summary>
    Error,

    /// <summary>All indicators are zero.</summary>
    Ignore,
}

/// <summary>Which category of a column gets no indicator of its own.</summary>
public enum DropCategory
{
    /// <summary>Every category has an indicator.</summary>
    None,

    /// <summary>The first category in sorted order.</summary>
    First,

    /// <summary>The first category of columns with exactly two.</summary>
    IfBinary,
}

/// <summary>
/// Turns columns of categories into indicators, 1 where the row has the category and 0 elsewhere, as scikit-learn's <c>OneHotEncoder</c> does: categories
/// are sorted, indicators are called column_category. A missing value counts as an unknown category (scikit-learn makes it one of its own): impute first.
/// </summary>
/// <param name="handleUnknown">What to do with a category that was not there in <see cref="Fit"/>.</param>
/// <param name="drop">Which category gets no indicator.</param>
public sealed class OneHotEncoder(HandleUnknown handleUnknown = HandleUnknown.Error, DropCategory drop = DropCategory.None)
{
    private string[] _names = [];
    private LabelEncoder[] _encoders = [];

    /// <summary>The categories of each column, sorted. Empty before <see cref="Fit"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Categories => [.. _encoders.Select(encoder => encoder.Classes)];

    /// <summary>The names of the indicators, column after column.</summary>
    public IReadOnlyList<string> FeatureNames =>
        [.. _encoders.SelectMany((encoder, i) => encoder.Classes.Skip(FirstKept(encoder)).Select(category => $"{_names[i]}_{category}"))];

    /// <summary>Learns the categories of columns; missing values are passed over.</summary>
    /// <param name="columns">The training rows of the columns.</param>
    public OneHotEncoder Fit(params ReadOnlySpan<Column> columns)
    {
        var names = new string[columns.Length];
        var encoders = new LabelEncoder[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            (names[i], encoders[i]) = (columns[i].Name, new LabelEncoder().Use([.. LabelEncoder.SortedValues(columns[i])]));
        }

        (_names, _encoders) = (names, encoders);
        return this;
    }

    /// <summary>The indicators of all columns.</summary>
    /// <param name="columns">As many columns as were fitted, in the same order.</param>
    public NumberColumn[] Transform(params ReadOnlySpan<Column> columns)
    {
        if (columns.Length != _encoders.Length)
        {
            throw new ArgumentException(
                $"{columns.Length} columns were given, {_encoders.Length} were fitted. Give the same columns in the same order.", nameof(columns));
        }

        var indicators = new List<NumberColumn>();
        for (int i = 0; i < columns.Length; i++)
        {
            LabelEncoder encoder = _encoders[i];
            int first = FirstKept(encoder);
            var values = new double[encoder.Classes.Count - first][];
            for (int k = 0; k < values.Length; k++)
            {
                values[k] = new double[columns[i].Count];
                indicators.Add(new NumberColumn($"{_names[i]}_{encoder.Classes[k + first]}", values[k]));
            }

            for (int row = 0; row < columns[i].Count; row++)
            {
                string? text = columns[i].TextAt(row);
                int? code = encoder.Code(text);
                if (code is null && handleUnknown == HandleUnknown.Error)
                {
                    throw new DataException(
                        $"row {row}: {(text is null ? "the category is missing" : $"'{text}' is an unknown category")}. {encoder.Expected()} "
                        + (text is null ? "Fill it in with SimpleImputer first." : "Use HandleUnknown.Ignore to encode it as zeros."),
                        null,
                        column: columns[i].Name,
                        value: text);
                }

                if (code >= first)
                {
                    values[code.Value - first][row] = 1;
                }
            }
        }

        return [.. indicators];
    }

    /// <summary>The columns of categories that indicators stand for; null where all indicators are zero and none was dropped.</summary>
    /// <param name="indicators">The columns that <see cref="Transform"/> gave.</param>
    public TextColumn[] InverseTransform(params ReadOnlySpan<NumberColumn> indicators)
    {
        int needed = FeatureNames.Count;
        if (indicators.Length != needed)
        {
            throw new ArgumentException($"{indicators.Length} indicators were given, expected {needed}.", nameof(indicators));
        }

        var columns = new TextColumn[_encoders.Length];
        int start = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            LabelEncoder encoder = _encoders[i];
            int first = FirstKept(encoder);
            var own = indicators.Slice(start, encoder.Classes.Count - first);
            start += own.Length;
            var values = new string?[indicators.IsEmpty ? 0 : indicators[0].Count];
            for (int row = 0; row < values.Length; row++)
            {
                values[row] = first == 1 ? encoder.Classes[0] : null;
                for (int k = 0; k < own.Length; k++)
                {
                    if (own[k][row] > 0.5)
                    {
                        values[row] = encoder.Classes[k + first];
                    }
                }
            }

            columns[i] = new TextColumn(_names[i], values);
        }

        return columns;
    }

    private int FirstKept(LabelEncoder encoder) =>
        drop == DropCategory.First || (drop == DropCategory.IfBinary && encoder.Classes.Count == 2) ? 1 : 0;
}
