using System.Collections;
using System.Globalization;

namespace Hebb.Tuning;

/// <summary>What one hyper-parameter may be. Searches see it as the interval [0, 1]; <see cref="At"/> and <see cref="UnitOf"/> translate.</summary>
internal sealed class HyperParameter
{
    private readonly double _min;
    private readonly double _max;
    private readonly double? _step;
    private readonly bool _log;
    private readonly bool _whole;
    private readonly object[]? _options;

    private HyperParameter(string name, double min, double max, double? step, bool log, bool whole, object[]? options) =>
        (Name, _min, _max, _step, _log, _whole, _options) = (name, min, max, step, log, whole, options);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Whether values have no order.</summary>
    public bool IsCategory => _options is not null;

    /// <summary>How many values there are; null for a continuum.</summary>
    public int? Count => _options?.Length ?? (Steps is { } steps ? steps + 1 : null);

    /// <summary>How many steps lead from the smallest value to the largest; null without steps. A billionth of a step is forgiven.</summary>
    private int? Steps => _step is not { } step ? null
        : (int)Math.Min((_log ? Math.Log(_max / _min) / Math.Log(step) : (_max - _min) / step) + 1e-9, 1 << 30);

    /// <summary>A range of numbers.</summary>
    /// <exception cref="ArgumentException">There is no such range.</exception>
    public static HyperParameter Range(string name, double min, double max, double? step, bool log, bool whole)
    {
        CheckName(name);
        if (!(double.IsFinite(min) && double.IsFinite(max) && min <= max))
        {
            throw new ArgumentException(Text($"{name} goes from {min} to {max}. Expected two finite numbers, the smaller one first."));
        }

        if (log && min <= 0)
        {
            throw new ArgumentException(Text($"{name} begins at {min}, but a logarithmic range holds only numbers above 0. Begin above 0, or leave log out."));
        }

        if (step is { } given && !(log ? given > 1 && double.IsFinite(given) : given > 0 && double.IsFinite(given)))
        {
            throw new ArgumentException(
                Text($"{name} has the step {given}. Expected {(log ? "a factor above 1, because the range is logarithmic" : "a number above 0")}."));
        }

        return new(name, min, max, step, log, whole, null);
    }

    /// <summary>Values without order.</summary>
    /// <exception cref="ArgumentException">There are none, or two look the same.</exception>
    public static HyperParameter Choice(string name, object[] options)
    {
        CheckName(name);
        if (options.Length == 0) { throw new ArgumentException($"{name} has nothing to choose from. Give at least one value."); }
        if (options.GroupBy(Written).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                $"{name} offers '{twice.Key}' twice. Give each value once; values of a type of your own need a ToString that tells them apart.");
        }

        return new(name, 0, 0, null, false, false, options);
    }

    /// <summary>A value as it is recorded: numbers, booleans and texts as they are, anything else as text.</summary>
    public static object Recorded(object? value) => value switch
    {
        int or double or bool or string => value,
        float number => (double)number,
        null => "none",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(',', list.Cast<object?>().Select(item => Written(Recorded(item)))),
        _ => value.ToString() ?? "",
    };

    /// <summary>A recorded value as text.</summary>
    public static string Written(object value) => value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>A recorded value for a reader, numbers with four digits.</summary>
    public static string Brief(object value) => value is double number ? number.ToString("G4", CultureInfo.InvariantCulture) : Written(value);

    /// <summary>The value at a place in [0, 1].</summary>
    public object At(double unit)
    {
        if (Count is { } count)
        {
            int index = Math.Clamp((int)(unit * count), 0, count - 1);
            return _options?[index] ?? Number(Tidy(_log ? _min * Math.Pow(_step!.Value, index) : _min + (index * _step!.Value)));
        }

        // Logarithms do not bring the ends back to the last bit.
        if (unit is 0 or 1) { return Number(unit == 0 ? _min : _max); }
        (double low, double high) = Ends;
        double value = low + (unit * (high - low));
        return Number(_log ? Math.Exp(value) : value);
    }

    /// <summary>The place of a value, where <see cref="At"/> finds it again.</summary>
    /// <exception cref="ArgumentException">The value is not one of these.</exception>
    public double UnitOf(object recorded)
    {
        if (_options is not null)
        {
            int index = Array.FindIndex(_options, option => Written(option) == Written(recorded));
            return index >= 0 ? (index + 0.5) / _options.Length : throw Foreign(recorded);
        }

        if (recorded is not (int or double)) { throw Foreign(recorded); }
        double value = Convert.ToDouble(recorded, CultureInfo.InvariantCulture);
        // A billionth of room: powers of a step do not come back to the last bit.
        if (value < _min - (1e-9 * Math.Abs(_min)) || value > _max + (1e-9 * Math.Abs(_max))) { throw Foreign(recorded); }
        if (Count is { } count)
        {
            double place = _log ? Math.Log(value / _min) / Math.Log(_step!.Value) : (value - _min) / _step!.Value;
            return (Math.Clamp(Math.Round(place), 0, count - 1) + 0.5) / count;
        }

        (double low, double high) = Ends;
        return high > low ? Math.Clamp(((_log ? Math.Log(value) : value) - low) / (high - low), 0, 1) : 0.5;
    }

    /// <summary>The recorded value as one of these: the same value to the bit.</summary>
    /// <exception cref="ArgumentException">The value is not one of these.</exception>
    public object Adopt(object recorded)
    {
        double unit = UnitOf(recorded);
        return _options is not null ? At(unit) : Number(Convert.ToDouble(recorded, CultureInfo.InvariantCulture));
    }

    /// <summary>The places a grid visits: all values, or this many from end to end of a continuum.</summary>
    public double[] Grid(int points)
    {
        if (Count is { } count) { return [.. Enumerable.Range(0, count).Select(index => (index + 0.5) / count)]; }
        double[] units = [.. Enumerable.Range(0, points).Select(index => points == 1 ? 0.5 : index / (points - 1.0))];
        return [.. units.DistinctBy(unit => Written(At(unit)))];
    }

    /// <summary>What it may be, in words.</summary>
    public override string ToString() => _options is not null
        ? $"{Name}: {string.Join(" | ", _options.Select(Written))}"
        : Text($"{Name}: {(_whole ? "whole " : "")}{_min} to {_max}{(_step is { } step ? $", step {Written(step)}" : "")}{(_log ? ", logarithmic" : "")}");

    /// <summary>Whole numbers without steps share the continuum evenly: each has half a unit to both sides.</summary>
    private (double Low, double High) Ends => (_whole, _log) switch
    {
        (false, false) => (_min, _max),
        (false, true) => (Math.Log(_min), Math.Log(_max)),
        (true, false) => (_min - 0.5, _max + 0.5),
        (true, true) => (Math.Log(_min - 0.5), Math.Log(_max + 0.5)),
    };

    // The analyzer takes this for a method that always returns a double; half of the time it is an int.
#pragma warning disable CA1859
    private object Number(double value)
#pragma warning restore CA1859
    {
        double inside = Math.Clamp(value, _min, _max);
        if (_whole) { return (int)Math.Round(inside); }
        return inside;
    }

    /// <summary>Three steps of 0.1 are 0.3, not 0.30000000000000004.</summary>
    private static double Tidy(double value) => double.Parse(value.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private ArgumentException Foreign(object recorded) =>
        new($"{Written(recorded)} was recorded for a hyper-parameter that is {this}. If what is searched has changed, record it in another folder.");

    private static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) { throw new ArgumentException("A hyper-parameter needs a name, such as \"units\"."); }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
