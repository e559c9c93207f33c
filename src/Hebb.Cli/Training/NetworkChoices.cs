using System.CommandLine;
using Hebb.Data;
using Hebb.Models;
using Hebb.Formats;
using Hebb.Keras;
using Hebb.Tensors;

namespace Hebb.Cli;

/// <summary>The option that says which network is trained: a kind, or a configuration as Keras writes it.</summary>
internal static class NetworkChoices
{
    private const string Extension = ".json";
    private const int LargestFile = 16 << 20;

    private static readonly Dictionary<string, ImageNetwork> s_imageNetworks = new() { ["cnn"] = ImageNetwork.Cnn, ["mlp"] = ImageNetwork.Mlp };

    private static readonly Dictionary<string, SequenceNetwork> s_sequenceNetworks = new()
    {
        ["gru"] = SequenceNetwork.Gru,
        ["lstm"] = SequenceNetwork.Lstm,
        ["transformer"] = SequenceNetwork.Transformer,
        ["cnn"] = SequenceNetwork.Cnn,
        ["mlp"] = SequenceNetwork.Mlp,
    };

    /// <summary>The network.</summary>
    public static readonly Option<string?> Model = new("--model")
    {
        Description = "The network: cnn or mlp for images and sounds; gru, lstm, transformer, cnn or mlp for texts and series; gru, lstm or transformer with --generate; or a JSON file with a Keras model's configuration (model.to_json()). Default: cnn for images, sounds and texts as short as names, otherwise gru.",
        HelpName = "NAME|FILE.json",
    };

    /// <summary>The network for images.</summary>
    public static ImageTrainerOptions Read(ParseResult parsed, ImageTrainerOptions options) => parsed.GetValue(Model) switch
    {
        null => options,
        { } file when IsFile(file) => options with { NewNetwork = (_, _) => Load(file, options.Seed) },
        { } name => options with { Network = s_imageNetworks.TryGetValue(name, out ImageNetwork network) ? network : throw Unknown(name, s_imageNetworks.Keys, "images") },
    };

    /// <summary>The network for sounds.</summary>
    public static SoundTrainerOptions Read(ParseResult parsed, SoundTrainerOptions options) => parsed.GetValue(Model) switch
    {
        null => options,
        { } file when IsFile(file) => options with { NewNetwork = (_, _) => Load(file, options.Seed) },
        { } name => options with { Network = s_imageNetworks.TryGetValue(name, out ImageNetwork network) ? network : throw Unknown(name, s_imageNetworks.Keys, "sounds") },
    };

    /// <summary>The network for texts.</summary>
    public static TextTrainerOptions Read(ParseResult parsed, TextTrainerOptions options) => parsed.GetValue(Model) switch
    {
        null => options,
        { } file when IsFile(file) => options with { NewNetwork = (_, _, _) => Load(file, options.Seed) },
        { } name => options with { Network = Sequence(name, "texts", s_sequenceNetworks.Keys) },
    };

    /// <summary>The network for a series.</summary>
    public static SeriesTrainerOptions Read(ParseResult parsed, SeriesTrainerOptions options) => parsed.GetValue(Model) switch
    {
        null => options,
        { } file when IsFile(file) => options with { NewNetwork = _ => Load(file, options.Seed) },
        { } name => options with { Network = Sequence(name, "series", s_sequenceNetworks.Keys) },
    };

    /// <summary>The network for characters.</summary>
    public static CharacterTrainerOptions Read(ParseResult parsed, CharacterTrainerOptions options) => parsed.GetValue(Model) switch
    {
        null => options,
        { } file when IsFile(file) => options with { NewNetwork = (_, _) => Load(file, options.Seed) },
        { } name => options with { Network = Sequence(name, "characters", ["gru", "lstm", "transformer"]) },
    };

    private static SequenceNetwork Sequence(string name, string data, IEnumerable<string> allowed) =>
        allowed.Contains(name) ? s_sequenceNetworks[name] : throw Unknown(name, allowed, data);

    private static bool IsFile(string name) => name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Every training begins with weights of its own.</summary>
    private static Model Load(string path, int seed)
    {
        FileInfo file = new(path);
        if (!file.Exists) { throw new FileNotFoundException($"There is no file '{path}'. Expected the configuration of a Keras model as JSON.", path); }
        return file.Length > LargestFile
            ? throw new FileFormatException($"{path} has {file.Length} bytes; a configuration is smaller than 16 MB.")
            : ModelFile.FromJson(File.ReadAllText(path), file.Name, seed);
    }

    private static UsageException Unknown(string name, IEnumerable<string> known, string data)
    {
        string[] names = [.. known];
        return new($"--model is '{name}'. {(Suggest.Closest(name, names) is { } closest ? $"Did you mean '{closest}'? " : "")}Expected {string.Join(" or ", names)} for {data}, or a file whose name ends in {Extension}.");
    }
}
