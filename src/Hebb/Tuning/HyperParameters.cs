namespace Hebb.Tuning;

/// <summary>The values of one trial. Ask for what you need by name where you build: the search answers, and remembers what was asked.</summary>
/// <remarks>
/// Values may depend on each other: what is asked for only in some branch (the units of a second layer, say) exists only in the trials that come
/// there. Asking again for a name
/// gives the same value. Build the model with <c>Seed = hp.Seed</c>, so that the executions of a trial differ in nothing but their random numbers.
/// </remarks>
public sealed class HyperParameters
{
    private readonly Func<HyperParameter, object> _choose;
    private readonly OrderedDictionary<string, (string Kind, object Value)> _asked = [];

    internal HyperParameters(Func<HyperParameter, object> choose, long seed) => (_choose, Seed) = (choose, seed);

    /// <summary>Values decided before, such as those of the best trial: nothing is searched.</summary>
    /// <param name="values">The value for each name that will be asked for; a value that does not fit what is asked for is an error.</param>
    /// <param name="seed">The seed of random numbers.</param>
    public HyperParameters(IReadOnlyDictionary<string, object> values, long seed = 0)
        : this(
            asked => values.TryGetValue(asked.Name, out object? value)
                ? asked.Adopt(value)
                : throw KnownNames.Unknown("value for the hyper-parameter", asked.Name, values.Keys),
            seed)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) { throw new ArgumentException("There are no values. Give one for each name that will be asked for.", nameof(values)); }
    }

    /// <summary>A seed for starting values and the like: the same for all trials, another for each execution of a trial.</summary>
    public long Seed { get; }

    /// <summary>What was asked for so far, in order: whole numbers as int, others as double, booleans as bool, and texts.</summary>
    public IReadOnlyDictionary<string, object> Values =>
        new OrderedDictionary<string, object>(_asked.Select(asked => KeyValuePair.Create(asked.Key, asked.Value.Value)));

    /// <summary>A whole number.</summary>
    /// <param name="name">The name.</param>
    /// <param name="min">The smallest value.</param>
    /// <param name="max">The largest value, included if a step leads there.</param>
    /// <param name="step">The distance between values; in a logarithmic range the factor, where 1 stands for all whole numbers.</param>
    /// <param name="log">Whether ratios matter rather than differences: as many trials between 8 and 16 as between 64 and 128.</param>
    /// <exception cref="ArgumentException">There is no such range, or the name was asked for with another.</exception>
    public int Int(string name, int min, int max, int step = 1, bool log = false) =>
        (int)Ask(HyperParameter.Range(name, min, max, log && step == 1 ? null : step, log, whole: true));

    /// <summary>A number.</summary>
    /// <param name="name">The name.</param>
    /// <param name="min">The smallest value.</param>
    /// <param name="max">The largest value.</param>
    /// <param name="step">The distance between values, in a logarithmic range the factor; null for any number in between.</param>
    /// <param name="log">Whether ratios matter rather than differences, as for learning rates.</param>
    /// <exception cref="ArgumentException">There is no such range, or the name was asked for with another.</exception>
    public double Double(string name, double min, double max, double? step = null, bool log = false) =>
        (double)Ask(HyperParameter.Range(name, min, max, step, log, whole: false));

    /// <summary>One of some values without order.</summary>
    /// <param name="name">The name.</param>
    /// <param name="options">The values; of a type of your own, they are recorded by their text.</param>
    /// <exception cref="ArgumentException">There are none, two look the same, or the name was asked for with others.</exception>
    public T Choice<T>(string name, params IReadOnlyList<T> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        object[] recorded = [.. options.Select(option => HyperParameter.Recorded(option))];
        return options[Array.IndexOf(recorded, Ask(HyperParameter.Choice(name, recorded)))];
    }

    /// <summary>Yes or no.</summary>
    /// <param name="name">The name.</param>
    public bool Bool(string name) => Choice(name, false, true);

    /// <summary>A value that is not searched, but recorded with the others.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    public T Fixed<T>(string name, T value) => Choice(name, value);

    /// <summary>The values on one line.</summary>
    public override string ToString() => string.Join(", ", _asked.Select(asked => $"{asked.Key} {HyperParameter.Written(asked.Value.Value)}"));

    /// <summary>The value of a name, if it was asked for.</summary>
    internal object? Recall(string name) => _asked.TryGetValue(name, out (string, object Value) asked) ? asked.Value : null;

    private object Ask(HyperParameter parameter)
    {
        string kind = parameter.ToString();
        if (_asked.TryGetValue(parameter.Name, out (string Kind, object Value) earlier))
        {
            return earlier.Kind == kind
                ? earlier.Value
                : throw new ArgumentException($"A hyper-parameter was asked for as '{earlier.Kind}' and then as '{kind}'. Use another name for the second.");
        }

        object value = _choose(parameter);
        _asked.Add(parameter.Name, (kind, value));
        return value;
    }
}
