using System.Globalization;
using System.Text;

namespace Hebb.Data.Reading;

/// <summary>Numbers as people write them, in UTF-8: <c>-1.5</c>, <c>$1,234.50</c>, <c>12,5 %</c>, <c>(3.20)</c>, <c>12 345 kg</c>, <c>1.2M</c>.</summary>
internal static class NumberText
{
    /// <summary>What is longer is text.</summary>
    private const int Longest = 64;

    private static readonly double[] s_powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>
    /// Reads digits with at most one decimal mark, as nearly all numbers are written. Up to 15 digits and the power of ten that divides them are exact
    /// doubles, so their quotient is rounded once and is the right number.
    /// </summary>
    public static bool TrySimple(ReadOnlySpan<byte> cell, byte mark, out double number)
    {
        number = 0;
        bool isNegative = !cell.IsEmpty && cell[0] == '-';
        ReadOnlySpan<byte> digits = isNegative ? cell[1..] : cell;
        if (digits.Length is 0 or > 16) { return false; }
        long whole = 0;
        int point = -1;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[i] - '0';
            if ((uint)digit <= 9) { whole = (whole * 10) + digit; }
            else if (digits[i] == mark && point < 0) { point = i; }
            else { return false; }
        }

        if (digits.Length - (point < 0 ? 0 : 1) is 0 or > 15) { return false; }
        number = point < 0 ? whole : whole / s_powers[digits.Length - 1 - point];
        number = isNegative ? -number : number;
        return true;
    }

    /// <summary>
    /// Reads a number in any usual form with one decimal mark: sign or accounting brackets, one currency before or behind, <c>%</c> or a unit behind,
    /// K, M and B as multipliers, and groups of digits.
    /// </summary>
    /// <param name="cell">The trimmed cell.</param>
    /// <param name="mark">The decimal mark, <c>.</c> or <c>,</c>; the other one separates groups.</param>
    /// <param name="number">The number.</param>
    /// <param name="affix">Currency and unit, empty for none.</param>
    public static bool TryRead(ReadOnlySpan<byte> cell, char mark, out double number, out string affix)
    {
        (number, affix) = (double.NaN, "");
        if (cell.Length is 0 or > Longest) { return false; }
        Span<char> text = stackalloc char[Longest];
        return NumberParts.TrySplit(text[..Encoding.UTF8.GetChars(cell, text)], out NumberParts parts) && parts.TryValue(mark, out number)
            && (affix = parts.Affix) is not null;
    }

    /// <summary>The shortest text that gives the same number again; −0 is written 0, so that equal numbers are equal texts.</summary>
    public static string Format(double value) => (value == 0 ? 0.0 : value).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Both readings of a cell, NaN where it is no number under that decimal mark.</summary>
    public static bool TryBoth(ReadOnlySpan<byte> cell, out double withPoint, out double withComma, out NumberShape shape)
    {
        (withPoint, withComma, shape) = (double.NaN, double.NaN, default);
        if (cell.Length is 0 or > Longest) { return false; }
        Span<char> text = stackalloc char[Longest];
        if (!NumberParts.TrySplit(text[..Encoding.UTF8.GetChars(cell, text)], out NumberParts parts)) { return false; }
        withPoint = parts.TryValue('.', out double value) ? value : double.NaN;
        withComma = parts.TryValue(',', out value) ? value : double.NaN;
        shape = parts.Shape;
        return !double.IsNaN(withPoint) || !double.IsNaN(withComma);
    }

    /// <summary>The value of digits with groups and a decimal mark.</summary>
    public static bool TryCore(ReadOnlySpan<char> core, char mark, out double number)
    {
        number = double.NaN;
        int exponent = core.IndexOfAny('e', 'E'), fraction = core.IndexOf(mark);
        ReadOnlySpan<char> plain = exponent < 0 ? core : core[..exponent];
        ReadOnlySpan<char> whole = fraction < 0 ? plain : plain[..fraction], behind = fraction < 0 ? [] : plain[(fraction + 1)..];
        if (whole.Length + behind.Length == 0 || behind.ContainsAnyExceptInRange('0', '9')) { return false; }
        Span<char> digits = stackalloc char[core.Length];
        int length = 0;
        if (whole.ContainsAnyExceptInRange('0', '9'))
        {
            if (exponent >= 0 || !AreGroups(whole)) { return false; }
            foreach (char c in whole)
            {
                if (char.IsAsciiDigit(c)) { digits[length++] = c; }
            }
        }
        else
        {
            whole.CopyTo(digits);
            length = whole.Length;
        }

        if (fraction >= 0)
        {
            digits[length++] = '.';
            behind.CopyTo(digits[length..]);
            length += behind.Length;
        }

        if (exponent >= 0)
        {
            core[exponent..].CopyTo(digits[length..]);
            length += core.Length - exponent;
        }

        return double.TryParse(digits[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    /// <summary>One to three digits and then threes with the same mark between them: 1,234,567; or, as in India, twos before the last three:
    /// 12,34,567.</summary>
    private static bool AreGroups(ReadOnlySpan<char> text)
    {
        int first = text.IndexOfAnyExceptInRange('0', '9');
        char mark = text[first];
        if (first is 0 or > 3 || text[0] == '0') { return false; }
        bool threes = true, twos = mark == ',' && first <= 2;
        ReadOnlySpan<char> rest = text[first..];
        while (!rest.IsEmpty)
        {
            if (rest[0] != mark) { return false; }
            int next = rest[1..].IndexOfAnyExceptInRange('0', '9'), length = next < 0 ? rest.Length - 1 : next;
            bool isLast = next < 0;
            threes &= length == 3;
            twos &= length == (isLast ? 3 : 2);
            if (!threes && !twos) { return false; }
            rest = rest[(length + 1)..];
        }

        return threes || twos;
    }
}

/// <summary>What a column has to know about how a number is written.</summary>
/// <param name="Affix">Currency and unit; empty for none.</param>
/// <param name="HasMultiplier">Whether K, M or B stood behind it.</param>
/// <param name="HasBrackets">Whether brackets made it negative.</param>
/// <param name="HasGroups">Whether its digits surely stand in groups.</param>
internal readonly record struct NumberShape(string Affix, bool HasMultiplier, bool HasBrackets, bool HasGroups);
