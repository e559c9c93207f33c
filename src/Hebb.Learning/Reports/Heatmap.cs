using System.Text;
using System.Xml.Linq;
using static System.FormattableString;

namespace Hebb.Learning.Reports;

/// <summary>
/// Weights in a grid as SVG, the stronger the color the larger: from nothing for 0 to full color for the largest of the grid, or for a given weight if that is
/// larger. One color and its strength, so that nobody needs to tell colors apart; light and dark follow the page.
/// </summary>
internal static class Heatmap
{
    private const int Cell = 15, Strengths = 12, LongestName = 11;
    private const double Letter = 7;

    /// <summary>A grid with a name for each row and column; pointing at a cell tells its weight.</summary>
    /// <param name="title">What a reader who cannot see it is told.</param>
    /// <param name="weights">[rows, columns], none below 0.</param>
    /// <param name="full">The least weight of full color.</param>
    /// <param name="names">The names of the rows, which are those of the columns.</param>
    public static XElement Named(string title, double[,] weights, double full, IReadOnlyList<string> names)
    {
        double largest = Largest(weights, full), margin = 10 + (Letter * Math.Min(LongestName, names.Max(name => name.Length)));
        bool upright = names.All(name => name.Length <= 2);
        List<object> cells = [Html.Set("class", "heat")];
        List<object> labels = [];
        for (int row = 0; row < names.Count; row++)
        {
            double place = margin + (row * Cell), middle = place + (Cell / 2.0);
            labels.Add(Label(margin - 5, middle + 4, names[row], "end"));
            labels.Add(
                upright
                    ? Label(middle, margin - 5, names[row], "middle")
                    : Label(0, 0, names[row], "start", $"translate({Html.Coordinate(middle + 4)} {Html.Coordinate(margin - 5)}) rotate(-90)"));
            for (int column = 0; column < names.Count; column++)
            {
                cells.Add(Html.Tag(
                    "rect",
                    Html.Set("x", margin + (column * Cell)),
                    Html.Set("y", place),
                    Html.Set("width", Cell - 1.0),
                    Html.Set("height", Cell - 1.0),
                    Html.Set("fill-opacity", weights[row, column] / largest),
                    Html.Tag("title", Invariant($"{names[row]} → {names[column]}: {weights[row, column]:P1}"))));
            }
        }

        double side = margin + (names.Count * Cell);
        return Picture(title, side, side + 2, [.. labels, Html.Tag("g", [.. cells])]);
    }

    /// <summary>A grid without names, in few characters.</summary>
    /// <inheritdoc cref="Named"/>
    public static XElement Small(string title, double[,] weights, double full)
    {
        (int rows, int columns) = (weights.GetLength(0), weights.GetLength(1));
        double largest = Largest(weights, full);
        StringBuilder[] squares = [.. Enumerable.Range(0, Strengths + 1).Select(_ => new StringBuilder())];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                squares[(int)Math.Round(Strengths * weights[row, column] / largest)].Append('M').Append(column).Append(' ').Append(row).Append("h1v1h-1z");
            }
        }

        IEnumerable<XElement> paths =
            squares.Select((path, strength) => Html.Tag("path", Html.Set("d", $"{path}"), Html.Set("fill-opacity", (double)strength / Strengths)));
        return Picture(
            title,
            columns,
            Math.Clamp(7 * columns, 42, 112),
            [Html.Tag(
                "g",
                [
                    Html.Set("class", "heat"),
                    Html.Set("shape-rendering", "crispEdges"),
                    .. paths.Where((path, strength) => strength > 0 && path.Attribute("d")!.Value.Length > 0),
                ])]);
    }

    private static double Largest(double[,] weights, double full) => Math.Max(weights.Cast<double>().Max(), full);

    private static XElement Picture(string title, double side, double width, object[] content) => Html.Tag("svg",
    [
        Html.Set("viewBox", $"0 0 {Html.Coordinate(side)} {Html.Coordinate(side)}"),
        Html.Set("role", "img"),
        Html.Set("aria-label", title),
        Html.Set("style", $"width:{Html.Coordinate(width)}px"),
        .. content,
    ]);

    private static XElement Label(double x, double y, string name, string anchor, string? transform = null) => Html.Tag(
        "text",
        Html.Set("x", x),
        Html.Set("y", y),
        Html.Set("text-anchor", anchor),
        transform is null ? null : Html.Set("transform", transform),
        name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…");
}
