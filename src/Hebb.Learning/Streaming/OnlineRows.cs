using System.Text;
using Hebb.Data;
using Hebb.Data.Csv;
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
    private readonly CellParser _cells;
    private readonly string _target;

    /// <summary>Opens a stream: CSV, or a JSON object on each line.</summary>
    /// <exception cref="DataException">It has no such column to predict.</exception>
    public OnlineRows(Stream input, string target, bool hasHeader)
    {
        _reader = RowSource.Open(input, null, hasHeader, Source, out CsvFormat? format);
        if (!_reader.Names.Contains(target)) { throw DataException.NoColumn(target, _reader.Names, Source, " to predict"); }
        _cells = new(format?.DecimalMark ?? '.', CsvOptions.DefaultMissingMarks);
        _target = target;
    }

    /// <summary>The first rows with a value to predict; a column is one of numbers if all its values are.</summary>
    public Table First(int count, Action<SkippedRow> skip, CancellationToken cancellation)
    {
        _reader.Bind(_reader.Names);
        BlockBuilder builder = new(_reader.Names, [.. _reader.Names.Select(_ => false)], _cells, Source, count);
        Task reading = Task.Run(
            () =>
            {
                try
                {
                    while (!builder.IsFull && !cancellation.IsCancellationRequested && _reader.NextRow())
                    {
                        if (builder.Add(_reader) is { } problem) { skip(new SkippedRow(Source, _reader.Line, problem)); }
                    }
                }
                catch (IOException) when (builder.Rows > 0)
                {
                    // Whoever reads on meets it again; what has come may be enough to learn from.
                }
            },
            CancellationToken.None);
        reading.WaitAsync(cancellation).GetAwaiter().GetResult(); // with the reader's own exception
        Table texts = builder.Take();
        Table typed = new(
            texts.Columns.Select(column => Typed((TextColumn)column)),
            Source,
            [.. Enumerable.Range(0, texts.Rows).Select(row => texts.LineOf(row)!.Value)]);
        return typed.DropMissing(_target);
    }

    /// <summary>The rows after the first ones, in blocks as large as a batch; the stream is closed at its end.</summary>
    /// <param name="inputs">The columns that the network needs.</param>
    /// <param name="first">The first rows, which say what is a number.</param>
    /// <param name="batchSize">The rows of a block to learn from.</param>
    /// <param name="isHeldOut">Whether a row is held out, by its number.</param>
    public IEnumerable<OnlineBlock> Blocks(IReadOnlyList<string> inputs, Table first, int batchSize, Func<long, bool> isHeldOut)
    {
        string[] names = [.. inputs, _target];
        bool[] isNumber = [.. names.Select(name => first[name] is NumberColumn)];
        _reader.Bind(names);
        BlockBuilder toLearn = new(names, isNumber, _cells, Source, batchSize), toHold = new(names, isNumber, _cells, Source, HeldOutBlockRows);
        using (_reader)
        {
            for (long row = first.Rows; _reader.NextRow(); row++)
            {
                bool isHeld = isHeldOut(row);
                BlockBuilder builder = isHeld ? toHold : toLearn;
                bool hasNoTarget = _reader.Problem is null && _cells.IsMissing(_reader.Cell(names.Length - 1));
                string? problem = hasNoTarget ? $"column '{_target}': the value to predict is missing" : builder.Add(_reader);
                if (problem is not null) { yield return new(null, false, new SkippedRow(Source, _reader.Line, problem)); }
                else if (builder.IsFull) { yield return new(builder.Take(), isHeld, null); }
            }

            if (toLearn.Rows > 0) { yield return new(toLearn.Take(), false, null); }
            if (toHold.Rows > 0) { yield return new(toHold.Take(), true, null); }
        }
    }

    private Column Typed(TextColumn column)
    {
        double[] numbers = new double[column.Count];
        for (int row = 0; row < numbers.Length; row++)
        {
            if (column[row] is not { } text) { numbers[row] = double.NaN; }
            else if (_cells.Read(Encoding.UTF8.GetBytes(text), out numbers[row]) != Cell.Number) { return column; }
        }

        return new NumberColumn(column.Name, numbers);
    }
}
