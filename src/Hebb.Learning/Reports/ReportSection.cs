using System.Xml.Linq;

namespace Hebb.Learning.Reports;

/// <summary>A section of a report: a heading, a sentence, and what it is about.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Content">Elements of HTML.</param>
public sealed record ReportSection(string Title, string Text, params IReadOnlyList<XElement> Content)
{
    /// <summary>The elements.</summary>
    internal XElement[] Elements => ReportPage.Section(Title, Text, [.. Content]);
}
