namespace Hebb.Formats.NumPy;

/// <summary>Reads the few Python literals of npy headers: texts, numbers and booleans.</summary>
internal sealed class NpyLiteral(string text, string name)
{
    private int _position;

    /// <summary>Takes a punctuation mark that must come next.</summary>
    public void Take(char mark)
    {
        if (!TryTake(mark)) { throw Error($"'{mark}'"); }
    }

    /// <summary>Takes a punctuation mark if it comes next.</summary>
    public bool TryTake(char mark)
    {
        Skip();
        if (_position == text.Length || text[_position] != mark) { return false; }
        _position++;
        return true;
    }

    /// <summary>Takes a text in quotes; without escapes, which NumPy never writes here.</summary>
    public string Text()
    {
        Skip();
        if (_position == text.Length || text[_position] is not ('\'' or '"')) { throw Error("a text in quotes: structured types are not read"); }
        int end = text.IndexOf(text[_position], _position + 1);
        if (end < 0 || text.AsSpan(_position, end - _position).Contains('\\')) { throw Error("a text with a closing quote and no escapes"); }
        string value = text[(_position + 1)..end];
        _position = end + 1;
        return value;
    }

    /// <summary>Takes a whole number that is not negative; Python 2 put an L behind it.</summary>
    public long Number()
    {
        Skip();
        int start = _position;
        while (_position < text.Length && char.IsAsciiDigit(text[_position])) { _position++; }
        if (!long.TryParse(text.AsSpan(start, _position - start), out long value)) { throw Error("a whole number, not negative"); }
        _ = TryTake('L');
        return value;
    }

    /// <summary>Takes True or False.</summary>
    public bool Truth()
    {
        Skip();
        string word = text.AsSpan(_position).StartsWith("True") ? "True" : "False";
        if (!text.AsSpan(_position).StartsWith(word)) { throw Error("True or False"); }
        _position += word.Length;
        return word == "True";
    }

    /// <summary>Makes sure that nothing follows.</summary>
    public void End()
    {
        Skip();
        if (_position < text.Length) { throw Error("the end of the header"); }
    }

    private void Skip()
    {
        while (_position < text.Length && text[_position] is (' ' or '\n')) { _position++; }
    }

    private FileFormatException Error(string expected) =>
        Npy.Error(name, $"'{text.AsSpan(_position, Math.Min(20, text.Length - _position))}' at {_position} of the header", expected);
}
