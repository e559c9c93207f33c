using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Keras;
using Hebb.Tensors;

namespace Hebb.Tests.Formats.Hdf5;

// The files were written by h5py 3.7 with values that follow from the formulas repeated here.
public class Hdf5FileTests
{
    [Theory]
    [InlineData("tl_f2", ElementType.Float16)]
    [InlineData("tl_f4", ElementType.Float32)]
    [InlineData("tl_f8", ElementType.Float64)]
    [InlineData("tl_i1", ElementType.Int8)]
    [InlineData("tl_i2", ElementType.Int16)]
    [InlineData("tl_i4", ElementType.Int32)]
    [InlineData("tl_i8", ElementType.Int64)]
    [InlineData("tl_u1", ElementType.UInt8)]
    [InlineData("tl_u2", ElementType.UInt16)]
    [InlineData("tl_u4", ElementType.UInt32)]
    [InlineData("tl_u8", ElementType.UInt64)]
    [InlineData("tb_f4", ElementType.Float32)]
    [InlineData("tb_i4", ElementType.Int32)]
    public void Every_type_of_number_is_read_behind_a_user_block(string name, object type)
    {
        StoredArray values = Read("types.h5").Datasets[name].Values;

        Assert.Equal((ElementType)type, values.Type);
        Assert.Equal([0f, 1, 2, 100], values.ReadFloats());
    }

    [Fact]
    public void Truth_values_are_read() => Assert.Equal([false, true, true, true], Read("types.h5").Datasets["tbool"].Values.ReadBools());

    [Fact]
    public void Scalars_and_empty_arrays_are_read()
    {
        Hdf5Group root = Read("types.h5");

        Assert.Equal([2.5f], root.Datasets["scalar"].Values.ReadFloats());
        Assert.Equal(0, root.Datasets["scalar"].Values.Shape.Rank);
        Assert.Equal<Shape>([0, 3], root.Datasets["empty"].Values.Shape);
        Assert.Empty(root.Datasets["empty"].Values.ReadFloats());
        Assert.Empty(root.Datasets["none"].Values.ReadFloats());
        Assert.Equal([7], root.FindDataset("compactgroup/x")!.Values.ReadInts());
    }

    [Fact]
    public void A_dataset_under_two_names_is_one()
    {
        Hdf5Group root = Read("types.h5");

        Assert.Same(root.Datasets["scalar"], root.Datasets["alias"]);
    }

    [Fact]
    public void Attributes_are_read()
    {
        OrderedDictionary<string, StoredArray> attributes = Read("types.h5").Attributes;

        Assert.Empty(attributes["list"].ReadStrings());
        Assert.Equal(["a", "bé", ""], attributes["strings"].ReadStrings());
        Assert.Equal(["dense_1", "d"], attributes["fixed"].ReadStrings());
        Assert.Equal([3L], attributes["number"].ReadLongs());
        Assert.Equal([1.5, 2.5], attributes["numbers"].ReadDoubles());
        Assert.Equal([true], attributes["yes"].ReadBools());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("shuffled")]
    [InlineData("plain")]
    public void Chunks_that_do_not_divide_the_shape_are_read(string name)
    {
        StoredArray values = Read("chunked.h5").Datasets[name].Values;

        Assert.Equal<Shape>([7, 11], values.Shape);
        Assert.Equal(Enumerable.Range(0, 77).Select(i => i * 0.5f), values.ReadFloats());
    }

    [Fact]
    public void Checksums_of_chunks_are_checked()
    {
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => i % 7), Read("chunked.h5").Datasets["checked"].Values.ReadInts());

        // The numbers 1 to 6 follow each other, eight bytes each, in the chunks of this dataset only.
        byte[] bytes = File.ReadAllBytes(SharedData.Fixture("hdf5/chunked.h5"));
        byte[] pattern = new byte[24];
        (pattern[0], pattern[8], pattern[16]) = (1, 2, 3);
        bytes[bytes.AsSpan().IndexOf(pattern)]++;
        FileFormatException error = Assert.Throws<FileFormatException>(() => Hdf5File.Read(bytes).Datasets["checked"].Values.ReadInts());
        Assert.Contains("checksum", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compressed_texts_are_read() => Assert.Equal(["one", "three", ""], Read("chunked.h5").Datasets["words"].Values.ReadStrings());

    [Fact]
    public void Groups_come_in_the_order_of_their_creation_where_it_is_tracked() =>
        Assert.Equal(["zebra", "apple", "mango"], Read("ordered.h5").Groups.Keys);

    [Theory]
    [InlineData("soft_link", "soft link 'x'")]
    [InlineData("external_link", "external link 'x'")]
    [InlineData("external_storage", "external files")]
    [InlineData("virtual", "virtual dataset 'x'")]
    [InlineData("latest", "layout version 4")]
    [InlineData("lzf", "filter lzf")]
    [InlineData("never_written", "elements")]
    [InlineData("never_written_chunks", "chunks of dataset 'x'")]
    [InlineData("compound", "compound")]
    [InlineData("reference", "reference")]
    [InlineData("gzip_bomb", "100 times")]
    [InlineData("group_cycle", "reached twice")]
    [InlineData("dense_attributes", "fractal heap")]
    public void What_model_files_do_not_need_is_refused_by_name(string file, string expected)
    {
        FileFormatException error = Assert.Throws<FileFormatException>(() => Read($"refused_{file}.h5"));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"refused_{file}.h5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_cut_off_says_so()
    {
        byte[] bytes = File.ReadAllBytes(SharedData.Fixture("mlp_churn_adam/model.h5"));

        FileFormatException error = Assert.Throws<FileFormatException>(() => Hdf5File.Read(bytes.AsMemory(0, 20_000), "model.h5"));

        Assert.Equal($"model.h5: found 20000 bytes; expected {bytes.Length}. The file was cut off: copy or download it again.", error.Message);
    }

    [Fact]
    public void A_b_tree_that_contains_itself_is_refused()
    {
        byte[] bytes = File.ReadAllBytes(SharedData.Fixture("mlp_churn_adam/model.h5"));
        const int Tree = 0x88;
        Assert.True(bytes.AsSpan(Tree).StartsWith("TREE"u8));
        bytes[Tree + 5] = 1;
        BitConverter.TryWriteBytes(bytes.AsSpan(Tree + 32), (ulong)Tree);

        Assert.Throws<FileFormatException>(() => Hdf5File.Read(bytes));
    }

    private static Hdf5Group Read(string file) => Hdf5File.Read(SharedData.Fixture("hdf5/" + file));
}
