namespace Hebb.Cli;

/// <summary>
/// The last line of a terminal, which is redrawn in place. It is drawn with carriage returns and spaces alone, so that it needs nothing of a terminal but a
/// width; whoever writes a line clears it first (see <see cref="TerminalWriter"/>), and the next drawing puts it below.
/// </summary>
/// <param name="writer">The stream of the terminal.</param>
/// <param name="width">The columns of the terminal, which may change.</param>
internal sealed class LiveLine(TextWriter writer, Func<int> width)
{
    private readonly Lock _lock = new();
    private int _drawn;
    private bool _isClosed;

    /// <summary>How many columns can be drawn to: one less than there are, for the cursor.</summary>
    public int Columns => Math.Max(width() - 1, 1);

    /// <summary>Draws the line in place of what was drawn before.</summary>
    /// <param name="text">The line.</param>
    /// <param name="columns">How many columns it takes; colors take none.</param>
    public void Draw(string text, int columns)
    {
        lock (_lock)
        {
            if (_isClosed) { return; }
            writer.Write($"\r{text}{new string(' ', Math.Max(_drawn - columns, 0))}");
            _drawn = columns;
        }
    }

    /// <summary>Leaves an empty line with the cursor at its beginning.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            if (_drawn == 0) { return; }
            writer.Write($"\r{new string(' ', Math.Min(_drawn, Columns))}\r");
            _drawn = 0;
        }
    }

    /// <summary>Clears, and draws nothing any more: the process ends while a training may still report.</summary>
    public void Close()
    {
        lock (_lock) { _isClosed = true; }
        Clear();
    }
}
