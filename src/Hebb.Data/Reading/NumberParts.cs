using System.Buffers;
using System.Globalization;

namespace Hebb.Data.Reading;

/// <summary>A written number taken apart: sign, currency or bound, digits, multiplier, unit. Bounds (~5, &lt;5, 5+) and numbers after # are read like numbers
/// with a unit: the number itself, which is said.</summary>
internal ref struct NumberParts
{
    private const int LongestUnit = 20;

    /// <summary>Codes and abbreviations of currencies that stand before a number; behind it they are units like any other.</summary>
    private static readonly HashSet<string> s_currencies = new(StringComparer.Ordinal)
    {
        "USD", "EUR", "GBP", "JPY", "CHF", "CNY", "INR", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "ISK", "PLN", "CZK", "HUF", "RON", "BGN", "RUB", "UAH",
        "TRY", "BRL", "MXN", "ARS", "CLP", "COP", "PEN", "ZAR", "EGP", "NGN", "KES", "MAD", "ILS", "AED", "SAR", "QAR", "KWD", "KRW", "SGD", "HKD", "TWD",
        "THB", "IDR", "MYR", "PHP", "VND", "PKR", "BDT", "LKR", "BTC", "ETH", "Rs", "Rs.", "kr", "kr.", "Fr", "Fr.", "SFr", "Kč", "zł", "Ft", "lei", "RM",
    };

    private static readonly SearchValues<char> s_blanks = SearchValues.Create(" \u00A0\u202F\u2009'’_");
    private static readonly SearchValues<char> s_bounds = SearchValues.Create("~≈<>≤≥#");
    private static readonly SearchValues<char> s_letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.");

    private bool _isNegative;
    private double _factor;

    /// <summary>The digits with their marks.</summary>
    public ReadOnlySpan<char> Core { get; private set; }

    /// <summary>Currency and unit; empty for none.</summary>
    public string Affix { get; private set; }

    /// <summary>What is not the number itself.</summary>
    public readonly NumberShape Shape => new(
        Affix, _factor != 1, HasBrackets, Core.ContainsAny(s_blanks) || Core.Count('.') + Core.Count(',') > 1);

    private bool HasBrackets { get; set; }

    /// <summary>Takes a cell apart; false if it cannot be a number.</summary>
    public static bool TrySplit(ReadOnlySpan<char> text, out NumberParts parts)
    {
        parts = new() { _factor = 1, Affix = "" };
        text = text.Trim();
        string currency = "";
        bool hasSign = false;
        while (true)
        {
            if (text.IsEmpty) { return false; }
            char first = text[0];
            if (char.IsAsciiDigit(first) || (first is '.' or ',' && text.Length > 1 && char.IsAsciiDigit(text[1]))) { break; }
            if (first is '+' || IsMinus(first))
            {
                if (hasSign) { return false; }
                (hasSign, parts._isNegative) = (true, IsMinus(first));
                text = text[1..].TrimStart();
            }
            else if (first == '(' && text[^1] == ')' && !hasSign)
            {
                (hasSign, parts._isNegative, parts.HasBrackets) = (true, true, true);
                text = text[1..^1].Trim();
            }
            else if (currency.Length == 0 && CurrencyLength(text) is > 0 and int length)
            {
                currency = text[..length].ToString();
                text = text[length..].TrimStart();
            }
            else { return false; }
        }

        int end = CoreLength(text);
        parts.Core = text[..end];
        ReadOnlySpan<char> rest = text[end..].Trim();
        if (!hasSign && rest.Length > 0 && IsMinus(rest[^1]))
        {
            parts._isNegative = true;
            rest = rest[..^1].TrimEnd();
        }

        return parts.TakeBehind(currency, rest);
    }

    /// <summary>The number, if the digits are one with this decimal mark.</summary>
    public readonly bool TryValue(char mark, out double number)
    {
        if (!NumberText.TryCore(Core, mark, out number)) { return false; }
        number = (_isNegative ? -number : number) * _factor;
        return double.IsFinite(number);
    }

    /// <summary>Whether two currencies or units are the same: months and Months and month are; mW and MW, kb and kB are not.</summary>
    public static bool AreSame(string one, string other)
    {
        if (string.Equals(one, other, StringComparison.Ordinal)) { return true; }
        ReadOnlySpan<char> a = Singular(one), b = Singular(other);
        return a.Equals(b, a.Length > 3 ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
    }

    private static ReadOnlySpan<char> Singular(string unit) => unit.Length > 3 && unit[^1] is 's' or 'S' ? unit.AsSpan(0, unit.Length - 1) : unit;

    private bool TakeBehind(string currency, ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty)
        {
            Affix = currency;
            return true;
        }

        if (MultiplierLength(rest, currency.Length > 0) is > 0 and int multiplier)
        {
            _factor = char.ToUpperInvariant(rest[0]) switch { 'K' or 'T' => 1e3, 'M' => 1e6, _ => 1e9 };
            rest = rest[multiplier..].TrimStart();
        }

        if (rest.Length > LongestUnit || !(rest is "+" || IsUnit(rest))) { return false; }
        Affix = currency.Length == 0 ? rest.ToString() : rest.IsEmpty ? currency : $"{currency} {rest}";
        return true;
    }

    /// <summary>Letters and the signs of units; a digit only as a power: m2, cm3.</summary>
    private static bool IsUnit(ReadOnlySpan<char> unit)
    {
        for (int i = 0; i < unit.Length; i++)
        {
            char c = unit[i];
            bool isPower = c is '2' or '3' && i == unit.Length - 1 && i > 0 && char.IsAsciiLetterLower(unit[i - 1]);
            bool isInside = i > 0 && (c is ' ' or '-' or '.' or '_' or '·' or '/');
            if (!(char.IsLetter(c) || isPower || isInside || c is '%' or '‰' or '°' or '/' or '²' or '³' or '\'' or '"' or '′' or '″' or 'µ' || IsSymbol(c)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>k and K, mn, mio, million, bn, billion; M and B alone, and m and b behind a currency, because m alone is a meter.</summary>
    private static int MultiplierLength(ReadOnlySpan<char> rest, bool hasCurrency)
    {
        int letters = rest.IndexOfAnyExcept(s_letters);
        letters = letters < 0 ? rest.Length : letters;
        if (rest[letters..].TrimStart() is { IsEmpty: false } behind && !IsSymbol(behind[0]) && behind is not "+") { return 0; }
        Span<char> lower = stackalloc char[LongestUnit];
        if (letters is 0 or > LongestUnit) { return 0; }
        rest[..letters].ToLowerInvariant(lower);
        bool isOne = lower[..letters] is "k" or "thousand" or "mn" or "mln" or "mio" or "mio." or "million" or "millions" or "bn" or "bln" or "billion"
            || rest[..letters] is "M" or "B" || (hasCurrency && lower[..letters] is "m" or "b");
        return isOne ? letters : 0;
    }

    /// <summary>The digits and marks at the beginning, with an exponent; spaces, apostrophes and underscores only between digits.</summary>
    private static int CoreLength(ReadOnlySpan<char> text)
    {
        int i = 0;
        while (i < text.Length)
        {
            char c = text[i];
            bool isDigit = i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]);
            if (char.IsAsciiDigit(c) || c is '.' or ',' || (isDigit && s_blanks.Contains(c))) { i++; }
            else { break; }
        }

        if (i < text.Length && text[i] is 'e' or 'E')
        {
            int digits = i + 1 < text.Length && text[i + 1] is '+' or '-' ? i + 2 : i + 1, end = digits;
            while (end < text.Length && char.IsAsciiDigit(text[end])) { end++; }
            if (end > digits) { return end; }
        }

        return i;
    }

    /// <summary>A symbol ($, US$, R$), a known code before digits (EUR 5), or the sign of a bound.</summary>
    private static int CurrencyLength(ReadOnlySpan<char> text)
    {
        if (s_bounds.Contains(text[0])) { return 1; }
        int letters = 0;
        while (letters < text.Length && letters < 4 && (char.IsLetter(text[letters]) || (letters > 0 && text[letters] == '.'))) { letters++; }
        if (letters <= 3 && letters < text.Length && IsSymbol(text[letters])) { return letters + 1; }
        return letters > 0 && s_currencies.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[..letters]) ? letters : 0;
    }

    private static bool IsSymbol(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;

    private static bool IsMinus(char c) => c is '-' or '−' or '–';
}
