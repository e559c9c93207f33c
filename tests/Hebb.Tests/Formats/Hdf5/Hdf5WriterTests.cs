using Hebb.Formats;
using Hebb.Formats.Hdf5;

namespace Hebb.Tests.Formats.Hdf5;

public class Hdf5WriterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(9000)]
    public void Groups_of_any_number_of_children_come_back(int count)
    {
        Hdf5Group root = new();
        for (int i = 0; i < count; i++) { root.AddDataset($"layer_{i}", StoredArray.Of(i * 1.5f)); }

        Hdf5Group read = RoundTrip(root);

        Assert.Equal(count, read.Datasets.Count);
        for (int i = 0; i < count; i++) { Assert.Equal([i * 1.5f], read.Datasets[$"layer_{i}"].Values.ReadFloats()); }
        Assert.Equal(read.Datasets.Keys.Order(StringComparer.Ordinal), read.Datasets.Keys);
    }

    [Fact]
    public void Every_type_comes_back()
    {
        Hdf5Group root = new();
        root.AddDataset("a/f16", StoredArray.Of([2], new[] { (Half)1.5, Half.NaN }));
        root.AddDataset("a/f32", StoredArray.Of([2, 1], new[] { -0f, float.Epsilon }));
        root.AddDataset("a/f64", StoredArray.Of([1], new[] { Math.PI }));
        root.AddDataset("a/i32", StoredArray.Of(int.MinValue));
        root.AddDataset("a/i64", StoredArray.Of(long.MaxValue));
        root.AddDataset("a/u32", StoredArray.Of(uint.MaxValue));
        root.AddDataset("a/u8", StoredArray.Of([3], new byte[] { 0, 127, 255 }));
        root.AddDataset("a/bool", StoredArray.Of([2], new[] { true, false }));
        root.AddDataset("a/empty", StoredArray.Of([0, 4], Array.Empty<float>()));
        root.AddDataset("a/text", StoredArray.Of([2], ["größe", ""]));
        root.AddDataset("a/fixed", StoredArray.OfFixed([2], ["dense", "d"]));

        Hdf5Group read = RoundTrip(root).Groups["a"];

        foreach ((string name, Hdf5Dataset dataset) in root.Groups["a"].Datasets)
        {
            StoredArray back = read.Datasets[name].Values;
            Assert.Equal(dataset.Values.Type, back.Type);
            Assert.Equal(dataset.Values.Shape, back.Shape);
            if (back.Type == ElementType.Text) { Assert.Equal(dataset.Values.ReadStrings(), back.ReadStrings()); }
            else { Assert.Equal(dataset.Values.Bytes().ToArray(), back.Bytes().ToArray()); }
        }
    }

    [Fact]
    public void Attributes_come_back_in_order()
    {
        string config = new('x', 200_000);
        Hdf5Group root = new();
        root.Attributes.Add("model_config", StoredArray.Of(config));
        root.Attributes.Add("layer_names", StoredArray.Of([300], [.. Enumerable.Range(0, 300).Select(i => $"dense_{i}")]));
        root.Attributes.Add("empty", StoredArray.Of([0], Array.Empty<double>()));
        root.Attributes.Add("backend", StoredArray.OfFixed([], ["hebb"]));
        root.AddDataset("w", StoredArray.Of(1f)).Attributes.Add("unit", StoredArray.Of("m"));

        Hdf5Group read = RoundTrip(root);

        Assert.Equal(["model_config", "layer_names", "empty", "backend"], read.Attributes.Keys);
        Assert.Equal(config, read.Attributes["model_config"].ReadString());
        Assert.Equal("dense_299", read.Attributes["layer_names"].ReadStrings()[299]);
        Assert.Empty(read.Attributes["empty"].ReadStrings());
        Assert.Equal("hebb", read.Attributes["backend"].ReadString());
        Assert.Equal("m", read.Datasets["w"].Attributes["unit"].ReadString());
    }

    [Fact]
    public void Equal_trees_give_equal_bytes()
    {
        Hdf5Group model = Hdf5File.Read(SharedData.Fixture("mlp_churn_adam/after.h5"));

        byte[] once = Bytes(model);

        Assert.Equal(once, Bytes(Hdf5File.Read(once)));
    }

    [Fact]
    public void An_attribute_that_is_too_large_is_refused_with_advice()
    {
        Hdf5Group root = new();
        root.Attributes.Add("weight_names", StoredArray.Of([5000], Enumerable.Repeat("w", 5000).ToArray()));

        ArgumentException error = Assert.Throws<ArgumentException>(() => Bytes(root));

        Assert.Contains("weight_names0", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\0")]
    public void Names_that_no_reader_could_find_are_refused(string name)
    {
        Hdf5Group root = new();
        root.Groups.Add(name, new());

        Assert.Throws<ArgumentException>(() => Bytes(root));
    }

    private static byte[] Bytes(Hdf5Group root)
    {
        using MemoryStream stream = new();
        Hdf5File.Write(stream, root);
        return stream.ToArray();
    }

    private static Hdf5Group RoundTrip(Hdf5Group root) => Hdf5File.Read(Bytes(root));
}
