using System.Globalization;
using System.Text.RegularExpressions;

namespace Hebb.Keras;

/// <summary>A path with places for numbers in Keras' (Python's) form: <c>{epoch:02d}</c>, <c>{val_loss:.2f}</c>.</summary>
internal sealed partial class CheckpointPath
{
    private readonly string _template;
    private readonly MatchCollection _places;

    /// <summary>A template.</summary>
    /// <exception cref="ArgumentException">A brace is left over, or a format is none of those known.</exception>
    public CheckpointPath(string template)
    {
        ArgumentException.ThrowIfNullOrEmpty(template);
        _template = template;
        _places = Place().Matches(template);
        if (Place().Replace(template, "").AsSpan().ContainsAny('{', '}'))
        {
            throw new ArgumentException(
                $"The path \"{template}\" has a brace that opens no place for a number. Places are {{epoch:02d}}, {{val_loss:.2f}}, {{loss:.3e}} or {{loss}}.",
                nameof(template));
        }
    }

    /// <summary>The names in braces.</summary>
    public IEnumerable<string> Names => _places.Select(place => place.Groups["name"].Value);

    /// <summary>The path with these numbers.</summary>
    public string Fill(Func<string, double> value) => Place().Replace(_template, place => Text(value(place.Groups["name"].Value), place.Groups));

    private static string Text(double value, GroupCollection format)
    {
        string kind = format["kind"].Value;
        int digits = format["digits"].Success ? int.Parse(format["digits"].Value, CultureInfo.InvariantCulture) : 6;
        string text = kind switch
        {
            "d" => value.ToString("F0", CultureInfo.InvariantCulture),
            "f" => value.ToString($"F{digits}", CultureInfo.InvariantCulture),
            "e" => value.ToString($"0{(digits > 0 ? "." : "")}{new string('0', digits)}e+00", CultureInfo.InvariantCulture),
            _ => value.ToString("R", CultureInfo.InvariantCulture),
        };
        int width = format["width"].Value.Length > 0 ? int.Parse(format["width"].Value, CultureInfo.InvariantCulture) : 0;
        if (!format["zero"].Success) { return text.PadLeft(width); }
        return text.StartsWith('-') ? $"-{text[1..].PadLeft(width - 1, '0')}" : text.PadLeft(width, '0');
    }

    [GeneratedRegex(@"\{(?<name>\w+)(:(?<zero>0)?(?<width>[1-9]\d?)?(\.(?<digits>\d{1,2})(?=[fe]))?(?<kind>[dfe]))?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();
}
