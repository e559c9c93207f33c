using System.Text;

namespace Hebb.Cli.Tests.Messages;

/// <summary>The texts in a file of C#: what stands between quotes, with {} for each value that is put in; texts within values are texts of their own.</summary>
internal sealed class StringLiterals
{
    private readonly string _source;
    private readonly List<string> _found = [];
    private int _at;

    private StringLiterals(string source) => _source = source;

    /// <summary>All texts of a file.</summary>
    public static IReadOnlyList<string> Of(string source)
    {
        StringLiterals reader = new(source);
        reader.Code(untilBrace: false);
        return reader._found;
    }

    private bool Is(string text) => string.CompareOrdinal(_source, _at, text, 0, text.Length) == 0;

    private int Run(char c)
    {
        int end = _at;
        while (end < _source.Length && _source[end] == c) { end++; }
        return end - _at;
    }

    /// <summary>Code up to its end, or up to the brace that ends a value in a text.</summary>
    private void Code(bool untilBrace)
    {
        for (int depth = 0; _at < _source.Length; _at++)
        {
            char c = _source[_at];
            if (untilBrace && c == '}' && depth-- == 0) { return; }
            if (untilBrace && c == '{') { depth++; }
            if (Is("//")) { _at = End("\n"); }
            else if (Is("/*")) { _at = End("*/"); }
            else if (c == '\'') { Character(); }
            else if (c is '"' or '$' or '@') { Text(); }
        }
    }

    private int End(string mark) => _source.IndexOf(mark, _at + 2, StringComparison.Ordinal) is >= 0 and int found ? found : _source.Length;

    private void Character()
    {
        _at += _source[_at + 1] == '\\' ? 3 : 2;
        while (_source[_at] != '\'') { _at++; }
    }

    private void Text()
    {
        int start = _at, dollars = 0;
        bool isVerbatim = false;
        for (; _source[_at] is '$' or '@'; _at++)
        {
            isVerbatim |= _source[_at] == '@';
            dollars += _source[_at] == '$' ? 1 : 0;
        }

        if (_source[_at] != '"')
        {
            _at = start; // a name such as @class
            return;
        }

        int quotes = Run('"');
        if (quotes == 2)
        {
            _at++;
            return;
        }

        if (quotes > 2) { isVerbatim = false; }
        Content(dollars, isVerbatim, quotes > 2 ? quotes : 1);
    }

    private void Content(int dollars, bool isVerbatim, int quotes)
    {
        bool isRaw = quotes > 1;
        StringBuilder text = new();
        for (_at += quotes; _at < _source.Length; _at++)
        {
            char c = _source[_at];
            if (c == '\\' && !isVerbatim && !isRaw) { text.Append(_source[++_at]); }
            else if (c == '"' && isVerbatim && Run('"') > 1) { _at++; }
            else if (c == '"' && Run('"') >= quotes)
            {
                _at += quotes - 1;
                break;
            }
            else if (c == '{' && dollars == 1 && !isRaw && Run('{') > 1)
            {
                text.Append("{{");
                _at++;
            }
            else if (c == '{' && dollars > 0 && Run('{') >= dollars)
            {
                _at += dollars;
                Code(untilBrace: true);
                _at += dollars - 1;
                text.Append("{}");
            }
            else { text.Append(c); }
        }

        _found.Add(text.ToString());
    }
}
