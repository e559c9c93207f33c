using System.Text;

namespace Hebb;

/// <summary>Looks names up forgivingly, and says what was meant when there is none.</summary>
internal static class KnownNames
{
    /// <summary>What is left of a name when its case and its hyphens, underscores and spaces are ignored.</summary>
    public static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    /// <summary>A class name in snake case, as Keras forms it: <c>max_pooling2d</c>, <c>p_re_lu</c>.</summary>
    public static string SnakeCase(string name)
    {
        StringBuilder text = new();
        for (int i = 0; i < name.Length; i++)
        {
            bool begins = i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (begins) { text.Append('_'); }
            if (char.IsLetterOrDigit(name[i])) { text.Append(char.ToLowerInvariant(name[i])); }
        }

        return text.ToString();
    }

    /// <summary>The error for an unknown name: suggests the nearest and lists all.</summary>
    /// <param name="kind">What was looked for: "activation".</param>
    /// <param name="given">The name that was given.</param>
    /// <param name="known">The names there are.</param>
    public static ArgumentException Unknown(string kind, string given, IEnumerable<string> known)
    {
        string[] names = [.. known.Order(StringComparer.Ordinal)];
        string suggestion = Suggest.Closest(given, names) is { } closest ? $" Did you mean \"{closest}\"?" : "";
        return new ArgumentException($"There is no {kind} \"{given}\".{suggestion} Known are: {string.Join(", ", names)}.");
    }
}
