using System.Text;

namespace Hebb.Cli;

/// <summary>A stream of the tool: lines longer than the terminal are broken between words, and nothing is written into the line that is redrawn.</summary>
/// <param name="writer">The stream itself.</param>
/// <param name="live">The line that is redrawn on the same terminal; null for none.</param>
/// <param name="width">The columns of the terminal; null for a file or a pipe, whose lines stay as they are.</param>
internal sealed class TerminalWriter(TextWriter writer, LiveLine? live = null, Func<int>? width = null) : TextWriter(writer.FormatProvider)
{
    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value)
    {
        live?.Clear();
        writer.Write(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        live?.Clear();
        writer.Write(buffer, index, count);
    }

    public override void Write(string? value)
    {
        live?.Clear();
        writer.Write(value);
    }

    public override void WriteLine()
    {
        live?.Clear();
        writer.WriteLine();
    }

    public override void WriteLine(string? value)
    {
        live?.Clear();
        if (width is null || value is null) { writer.WriteLine(value); }
        else
        {
            foreach (string line in value.Split('\n').SelectMany(line => LineBreaks.Break(line, width()))) { writer.WriteLine(line); }
        }
    }

    /// <summary>Writes a line that is to be copied or read by a program, so that it must stay in one piece: JSON, a command.</summary>
    public void WriteUnbroken(string line)
    {
        live?.Clear();
        writer.WriteLine(line);
    }

    public override void Flush() => writer.Flush();
}
