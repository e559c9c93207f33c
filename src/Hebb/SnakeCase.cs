using System.Text;

namespace Hebb;

/// <summary>Names of classes in snake case.</summary>
internal static class SnakeCase
{
    /// <summary>A class name by Keras' rule: <c>max_pooling2d</c>, <c>p_re_lu</c>, <c>conv2d_transpose</c>.</summary>
    public static string Of(string name)
    {
        StringBuilder text = new();
        for (int i = 0; i < name.Length; i++)
        {
            bool begins = i > 0 && char.IsUpper(name[i]) && (i + 1 < name.Length && char.IsLower(name[i + 1]) || char.IsLower(name[i - 1]));
            if (begins) { text.Append('_'); }
            if (char.IsLetterOrDigit(name[i])) { text.Append(char.ToLowerInvariant(name[i])); }
        }

        return text.ToString();
    }
}
