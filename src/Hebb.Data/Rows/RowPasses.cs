using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Reading;
using Hebb.Data.Tables;
using Hebb.Ops;

namespace Hebb.Data.Rows;

/// <summary>Passes over a file that is never held in memory as a whole.</summary>
internal static class RowPasses
{
    /// <summary>Rows of a block.</summary>
    public const int BlockRows = 4096;

    /// <summary>For embeddings: so many different texts of a column are counted, …</summary>
    public const int MostCategories = 1 << 15;

    /// <summary>… and so many numbers drawn of a column, or of very many columns so many together, at least the smallest sample of each.</summary>
    public const int SampledNumbers = 1 << 16;

    private const int AllSampledNumbers = 1 << 23, SmallestSample = 1 << 12;

    /// <summary>Counts all columns in one pass; the number of rows too.</summary>
    /// <param name="file">The rows.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="split">Which rows are learned from.</param>
    /// <param name="forEmbeddings">Whether columns have many categories, and numbers become ranks, for which some are drawn.</param>
    /// <param name="cancellation">Ends the pass.</param>
    public static (ColumnTally[] Columns, long Rows) Tally(
        this RowFile file, string target, RowSplit split, bool forEmbeddings, CancellationToken cancellation)
    {
        TableReading reading = file.Reading(cancellation);
        CellReader[] cells = [.. file.Names.Select(reading.CellsOf)];
        int drawn = Math.Clamp(AllSampledNumbers / cells.Length, SmallestSample, SampledNumbers);
        ColumnTally[] tallies =
        [
            .. file.Names.Select((name, i) => forEmbeddings && name != target
                ? new ColumnTally(reading.Find(name)!, cells[i], MostCategories, new NumberSample(drawn, SplitMix64.Of(split.Seed, i)))
                : new ColumnTally(reading.Find(name)!, cells[i])),
        ];
        int targetColumn = file.Names.ToList().IndexOf(target);
        long rows = 0;
        foreach ((RowReader reader, long row) in file.Rows(file.Names))
        {
            if (BadCell(reader, cells) is { } bad)
            {
                file.Reject(reader, bad, file.Names[bad]);
                continue;
            }

            if ((rows++ & 0xFFF) == 0) { cancellation.ThrowIfCancellationRequested(); }
            bool isTraining = split.Of(row) == SplitPart.Train && !cells[targetColumn].IsMissing(reader.Cell(targetColumn));
            for (int i = 0; i < tallies.Length; i++) { tallies[i].Add(reader.Cell(i), isTraining); }
        }

        return (tallies, rows);
    }

    /// <summary>The rows of one part in small tables that hold some columns; rows without a value in the last of them are left out.</summary>
    public static IEnumerable<Table> Blocks(this RowFile file, IReadOnlyList<string> names, SplitPart part, RowSplit split)
    {
        TableReading reading = file.Reading();
        CellReader target = reading.CellsOf(names[^1]);
        BlockBuilder builder = new(names, reading, file.Source, BlockRows);
        foreach ((RowReader reader, long row) in file.Rows(names))
        {
            if (split.Of(row) != part || target.IsMissing(reader.Cell(names.Count - 1))) { continue; }
            if (builder.Put(reader) is { } bad) { file.Reject(reader, bad, names[bad]); }
            if (builder.IsFull) { yield return builder.Take(); }
        }

        if (builder.Rows > 0) { yield return builder.Take(); }
    }

    /// <summary>The first column of numbers in which a row has something else; null if there is none.</summary>
    private static int? BadCell(RowReader reader, CellReader[] cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            if (cells[i].IsNumber && cells[i].Read(reader.Cell(i), out _) == Cell.Text) { return i; }
        }

        return null;
    }
}
