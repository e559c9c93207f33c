namespace Hebb.Data.Rows;

/// <summary>How rows are written.</summary>
public enum RowFormat
{
    /// <summary>CSV; delimiter and decimal mark are found out.</summary>
    Csv,

    /// <summary>A JSON object on each line.</summary>
    JsonLines,
}
