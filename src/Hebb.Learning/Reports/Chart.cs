using System.Xml.Linq;
using Hebb.Learning.Evaluation;

namespace Hebb.Learning.Reports;

/// <summary>Pictures as SVG: curves, points, bars, and counts in a grid. Colors come from the page's style, so that they follow light and dark.</summary>
internal static class Chart
{
    private const double Width = 440, Height = 290, Left = 58, Right = 14, Top = 14, Bottom = 44;

    /// <summary>Curves or points over two axes.</summary>
    /// <param name="title">What a reader who cannot see it is told.</param>
    /// <param name="xName">What the horizontal axis shows.</param>
    /// <param name="yName">What the vertical axis shows.</param>
    /// <param name="series">What is drawn; the first ones get the stronger colors.</param>
    /// <param name="x">The range of the horizontal axis; null for that of the points.</param>
    /// <param name="y">The range of the vertical axis; null for that of the points.</param>
    /// <param name="mark">Where to draw a vertical line.</param>
    public static XElement Plot(
        string title,
        string xName,
        string yName,
        IReadOnlyList<ChartLine> series,
        (double Low, double High)? x = null,
        (double Low, double High)? y = null,
        double? mark = null)
    {
        (double Low, double High) xs = x ?? Range(series.SelectMany(one => one.Points.Select(point => point.X))),
            ys = y ?? Range(series.SelectMany(one => one.Points.Select(point => point.Y)));
        List<XElement> parts = [.. Axes(xName, yName, xs, ys)];
        if (mark is { } place) { parts.Add(Line(X(place), Top, X(place), Height - Bottom, "mark")); }
        for (int i = 0; i < series.Count; i++)
        {
            (double X, double Y)[] finite = [.. series[i].Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y))];
            if (series[i].Style == LineStyle.Points)
            {
                parts.AddRange(finite.Select(
                    point => Html.Tag("circle", Html.Set("cx", X(point.X)), Html.Set("cy", Y(point.Y)), Html.Set("r", 2.2), Html.Set("class", $"dot c{i}"))));
            }
            else if (finite.Length > 0)
            {
                string path = "M" + string.Join('L', finite.Select(point => $"{Html.Coordinate(X(point.X))},{Html.Coordinate(Y(point.Y))}"));
                parts.Add(Html.Tag("path", Html.Set("d", path), Html.Set("class", series[i].Style == LineStyle.Dashed ? "dash" : $"curve c{i}")));
                if (finite.Length <= 25 && series[i].Style == LineStyle.Curve)
                {
                    parts.AddRange(finite.Select(point =>
                        Html.Tag("circle", Html.Set("cx", X(point.X)), Html.Set("cy", Y(point.Y)), Html.Set("r", 2.6), Html.Set("class", $"knot c{i}"))));
                }
            }
        }

        XElement[] legend =
            [.. series.Where(one => one.Style != LineStyle.Dashed).Select((one, i) => Html.Tag("span", Html.Set("class", $"key k{i}"), one.Name))];
        return Html.Tag("figure", Picture(title, Height, parts), legend.Length > 1 ? Html.Tag("figcaption", legend.Cast<object>().ToArray()) : null);

        double X(double value) => Left + ((Math.Clamp(value, xs.Low, xs.High) - xs.Low) / (xs.High - xs.Low) * (Width - Left - Right));
        double Y(double value) => Height - Bottom - ((Math.Clamp(value, ys.Low, ys.High) - ys.Low) / (ys.High - ys.Low) * (Height - Bottom - Top));
    }

    /// <summary>A bar for each name, with a whisker of its uncertainty.</summary>
    public static XElement Bars(string title, IReadOnlyList<(string Name, double Value, double Error)> bars)
    {
        const double Row = 26, Names = 150, Numbers = 64;
        double largest = Math.Max(bars.Max(bar => Math.Max(bar.Value, 0) + bar.Error), 1e-12), scale = (Width - Names - Numbers) / largest;
        List<XElement> parts = [];
        for (int i = 0; i < bars.Count; i++)
        {
            (string name, double value, double error) = bars[i];
            double middle = (i * Row) + (Row / 2), length = Math.Max(value, 0) * scale;
            parts.Add(Text(Names - 8, middle + 4, Short(name), "end", "label"));
            parts.Add(Html.Tag(
                "rect",
                Html.Set("x", Names),
                Html.Set("y", middle - 8),
                Html.Set("width", Math.Max(length, 1)),
                Html.Set("height", 16.0),
                Html.Set("rx", 3.0),
                Html.Set("class", "bar")));
            if (value > 0 && error > 0)
            {
                parts.Add(Line(Names + (Math.Max(value - error, 0) * scale), middle, Names + ((value + error) * scale), middle, "whisker"));
            }

            parts.Add(Text(Names + ((Math.Max(value, 0) + error) * scale) + 6, middle + 4, Html.Number(value), "start", "tick"));
        }

        return Html.Tag("figure", Picture(title, bars.Count * Row, parts));
    }

    /// <summary>Counts of truths (down) and answers (across), the stronger the color the larger the share of the row.</summary>
    public static XElement Confusion(ConfusionMatrix confusion)
    {
        int classes = confusion.Classes.Count;
        double cell = Math.Min(76, 330.0 / classes), left = 110, top = 34;
        List<XElement> parts = [Text(left + (classes * cell / 2), 12, "predicted", "middle", "tick"), Text(4, 12, "true ↓", "start", "tick")];
        for (int truth = 0; truth < classes; truth++)
        {
            parts.Add(Text(left - 8, top + ((truth + 0.5) * cell) + 4, Short(confusion.Classes[truth], 14), "end", "label"));
            parts.Add(Text(left + ((truth + 0.5) * cell), top - 6, Short(confusion.Classes[truth], (int)(cell / 7)), "middle", "label"));
            for (int answer = 0; answer < classes; answer++)
            {
                double share = confusion.Present(truth) == 0 ? 0 : (double)confusion[truth, answer] / confusion.Present(truth);
                parts.Add(Html.Tag(
                    "rect",
                    Html.Set("x", left + (answer * cell) + 1),
                    Html.Set("y", top + (truth * cell) + 1),
                    Html.Set("width", cell - 2),
                    Html.Set("height", cell - 2),
                    Html.Set("rx", 4.0),
                    Html.Set("class", truth == answer ? "right" : "wrong"), Html.Set("fill-opacity", 0.06 + (0.74 * share))));
                parts.Add(Text(left + ((answer + 0.5) * cell), top + ((truth + 0.5) * cell) + 4, $"{confusion[truth, answer]}", "middle", "count"));
            }
        }

        return Html.Tag("figure", Picture("Confusion matrix", top + (classes * cell) + 4, parts));
    }

    private static IEnumerable<XElement> Axes(string xName, string yName, (double Low, double High) xs, (double Low, double High) ys)
    {
        foreach (double tick in Ticks(ys))
        {
            double y = Height - Bottom - ((tick - ys.Low) / (ys.High - ys.Low) * (Height - Bottom - Top));
            yield return Line(Left, y, Width - Right, y, "grid");
            yield return Text(Left - 6, y + 4, Html.Number(tick), "end", "tick");
        }

        foreach (double tick in Ticks(xs))
        {
            yield return Text(
                Left + ((tick - xs.Low) / (xs.High - xs.Low) * (Width - Left - Right)), Height - Bottom + 16, Html.Number(tick), "middle", "tick");
        }

        yield return Line(Left, Height - Bottom, Width - Right, Height - Bottom, "axis");
        yield return Text((Left + Width - Right) / 2, Height - 8, xName, "middle", "name");
        XElement name = Text(14, (Top + Height - Bottom) / 2, yName, "middle", "name");
        name.Add(Html.Set("transform", $"rotate(-90 14 {Html.Coordinate((Top + Height - Bottom) / 2)})"));
        yield return name;
    }

    /// <summary>Round numbers in a range, about five.</summary>
    private static IEnumerable<double> Ticks((double Low, double High) range)
    {
        double rough = (range.High - range.Low) / 5, power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * ((rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 });
        long first = (long)Math.Ceiling((range.Low / step) - 1e-9), last = (long)Math.Floor((range.High / step) + 1e-9);
        for (long i = first; i <= last; i++) { yield return Math.Round(i * step, 12); }
    }

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0) { return (0, 1); }
        (double low, double high) = (finite.Min(), finite.Max());
        double margin = high > low ? (high - low) * 0.04 : Math.Max(Math.Abs(low) * 0.1, 0.5);
        return (low - margin, high + margin);
    }

    private static XElement Picture(string title, double height, IEnumerable<XElement> parts) => Html.Tag(
        "svg",
        Html.Set("viewBox", $"0 0 {Html.Coordinate(Width)} {Html.Coordinate(height)}"),
        Html.Set("role", "img"),
        Html.Set("aria-label", title),
        parts.ToArray());

    private static XElement Line(double x1, double y1, double x2, double y2, string style) =>
        Html.Tag("line", Html.Set("x1", x1), Html.Set("y1", y1), Html.Set("x2", x2), Html.Set("y2", y2), Html.Set("class", style));

    private static XElement Text(double x, double y, string text, string anchor, string style) =>
        Html.Tag("text", Html.Set("x", x), Html.Set("y", y), Html.Set("text-anchor", anchor), Html.Set("class", style), text);

    private static string Short(string text, int most = 20) => text.Length <= Math.Max(most, 3) ? text : text[..(Math.Max(most, 3) - 1)] + "…";
}

/// <summary>How a series is drawn.</summary>
internal enum LineStyle
{
    /// <summary>A line through the points.</summary>
    Curve,

    /// <summary>The points alone.</summary>
    Points,

    /// <summary>A thin dashed line for comparison, not in the legend.</summary>
    Dashed,
}

/// <summary>Points with a name.</summary>
internal sealed record ChartLine(string Name, IEnumerable<(double X, double Y)> Points, LineStyle Style = LineStyle.Curve);
