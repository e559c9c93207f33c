using Hebb.Faults;
using Hebb.Formats;

namespace Hebb.Tests.Formats;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-atomic-").FullName;

    private string Target => Path.Combine(_folder, "model.bin");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_new_file_is_written_and_nothing_else()
    {
        AtomicFile.Write(Target, stream => stream.Write([1, 2, 3]));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(Target));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void The_old_file_is_there_until_the_new_one_is_complete()
    {
        File.WriteAllBytes(Target, [9]);

        AtomicFile.Write(Target, stream =>
        {
            stream.Write([1, 2, 3]);
            stream.Flush();
            Assert.Equal([9], File.ReadAllBytes(Target));
        });

        Assert.Equal([1, 2, 3], File.ReadAllBytes(Target));
    }

    [Fact]
    public void After_an_exception_the_old_file_stays_and_no_temporary_one()
    {
        File.WriteAllBytes(Target, [9]);

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write([1, 2, 3]);
            throw new InvalidOperationException("no more room");
        }));

        Assert.Equal([9], File.ReadAllBytes(Target));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_target_that_is_a_folder_leaves_no_temporary_file()
    {
        Directory.CreateDirectory(Target);

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(Target, stream => stream.WriteByte(1)));

        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void At_every_operation_a_kill_or_a_fault_leaves_the_old_file_or_the_new_one(bool kills)
    {
        AtomicFile.Write(Target, stream => stream.Write([9, 9]));
        int operations = FaultyDisk.Record(() => Write([9, 9])).Count;
        for (int at = 1; at <= operations; at++)
        {
            Exception? error = new FaultyDisk(at, kills).Run(() => Write([1, 2, 3, 4]));
            Assert.Contains(File.ReadAllBytes(Target), (byte[][])[[9, 9], [1, 2, 3, 4]]);
            if (error is null) { Assert.Equal(4, new FileInfo(Target).Length); }
            if (!kills) { Assert.Single(Directory.GetFileSystemEntries(_folder)); }
            TemporaryFile.Sweep(_folder);
            Assert.Single(Directory.GetFileSystemEntries(_folder));
            Write([9, 9]);
        }

        void Write(byte[] bytes) => AtomicFile.Write(Target, stream =>
        {
            stream.Write(bytes.AsSpan(0, bytes.Length / 2));
            stream.Write(bytes.AsSpan(bytes.Length / 2));
        });
    }

    /// <summary>A killed writer no longer holds its temporary file; one that lives does.</summary>
    [Fact]
    public void The_next_save_removes_what_killed_ones_have_left_and_nothing_else()
    {
        for (int kill = 0; kill < 60; kill++) { File.WriteAllText(Path.Combine(_folder, $".hebb-{kill:x32}.tmp"), "half"); }
        File.WriteAllText(Path.Combine(_folder, ".hebbian.tmp"), "mine");
        AtomicFile.Write(Target, stream =>
        {
            TemporaryFile.Sweep(_folder);
            stream.WriteByte(1);
        });
        Assert.Equal([".hebbian.tmp", "model.bin"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Behind_a_link_the_file_that_it_names_is_replaced_and_rights_stay()
    {
        File.WriteAllBytes(Target, [9]);
        if (!OperatingSystem.IsWindows()) { File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.UserWrite); }
        string link = Path.Combine(_folder, "link"), dangling = Path.Combine(_folder, "dangling");
        File.CreateSymbolicLink(link, Target);
        File.CreateSymbolicLink(dangling, Path.Combine(_folder, "new"));
        AtomicFile.Write(link, stream => stream.WriteByte(1));
        AtomicFile.Write(dangling, stream => stream.WriteByte(2));
        Assert.Equal([1], File.ReadAllBytes(Target));
        Assert.Equal([2], File.ReadAllBytes(Path.Combine(_folder, "new")));
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.NotNull(new FileInfo(dangling).LinkTarget);
        if (!OperatingSystem.IsWindows()) { Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target)); }
    }
}
