using Hebb.Data.Preprocessing;
using Hebb.Learning.Evaluation;

namespace Hebb.Learning.Tables;

/// <summary>A schema for a terminal.</summary>
internal static class SchemaLines
{
    /// <summary>The task, and a line for each column.</summary>
    public static IEnumerable<string> Lines(this Schema schema) =>
        [$"Task: {ScoreText.Name(schema.Task)}", .. schema.ToString().TrimEnd().Split('\n').Select(line => "  " + line.TrimEnd())];
}
