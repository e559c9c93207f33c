using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Data.Rows;

/// <summary>A file of rows, CSV or JSON lines, that is read from the start as often as wanted and never held in memory as a whole.</summary>
internal sealed class RowFile
{
    /// <summary>Rows of a block.</summary>
    public const int BlockRows = 4096;

    private readonly string _path;
    private readonly bool? _hasHeader;

    /// <summary>A file.</summary>
    public RowFile(string path, bool? hasHeader)
    {
        (_path, _hasHeader) = (path, hasHeader);
        Source = Path.GetFileName(path);
        using RowReader reader = Open();
        Names = reader.Names;
    }

    /// <summary>The file's name without folder.</summary>
    public string Source { get; }

    /// <summary>The names of all columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How CSV is written; null for JSON lines.</summary>
    public CsvFormat? Format { get; private set; }

    /// <summary>Counts all columns in one pass; the number of rows too.</summary>
    public (ColumnTally[] Columns, long Rows) Tally(string target, RowSplit split, CancellationToken cancellation)
    {
        using RowReader reader = Open();
        CellParser cells = Cells();
        ColumnTally[] tallies = [.. Names.Select(name => new ColumnTally(name, cells))];
        int targetColumn = Names.ToList().IndexOf(target);
        reader.Bind(Names);
        long row = 0;
        for (; reader.NextRow(); row++)
        {
            Refuse(reader.Problem, reader.Line);
            if ((row & 0xFFF) == 0) { cancellation.ThrowIfCancellationRequested(); }
            bool isTraining = split.Of(row) == SplitPart.Train && !cells.IsMissing(reader.Cell(targetColumn));
            for (int i = 0; i < tallies.Length; i++) { tallies[i].Add(reader.Cell(i), isTraining, reader.Line); }
        }

        return (tallies, row);
    }

    /// <summary>The rows of one part in small tables that hold some columns; rows without a value in the last of them are left out.</summary>
    public IEnumerable<Table> Blocks(IReadOnlyList<string> names, IReadOnlyList<bool> isNumber, SplitPart part, RowSplit split)
    {
        using RowReader reader = Open();
        CellParser cells = Cells();
        BlockBuilder builder = new(names, isNumber, cells, Source, BlockRows);
        reader.Bind(names);
        for (long row = 0; reader.NextRow(); row++)
        {
            if (split.Of(row) != part || cells.IsMissing(reader.Cell(names.Count - 1))) { continue; }
            Refuse(builder.Add(reader), reader.Line);
            if (builder.IsFull) { yield return builder.Take(); }
        }

        if (builder.Rows > 0) { yield return builder.Take(); }
    }

    /// <summary>The whole file as a table.</summary>
    public Table Read(ColumnTally[] tallies, int rows)
    {
        using RowReader reader = Open();
        BlockBuilder builder = new(Names, [.. tallies.Select(tally => tally.IsNumber)], Cells(), Source, rows);
        reader.Bind(Names);
        while (reader.NextRow()) { Refuse(builder.Add(reader), reader.Line); }
        return builder.Take();
    }

    private CellParser Cells() => new(Format?.DecimalMark ?? '.', CsvOptions.DefaultMissingMarks);

    private void Refuse(string? problem, int line)
    {
        if (problem is not null) { throw new DataException($"{problem}. Correct the row.", Source, line); }
    }

    private RowReader Open()
    {
        RowReader reader = RowSource.Open(
            new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan),
            null,
            _hasHeader,
            Source,
            out CsvFormat? format);
        Format = format;
        return reader;
    }
}
