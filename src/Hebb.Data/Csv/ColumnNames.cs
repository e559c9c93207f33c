using System.Globalization;

namespace Hebb.Data.Csv;

/// <summary>The names of columns: those of the header, with numbers for repeated ones and c1, c2, … where there are none.</summary>
internal static class ColumnNames
{
    /// <summary>Names for so many columns, and what had to be done.</summary>
    /// <param name="fields">The first record.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="isHeader">Whether the record holds names.</param>
    /// <param name="lacksFirst">Whether the first column has none.</param>
    public static (string[] Names, List<string> Notes) Of(string[] fields, int width, bool isHeader, bool lacksFirst)
    {
        string[] given = isHeader ? [.. lacksFirst ? [""] : Array.Empty<string>(), .. fields] : [];
        string[] names = new string[width];
        HashSet<string> taken = new(given, StringComparer.Ordinal);
        HashSet<string> used = new(StringComparer.Ordinal);
        List<string> notes = [];
        for (int i = 0; i < width; i++)
        {
            string wanted = i < given.Length ? given[i] : "", position = (i + 1).ToString(CultureInfo.InvariantCulture);
            names[i] = wanted.Length > 0 && used.Add(wanted) ? wanted : Free(wanted.Length > 0 ? wanted : "c" + position);
            if (!isHeader || names[i] == wanted) { continue; }
            notes.Add(wanted.Length == 0 ? $"column {position} has no name and is called {names[i]}"
                : $"column {position} has the name '{wanted}' again and is called {names[i]}");
        }

        return (names, notes);

        // It must not be one that stands further behind.
        string Free(string name)
        {
            string free = name;
            for (int number = 2; taken.Contains(free) || !used.Add(free); number++) { free = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}"); }
            return free;
        }
    }
}
