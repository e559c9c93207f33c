using Hebb.Faults;
using Hebb.Formats;

namespace Hebb.Tests.Formats;

public sealed class AtomicFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-atomic-").FullName;

    private string Target => Path.Combine(_folder, "model");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void At_every_operation_a_kill_or_a_fault_leaves_the_old_folder_or_the_new_one(bool exchanges, bool kills)
    {
        Write("old");
        int operations = FaultyDisk.Record(() => Write("old"), exchanges).Count;
        Assert.True(operations > 12);
        for (int at = 1; at <= operations; at++)
        {
            Exception? error = new FaultyDisk(at, kills) { Exchanges = exchanges }.Run(() => Write("new"));
            AtomicFolder.Recover(Target);
            Assert.True(Content() is "old" or "new", $"operation {at}");
            if (error is null) { Assert.Equal("new", Content()); }
            Sweep();
            Assert.Equal(["model"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
            Write("old");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folder_that_is_new_is_there_as_a_whole_or_not_at_all(bool kills)
    {
        int operations = FaultyDisk.Record(() => Write("new")).Count;
        for (int at = 1; at <= operations; at++)
        {
            Directory.Delete(Target, recursive: true);
            new FaultyDisk(at, kills).Run(() => Write("new"));
            Assert.True(!Directory.Exists(Target) || Content() == "new", $"operation {at}");
            Write("new");
        }
    }

    [Fact]
    public void Everything_is_on_the_disk_before_it_gets_its_name()
    {
        Write("old");
        List<string> operations = [.. FaultyDisk.Record(() => Write("new"))];
        int exchange = operations.FindIndex(operation => operation.StartsWith("exchange", StringComparison.Ordinal));
        Assert.True(operations.FindLastIndex(operation => operation == "write") < operations.FindLastIndex(exchange, Flushes));
        Assert.True(operations.FindIndex(exchange, Flushes) > exchange);

        static bool Flushes(string operation) => operation.StartsWith("flush", StringComparison.Ordinal);
    }

    /// <summary>The folder stays what links to it say, and so do the links.</summary>
    [Fact]
    public void Behind_a_link_the_folder_that_it_names_is_replaced()
    {
        Write("old");
        string link = Path.Combine(_folder, "current");
        Directory.CreateSymbolicLink(link, Target);
        Write("new", link);
        Assert.Equal(Target, new DirectoryInfo(link).LinkTarget);
        Assert.Equal("new", Content());
        Assert.Equal(["current", "model"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void What_exists_is_replaced_only_when_that_is_allowed()
    {
        Write("old");
        Assert.Contains(
            "exists already", Assert.Throws<IOException>(() => AtomicFolder.Write(Target, Fill("new"))).Message, StringComparison.Ordinal);
        Assert.Equal("old", Content());
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void What_a_living_writer_is_writing_is_left_alone()
    {
        AtomicFolder.Write(Target, fresh =>
        {
            Sweep();
            Assert.True(Directory.Exists(fresh));
            File.WriteAllText(Path.Combine(fresh, "a"), "new");
            File.WriteAllText(Path.Combine(fresh, "b"), "new");
        });
        Assert.Equal("new", Content());
    }

    /// <summary>What the first writer of a process does.</summary>
    private void Sweep() => TemporaryFile.Sweep(_folder);

    private void Write(string content, string? path = null) => AtomicFolder.Write(path ?? Target, Fill(content), overwrite: true);

    private static Action<string> Fill(string content) => fresh =>
    {
        foreach (string name in new[] { "a", "b" })
        {
            AtomicFile.Write(Path.Combine(fresh, name), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(content)));
        }
    };

    private string Content()
    {
        string[] both = [File.ReadAllText(Path.Combine(Target, "a")), File.ReadAllText(Path.Combine(Target, "b"))];
        return both[0] == both[1] ? both[0] : "a mixture";
    }
}
