using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hebb.Formats;

/// <summary>What .NET does not say about a path: which file it is, whatever name it goes by, and whether it is a file at all.</summary>
/// <param name="Device">The device.</param>
/// <param name="Number">The number of the file on its device: equal for hard links, and for names that differ in case only where case does not count.</param>
/// <param name="IsSpecial">Whether it is neither a file nor a folder: a pipe, a terminal, <c>/dev/null</c>.</param>
internal readonly partial record struct FileStatus(ulong Device, ulong Number, bool IsSpecial)
{
    private const int AtCurrentFolder = -100, Size = 256;
    private const uint TypeAndNumber = 0x101;
    private const int TypeMask = 0xF000, RegularFile = 0x8000, Folder = 0x4000;

    /// <summary>The status behind all links; null if there is nothing, or where the system does not tell.</summary>
    public static FileStatus? Of(string path)
    {
        if (!OperatingSystem.IsLinux()) { return null; }

        // struct statx is the same on all architectures, which struct stat is not.
        Span<byte> status = stackalloc byte[Size];
        try
        {
            if (Status(AtCurrentFolder, path, 0, TypeAndNumber, status) != 0) { return null; }
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }

        int type = Read16(status[28..]) & TypeMask;
        return new(((ulong)Read32(status[136..]) << 32) | Read32(status[140..]), Read64(status[32..]), type is not (RegularFile or Folder));
    }

    private static ushort Read16(ReadOnlySpan<byte> at) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

    private static uint Read32(ReadOnlySpan<byte> at) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);

    private static ulong Read64(ReadOnlySpan<byte> at) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt64LittleEndian(at) : BinaryPrimitives.ReadUInt64BigEndian(at);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Status(int folder, string path, int flags, uint mask, Span<byte> status);
}
