using Hebb.Formats;
using Hebb.Keras;
using Hebb.Learning.Training;
using Hebb.Models;

namespace Hebb.Learning.Kinds;

/// <summary>The option that says which model is trained: a usual one by name, or a network by its configuration as Keras writes it.</summary>
public static class NetworkOption
{
    private const string Extension = ".json";
    private const int LargestFile = 16 << 20;

    /// <summary>The usual models for texts.</summary>
    internal static IReadOnlyDictionary<string, SequenceNetwork> Texts { get; } = Sequences("bag");

    /// <summary>The usual models for series.</summary>
    internal static IReadOnlyDictionary<string, SequenceNetwork> Series { get; } = Sequences("linear");

    /// <summary>The models of tables.</summary>
    internal static IReadOnlyList<string> Tables { get; } = ["network", "trees", "linear", "auto"];

    /// <summary>The model.</summary>
    public static LearningOption<string?> Network { get; } = new(
        "model",
        "NAME|FILE.json",
        "The model. For tables: network (the default), trees (boosted trees), linear, or auto, the best of the three by validation rows. "
        + "Otherwise the network: cnn, mlp or linear for images and sounds; gru, lstm, transformer, cnn or mlp for texts and series; gru, lstm or transformer "
        + "with --generate; or a JSON file with a Keras model's configuration (model.to_json()). "
        + "Without a network: bag for texts (bag of words, TF-IDF), linear for series. "
        + "Default there: cnn for images, sounds and texts as short as names or longer than 200 words, otherwise gru; for texts beside a bag of words.",
        text => text)
    {
        Values = [.. Texts.Keys.Union(Series.Keys).Union(Tables)], // images and sounds have no others
    };

    private static Dictionary<string, SequenceNetwork> Sequences(string linear) => new()
    {
        ["gru"] = SequenceNetwork.Gru,
        ["lstm"] = SequenceNetwork.Lstm,
        ["transformer"] = SequenceNetwork.Transformer,
        ["cnn"] = SequenceNetwork.Cnn,
        ["mlp"] = SequenceNetwork.Mlp,
        [linear] = SequenceNetwork.Linear,
    };

    /// <summary>The network that is wanted: one of some names, or what makes a given one; both null for the usual one.</summary>
    /// <typeparam name="T">The names' type.</typeparam>
    /// <param name="given">The options.</param>
    /// <param name="names">The names that there are.</param>
    /// <param name="examples">What the examples are called, for errors.</param>
    /// <exception cref="UsageException">There is no such name.</exception>
    public static (T? Named, Func<Model>? Make) Read<T>(OptionValues given, IReadOnlyDictionary<string, T> names, string examples)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(names);
        long seed = given.Get(SharedOptions.Seed);
        return given.Get(Network) switch
        {
            null => (null, null),
            { } file when file.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) => (null, () => Load(file, seed)),
            { } name => (names.TryGetValue(name, out T named) ? named : throw Unknown(name, [.. names.Keys], examples), null),
        };
    }

    /// <summary>Refuses what only a training in epochs can follow, where the model that is named has none.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="named">The model that is named.</param>
    /// <exception cref="UsageException">Such an option is given.</exception>
    internal static void CheckComputed(LearningRequest request, SequenceNetwork? named)
    {
        if (named != SequenceNetwork.Linear) { return; }
        string model = $"{Network.Flag} {request.Options.Get(Network)}";
        LearningOption? meaningless = ((LearningOption[])[SharedOptions.Epochs, SharedOptions.BatchSize, SharedOptions.LearningRate, SharedOptions.Patience,
            SharedOptions.Dropout, SharedOptions.Optimizer]).FirstOrDefault(request.Options.Has);
        if (meaningless is not null)
        {
            throw new UsageException($"{model} has no epochs, because its weights are computed at once: leave {meaningless.Flag} out.");
        }
    }

    /// <summary>Every training begins with weights of its own.</summary>
    private static Model Load(string path, long seed)
    {
        FileInfo file = new(path);
        if (!file.Exists) { throw new FileNotFoundException($"There is no file '{path}'. Expected the configuration of a Keras model as JSON.", path); }
        return file.Length > LargestFile
            ? throw new FileFormatException($"{path} has {file.Length} bytes; a configuration is smaller than 16 MB.")
            : ModelFile.FromJson(File.ReadAllText(path), file.Name, seed);
    }

    private static UsageException Unknown(string name, string[] names, string examples) => new(
        $"{Network.Flag} is '{name}'. {(Suggest.Closest(name, names) is { } closest ? $"Did you mean '{closest}'? " : "")}"
        + $"Expected {string.Join(" or ", names)} for {examples}, or a file whose name ends in {Extension}.");
}
