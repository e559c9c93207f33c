namespace Hebb;

/// <summary>Looks names up forgivingly, and says what was meant when there is none.</summary>
internal static class KnownNames
{
    private const int FurthestSuggestion = 3;

    /// <summary>What is left of a name when its case and its hyphens, underscores and spaces are ignored.</summary>
    public static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    /// <summary>The error for an unknown name: suggests the nearest and lists all.</summary>
    /// <param name="kind">What was looked for: "activation".</param>
    /// <param name="given">The name that was given.</param>
    /// <param name="known">The names there are.</param>
    public static ArgumentException Unknown(string kind, string given, IEnumerable<string> known)
    {
        string[] names = [.. known.Order(StringComparer.Ordinal)];
        string nearest = names.MinBy(name => Distance(Key(given), Key(name)))!;
        string suggestion = Distance(Key(given), Key(nearest)) <= FurthestSuggestion ? $" Did you mean \"{nearest}\"?" : "";
        return new ArgumentException($"There is no {kind} \"{given}\".{suggestion} Known are: {string.Join(", ", names)}.");
    }

    /// <summary>Levenshtein's distance: how many characters must be put in, left out or changed.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
