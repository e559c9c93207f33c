using Hebb.Data;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Reading;
using Hebb.Data.Rows;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;

namespace Hebb.Learning.Streaming;

/// <summary>
/// Scores rows that come by: reads them from one stream, writes them to another with the prediction, the probabilities and whether they are an alert, and
/// never holds more than a few blocks of them. Rows keep their order; the figures are those of <see cref="TableModel.Predict(Table)"/> to the bit.
/// </summary>
/// <param name="model">The trained table.</param>
/// <param name="options">The threshold, the format, and whom to tell.</param>
public sealed class RowScorer(TableModel model, ScoreOptions options)
{
    private const int BlockRows = 4096;

    /// <summary>Blocks read ahead: enough to keep both sides busy, few enough to stay small.</summary>
    private const int BlocksAhead = 4;

    /// <summary>Scores all rows of a stream.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="output">Where to write them; stays open.</param>
    /// <param name="cancellation">Ends the scoring after the current block; what was written until then is complete rows.</param>
    /// <exception cref="DataException">A column that the model needs does not exist, or there is no row at all.</exception>
    public ScoreSummary Score(Stream input, Stream output, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        int positive = PositiveClass();
        IReadOnlyList<string> names = model.Pipeline.ColumnNames;
        TableReading known = model.Pipeline.Reading.Only(names);
        options.Csv.Check();
        bool? isJson = options.Format is { } rows ? rows == RowFormat.JsonLines : null;
        using RowReader reader = RowSource.Open(input, isJson, options.Csv with { Reading = known }, options.Source, out CsvFormat? format);
        options.Opened?.Invoke(format is null ? RowFormat.JsonLines : RowFormat.Csv);
        string[] keys = KeysOf(reader);
        ScoreWriter writer = new(model, options, format, positive, keys, output);
        RowSource.CheckColumns(reader, names, options.Source);
        int needed = names.Count;
        names = [.. names.Union(keys)];
        reader.Bind(names, optional: names.Count - needed);
        BlockBuilder builder = new(names, RowSource.Fitting(known, format, options.Csv), options.Source, BlockRows);
        writer.WriteHeader((reader as CsvRowReader)?.Header);

        // One thread reads, this one computes and writes; a failure on either side ends both.
        try
        {
            foreach (Block read in Dataset.From(Blocks(reader, builder)).Prefetch(BlocksAhead).Read(1, cancellation))
            {
                Block block = read;
                var scores = Predict(ref block); // may be another block, without the rows that were refused
                writer.Write(block, scores);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What was written until now is complete. A read that waits for the terminal cannot be interrupted: it is left behind.
        }
        finally
        {
            output.Flush();
        }

        return writer.Summary(cancellation.IsCancellationRequested);
    }

    private static IEnumerable<Block> Blocks(RowReader reader, BlockBuilder builder)
    {
        Block block = new();
        while (reader.NextRow())
        {
            if (builder.Add(reader) is { } problem) { block.Skip(reader.Line, problem); }
            else { block.Keep(reader.Text); }
            if (!builder.IsFull && !(reader.IsDrained && block.HasAny)) { continue; }
            yield return Complete(block, builder);
            block = new();
        }

        if (block.HasAny) { yield return Complete(block, builder); }
    }

    private static Block Complete(Block block, BlockBuilder builder)
    {
        block.Table = builder.Rows > 0 ? builder.Take() : null;
        return block;
    }

    private (Predictions Predictions, TransformReport Report)? Predict(ref Block block)
    {
        if (block.Table is null) { return null; }
        try
        {
            return (model.Predict(block.Table, out TransformReport report), report);
        }
        catch (DataException)
        {
            // A value that the pipeline refuses (a number far off, a date in another format) costs its own row only.
            block = Sound(block);
            return block.Table is null ? null : (model.Predict(block.Table, out TransformReport report), report);
        }
    }

    /// <summary>The block without the rows that the pipeline refuses; they are skipped like those that cannot be read.</summary>
    private Block Sound(Block block)
    {
        Block sound = new();
        List<int> good = [];
        int next = 0;
        for (int row = 0; row <= block.Ends.Count; row++)
        {
            for (; next < block.Skipped.Count && block.Skipped[next].Before == row; next++)
            {
                sound.Skip(block.Skipped[next].Line, block.Skipped[next].Reason);
            }

            if (row == block.Ends.Count) { break; }
            if (ProblemOf(model.Pipeline, block.Table!, row) is { } problem) { sound.Skip(block.Table!.LineOf(row) ?? 0, problem); }
            else
            {
                sound.Keep(block.Text(row));
                good.Add(row);
            }
        }

        sound.Table = good.Count > 0 ? block.Table!.Take([.. good]) : null;
        return sound;
    }

    /// <summary>What a pipeline says against the features of a row, without the place of the row; null if nothing.</summary>
    internal static string? ProblemOf(ColumnPipeline pipeline, Table table, int row)
    {
        try
        {
            pipeline.Transform(new Table(table.Take(row).Columns));
            return null;
        }
        catch (DataException error)
        {
            return error.Message;
        }
    }

    /// <summary>The columns that alerts are known by; nobody needs them where nobody is told.</summary>
    private string[] KeysOf(RowReader reader)
    {
        if (options.Alert is null) { return []; }
        if (options.Keys is null)
        {
            return [.. model.Pipeline.Dropped.Where(column => column.Kind == ColumnKind.Identifier).Select(column => column.Name).Intersect(reader.Names)];
        }

        return options.Keys.FirstOrDefault(name => !reader.Names.Contains(name)) is { } absent
            ? throw DataException.NoColumn(absent, reader.Names, options.Source, " to know alerts by")
            : [.. options.Keys.Distinct(StringComparer.Ordinal)];
    }

    private int PositiveClass()
    {
        TargetEncoder target = model.Pipeline.Target;
        if (options.Class is not { } name)
        {
            return target.Task != LearningTask.Multiclass ? 1 : throw new ArgumentException(
                $"'{target.Name}' has {target.Classes.Count} classes. Choose the one whose probability is the score: {string.Join(", ", target.Classes)}.");
        }

        int code = target.Classes.ToList().IndexOf(name);
        return code >= 0 ? code : throw new ArgumentException(
            target.Classes.Count == 0
                ? $"'{target.Name}' is a number, so there is no class '{name}'. Leave the class out."
                : $"There is no class '{name}'. {Suggest.Sentence(name, [.. target.Classes], "classes")}");
    }

    /// <summary>Some rows: their text, their values, and the rows between them that could not be read.</summary>
    internal sealed class Block
    {
        private byte[] _text = new byte[1 << 16];
        private int _used;

        /// <summary>The rows that can be scored.</summary>
        public Table? Table { get; set; }

        /// <summary>Where the text of each row ends.</summary>
        public List<int> Ends { get; } = [];

        /// <summary>Rows that cannot be read, and before which row they stand.</summary>
        public List<(int Before, int Line, string Reason)> Skipped { get; } = [];

        /// <summary>Whether there is anything in it.</summary>
        public bool HasAny => Ends.Count + Skipped.Count > 0;

        /// <summary>The text of a row.</summary>
        public ReadOnlySpan<byte> Text(int row) => _text.AsSpan((row == 0 ? 0 : Ends[row - 1])..Ends[row]);

        /// <summary>Takes the text of a row.</summary>
        public void Keep(ReadOnlySpan<byte> text)
        {
            if (_text.Length < _used + text.Length) { Array.Resize(ref _text, Math.Max(_text.Length * 2, _used + text.Length)); }
            text.CopyTo(_text.AsSpan(_used));
            Ends.Add(_used += text.Length);
        }

        /// <summary>Notes a row that cannot be read.</summary>
        public void Skip(int line, string reason) => Skipped.Add((Ends.Count, line, reason));
    }
}
