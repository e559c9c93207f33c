namespace Hebb.Cli;

/// <summary>Breaks long lines between words.</summary>
internal static class LineBreaks
{
    private const int Indent = 2;

    /// <summary>A line in pieces that fit, the later ones indented a little more than the first. A longer word stays whole: paths can be copied.</summary>
    /// <param name="line">The line.</param>
    /// <param name="width">The columns that there are.</param>
    public static IEnumerable<string> Break(string line, int width)
    {
        int begin = line.TakeWhile(c => c == ' ').Count();
        return Break(line, width, begin + Indent);
    }

    /// <summary>A line in pieces that fit.</summary>
    /// <param name="line">The line.</param>
    /// <param name="width">The columns that there are.</param>
    /// <param name="indent">The spaces before all pieces but the first.</param>
    public static IEnumerable<string> Break(string line, int width, int indent)
    {
        if (indent > width / 2) { indent = 0; }
        for (int first = line.TakeWhile(c => c == ' ').Count(); line.Length > width; first = indent)
        {
            int at = line.LastIndexOf(' ', width);
            if (at <= first) { at = line.IndexOf(' ', Math.Max(first, width)); }
            string rest = at < 0 ? "" : line[at..].TrimStart(' ');
            if (rest.Length == 0) { break; }
            yield return line[..at].TrimEnd(' ');
            line = new string(' ', indent) + rest;
        }

        yield return line;
    }
}
