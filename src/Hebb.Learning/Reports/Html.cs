using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Hebb.Learning.Reports;

/// <summary>Elements of a page. Text is escaped by the tree it is put into, and characters that no page may hold are replaced.</summary>
internal static class Html
{
    /// <summary>An element with attributes, text and elements inside. An element without content keeps its end tag.</summary>
    public static XElement Tag(string name, params object?[] content)
    {
        XElement element = new(name, content.Select(part => part is string text ? Clean(text) : part));
        if (element.IsEmpty && name is not ("meta" or "img" or "line" or "path" or "rect" or "circle")) { element.Add(""); }
        return element;
    }

    /// <summary>An attribute.</summary>
    public static XAttribute Set(string name, object value) =>
        new(name, value is double number ? Coordinate(number) : value is string text ? Clean(text) : value);

    /// <summary>A table with a heading; numbers stand to the right.</summary>
    public static XElement Table(IEnumerable<string> heading, IEnumerable<IEnumerable<string>> rows) => Tag(
        "div", Set("class", "scroll"), Tag("table",
        Tag("thead", Tag("tr", heading.Select(cell => Tag("th", cell)).ToArray<object>())),
        Tag(
            "tbody",
            rows.Select(row => Tag(
                "tr",
                row.Select(cell => Tag("td", double.TryParse(cell.TrimEnd('%', ' '), CultureInfo.InvariantCulture, out _) ? Set("class", "n") : null, cell))
                    .ToArray<object>())).ToArray<object>())));

    /// <summary>A table that is opened by a click, for the numbers behind a picture.</summary>
    public static XElement Numbers(IEnumerable<string> heading, IEnumerable<IEnumerable<string>> rows) =>
        Tag("details", Tag("summary", "the numbers"), Table(heading, rows));

    /// <summary>A figure with the digits that mean something.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "n/a"
        : double.IsInfinity(value) ? (value > 0 ? "∞" : "−∞")
        : value == 0 ? "0"
        : Math.Abs(value) is >= 1000 and < 1e12 ? value.ToString("F0", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A place on a picture.</summary>
    public static string Coordinate(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Clean(string text) =>
        text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Select(letter => XmlConvert.IsXmlChar(letter) ? letter : '\uFFFD'));
}
