using System.Text;
using Hebb.Formats;
using Hebb.Tensors;

namespace Hebb.Tests.Formats;

public class SafetensorsTests
{
    private const string OneArray = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";

    [Fact]
    public void Arrays_are_read()
    {
        StoredArray array = Safetensors.Read(File(OneArray, Convert.FromHexString("000080BF0000003F")))["a"];

        Assert.Equal<Shape>([2], array.Shape);
        Assert.Equal([-1f, 0.5f], array.ReadFloats());
    }

    [Fact]
    public void Bfloat16_is_the_upper_half_of_a_float() => Assert.Equal(
        [-1f, 0.5f],
        Safetensors.Read(File(
            "{\"__metadata__\":{\"format\":\"pt\"},\"a\":{\"shape\":[2],\"dtype\":\"BF16\",\"data_offsets\":[0,4]}}  ",
            Convert.FromHexString("80BF003F")))["a"].ReadFloats());

    [Fact]
    public void Arrays_come_back_with_equal_bytes()
    {
        byte[] once = Bytes([
            new("bool", StoredArray.Of([3], new[] { true, false, true })),
            new("größe \"x\"", StoredArray.Of([2, 1], new[] { 1f, -0f })),
            new("long", StoredArray.Of(long.MinValue)),
            new("none", StoredArray.Of([0, 2], Array.Empty<float>()))]);
        OrderedDictionary<string, StoredArray> back = Safetensors.Read(once);

        Assert.Equal(once, Bytes(back));
        Assert.Equal([1f, -0f], back["größe \"x\""].ReadFloats());
        Assert.Equal([true, false, true], back["bool"].ReadBools());
        Assert.Equal([long.MinValue], back["long"].ReadLongs());
        Assert.Empty(back["none"].ReadFloats());
    }

    [Theory]
    [InlineData("[1]", "start with {")]
    [InlineData("{\"a\":1}", "no object")]
    [InlineData("{\"a\":", "not the JSON")]
    [InlineData(
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[8,8]}}",
        "two arrays named 'a'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "start at 0")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "behind the last array")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}", "within the 8 bytes")]
    [InlineData(
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "start at 8")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,8]}}", "fits in memory")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387905],\"data_offsets\":[0,4]}}", "fits in memory")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", "none negative")]
    [InlineData("{\"a\":{\"dtype\":\"F8\",\"shape\":[2],\"data_offsets\":[0,8]}}", "type F8")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}", "not the JSON")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[[[[[2]]]]],\"data_offsets\":[0,8]}}", "not the JSON")]
    public void Headers_that_lie_are_refused(string header, string expected)
    {
        FileFormatException error = Assert.Throws<FileFormatException>(() => Safetensors.Read(File(header, new byte[8])));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_longer_than_the_file_is_refused_before_it_is_allocated()
    {
        byte[] bytes = File(OneArray, new byte[8]);
        BitConverter.TryWriteBytes(bytes, ulong.MaxValue);

        Assert.Throws<FileFormatException>(() => Safetensors.Read(bytes));
    }

    [Fact]
    public void Damaged_files_raise_only_the_declared_exception()
    {
        byte[] sound = File(OneArray, new byte[8]);
        Random random = new(7);
        int refused = 0;
        for (int run = 0; run < 20_000; run++)
        {
            byte[] damaged = [.. sound];
            for (int change = random.Next(1, 4); change > 0; change--) { damaged[random.Next(damaged.Length)] = (byte)random.Next(256); }
            try
            {
                foreach (StoredArray array in Safetensors.Read(damaged).Values) { array.ReadDoubles(); }
            }
            catch (FileFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 10_000, 20_000);
    }

    [Fact]
    public void Text_and_doubled_names_are_not_written()
    {
        Assert.Throws<ArgumentException>(() => Bytes([new("a", StoredArray.Of("text"))]));
        Assert.Throws<ArgumentException>(() => Bytes([new("a", StoredArray.Of(1f)), new("a", StoredArray.Of(1f))]));
        Assert.Throws<ArgumentException>(() => Bytes([new("__metadata__", StoredArray.Of(1f))]));
    }

    private static byte[] File(string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)text.Length), .. text, .. data];
    }

    private static byte[] Bytes(IEnumerable<KeyValuePair<string, StoredArray>> arrays)
    {
        using MemoryStream stream = new();
        Safetensors.Write(stream, arrays);
        return stream.ToArray();
    }
}
