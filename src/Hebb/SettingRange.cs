using System.Globalization;
using System.Runtime.CompilerServices;

namespace Hebb;

/// <summary>The ranges of numeric settings: each gives the number back, or refuses it by the name of the setting. NaN and ∞ are in none of them.</summary>
internal static class SettingRange
{
    private const string FiniteText = "a finite number", NotNegativeText = "a finite number, 0 or more", PositiveText = "a finite number above 0";
    private const string ShareText = "from 0 to 1", PartText = "from 0 to below 1";

    /// <summary>Any finite number.</summary>
    public static double Finite(double value, [CallerMemberName] string name = "") => In(double.IsFinite(value), value, FiniteText, name);

    /// <summary>Any finite number, or null.</summary>
    public static double? Finite(double? value, [CallerMemberName] string name = "") => value is { } given ? Finite(given, name) : null;

    /// <summary>0 or more.</summary>
    public static double NotNegative(double value, [CallerMemberName] string name = "") =>
        In(value >= 0 && double.IsFinite(value), value, NotNegativeText, name);

    /// <summary>0 or more, or null.</summary>
    public static double? NotNegative(double? value, [CallerMemberName] string name = "") => value is { } given ? NotNegative(given, name) : null;

    /// <summary>0 or less.</summary>
    public static double NotPositive(double value, [CallerMemberName] string name = "") =>
        In(value <= 0 && double.IsFinite(value), value, "a finite number, 0 or less", name);

    /// <summary>Above 0.</summary>
    public static double Positive(double value, [CallerMemberName] string name = "") => In(value > 0 && double.IsFinite(value), value, PositiveText, name);

    /// <summary>Above 0, or null.</summary>
    public static double? Positive(double? value, [CallerMemberName] string name = "") => value is { } given ? Positive(given, name) : null;

    /// <summary>Above 1.</summary>
    public static double Above1(double value, [CallerMemberName] string name = "") =>
        In(value > 1 && double.IsFinite(value), value, "a finite number above 1", name);

    /// <summary>From 0 to 1.</summary>
    public static double Share(double value, [CallerMemberName] string name = "") => In(value is >= 0 and <= 1, value, ShareText, name);

    /// <summary>From 0 to 1, or null.</summary>
    public static double? Share(double? value, [CallerMemberName] string name = "") => value is { } given ? Share(given, name) : null;

    /// <summary>Above 0, at most 1.</summary>
    public static double PositiveShare(double value, [CallerMemberName] string name = "") => In(value is > 0 and <= 1, value, "above 0, at most 1", name);

    /// <summary>From 0 to below 1: what is dropped, kept or set aside must not be all.</summary>
    public static double Part(double value, [CallerMemberName] string name = "") => In(value is >= 0 and < 1, value, PartText, name);

    /// <summary>Above 0 and below 1: a part of rows, of which some are left.</summary>
    public static double RealPart(double value, [CallerMemberName] string name = "") =>
        In(value is > 0 and < 1, value, "above 0 and below 1", name);

    /// <summary>Above 0 and below 1, or null.</summary>
    public static double? RealPart(double? value, [CallerMemberName] string name = "") => value is { } given ? RealPart(given, name) : null;

    /// <summary>From 0 to below 1, or null.</summary>
    public static double? Part(double? value, [CallerMemberName] string name = "") => value is { } given ? Part(given, name) : null;

    /// <summary>Between two numbers, both included.</summary>
    public static int Between(int least, int most, int value, [CallerMemberName] string name = "") =>
        value >= least && value <= most ? value : throw Outside(value, $"from {least} to {most}", name);

    /// <summary>Between two numbers, both included, or null.</summary>
    public static int? Between(int least, int most, int? value, [CallerMemberName] string name = "") =>
        value is { } given ? Between(least, most, given, name) : null;

    /// <summary>At least so much.</summary>
    public static int AtLeast(int least, int value, [CallerMemberName] string name = "") =>
        value >= least ? value : throw Outside(value, $"{least} or more", name);

    /// <summary>At least so much, or null.</summary>
    public static int? AtLeast(int least, int? value, [CallerMemberName] string name = "") => value is { } given ? AtLeast(least, given, name) : null;

    /// <summary>At least so much.</summary>
    public static long AtLeast(long least, long value, [CallerMemberName] string name = "") =>
        value >= least ? value : throw Outside(value, $"{least} or more", name);

    private static double In(bool isInside, double value, string range, string name) => isInside ? value : throw Outside(value, range, name);

    private static ArgumentOutOfRangeException Outside(IFormattable value, string range, string name) => new(
        name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be {range}, but is {value}."));
}
