using System.CommandLine;
using Hebb.Data;

namespace Hebb.Cli;

/// <summary>Finds out what a command line wants to learn from, and which options make sense then.</summary>
internal static class DataKinds
{
    /// <summary>Options that say what a file is.</summary>
    private static readonly (Option Option, DataKind Kind)[] s_signs = [(TextChoices.Text, DataKind.Texts), (SeriesChoices.Window, DataKind.Series), (SeriesChoices.Horizon, DataKind.Series), (SeriesChoices.Columns, DataKind.Series), (CharacterChoices.Generate, DataKind.Characters)];

    /// <summary>What is named on the command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="data">The file or folder; null if there is none.</param>
    public static DataKind Of(ParseResult parsed, string? data)
    {
        bool isPair = ImageChoices.Files.Any(option => parsed.GetResult(option) is not null);
        if (isPair && data is not null) { throw new UsageException($"Both '{data}' and --images name what to learn from. Leave one out."); }
        if (!isPair && data is null) { throw new UsageException("Name what to learn from: a CSV file, a folder with a folder of images, texts or sounds for each class, or --images FILE --labels FILE."); }
        if (isPair) { return DataKind.Images; }
        if (Directory.Exists(data)) { return OfFolder(data); }
        if (data != "-" && !File.Exists(data))
        {
            throw data!.StartsWith('-') ? new UsageException($"There is no option '{data}', and no file or folder of that name.") : new FileNotFoundException($"There is no file or folder '{data}'. Check the name.", data);
        }

        DataKind[] named = [.. s_signs.Where(sign => parsed.GetResult(sign.Option) is { Implicit: false }).Select(sign => sign.Kind).Distinct()];
        return named switch
        {
            [] => DataKind.Table,
            [var kind] => kind,
            _ => throw new UsageException($"{string.Join(" and ", s_signs.Where(sign => parsed.GetResult(sign.Option) is { Implicit: false }).Select(sign => sign.Option.Name))} name different kinds of data: {Name(named.Aggregate((a, b) => a | b))}. Keep one."),
        };
    }

    /// <summary>What is in a folder: files of text or of sound, in it or in the folders of classes; otherwise images.</summary>
    private static DataKind OfFolder(string folder) => Holds(folder, "*.txt") ? DataKind.Texts : Holds(folder, "*.wav") ? DataKind.Sounds : DataKind.Images;

    private static bool Holds(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, AnyCase).Any() || Directory.EnumerateDirectories(folder).Any(inside => Directory.EnumerateFiles(inside, pattern, AnyCase).Any());

    private static EnumerationOptions AnyCase => new() { MatchCasing = MatchCasing.CaseInsensitive };

    /// <summary>What a model was trained on.</summary>
    public static DataKind Of(TrainedModel model) => model switch
    {
        ImageModel => DataKind.Images,
        TextModel => DataKind.Texts,
        SoundModel => DataKind.Sounds,
        SeriesModel => DataKind.Series,
        CharacterModel => DataKind.Characters,
        _ => DataKind.Table,
    };

    /// <summary>Refuses options that would be ignored.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="kind">What is learned from.</param>
    /// <param name="options">Options that are not for all kinds, with those they are for.</param>
    public static void Check(ParseResult parsed, DataKind kind, IEnumerable<(Option Option, DataKind For)> options)
    {
        foreach ((Option option, DataKind allowed) in options)
        {
            if ((allowed & kind) == 0 && parsed.GetResult(option) is { Implicit: false })
            {
                throw new UsageException($"{option.Name} is for {Name(allowed)}, not for {Name(kind)}. Leave it out.");
            }
        }
    }

    private static string Name(DataKind kinds) => string.Join(", ", Enum.GetValues<DataKind>().Where(kind => kinds.HasFlag(kind)).Select(kind => kind switch
    {
        DataKind.Table => "tables",
        DataKind.Images => "images",
        DataKind.Texts => "texts",
        DataKind.Series => "series (--window)",
        DataKind.Characters => "texts to be continued (--generate)",
        _ => "sounds",
    }));
}
