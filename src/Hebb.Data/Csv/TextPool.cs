using System.Text;

namespace Hebb.Data.Csv;

/// <summary>Short texts that come again and again, as categories do, are kept once.</summary>
internal sealed class TextPool
{
    private const int Longest = 64, Most = 1 << 16;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <summary>An empty pool.</summary>
    public TextPool() => _lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>UTF-8 as text.</summary>
    public string TextOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Longest) { return Encoding.UTF8.GetString(bytes).Trim(); }
        Span<char> characters = stackalloc char[Longest];
        ReadOnlySpan<char> text = ((ReadOnlySpan<char>)characters[..Encoding.UTF8.GetChars(bytes, characters)]).Trim();
        if (_lookup.TryGetValue(text, out string? known)) { return known; }
        string made = text.ToString();
        if (_known.Count < Most) { _known.Add(made); }
        return made;
    }
}
