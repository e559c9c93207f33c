using System.IO.Compression;
using Hebb.Formats;
using Hebb.Formats.NumPy;

namespace Hebb.Tests.Formats.NumPy;

public class NpzTests
{
    [Fact]
    public void Archives_come_back_in_order_and_with_equal_bytes()
    {
        OrderedDictionary<string, StoredArray> arrays = Npz.Read(SharedData.Fixture("mlp_churn_adam/weights.npz"));

        byte[] once = Bytes(arrays);
        OrderedDictionary<string, StoredArray> back = Npz.Read(once);

        Assert.Equal(once, Bytes(back));
        Assert.Equal("000|sequential/dense/kernel", back.Keys.First());
        Assert.Equal(arrays.Keys, back.Keys);
        Assert.All(arrays, pair => Assert.Equal(pair.Value.ReadFloats(), back[pair.Key].ReadFloats()));
    }

    [Fact]
    public void Compressed_archives_of_others_are_read()
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream member = zip.CreateEntry("a.npy", CompressionLevel.SmallestSize).Open();
            Npy.Write(member, StoredArray.Of([100], Enumerable.Range(0, 100).ToArray()));
        }

        Assert.Equal(Enumerable.Range(0, 100), Npz.Read(stream.ToArray())["a"].ReadInts());
    }

    [Fact]
    public void Members_that_expand_too_much_are_refused()
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream member = zip.CreateEntry("a.npy", CompressionLevel.SmallestSize).Open();
            Npy.Write(member, StoredArray.Of([1 << 20], new byte[1 << 20]));
        }

        FileFormatException error = Assert.Throws<FileFormatException>(() => Npz.Read(stream.ToArray()));
        Assert.Contains("at most 100 times", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_that_declare_more_than_they_hold_are_refused()
    {
        byte[] bytes = Bytes([new("a", StoredArray.Of([4], new float[4]))]);
        int entry = bytes.AsSpan().LastIndexOf("PK\x1\x2"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(entry + 24), 1_000_000);

        Assert.Throws<FileFormatException>(() => Npz.Read(bytes));
    }

    [Fact]
    public void A_changed_byte_is_found()
    {
        byte[] bytes = Bytes([new("a", StoredArray.Of([4], new float[4]))]);
        bytes[30 + 5 + 128 + 3] ^= 1;

        FileFormatException error = Assert.Throws<FileFormatException>(() => Npz.Read(bytes));
        Assert.Contains("checksum", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_members_of_one_name_are_refused()
    {
        StoredArray one = StoredArray.Of(1f);

        Assert.Throws<FileFormatException>(() => Npz.Read(Bytes([new("a", one), new("a", one)])));
    }

    private static byte[] Bytes(IEnumerable<KeyValuePair<string, StoredArray>> arrays)
    {
        using MemoryStream stream = new();
        Npz.Write(stream, arrays);
        return stream.ToArray();
    }
}
