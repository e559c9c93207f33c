using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Rows;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;

namespace Hebb.Learning.Streaming;

/// <summary>Writes scored rows: each as it was read, with prediction, probabilities or interval, and alert added in the same format.</summary>
internal sealed class ScoreWriter
{
    private readonly TargetEncoder _target;
    private readonly ScoreOptions _options;
    private readonly CsvFormat? _csv;
    private readonly int _positive;
    private readonly IReadOnlyList<string> _keys;
    private readonly HashSet<string> _inputs;
    private readonly Stream _output;
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 20);
    private readonly byte[][] _classes;
    private readonly byte[][] _members;
    private long _rows, _skipped, _alerts, _unknown, _imputed;

    /// <summary>A writer of CSV in this format, or of JSON lines if there is none.</summary>
    public ScoreWriter(TableModel model, ScoreOptions options, CsvFormat? csv, int positive, IReadOnlyList<string> keys, Stream output)
    {
        (_keys, _inputs) = (keys, [.. model.Pipeline.ColumnNames]);
        (_target, _options, _csv, _positive, _output) = (model.Pipeline.Target, options, csv, positive, output);
        _classes = [.. _target.Classes.Select(name => csv is null ? JsonText(name) : CsvText(name))];
        _members = [.. AddedNames.Select(JsonText)];
    }

    private IEnumerable<string> AddedNames =>
        [Predictions.PredictionName, .. _target.Classes.Select(Predictions.ProbabilityName), .. Predictions.BoundNames(_target), "alert"];

    /// <summary>Writes the line of names, if the rows have one.</summary>
    public void WriteHeader(byte[]? header)
    {
        if (header is null) { return; }
        _buffer.Write(header);
        foreach (string name in AddedNames)
        {
            Add((byte)_csv!.Delimiter);
            _buffer.Write(CsvText(name));
        }

        Add((byte)'\n');
    }

    /// <summary>Writes a block with its figures; null if none of its rows could be read.</summary>
    public void Write(RowScorer.Block block, (Predictions Predictions, TransformReport Report)? scores)
    {
        foreach (ColumnReport column in scores?.Report.Columns ?? [])
        {
            _unknown += column.Unknown;
            _imputed += column.Imputed;
        }

        int next = 0;
        for (int row = 0; row <= block.Ends.Count; row++)
        {
            for (; next < block.Skipped.Count && block.Skipped[next].Before == row; next++)
            {
                _skipped++;
                _options.Skipped?.Invoke(new SkippedRow(_options.Source, block.Skipped[next].Line, block.Skipped[next].Reason));
            }

            if (row < block.Ends.Count) { WriteRow(block, scores!.Value.Predictions, row); }
        }

        _output.Write(_buffer.WrittenSpan);
        _output.Flush();
        _buffer.ResetWrittenCount();
    }

    /// <summary>What was done.</summary>
    public ScoreSummary Summary(bool wasCancelled)
    {
        _output.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        return new(_rows, _skipped, _alerts, _unknown, _imputed, wasCancelled);
    }

    private void WriteRow(RowScorer.Block block, Predictions predictions, int row)
    {
        _rows++;
        double score = _classes.Length == 0 ? predictions.Number(row) : predictions.Probability(row, _positive);

        // Probabilities are floats: one that is written as 0.7 reaches the threshold 0.7.
        bool isAlert = _classes.Length == 0 ? score >= _options.Threshold : (float)score >= (float)_options.Threshold;
        ReadOnlySpan<byte> text = block.Text(row);
        bool isEmpty = false;
        if (_csv is null)
        {
            text = text.TrimEnd(" \t"u8)[..^1].TrimEnd(" \t"u8);
            isEmpty = text.TrimStart(" \t\uFEFF"u8) is [(byte)'{'];
        }

        _buffer.Write(text);
        int member = 0;
        Begin(ref member, isEmpty);
        if (_classes.Length == 0)
        {
            Number(score);
            if (predictions.Interval(row) is (var low, var high))
            {
                Begin(ref member, false);
                Number(low);
                Begin(ref member, false);
                Number(high);
            }
        }
        else
        {
            _buffer.Write(_classes[predictions.ClassOf(row)]);
            for (int code = 0; code < _classes.Length; code++)
            {
                Begin(ref member, false);
                Number(predictions.Probability(row, code));
            }
        }

        Begin(ref member, false);
        _buffer.Write(_csv is null ? isAlert ? "true"u8 : "false"u8 : isAlert ? "1"u8 : "0"u8);
        _buffer.Write(_csv is null ? "}\n"u8 : "\n"u8);
        if (!isAlert) { return; }
        _alerts++;
        _options.Alert?.Invoke(AlertOf(block.Table!, predictions, row, score));
    }

    /// <summary>What stands before a value: the delimiter, or the name of the member.</summary>
    private void Begin(ref int member, bool isFirst)
    {
        if (!isFirst) { Add(_csv is null ? (byte)',' : (byte)_csv.Delimiter); }
        if (_csv is null)
        {
            _buffer.Write(_members[member]);
            Add((byte)':');
        }

        member++;
    }

    private void Number(float value) => Number(value.TryFormat(_buffer.GetSpan(64), out int written, "R", CultureInfo.InvariantCulture), written);

    private void Number(double value) => Number(value.TryFormat(_buffer.GetSpan(64), out int written, "R", CultureInfo.InvariantCulture), written);

    private void Number(bool fits, int written)
    {
        if (!fits) { throw new InvalidOperationException("A number takes more than 64 characters."); }
        if (_csv is { DecimalMark: ',', Delimiter: not ',' }) { _buffer.GetSpan(64)[..written].Replace((byte)'.', (byte)','); }
        _buffer.Advance(written);
    }

    private byte[] AlertOf(Table table, Predictions predictions, int row, double score)
    {
        ArrayBufferWriter<byte> text = new(512);
        using Utf8JsonWriter json = new(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        if (table.LineOf(row) is { } line) { json.WriteNumber("line", line); }
        if (_keys.Count > 0)
        {
            json.WriteStartObject("key");
            foreach (string name in _keys) { json.WriteString(name, table[name].TextAt(row)); }
            json.WriteEndObject();
        }

        if (_classes.Length == 0) { json.WriteNumber("score", score); }
        else { json.WriteNumber("score", (float)score); }
        json.WriteString("prediction", predictions[row]);
        json.WriteStartObject("row");
        foreach (Column column in table.Columns.Where(column => _inputs.Contains(column.Name)))
        {
            if (column.IsMissing(row)) { json.WriteNull(column.Name); }
            else if (column is NumberColumn numbers) { json.WriteNumber(column.Name, numbers[row]); }
            else { json.WriteString(column.Name, column.TextAt(row)); }
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return text.WrittenSpan.ToArray();
    }

    private void Add(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    private static byte[] JsonText(string text) => Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"");

    private byte[] CsvText(string text)
    {
        bool isQuoted = text.AsSpan().ContainsAny(['"', '\n', '\r', _csv!.Delimiter]) && !_csv.LiteralQuotes;
        return Encoding.UTF8.GetBytes(isQuoted ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text);
    }
}
