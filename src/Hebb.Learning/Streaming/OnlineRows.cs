using System.Text;
using Hebb.Data;
using Hebb.Data.Csv;
using Hebb.Data.Reading;
using Hebb.Data.Rows;
using Hebb.Data.Tables;

namespace Hebb.Learning.Streaming;

/// <summary>The rows of a stream, each read once: the first ones as a table, then the others in blocks.</summary>
internal sealed class OnlineRows
{
    /// <summary>What the stream is called in messages.</summary>
    public const string Source = "stream";

    private const int HeldOutBlockRows = 256;

    private readonly RowReader _reader;
    private readonly CsvOptions _options;
    private readonly CsvFormat? _format;
    private readonly string _target;
    private TableReading? _reading;

    /// <summary>Opens a stream: CSV, or a JSON object on each line.</summary>
    /// <exception cref="DataException">It has no such column to predict.</exception>
    public OnlineRows(Stream input, string target, CsvOptions options)
    {
        options.Check();
        (_options, _target) = (options, target);
        _reader = RowSource.Open(input, null, options, Source, out _format);
        foreach (string name in options.NamedColumns)
        {
            if (!_reader.Names.Contains(name)) { throw DataException.NoColumn(name, _reader.Names, Source); }
        }

        if (!_reader.Names.Contains(target)) { throw DataException.NoColumn(target, _reader.Names, Source, " to predict"); }
    }

    /// <summary>What was done to the names of the columns.</summary>
    public IReadOnlyList<string> Notes => _reader.NameNotes;

    /// <summary>The first rows with a value to predict; they say how every column is read.</summary>
    public Table First(int count, Action<SkippedRow> skip, CancellationToken cancellation)
    {
        _reader.Bind(_reader.Names);
        ReadingRules rules = _options.Rules() with { SkipBad = true };
        ColumnEvidence[] columns = [.. _reader.Names.Select(rules.EvidenceOf)];
        TableReading texts = new(_reader.Names.Select(name => new ColumnReading { Name = name, Type = ColumnType.Text }), []);
        BlockBuilder builder = new(_reader.Names, texts, Source, count);
        Task reading = Task.Run(
            () =>
            {
                try
                {
                    while (!builder.IsFull && !cancellation.IsCancellationRequested && _reader.NextRow())
                    {
                        if (builder.Add(_reader) is { } problem)
                        {
                            skip(new SkippedRow(Source, _reader.Line, problem));
                            continue;
                        }

                        for (int i = 0; i < columns.Length; i++) { columns[i].Add(_reader.Cell(i), _reader.Line); }
                    }
                }
                catch (IOException) when (builder.Rows > 0)
                {
                    // Whoever reads on meets it again; what has come may be enough to learn from.
                }
            },
            CancellationToken.None);
        reading.WaitAsync(cancellation).GetAwaiter().GetResult(); // with the reader's own exception
        ReadingDecision decision = new(columns, rules, _format?.Delimiter, Source);
        _reading = new(decision.Columns(), rules.Marks, notes: decision.Notes);
        return Sound(builder.Take(), skip).DropMissing(_target);
    }

    /// <summary>The rows whose cells are what their columns hold.</summary>
    private Table Sound(Table texts, Action<SkippedRow> skip)
    {
        TableReading reading = _reading!;
        CellReader[] cells = [.. texts.Columns.Select(column => reading.CellsOf(column.Name))];
        List<int> good = [];
        for (int row = 0; row < texts.Rows; row++)
        {
            int bad = Enumerable.Range(0, cells.Length).FirstOrDefault(
                i => cells[i].IsNumber && cells[i].Read(Encoding.UTF8.GetBytes(texts.Columns[i].TextAt(row) ?? ""), out _) == Cell.Text, -1);
            if (bad < 0) { good.Add(row); }
            else
            {
                Column column = texts.Columns[bad];
                skip(new SkippedRow(Source, texts.LineOf(row) ?? 0, $"column '{column.Name}': '{column.TextAt(row)}' is not a number"));
            }
        }

        return reading.Apply((good.Count == texts.Rows ? texts : texts.Take([.. good])).ReadBy(null)).ReadBy(reading);
    }

    /// <summary>The rows after the first ones, in blocks as large as a batch; the stream is closed at its end.</summary>
    /// <param name="inputs">The columns that the network needs.</param>
    /// <param name="first">The first rows, which say what is a number.</param>
    /// <param name="batchSize">The rows of a block to learn from.</param>
    /// <param name="isHeldOut">Whether a row is held out, by its number.</param>
    public IEnumerable<OnlineBlock> Blocks(IReadOnlyList<string> inputs, Table first, int batchSize, Func<long, bool> isHeldOut)
    {
        string[] names = [.. inputs, _target];
        CellReader target = _reading!.CellsOf(_target);
        _reader.Bind(names);
        BlockBuilder toLearn = new(names, _reading, Source, batchSize), toHold = new(names, _reading, Source, HeldOutBlockRows);
        using (_reader)
        {
            for (long row = first.Rows; _reader.NextRow(); row++)
            {
                bool isHeld = isHeldOut(row);
                BlockBuilder builder = isHeld ? toHold : toLearn;
                bool hasNoTarget = _reader.Problem is null && target.IsMissing(_reader.Cell(names.Length - 1));
                string? problem = hasNoTarget ? $"column '{_target}': the value to predict is missing" : builder.Add(_reader);
                if (problem is not null) { yield return new(null, false, new SkippedRow(Source, _reader.Line, problem)); }
                else if (builder.IsFull) { yield return new(builder.Take(), isHeld, null); }
            }

            if (toLearn.Rows > 0) { yield return new(toLearn.Take(), false, null); }
            if (toHold.Rows > 0) { yield return new(toHold.Take(), true, null); }
        }
    }
}
