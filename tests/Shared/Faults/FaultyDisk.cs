using Hebb.Formats;

namespace Hebb.Faults;

/// <summary>
/// A disk on which one operation fails, or before one of which the process is killed: nothing that it would do afterwards, its own clearing up included,
/// happens any more.
/// </summary>
/// <param name="at">The number of the operation, from 1; null for none.</param>
/// <param name="kills">Whether the process is killed before it; if not, it fails as on a full disk.</param>
internal sealed class FaultyDisk(int? at = null, bool kills = true) : Disk
{
    private readonly Lock _gate = new();
    private readonly List<string> _operations = [];
    private bool _isDead;

    /// <summary>Whether two folders can exchange their names.</summary>
    public bool Exchanges { get; init; } = true;

    /// <summary>The operations so far, in words.</summary>
    public IReadOnlyList<string> Operations => _operations;

    /// <summary>Does something on a disk that is sound, to count the operations.</summary>
    public static IReadOnlyList<string> Record(Action work, bool exchanges = true)
    {
        FaultyDisk disk = new() { Exchanges = exchanges };
        disk.Run(work);
        return disk.Operations;
    }

    /// <summary>Does something on this disk.</summary>
    /// <returns>What came out of it; null if all went well.</returns>
    public Exception? Run(Action work)
    {
        Current = this;
        try
        {
            work();
            return null;
        }
        catch (Exception error) when (error is KilledException or IOException)
        {
            return error;
        }
        finally
        {
            Current = new Disk();
        }
    }

    public override FileStream Create(string path) => Do($"create {Name(path)}", () => base.Create(path));

    public override Stream Written(FileStream stream) => new Torn(this, stream);

    public override void Flush(FileStream stream) => Do($"flush {Name(stream.Name)}", () => base.Flush(stream));

    public override void Move(string from, string to) => Do($"move {Name(from)} {Name(to)}", () => base.Move(from, to));

    public override void CreateFolder(string path) => Do($"folder {Name(path)}", () => base.CreateFolder(path));

    public override void MoveFolder(string from, string to) => Do($"move {Name(from)} {Name(to)}", () => base.MoveFolder(from, to));

    public override bool Exchange(string one, string other) => Exchanges && Do($"exchange {Name(one)} {Name(other)}", () => base.Exchange(one, other));

    public override void Delete(string path) => Do($"delete {Name(path)}", () => base.Delete(path));

    public override void DeleteFolder(string path) => Do($"delete {Name(path)}", () => base.DeleteFolder(path));

    public override void FlushFolder(string folder)
    {
        if (kills || at is null) { Do($"flush {Name(folder)}", () => base.FlushFolder(folder)); }
    }

    private static string Name(string path) => Path.GetFileName(path);

    private void Do(string what, Action work) => Do(what, () =>
    {
        work();
        return true;
    });

    private T Do<T>(string what, Func<T> work)
    {
        Step(what);
        return work();
    }

    private void Step(string what)
    {
        lock (_gate)
        {
            if (_isDead) { throw new KilledException(); }
            _operations.Add(what);
            if (_operations.Count != at) { return; }
            _isDead = kills;
            throw kills ? new KilledException() : new IOException("No space left on device");
        }
    }

    /// <summary>A stream whose writes are operations; of the one that meets the fault, half has come.</summary>
    private sealed class Torn(FaultyDisk disk, FileStream stream) : Stream
    {
        public override bool CanRead => stream.CanRead;

        public override bool CanSeek => stream.CanSeek;

        public override bool CanWrite => true;

        public override long Length => stream.Length;

        public override long Position { get => stream.Position; set => stream.Position = value; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                disk.Step("write");
            }
            catch
            {
                stream.Write(buffer[..(buffer.Length / 2)]);
                throw;
            }

            stream.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void WriteByte(byte value) => Write([value]);

        public override void Flush() => stream.Flush();

        public override int Read(byte[] buffer, int offset, int count) => stream.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => stream.Seek(offset, origin);

        public override void SetLength(long value) => stream.SetLength(value);
    }
}

/// <summary>The process was killed; nobody catches this.</summary>
internal sealed class KilledException : Exception;
