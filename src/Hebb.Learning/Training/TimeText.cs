using System.Globalization;
using static System.FormattableString;

namespace Hebb.Learning.Training;

/// <summary>Times as people write them: 90s, 10m, 2h30m.</summary>
internal static class TimeText
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(365);

    private static readonly (char Letter, string Word, double Seconds)[] s_units = [('h', "h", 3600), ('m', "min", 60), ('s', "s", 1)];

    /// <summary>Reads a time.</summary>
    /// <param name="text">Hours, minutes and seconds with their letters, in that order.</param>
    /// <exception cref="FormatException">It is none, or not above 0.</exception>
    public static TimeSpan Read(string text)
    {
        double seconds = 0;
        int at = 0;
        foreach ((char letter, _, double unit) in s_units)
        {
            int end = text.IndexOf(letter, at);
            if (end < 0) { continue; }
            if (!double.TryParse(text.AsSpan(at, end - at), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)) { throw Wrong(); }
            seconds += count * unit;
            at = end + 1;
        }

        return at == text.Length && seconds > 0 && seconds <= s_longest.TotalSeconds && TimeSpan.FromSeconds(seconds) > TimeSpan.Zero
            ? TimeSpan.FromSeconds(seconds) : throw Wrong();
    }

    /// <summary>A time in words: 2 h 30 min.</summary>
    public static string Words(TimeSpan time)
    {
        double left = time.TotalSeconds;
        List<string> parts = [];
        foreach ((char letter, string word, double unit) in s_units)
        {
            double count = letter == 's' ? Math.Round(left, 1) : Math.Floor(left / unit);
            left -= count * unit;
            if (count > 0 || (letter == 's' && parts.Count == 0)) { parts.Add(Invariant($"{count} {word}")); }
        }

        return string.Join(' ', parts);
    }

    private static FormatException Wrong() => new("Expected a time such as 90s, 10m or 2h30m.");
}
