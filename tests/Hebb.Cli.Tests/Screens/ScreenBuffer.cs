using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hebb.Cli.Tests.Screens;

/// <summary>What a terminal of some columns shows after it was sent a text: characters, returns, new lines and escape sequences.</summary>
internal sealed partial class ScreenBuffer(int columns)
{
    private readonly List<StringBuilder> _lines = [new()];
    private int _row, _column;

    /// <summary>The lines from the first to the last that holds something, without blanks at their ends.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            List<string> lines = [.. _lines.Select(line => line.ToString().TrimEnd())];
            while (lines is [.., ""]) { lines.RemoveAt(lines.Count - 1); }
            return lines;
        }
    }

    /// <summary>What a text comes to.</summary>
    public static IReadOnlyList<string> Show(string sent, int columns)
    {
        ScreenBuffer screen = new(columns);
        screen.Send(sent);
        return screen.Lines;
    }

    /// <summary>Shows more.</summary>
    public void Send(string sent)
    {
        for (int i = 0; i < sent.Length; i++)
        {
            if (sent[i] == '\r') { _column = 0; }
            else if (sent[i] == '\n') { NextLine(); } // of a terminal that adds the return, or after one
            else if (sent[i] == '\u001b')
            {
                Match sequence = Sequence().Match(sent, i);
                Assert.True(sequence.Success, $"an escape sequence that is not known: {sent[(i + 1)..Math.Min(i + 12, sent.Length)]}");
                Control(sequence.Groups["kind"].Value, sequence.Groups["number"].Value);
                i += sequence.Length - 1;
            }
            else { Put(sent[i]); }
        }
    }

    private void Put(char character)
    {
        if (_column == columns)
        {
            NextLine();
            _column = 0;
        }

        StringBuilder line = _lines[_row];
        line.Append(' ', Math.Max(_column + 1 - line.Length, 0));
        line[_column++] = character;
    }

    private void NextLine()
    {
        if (++_row == _lines.Count) { _lines.Add(new()); }
        _column = Math.Min(_column, columns);
    }

    private void Control(string kind, string number)
    {
        int count = int.TryParse(number, CultureInfo.InvariantCulture, out int value) ? value : 0;
        switch (kind)
        {
            case "A": _row = Math.Max(_row - Math.Max(count, 1), 0); break;
            case "K" when count == 2: _lines[_row].Clear(); break;
            case "K": _lines[_row].Length = Math.Min(_column, _lines[_row].Length); break;
            case "J": _lines.RemoveRange(_row + 1, _lines.Count - _row - 1); goto case "K";
            case "G": _column = Math.Max(count - 1, 0); break;
        }
    }

    [GeneratedRegex(@"\G(\u001b\[\??(?<number>[0-9;]*)(?<kind>[AGJKmhl])|\u001b[=>])")]
    private static partial Regex Sequence();
}
