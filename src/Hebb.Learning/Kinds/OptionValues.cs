namespace Hebb.Learning.Kinds;

/// <summary>The options that were given, with their values.</summary>
public sealed class OptionValues
{
    private readonly Dictionary<LearningOption, object?> _given = [];

    /// <summary>Reads values that are given by name, as JSON and forms give them.</summary>
    /// <param name="options">The options that there are.</param>
    /// <param name="values">Names, as <see cref="LearningOption.Name"/> says, with values as text.</param>
    /// <exception cref="UsageException">There is no such option, or it cannot have this value.</exception>
    public static OptionValues Read(IEnumerable<LearningOption> options, IEnumerable<KeyValuePair<string, string>> values)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(values);
        LearningOption[] known = [.. options];
        OptionValues read = new();
        foreach ((string name, string value) in values)
        {
            read.Set(known.FirstOrDefault(option => option.Name == name)
                ?? throw new UsageException($"There is no option '{name}'. {Suggest.Sentence(name, [.. known.Select(option => option.Name)], "options")}"),
                value);
        }

        return read;
    }

    /// <summary>Gives an option a value.</summary>
    /// <param name="option">The option.</param>
    /// <param name="text">The value as text.</param>
    /// <exception cref="UsageException">It cannot have this value.</exception>
    public void Set(LearningOption option, string text)
    {
        ArgumentNullException.ThrowIfNull(option);
        _given[option] = option.Parse(text);
    }

    /// <summary>Whether an option was given.</summary>
    /// <param name="option">The option.</param>
    public bool Has(LearningOption option) => _given.ContainsKey(option);

    /// <summary>The value of an option, or its default.</summary>
    /// <param name="option">The option.</param>
    public T Get<T>(LearningOption<T> option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return _given.TryGetValue(option, out object? value) ? (T)value! : option.Default;
    }
}
