using System.Text.Json.Nodes;
using Hebb.Data.Tables;

namespace Hebb.Cli;

/// <summary>A table for programs: an object for each row.</summary>
internal static class TableJson
{
    /// <summary>The rows; missing values are null.</summary>
    public static JsonArray Of(Table table) => new([.. Enumerable.Range(0, table.Rows).Select(row =>
        (JsonNode)new JsonObject(table.Columns.Select(column => KeyValuePair.Create(column.Name, Cell(column, row)))))]);

    private static JsonNode? Cell(Column column, int row) => column.IsMissing(row) ? null
        : column is NumberColumn numbers ? numbers[row]
        : JsonValue.Create(column.TextAt(row));
}
