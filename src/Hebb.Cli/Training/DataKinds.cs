using System.CommandLine;
using Hebb.Data;

namespace Hebb.Cli;

/// <summary>Finds out what a command line wants to learn from, and which options make sense then.</summary>
internal static class DataKinds
{
    /// <summary>What is named on the command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="data">The file or folder; null if there is none.</param>
    public static DataKind Of(ParseResult parsed, string? data)
    {
        bool isPair = ImageChoices.Files.Any(option => parsed.GetResult(option) is not null);
        if (isPair && data is not null) { throw new UsageException($"Both '{data}' and --images name what to learn from. Leave one out."); }
        if (!isPair && data is null) { throw new UsageException("Name what to learn from: a CSV file, a folder with a folder of images for each class, or --images FILE --labels FILE."); }
        return isPair || Directory.Exists(data) ? DataKind.Images : DataKind.Table;
    }

    /// <summary>What a model was trained on.</summary>
    public static DataKind Of(TrainedModel model) => model switch
    {
        ImageModel => DataKind.Images,
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

    private static string Name(DataKind kinds) => string.Join(" and ", Enum.GetValues<DataKind>().Where(kind => kinds.HasFlag(kind)).Select(kind => kind switch
    {
        DataKind.Table => "tables",
        _ => "images",
    }));
}
