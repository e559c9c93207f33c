using System.Text;

namespace Hebb.Cli;

/// <summary>
/// A writer that never fails: when its stream is closed or full, the rest of the text is dropped and the reason is kept. What a command has worked for must
/// not be lost because nobody can be told about it.
/// </summary>
internal sealed class ResilientWriter(TextWriter writer) : TextWriter(writer.FormatProvider)
{
    /// <summary>Why text was dropped; null if all was written.</summary>
    public Exception? Problem { get; private set; }

    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => Try(() => writer.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => writer.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => writer.Write(value));

    public override void WriteLine() => Try(writer.WriteLine);

    public override void WriteLine(string? value) => Try(() => writer.WriteLine(value));

    public override void Flush() => Try(writer.Flush);

    private void Try(Action write)
    {
        if (Problem is not null) { return; }
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Problem = error;
        }
    }
}
