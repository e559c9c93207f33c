using System.Globalization;
using Hebb.Learning.Training;

namespace Hebb.Learning.Kinds;

/// <summary>
/// An option of a kind of learning, said once: the command line makes its flag and help from it, a configuration file its name, a form its field, and all of
/// them read values by the same rule.
/// </summary>
public abstract class LearningOption
{
    private protected LearningOption(string name, string valueName, string description) => (Name, ValueName, Description) = (name, valueName, description);

    /// <summary>Its name in JSON: <c>learning-rate</c>.</summary>
    public string Name { get; }

    /// <summary>Its name on the command line: <c>--learning-rate</c>.</summary>
    public string Flag => "--" + Name;

    /// <summary>What its value is called in the help: N, FILE; empty for a switch.</summary>
    public string ValueName { get; }

    /// <summary>What it does, and what happens without it.</summary>
    public string Description { get; }

    /// <summary>Values by name, for forms and the completion of command lines; empty if none have names. Others may be possible too.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether it is given without a value.</summary>
    public bool IsSwitch => ValueName.Length == 0;

    /// <summary>Whether it may be given several times; the values are then joined by commas.</summary>
    public bool IsList { get; init; }

    /// <summary>Its value where it is not given.</summary>
    public abstract object? DefaultValue { get; }

    /// <summary>Reads a value.</summary>
    /// <param name="text">The value as text.</param>
    /// <exception cref="UsageException">It is none; the message says what was expected.</exception>
    public abstract object? Parse(string text);

    /// <summary>A switch: true if it is given.</summary>
    /// <param name="name">Its name in JSON.</param>
    /// <param name="description">What it does.</param>
    public static LearningOption<bool> Switch(string name, string description) =>
        new(name, "", description, text => bool.TryParse(text, out bool value) ? value : throw new FormatException("Expected true or false."));

    /// <summary>A text.</summary>
    /// <param name="name">Its name in JSON.</param>
    /// <param name="valueName">What the value is called in the help.</param>
    /// <param name="description">What it does.</param>
    public static LearningOption<string?> Text(string name, string valueName, string description) => new(name, valueName, description, text => text);

    /// <summary>A whole number of at least 1.</summary>
    /// <param name="name">Its name in JSON.</param>
    /// <param name="description">What it does.</param>
    public static LearningOption<int?> Count(string name, string description) => new(name, "N", description, text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1
            ? value : throw new FormatException("Expected a whole number of at least 1."));

    /// <summary>A time: 90s, 10m, 2h30m.</summary>
    /// <param name="name">Its name in JSON.</param>
    /// <param name="description">What it does.</param>
    public static LearningOption<TimeSpan?> Time(string name, string description) => new(name, "TIME", description, text => TimeText.Read(text));

    /// <summary>A number.</summary>
    /// <param name="name">Its name in JSON.</param>
    /// <param name="description">What it does.</param>
    /// <param name="isAllowed">Whether a finite number may be the value.</param>
    /// <param name="expected">The numbers that may be: "a number above 0, usually 0.001".</param>
    public static LearningOption<double?> Number(string name, string description, Func<double, bool> isAllowed, string expected) =>
        new(name, "X", description, text =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && isAllowed(value)
            ? value : throw new FormatException($"Expected {expected}."));

    /// <summary>A part of a whole, below 1.</summary>
    /// <param name="name">Its name in JSON.</param>
    /// <param name="description">What it does.</param>
    /// <param name="allowZero">Whether it may be 0.</param>
    public static LearningOption<double?> Share(string name, string description, bool allowZero = false) => Number(
        name, description, value =>
            value < 1 && (value > 0 || (allowZero && value == 0)), $"a share {(allowZero ? "of at least 0" : "above 0")} and below 1, usually 0.2");

    /// <summary>True or false, or not said.</summary>
    /// <param name="name">Its name in JSON.</param>
    /// <param name="description">What it does.</param>
    public static LearningOption<bool?> YesNo(string name, string description) =>
        new(name, "true|false", description, text => bool.TryParse(text, out bool value) ? value : throw new FormatException("Expected true or false."))
        {
            Values = ["true", "false"],
        };

    /// <summary>One of some names.</summary>
    /// <param name="name">Its name in JSON.</param>
    /// <param name="description">What it does.</param>
    /// <param name="values">The names that may be.</param>
    public static LearningOption<string?> OneOf(string name, string description, IEnumerable<string> values)
    {
        string[] known = [.. values];
        return new(name, "NAME", description, text => known.Contains(text, StringComparer.Ordinal)
            ? text
            : throw new FormatException(
                $"{(Suggest.Closest(text, known) is { } closest ? $"Did you mean '{closest}'? " : "")}Expected one of {string.Join(", ", known)}."))
        {
            Values = known,
        };
    }

    /// <summary>Names separated by commas; the option may be repeated.</summary>
    /// <param name="name">Its name in JSON.</param>
    /// <param name="valueName">What the value is called in the help: a,b.</param>
    /// <param name="description">What it does.</param>
    public static LearningOption<string[]> Names(string name, string valueName, string description) =>
        new(name, valueName, description, NamesIn) { IsList = true, Default = [] };

    /// <summary>Positive whole numbers separated by commas; 0 alone stands for none.</summary>
    /// <param name="name">Its name in JSON.</param>
    /// <param name="description">What it does.</param>
    public static LearningOption<int[]?> Sizes(string name, string description) =>
        new(name, "64,32", description, text => text == "0" ? [] : [.. text.Split(',').Select(SizeOf)]) { IsList = true };

    private static string[] NamesIn(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int SizeOf(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int size) && size >= 1
            ? size
            : throw new FormatException("That is not a list of layer sizes. Expected whole numbers such as 64,32, or 0 for a model without hidden layers.");
}

/// <summary>An option whose values have a type.</summary>
/// <typeparam name="T">The type of its values.</typeparam>
public sealed class LearningOption<T> : LearningOption
{
    private readonly Func<string, T> _read;

    /// <summary>An option; the static methods of <see cref="LearningOption"/> make the usual ones.</summary>
    /// <param name="name">Its name in JSON: <c>image-size</c>.</param>
    /// <param name="valueName">What its value is called in the help.</param>
    /// <param name="description">What it does, and what happens without it.</param>
    /// <param name="read">Reads a value. A <see cref="FormatException"/> says what was expected: "Expected a number of pixels."</param>
    public LearningOption(string name, string valueName, string description, Func<string, T> read)
        : base(name, valueName, description)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(read);
        _read = read;
    }

    /// <summary>The value where it is not given.</summary>
    public T Default { get; init; } = default!;

    /// <inheritdoc/>
    public override object? DefaultValue => Default;

    /// <inheritdoc/>
    public override object? Parse(string text) => Read(text);

    /// <inheritdoc cref="Parse"/>
    public T Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return _read(text);
        }
        catch (FormatException wrong)
        {
            throw new UsageException($"{Flag} is '{text}'. {wrong.Message}", wrong);
        }
    }
}
