using System.Runtime.InteropServices;
using Hebb.Faults;
using Hebb.Formats;

namespace Hebb.Tests.Formats;

public sealed partial class OutputPathTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-output-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_known_by_all_its_names()
    {
        string file = Make("data.csv"), other = Make("other.csv");
        File.CreateSymbolicLink(At("link.csv"), file);
        Directory.CreateSymbolicLink(At("same"), _folder);
        string[] names = [Path.GetRelativePath(Environment.CurrentDirectory, file), At("link.csv"), At("same/data.csv"), At("./x/../data.csv")];
        Assert.All(names, name => Assert.True(OutputPath.IsSame(file, name), name));
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal(0, Link(file, At("hard.csv")));
            Assert.True(OutputPath.IsSame(file, At("hard.csv")));
        }

        Assert.False(OutputPath.IsSame(file, other));
        Assert.False(OutputPath.IsSame(file, At("absent.csv")));
        Assert.True(OutputPath.IsSame(At("absent.csv"), At("same/../absent.csv")) || !OperatingSystem.IsWindows());
    }

    [Fact]
    public void A_path_lies_in_a_folder_by_whatever_name()
    {
        Directory.CreateDirectory(At("pictures/cats"));
        Directory.CreateSymbolicLink(At("link"), At("pictures"));
        Assert.True(OutputPath.IsIn(At("link/cats/1.png"), At("pictures")));
        Assert.True(OutputPath.IsIn(At("pictures/new.csv"), At("link")));
        Assert.False(OutputPath.IsIn(At("pictures"), At("pictures")));
        Assert.False(OutputPath.IsIn(At("pictures2/new.csv"), At("pictures")));
    }

    [Fact]
    public void What_can_be_written_leaves_nothing_behind()
    {
        OutputPath.CheckWritable(At("new.csv"));
        OutputPath.CheckWritable(At("a/b/model"), makesParents: true);
        OutputPath.CheckWritable(Make("old.csv"));
        Assert.Equal(["old.csv"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("absent/new.csv", "there is no folder")]
    [InlineData("file/new.csv", "is a file, not a folder")]
    [InlineData("file/a/b.csv", "is a file, not a folder")]
    public void A_place_that_is_none_is_refused(string name, string message)
    {
        Make("file");
        Assert.Contains(message, Refused(() => OutputPath.CheckWritable(At(name))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_too_long_is_refused_and_one_of_250_letters_can_be_written()
    {
        string longest = At(new string('m', 250));
        OutputPath.CheckWritable(longest);
        AtomicFile.Write(longest, stream => stream.WriteByte(1));
        AtomicFolder.Write(At(new string('n', 250)), _ => { });
        Assert.Contains("too long", Refused(() => OutputPath.CheckWritable(At(new string('m', 300)))), StringComparison.Ordinal);
        Assert.Contains("too long", Refused(() => OutputPath.CheckWritable(At(new string('ä', 140)))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_noticed()
    {
        List<string> steps = [.. FaultyDisk.Record(() => OutputPath.CheckWritable(At("m")))];
        int write = steps.FindIndex(step => step.StartsWith("flush", StringComparison.Ordinal)) + 1;
        Exception? error = new FaultyDisk(write, kills: false).Run(() => OutputPath.CheckWritable(At("m")));
        Assert.Contains("cannot be written: no space left on device. Choose another place.", error!.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_folder_that_takes_no_files_is_refused()
    {
        if (!OperatingSystem.IsLinux()) { return; }
        Assert.Contains("Cannot create '/proc/model'", Refused(() => OutputPath.CheckWritable("/proc/model")), StringComparison.Ordinal);
        Assert.Contains("another disk is mounted", Refused(() => OutputPath.CheckWritable("/proc")), StringComparison.Ordinal);
        Assert.Contains("the root of a disk", Refused(() => OutputPath.CheckWritable("/")), StringComparison.Ordinal);
    }

    /// <summary>A rename would put a file in the place of the pipe: as root even in that of /dev/null.</summary>
    [Fact]
    public async Task What_is_no_file_is_written_to_and_stays()
    {
        if (!OperatingSystem.IsLinux()) { return; }
        Assert.Equal(0, Pipe(At("pipe"), 0x180));
        OutputPath.CheckWritable(At("pipe"));
        Task<byte[]> read = Task.Run(() => File.ReadAllBytes(At("pipe")));
        AtomicFile.Write(At("pipe"), stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], await read);
        Assert.True(FileStatus.Of(At("pipe"))!.Value.IsSpecial);
    }

    private static string Refused(Action check) => Assert.ThrowsAny<IOException>(check).Message;

    private string At(string name) => Path.Combine(_folder, name);

    private string Make(string name)
    {
        File.WriteAllText(At(name), "x");
        return At(name);
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string from, string to);

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Pipe(string path, uint mode);
}
