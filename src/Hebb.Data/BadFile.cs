namespace Hebb.Data;

/// <summary>A file that was left out, and why.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record BadFile(string Path, string Reason)
{
    /// <summary>The error about a file of a data set that cannot be read, with what to do.</summary>
    internal static DataException Refused(DataException wrong) =>
        new($"{wrong.Message} Repair or remove the file.", wrong, [new(RemedyKind.SkipBadFiles)]);
}
