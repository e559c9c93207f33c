using System.Text;
using Hebb.Data;

namespace Hebb.Cli;

/// <summary>Writes answers as CSV to a file, which appears when it is complete, or to the terminal.</summary>
internal static class TableOutput
{
    /// <summary>Writes a table.</summary>
    public static void Write(Table table, string? path, Terminal terminal)
    {
        using MemoryStream text = new();
        CsvWriter.Write(table, text);
        if (path is null)
        {
            terminal.Output.Write(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
            return;
        }

        string unfinished = path + ".tmp";
        try
        {
            File.WriteAllBytes(unfinished, text.ToArray());
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
