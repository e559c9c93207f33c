using Hebb.Formats;
using Hebb.Learning.Trees;

namespace Hebb.Learning.Tests.Trees;

public sealed class BoostedTreesFileTests
{
    private static readonly TreeColumn[] s_columns =
    [
        TreeColumn.Numbers([.. Enumerable.Range(0, 200).Select(i => i % 17 == 0 ? double.NaN : i * 37 % 200)]),
        TreeColumn.Categories([.. Enumerable.Range(0, 200).Select(i => (i * i % 90) - 1)], 100),
    ];

    private static readonly BoostedTrees s_trees = BoostedTrees.FitClasses(
        new(s_columns, [.. Enumerable.Range(0, 200).Select(i => (double)((i * 37 % 200 / 70) + (i * i % 90 > 40 ? 1 : 0)))]),
        4, new() { Rounds = 5, MaxLeaves = 6, MinRowsPerCategory = 1, MinRowsPerLeaf = 5 });

    [Fact]
    public void What_is_saved_is_read_again_to_the_bit()
    {
        using MemoryStream file = new(), again = new();
        s_trees.Save(file);
        file.Position = 0;
        BoostedTrees read = BoostedTrees.Load(file);
        read.Save(again);
        Assert.Equal(s_trees.Predict(s_columns), read.Predict(s_columns));
        Assert.Equal(s_trees.Importance(), read.Importance());
        Assert.Equal((4, 4, 5), (read.Classes, read.Outputs, read.Rounds));
        Assert.Equal([0, 100], read.CategoryCounts);
        Assert.Equal(file.ToArray(), again.ToArray());
        Assert.Contains(s_trees.Trees.SelectMany(tree => tree.Nodes.ToArray()), node => node.Set >= 0);
    }

    [Fact]
    public void A_file_is_replaced_as_a_whole()
    {
        string folder = Directory.CreateTempSubdirectory("hebb-trees-").FullName;
        try
        {
            string path = Path.Combine(folder, "trees.safetensors");
            s_trees.Save(path);
            s_trees.Save(path);
            Assert.Equal(s_trees.Predict(s_columns), BoostedTrees.Load(path).Predict(s_columns));
            Assert.Single(Directory.GetFiles(folder));
            Assert.Throws<ArgumentException>(() => s_trees.Save(Path.Combine(folder, "trees.json")));
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    /// <summary>A constant has no trees, and no nodes.</summary>
    [Fact]
    public void A_model_without_trees_is_read_again()
    {
        using MemoryStream file = new();
        BoostedTrees.FitNumbers(new([TreeColumn.Numbers(1, 2)], [3, 5])).Save(file);
        file.Position = 0;
        Assert.Equal([4], BoostedTrees.Load(file).Predict([TreeColumn.Numbers(7)]));
    }

    [Theory]
    [InlineData("a node that is its own child", "left", 0, 0)]
    [InlineData("a child that does not exist", "left", 0, 1_000_000)]
    [InlineData("a child of the largest number", "left", 0, int.MaxValue)]
    [InlineData("a child before the first node", "left", 0, -1)]
    [InlineData("a child in the last place, whose sibling does not exist", "left", 0, -1000)]
    [InlineData("a column that does not exist", "column", 0, 2)]
    [InlineData("a leaf with children that nobody leads to", "column", 0, -1)]
    [InlineData("a set of categories for numbers, or none for categories", "set", 0, -1000)]
    [InlineData("a set behind the last one", "set", -2, 1_000_000)]
    [InlineData("a set whose end overflows", "set", -2, int.MaxValue)]
    [InlineData("more nodes than there are", "nodes", 0, int.MaxValue)]
    [InlineData("fewer nodes than none", "nodes", 0, -5)]
    [InlineData("more words than there are", "words", 0, 1000)]
    [InlineData("fewer words than none", "words", 0, -1)]
    [InlineData("more categories than nodes say", "categories", 1, 64_000)]
    [InlineData("fewer categories than none", "categories", 0, -1)]
    [InlineData("too many categories", "categories", 0, 70_000)]
    public void A_file_that_leads_astray_is_refused(string _, string name, int at, int value)
    {
        Dictionary<string, StoredArray> arrays = BoostedTreesFile.Arrays(s_trees);
        int[] numbers = arrays[name].ReadInts();
        if (at == -2) { at = Array.FindIndex(numbers, set => set >= 0); }
        if (value == -1000) { value = name == "left" ? s_trees.Trees[0].Nodes.Length - 1 : numbers[0] < 0 ? 0 : -1; }
        numbers[at] = value;
        arrays[name] = StoredArray.Of([numbers.Length], numbers);
        Refused(arrays);
    }

    [Theory]
    [InlineData("base", double.NaN)]
    [InlineData("value", double.PositiveInfinity)]
    [InlineData("gain", double.NaN)]
    public void Numbers_that_are_not_finite_are_refused(string name, double value)
    {
        Dictionary<string, StoredArray> arrays = BoostedTreesFile.Arrays(s_trees);
        double[] numbers = arrays[name].ReadDoubles();
        numbers[^1] = value;
        arrays[name] = StoredArray.Of([numbers.Length], numbers);
        Refused(arrays);
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(1, 1)]
    [InlineData(1, -4)]
    [InlineData(1, 3)]
    [InlineData(1, long.MaxValue)]
    public void Another_version_or_number_of_classes_is_refused(long version, long classes)
    {
        Dictionary<string, StoredArray> arrays = BoostedTreesFile.Arrays(s_trees);
        arrays["format"] = StoredArray.Of([2], new[] { version, classes });
        Refused(arrays);
    }

    [Fact]
    public void An_array_that_is_missing_shorter_or_of_another_shape_is_refused()
    {
        foreach ((string name, StoredArray array) in BoostedTreesFile.Arrays(s_trees))
        {
            Dictionary<string, StoredArray> arrays = BoostedTreesFile.Arrays(s_trees);
            arrays.Remove(name);
            Refused(arrays);
            arrays[name] = array.Type == ElementType.Bool ? StoredArray.Of([1], new bool[1]) : StoredArray.Of([1], new int[1]);
            Refused(arrays);
            arrays[name] = StoredArray.Of([1, 1], new int[1]);
            Refused(arrays);
        }
    }

    private static void Refused(Dictionary<string, StoredArray> arrays)
    {
        using MemoryStream file = new();
        Safetensors.Write(file, arrays);
        file.Position = 0;
        Assert.Throws<FileFormatException>(() => BoostedTrees.Load(file));
    }
}
