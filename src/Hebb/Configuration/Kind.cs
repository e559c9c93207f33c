namespace Hebb.Configuration;

/// <summary>
/// How a class is saved and loaded: Keras' get_config and from_config in one. A kind of layer, loss, metric, optimizer, … has its name in files and the lines
/// that both read and write its settings. It is declared beside its class, and listed in the table of its family.
/// </summary>
/// <remarks>Not to be confused with the kinds of learning of Hebb.Learning: tables, images, texts.</remarks>
public abstract class Kind
{
    private protected Kind(string className, Type type)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(className);
        (ClassName, Type) = (className, type);
    }

    /// <summary>The name of the class in files, as Keras has it: <c>Dense</c>.</summary>
    public string ClassName { get; }

    /// <summary>The class.</summary>
    public Type Type { get; }

    /// <summary>The name for lists, options and histories: <c>mean_squared_error</c>. By default <see cref="ClassName"/> in snake case.</summary>
    public string Name { get => field ?? KnownNames.SnakeCase(ClassName); init; }

    /// <summary>Other names by which it is found: <c>mse</c>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>All names by which it is found.</summary>
    internal IEnumerable<string> AllNames => [ClassName, Name, .. Aliases];

    /// <summary>Where the class lives in Python if that is not where its family does; for kinds of your own the name of your package.</summary>
    public string? Module { get; init; }

    /// <summary>Classes that are only shortcuts for certain settings of this kind, as which they are written.</summary>
    internal IReadOnlyList<Type> Shortcuts { get; init; } = [];

    /// <summary>Whether settings are always written: in Keras the name alone means other defaults.</summary>
    internal bool IsNeverNamedAlone { get; init; }

    /// <summary>Makes one of the settings.</summary>
    internal abstract object Read(ConfigNode settings);

    /// <summary>Writes the settings of one.</summary>
    internal abstract void Write(object item, ConfigNode settings);
}

/// <summary>A kind of thing that model files can hold, declared by one function.</summary>
/// <typeparam name="T">The class.</typeparam>
/// <param name="className">The name of the class in files.</param>
/// <param name="settings">
/// Makes one of its settings. Each setting names its key and how to get it of an existing one, so the same lines read a file, if there is no
/// instance, and write one, if there is.
/// </param>
/// <example>
/// <code>
/// sealed class Scale(double factor) : Layer
/// {
///     public static Kind&lt;Scale&gt; Kind { get; } = new("Scale", c =&gt; new(c.Number("factor", layer =&gt; layer.Factor, 1)));
///     public double Factor =&gt; factor;
///     protected override Tensor Forward(Tensor x, bool training) =&gt; x * factor;
/// }
/// Layer.Kinds.Register(Scale.Kind);
/// </code>
/// </example>
public class Kind<T>(string className, Func<IConfig<T>, T> settings) : Kind(className, typeof(T)) where T : class
{
    /// <inheritdoc/>
    internal override object Read(ConfigNode settings) => Make(new Config<T>(null, settings));

    /// <inheritdoc/>
    internal override void Write(object item, ConfigNode settings) => Make(new Config<T>((T)item, settings));

    private T Make(Config<T> config) => settings(config);
}
