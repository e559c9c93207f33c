namespace Hebb;

/// <summary>Finds what a misspelled name was probably meant to be.</summary>
internal static class Suggest
{
    /// <summary>The candidate closest to <paramref name="name"/> by edit distance (case counts little), or null when none is near.</summary>
    /// <param name="name">The name as given.</param>
    /// <param name="candidates">The names that exist.</param>
    public static string? Closest(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(candidates);
        string? best = null;
        int bestDistance = Math.Max(2, name.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            // A guess that changes most of a short name helps nobody.
            int distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < bestDistance && distance < Math.Max(name.Length, candidate.Length))
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>A sentence for error messages: the suggestion, if there is one, and the names that exist.</summary>
    /// <param name="name">The name as given.</param>
    /// <param name="candidates">The names that exist.</param>
    /// <param name="what">What they are: "columns".</param>
    public static string Sentence(string name, IReadOnlyCollection<string> candidates, string what)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        const int Shown = 40;
        string list = string.Join(", ", candidates.Take(Shown)) + (candidates.Count > Shown ? ", …" : "");
        string? closest = Closest(name, candidates);
        return (closest is null ? "" : $"Did you mean '{closest}'? ") + $"The {what} are: {list}.";
    }

    /// <summary>Optimal string alignment: insertions, deletions, replacements and swaps of neighbors count one each.</summary>
    private static int Distance(string a, string b)
    {
        int[] beforeLast = new int[b.Length + 1], last = new int[b.Length + 1], current = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replace, Math.Min(last[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[b.Length];
    }
}
