using System.Text;

namespace Hebb.Data.Tables;

/// <summary>Reads a single row written as text, as given on a command line.</summary>
public static class Row
{
    /// <summary>Reads <c>Age=40,Country=France</c>. A value with a comma stands in quotes: <c>City="Paris, Texas"</c>. An empty value is missing.</summary>
    /// <param name="text">Names and values.</param>
    public static IReadOnlyDictionary<string, string?> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var row = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (string pair in Pairs(text))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? "" : pair[..equals].Trim();
            if (name.Length == 0)
            {
                throw new DataException(
                    $"'{pair}' is not a name and a value. Expected pairs such as Age=40,Country=France; a value with a comma stands in quotes.");
            }

            string value = pair[(equals + 1)..].Trim();
            if (!row.TryAdd(name, value.Length == 0 ? null : value))
            {
                throw new DataException($"'{name}' is given twice. Give each column once.", null, column: name);
            }
        }

        return row;
    }

    private static IEnumerable<string> Pairs(string text)
    {
        var pair = new StringBuilder();
        bool quoted = false;
        foreach (char c in text)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                yield return pair.ToString();
                pair.Clear();
            }
            else
            {
                pair.Append(c);
            }
        }

        if (quoted)
        {
            throw new DataException($"A quote in '{text}' is not closed. Expected a second quote after the value.");
        }

        if (pair.Length > 0)
        {
            yield return pair.ToString();
        }
    }
}
