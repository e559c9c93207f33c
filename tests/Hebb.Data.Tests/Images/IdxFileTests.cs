using Hebb.Data.Images;
using Hebb.Formats;

namespace Hebb.Data.Tests.Images;

/// <summary>The bytes are written by hand from the format's description.</summary>
public sealed class IdxFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    private StoredArray Read(params byte[] file)
    {
        File.WriteAllBytes(_path, file);
        return IdxFile.Read(_path);
    }

    [Fact]
    public void Every_type_is_read_high_byte_first()
    {
        Assert.Equal([1, 2, 255], Read(0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 255).ReadBytes());
        Assert.Equal([-1], Read(0, 0, 9, 1, 0, 0, 0, 1, 255).ReadInts());
        Assert.Equal([0x0102, -2], Read(0, 0, 0x0B, 1, 0, 0, 0, 2, 1, 2, 255, 254).ReadInts());
        Assert.Equal([0x01020304], Read(0, 0, 0x0C, 1, 0, 0, 0, 1, 1, 2, 3, 4).ReadInts());
        Assert.Equal([1.5f], Read(0, 0, 0x0D, 1, 0, 0, 0, 1, 0x3F, 0xC0, 0, 0).ReadFloats());
        Assert.Equal([-2.0], Read(0, 0, 0x0E, 1, 0, 0, 0, 1, 0xC0, 0, 0, 0, 0, 0, 0, 0).ReadDoubles());
        StoredArray square = Read(0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 5, 6);
        Assert.Equal([1, 2], square.Shape.ToArray());
    }

    [Fact]
    public void Damage_is_named()
    {
        byte[] good = [0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 5, 6];
        for (int length = 0; length < good.Length; length++)
        {
            DataException wrong = Assert.Throws<DataException>(() => Read(good[..length]));
            Assert.Contains("ends too early", wrong.Message, StringComparison.Ordinal);
            Assert.Equal(_path, wrong.File);
        }

        Assert.Contains("more than the 2 numbers", Assert.Throws<DataException>(() => Read([.. good, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("begins with 0000FF02", Assert.Throws<DataException>(() => Read(0, 0, 255, 2)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "ends too early",
            Assert.Throws<DataException>(() => Read(0, 0, 0x0E, 2, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 1)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Any_changed_byte_of_a_compressed_file_gives_an_array_or_an_error()
    {
        string packed = _path + ".gz";
        IdxFile.Write(packed, [2, 3], new byte[] { 1, 2, 3, 4, 5, 6 });
        byte[] good = File.ReadAllBytes(packed);
        File.Delete(packed);
        for (int i = 0; i < good.Length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] damaged = [.. good];
                damaged[i] ^= (byte)(1 << bit);
                try
                {
                    Assert.NotNull(Read(damaged));
                }
                catch (DataException wrong)
                {
                    Assert.Equal(_path, wrong.File);
                }
            }
        }
    }
}
