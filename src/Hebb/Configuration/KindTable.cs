using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Hebb.Formats;

namespace Hebb.Configuration;

/// <summary>
/// The kinds of a family that are known: layers, losses, metrics … Names are looked up here, files are read and written through it, and nothing else is ever
/// made of a file. Kinds of your own are registered once and are then known like all others.
/// </summary>
/// <typeparam name="TFamily">The base class.</typeparam>
public class KindTable<TFamily> where TFamily : class
{
    private readonly string _noun, _module;
    private readonly IReadOnlyList<Kind> _known;
    private readonly Dictionary<string, Kind> _byName = [];
    private readonly ConcurrentDictionary<Type, Kind> _byType = [];
    private readonly ConcurrentDictionary<string, Kind> _registered = [];

    /// <summary>A table.</summary>
    /// <param name="noun">What errors call a member: "optimizer".</param>
    /// <param name="module">Where Keras' classes live: <c>keras.optimizers</c>.</param>
    /// <param name="kinds">The kinds.</param>
    internal KindTable(string noun, string module, params IReadOnlyList<Kind> kinds)
    {
        (_noun, _module, _known) = (noun, module, kinds);
        foreach (Kind kind in kinds)
        {
            foreach (string name in kind.AllNames) { _byName[KnownNames.Key(name)] = kind; }
            foreach (Type type in (Type[])[kind.Type, .. kind.Shortcuts]) { _byType.TryAdd(type, kind); }
        }
    }

    /// <summary>The names of all kinds, as Keras writes them in lists and histories: <c>mean_squared_error</c>.</summary>
    public IEnumerable<string> Names => All.Select(kind => kind.Name);

    /// <summary>The kinds, registered ones last.</summary>
    internal IEnumerable<Kind> All => _known.Concat(_registered.Values.Distinct().OrderBy(kind => kind.Name, StringComparer.Ordinal));

    /// <summary>Whether only training needs it, so that models can be read and written without.</summary>
    internal bool IsOnlyForTraining { get; init; }

    /// <summary>Whether files hold the name alone where all settings are the defaults.</summary>
    internal bool WritesNamesAlone { get; init; }

    /// <summary>Makes a kind of your own known: to files, by its name, and in lists.</summary>
    /// <exception cref="ArgumentException">The name is that of a kind of Hebb's own.</exception>
    public void Register<T>(Kind<T> kind) where T : class, TFamily
    {
        ArgumentNullException.ThrowIfNull(kind);
        foreach (string name in kind.AllNames)
        {
            if (_byName.ContainsKey(KnownNames.Key(name)))
            {
                throw new ArgumentException($"{name} is the name of a known {_noun}: register yours under another name.", nameof(kind));
            }
        }

        foreach (string name in kind.AllNames) { _registered[KnownNames.Key(name)] = kind; }
        _byType.AddOrUpdate(typeof(T), kind, (_, earlier) => _known.Contains(earlier) ? earlier : kind);
    }

