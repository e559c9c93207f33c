namespace Hebb;

/// <summary>A stream that gives a few bytes at a time, as pipes do.</summary>
internal sealed class SlowStream(byte[] bytes, int most) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, most)]);
}
