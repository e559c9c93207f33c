using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hebb.Keras;

/// <summary>Counts the entries of a list or an object of a file before an object is made of each: text is written to it, and not kept.</summary>
internal sealed class EntryCounter : IBufferWriter<byte>
{
    private byte[] _buffer = new byte[1 << 12];
    private int _depth, _entries;
    private bool _inText, _isEscaped;

    private EntryCounter() { }

    /// <summary>The number of entries; 0 for what has none.</summary>
    public static int Of(JsonNode? node)
    {
        if (node is not (JsonArray or JsonObject)) { return 0; }
        EntryCounter counter = new();
        using (Utf8JsonWriter writer = new(counter, new JsonWriterOptions { SkipValidation = true })) { node.WriteTo(writer); }
        return counter._entries;
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        foreach (byte next in _buffer.AsSpan(0, count))
        {
            if (_inText)
            {
                _inText = _isEscaped || next != '"';
                _isEscaped = !_isEscaped && next == '\\';
                continue;
            }

            if (next is (byte)']' or (byte)'}') { _depth--; }
            if (_depth == 1 && (_entries == 0 || next == ',')) { _entries++; }
            if (next is (byte)'[' or (byte)'{') { _depth++; }
            _inText = next == '"';
        }
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (sizeHint > _buffer.Length) { _buffer = new byte[sizeHint]; }
        return _buffer;
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
