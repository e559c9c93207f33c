
namespace Hebb.Data.Reading;

/// <summary>What a user has said about how columns are read.</summary>
/// <param name="Types">What columns are, by name.</param>
/// <param name="DecimalMark">The decimal mark; null to find out.</param>
/// <param name="Marks">What means "no value" everywhere.</param>
/// <param name="ColumnMarks">What means it in single columns.</param>
/// <param name="SkipBad">Whether rows with a bad value are left out.</param>
internal sealed record ReadingRules(
    IReadOnlyDictionary<string, ColumnType> Types,
    char? DecimalMark,
    IReadOnlyCollection<string> Marks,
    IReadOnlyDictionary<string, IReadOnlyCollection<string>> ColumnMarks,
    bool SkipBad)
{
    /// <summary>What counts the cells of a column before it is known how it is read.</summary>
    public ColumnEvidence EvidenceOf(string name) =>
        new(name, new CellReader(new() { Name = name, Type = ColumnType.Text, Missing = MissingOf(name) }, Marks));

    /// <summary>Marks of a column alone.</summary>
    public IReadOnlyList<string> MissingOf(string name) => [.. ColumnMarks.GetValueOrDefault(name) ?? []];
}
