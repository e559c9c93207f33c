using System.Text;
using System.Text.Json.Nodes;

namespace Hebb.Explaining;

/// <summary>A part of an explanation for readers: a title, lines, and a table.</summary>
/// <param name="Title">The title.</param>
/// <param name="Lines">Formulas and sentences.</param>
/// <param name="Table">Rows of cells, the first of which is the heading; empty for none.</param>
public sealed record ExplainedSection(string Title, IReadOnlyList<string> Lines, IReadOnlyList<IReadOnlyList<string>> Table)
{
    /// <summary>Sections as plain text.</summary>
    public static string Text(IEnumerable<ExplainedSection> sections)
    {
        StringBuilder text = new();
        foreach (ExplainedSection section in sections)
        {
            if (text.Length > 0) { text.Append('\n'); }
            text.Append(section.Title).Append('\n');
            foreach (string line in section.Lines) { text.Append("  ").Append(line).Append('\n'); }
            if (section.Table.Count == 0) { continue; }
            int[] widths = [.. section.Table[0].Select((_, column) => section.Table.Max(row => row[column].Length))];
            foreach (IReadOnlyList<string> row in section.Table)
            {
                text.Append(("  " + string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))))
                    .TrimEnd()).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Sections as Markdown: a heading each, lines as a code block, tables as tables.</summary>
    public static string Markdown(IEnumerable<ExplainedSection> sections)
    {
        StringBuilder text = new();
        foreach (ExplainedSection section in sections)
        {
            if (text.Length > 0) { text.Append('\n'); }
            text.Append("## ").Append(section.Title).Append('\n');
            if (section.Lines.Count > 0) { text.Append("\n```text\n").AppendJoin('\n', section.Lines).Append("\n```\n"); }
            if (section.Table.Count == 0) { continue; }
            text.Append('\n')
                .Append(Row(section.Table[0]))
                .Append("|---")
                .Append(string.Concat(Enumerable.Repeat("|---:", section.Table[0].Count - 1)))
                .Append("|\n");
            foreach (IReadOnlyList<string> row in section.Table.Skip(1)) { text.Append(Row(row)); }
        }

        return text.ToString();
    }

    /// <summary>Sections for programs.</summary>
    public static JsonArray Json(IEnumerable<ExplainedSection> sections) => new([.. sections.Select(section => (JsonNode)new JsonObject
    {
        ["title"] = section.Title,
        ["lines"] = Texts(section.Lines),
        ["table"] = new JsonArray([.. section.Table.Select(Texts)]),
    })]);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);

    // A bar would end the cell.
    private static string Row(IEnumerable<string> cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n";
}
