using System.Xml.Linq;

namespace Hebb.Data;

/// <summary>A section of a report: a heading, a sentence, and what it is about.</summary>
internal sealed record ReportSection(string Title, string Text, params IReadOnlyList<XElement> Content)
{
    /// <summary>The elements.</summary>
    public XElement[] Elements => ReportPage.Section(Title, Text, [.. Content]);
}
