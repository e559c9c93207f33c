using System.Text;
using Hebb.Formats;
using Hebb.Formats.NumPy;
using Hebb.Tensors;

namespace Hebb.Tests.Formats.NumPy;

public class NpyTests
{
    [Theory]
    [InlineData("'<f4'", "000080BF0000003F", ElementType.Float32, -1.0, 0.5)]
    [InlineData("'>f4'", "BF8000003F000000", ElementType.Float32, -1.0, 0.5)]
    [InlineData("'<f8'", "000000000000F0BF000000000000E03F", ElementType.Float64, -1.0, 0.5)]
    [InlineData("'<f2'", "00BC0038", ElementType.Float16, -1.0, 0.5)]
    [InlineData("'<i4'", "FFFFFFFF02000000", ElementType.Int32, -1.0, 2.0)]
    [InlineData("'>i8'", "FFFFFFFFFFFFFFFF0000000000000002", ElementType.Int64, -1.0, 2.0)]
    [InlineData("'|u1'", "FF02", ElementType.UInt8, 255.0, 2.0)]
    [InlineData("'|b1'", "0001", ElementType.Bool, 0.0, 1.0)]
    public void Elements_of_every_type_are_read(string descr, string data, object type, double first, double second)
    {
        StoredArray array = Npy.Read(File(1, $"{{'descr': {descr}, 'fortran_order': False, 'shape': (2,), }}", Convert.FromHexString(data)));

        Assert.Equal((ElementType)type, array.Type);
        Assert.Equal([first, second], array.ReadDoubles());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_version_and_any_order_of_entries_is_read(int version) =>
        Assert.Equal([5f], Npy.Read(File(version, "{\"shape\": (), 'descr': '|u1', 'fortran_order': False}", [5])).ReadFloats());

    [Fact]
    public void Columns_become_rows()
    {
        StoredArray array = Npy.Read(File(1, "{'descr': '|i1', 'fortran_order': True, 'shape': (2, 3)}", [1, 4, 2, 5, 3, 6]));

        Assert.Equal<Shape>([2, 3], array.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], array.ReadInts());
    }

    [Fact]
    public void Texts_are_read_and_come_back()
    {
        byte[] utf32 = Encoding.UTF32.GetBytes("a\0é😀");

        Assert.Equal(["a", "é😀"], Npy.Read(File(1, "{'descr': '<U2', 'fortran_order': False, 'shape': (2,)}", utf32)).ReadStrings());
        Assert.Equal(["a", "é😀", ""], RoundTrip(StoredArray.Of([3], ["a", "é😀", ""])).ReadStrings());
        Assert.Equal(["ab", "c"], Npy.Read(File(1, "{'descr': '|S2', 'fortran_order': False, 'shape': (2,)}", "abc\0"u8.ToArray())).ReadStrings());
    }

    [Theory]
    [InlineData("x0.npy")]
    [InlineData("t0.npy")]
    public void Files_are_written_byte_for_byte_as_numpy_does(string file)
    {
        byte[] original = System.IO.File.ReadAllBytes(SharedData.Fixture("mlp_churn_adam/" + file));

        Assert.Equal(original, Bytes(Npy.Read(original)));
    }

    [Fact]
    public void Arrays_come_back_bit_for_bit()
    {
        float[] values = [float.NaN, -0f, float.Epsilon, float.MaxValue, 1, 2];
        StoredArray back = RoundTrip(StoredArray.Of([3, 2], values));

        Assert.Equal<Shape>([3, 2], back.Shape);
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), back.ReadFloats().Select(BitConverter.SingleToInt32Bits));
        Assert.Equal([true, false], RoundTrip(StoredArray.Of([2], new[] { true, false })).ReadBools());
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "Python objects")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", "structured")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}", "'<c8'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000, 1000000)}", "as the header says")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296, 4)}", "fits in memory")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647)}", "fits in memory")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "not negative")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} + [exit()]", "end of the header")]
    [InlineData("__import__('os')", "'{'")]
    [InlineData("{'descr': '<f4', 'shape': (2,)}", "the entries")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", "once each")]
    [InlineData("{'descr': '<U0', 'fortran_order': False, 'shape': (2000000000,)}", "empty texts")]
    public void Headers_that_lie_or_do_more_are_refused(string header, string expected)
    {
        FileFormatException error = Assert.Throws<FileFormatException>(() => Npy.Read(File(1, header, new byte[4])));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fractions_are_not_read_as_whole_numbers() =>
        Assert.Throws<FileFormatException>(() => StoredArray.Of(1.5f).ReadInts());

    [Fact]
    public void Numbers_that_do_not_fit_are_refused() =>
        Assert.Throws<FileFormatException>(() => StoredArray.Of(1L << 40).ReadInts());

    private static byte[] File(int version, string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header + "\n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. text, .. data];
    }

    private static byte[] Bytes(StoredArray array)
    {
        using MemoryStream stream = new();
        Npy.Write(stream, array);
        return stream.ToArray();
    }

    private static StoredArray RoundTrip(StoredArray array) => Npy.Read(Bytes(array));
}