    /// <summary>A new one of a name as Keras writes it, with its default settings; case, hyphens and underscores do not matter.</summary>
    /// <exception cref="ArgumentException">There is none of that name, or it needs settings; the message says what there is.</exception>
    public TFamily Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Kind kind = Find(name) ?? throw KnownNames.Unknown(_noun, name, Names);
        try { return Default(kind); }
        catch (FileFormatException error)
        {
            throw new ArgumentException($"The {_noun} \"{name}\" needs settings: {error.Message} Make it with new {kind.Type.Name}(…).", nameof(name), error);
        }
    }

    /// <summary>One with default settings of each kind of our own that has defaults for all of them.</summary>
    internal IReadOnlyList<TFamily> Defaults() => [.. _known.Select(DefaultOrNull).OfType<TFamily>()];

    /// <summary>The kind of a name; null if there is none.</summary>
    internal virtual Kind? Find(string name) =>
        _byName.GetValueOrDefault(KnownNames.Key(name)) ?? _registered.GetValueOrDefault(KnownNames.Key(name[(name.LastIndexOf('>') + 1)..]));

    /// <summary>The kind of an instance; null if there is none.</summary>
    internal virtual Kind? Of(TFamily item) => _byType.GetValueOrDefault(item.GetType());

    /// <summary>One with the default settings of its kind.</summary>
    /// <exception cref="FileFormatException">It needs a setting.</exception>
    internal TFamily Default(Kind kind) => Read(kind, new([], new("", kind.ClassName)));

    /// <summary>One with the default settings of its kind; null if it needs a setting.</summary>
    internal TFamily? DefaultOrNull(Kind kind)
    {
        try { return Default(kind); }
        catch (FileFormatException) { return null; }
    }

    /// <summary>What a file holds: a name, or an object with class and settings.</summary>
    /// <exception cref="FileFormatException">It is unknown, or a setting is missing or not possible.</exception>
    internal virtual TFamily Read(JsonNode? node, ConfigSource source)
    {
        string name = ClassName(node, source);
        return Read(Find(name) ?? throw Unknown(name, source), ConfigJson.Settings(node, source));
    }

    /// <summary>Makes one of its settings.</summary>
    internal TFamily Read(Kind kind, ConfigNode settings)
    {
        try { return Complete((TFamily)kind.Read(settings), new Config<TFamily>(null, settings)); }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or OverflowException or FormatException)
        {
            string key = KeyOf(error as ArgumentException, settings) is { } known ? $", \"{known}\"" : "";
            throw settings.Source.Error($"the {_noun} {kind.ClassName} has a setting that is not possible{key}: {error.Message}", error);
        }
    }

    /// <summary>The key of the setting that was refused: that of its name, or else of its value; null if there is none.</summary>
    private static string? KeyOf(ArgumentException? error, ConfigNode settings)
    {
        if (error?.ParamName is not { } name) { return null; }
        string? key = settings.Json.Select(entry => entry.Key).FirstOrDefault(entry => KnownNames.Key(entry) == KnownNames.Key(name));
        double value = (error as ArgumentOutOfRangeException)?.ActualValue switch
        {
            double given => given,
            int given => given,
            long given => given,
            _ => double.NaN,
        };
        return key ?? settings.Json.FirstOrDefault(entry => entry.Value is JsonValue node && node.TryGetValue(out double number) && number == value).Key;
    }

    /// <summary>Writes one.</summary>
    /// <exception cref="InvalidOperationException">It cannot be written; the message says why and what to do.</exception>
    internal virtual JsonNode Write(TFamily item)
    {
        Kind kind = Of(item) ?? throw Unwritable(item);
        return WritesNamesAlone && !kind.IsNeverNamedAlone && item.Equals(DefaultOrNull(kind)) ? kind.Name : WriteSettings(kind, item);
    }

    /// <summary>Writes one with its settings.</summary>
    internal JsonObject WriteSettings(Kind kind, TFamily item)
    {
        ConfigNode settings = new([], new("", kind.ClassName));
        kind.Write(item, settings);
        Complete(item, new Config<TFamily>(item, settings));
        string module = kind.Module ?? (_known.Contains(kind) ? _module : "custom");
        bool isKeras = module == _module || module.StartsWith("keras.", StringComparison.Ordinal);
        return ConfigJson.Typed(module, kind.ClassName, settings.Json, isKeras ? RegisteredName(kind) : $"{module}>{kind.ClassName}");
    }

    /// <summary>The class that a node names, without the package of a registered one: <c>Custom&gt;Adam</c> is Adam.</summary>
    /// <exception cref="FileFormatException">It is no class of Keras', nor one that was registered.</exception>
    internal string ClassName(JsonNode? node, ConfigSource source)
    {
        if (node is not JsonObject item) { return ConfigJson.String(node, source, _noun); }
        string module = item["module"] is JsonValue value && value.TryGetValue(out string? text) ? text : "keras";
        string name = ConfigJson.String(item["class_name"], source, "class_name");
        // Names are only ever compared with a closed table; the module is checked as well so that a class of somebody else's that happens to have a
        // known name is not mistaken for it.
        bool isKnown = module == "builtins" || s_packages.Any(package => module == package || module.StartsWith(package + '.', StringComparison.Ordinal));
        if (!isKnown && !IsRegistered(name))
        {
            throw source.Error(
                $"found {module}.{name}, which is not part of Keras. Nothing is looked up by such a name; "
                + $"register a {_noun} of your own with {typeof(TFamily).Name}.Kinds.Register.");
        }

        if (name is "function" or "builtin_function_or_method") { return ConfigJson.String(item["config"], source, _noun); }
        return name.StartsWith("Custom>", StringComparison.Ordinal) ? name["Custom>".Length..] : name;
    }

    /// <summary>Whether a user registered the name; the package before &gt; does not count.</summary>
    internal bool IsRegistered(string className) => _registered.ContainsKey(KnownNames.Key(className[(className.LastIndexOf('>') + 1)..]));

    /// <summary>What Keras writes as the registered name of its own classes.</summary>
    private protected virtual string? RegisteredName(Kind kind) => null;

    /// <summary>Reads or writes the settings that all of the family have.</summary>
    private protected virtual TFamily Complete(TFamily item, IConfig<TFamily> c) => item;

    /// <summary>The error for a class that is unknown.</summary>
    private protected virtual FileFormatException Unknown(string className, ConfigSource source) =>
        source.Error(
            $"found the {_noun} \"{className}\", which is unknown; expected one "
            + $"of {string.Join(", ", All.Select(kind => kind.ClassName))}."
            + $"{(IsOnlyForTraining ? " Load the model with Compile = false and compile it yourself." : "")}");

    /// <summary>The error for an instance that cannot be written.</summary>
    private protected virtual InvalidOperationException Unwritable(TFamily item) => new(
        $"The {_noun} {item.GetType().Name} cannot be written to a file: declare its kind and register it "
        + $"with {typeof(TFamily).Name}.Kinds.Register{(IsOnlyForTraining ? ", or save with new SaveOptions { IncludeTraining = false }" : "")}.");

    private static readonly string[] s_packages = ["keras", "keras_hub", "tensorflow.keras", "hebb"];
}
