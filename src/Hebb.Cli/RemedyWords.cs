using Hebb.Data;
using Hebb.Learning.Kinds;
using Hebb.Learning.Series;
using Hebb.Learning.Tables;

namespace Hebb.Cli;

/// <summary>What helps, in the words of the command line.</summary>
internal static class RemedyWords
{
    /// <summary>A remedy as an option that can be typed.</summary>
    public static string Of(Remedy remedy) => remedy.Kind switch
    {
        RemedyKind.MissingMark => $"{ReadingOptions.Missing.Flag} "
            + $"{ShellWord.Of(remedy.Column is null ? $"{remedy.Value}" : $"{remedy.Column}={remedy.Value}")} if it means 'no value'",
        RemedyKind.ColumnType => $"{ReadingOptions.Types.Flag} {ShellWord.Of($"{remedy.Column}={remedy.Value}")}",
        RemedyKind.DropColumn or RemedyKind.DropInput => $"{ReadingOptions.Drop.Flag} {ShellWord.Of(remedy.Column ?? "COLUMN")}",
        RemedyKind.SkipBadRows => $"{SharedOptions.SkipBad.Flag} to leave such rows out",
        RemedyKind.Header => $"{ReadingOptions.Header.Flag} if the first line holds the names",
        RemedyKind.NoHeader => $"{ReadingOptions.NoHeader.Flag} if the first line holds values",
        RemedyKind.Delimiter => ReadingOptions.Delimiter.Flag,
        RemedyKind.DecimalMark => $"{ReadingOptions.Decimal.Flag}{(remedy.Value is null ? "" : " " + remedy.Value)}",
        RemedyKind.Encoding => $"{ReadingOptions.Encoding.Flag} NAME",
        RemedyKind.LiteralQuotes => $"{ReadingOptions.Delimiter.Flag} tab, if the fields are separated by tabs and quotes are ordinary characters",
        RemedyKind.Task => $"{TableKind.Task.Flag} {remedy.Value}",
        RemedyKind.DropMissingRows => $"leave out the rows without a value in '{remedy.Column}'",
        RemedyKind.SplitByRows => $"{TableKind.Task.Flag} regression, if the target is a number; more rows of the class",
        RemedyKind.KeepFar => TableKind.KeepFar.Flag,
        RemedyKind.SkipBadFiles => $"{SharedOptions.SkipBad.Flag} to leave out what cannot be read",
        RemedyKind.Group => SeriesKind.Group.Flag,
        RemedyKind.Threshold => $"{ThresholdOption.Option.Name} {ThresholdOption.Recommended}",
        RemedyKind.SimpleModel => remedy.Value is null ? $"{TableKind.Layers.Flag} 0" : $"{NetworkOption.Network.Flag} {remedy.Value}",
        RemedyKind.TrainModel => $"hebb train DATA {SharedOptions.Target.Flag} {ShellWord.Of(remedy.Column!)} {NetworkOption.Network.Flag} {remedy.Value}",
        RemedyKind.Epochs => SharedOptions.Epochs.Flag,
        _ => $"another {SharedOptions.Target.Flag}",
    };
}
