using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Formats.NumPy;
using Hebb.Keras;

namespace Hebb.Tests.Keras;

/// <summary>Every model that real Keras wrote into the larger collection.</summary>
public class SharedKerasFilesTests
{
    public static TheoryData<string> Models()
    {
        string folder = SharedData.File("fixtures/keras");
        return Directory.Exists(folder) ? [.. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)!).Order()] : [];
    }

    [SharedDataTheory]
    [MemberData(nameof(Models))]
    public void Every_file_holds_the_weights_that_keras_exported(string model)
    {
        string folder = SharedData.File("fixtures/keras/" + model);
        List<string> expected = Sorted(Npz.Read(Path.Combine(folder, "weights.npz")).Values);
        string[] files = [.. Directory.GetFiles(folder, "model.*")
            .Where(path => path.EndsWith(".h5", StringComparison.Ordinal) || path.EndsWith(".keras", StringComparison.Ordinal))];

        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            // Names and order differ between the formats, so the arrays are compared as a collection.
            KerasArchive archive = KerasArchive.Read(file);
            Hdf5Group weights = archive.Weights.Groups.GetValueOrDefault("model_weights") ?? archive.Weights;
            List<StoredArray> arrays = [];
            Collect(weights, arrays);
            List<string> found = Sorted(arrays);
            Assert.True(expected.TrueForAll(found.Remove), $"{file} lacks a weight of weights.npz.");
        }
    }

    [SharedDataTheory]
    [MemberData(nameof(Models))]
    public void Every_file_comes_back_from_our_writer(string model)
    {
        foreach (string file in Directory.GetFiles(SharedData.File("fixtures/keras/" + model), "*.*")
            .Where(path => path.EndsWith(".h5", StringComparison.Ordinal) || path.EndsWith(".keras", StringComparison.Ordinal)))
        {
            Hdf5Group tree = KerasArchive.Read(file).Weights;
            using MemoryStream stream = new();
            Hdf5File.Write(stream, tree);
            AssertEqual(tree, Hdf5File.Read(stream.ToArray()));
        }
    }

    [SharedDataTheory]
    [MemberData(nameof(Models))]
    public void Every_npy_and_npz_file_is_read(string model)
    {
        string folder = SharedData.File("fixtures/keras/" + model);
        foreach (string file in Directory.GetFiles(folder, "*.npy"))
        {
            StoredArray array = Npy.Read(file);
            Assert.Equal(array.Shape.Size, array.ReadDoubles().Length);
        }

        foreach (string file in Directory.GetFiles(folder, "*.npz"))
        {
            Assert.All(Npz.Read(file).Values, array => Assert.Equal(array.Shape.Size, array.ReadDoubles().Length));
        }
    }

    private static void Collect(Hdf5Group group, List<StoredArray> arrays)
    {
        arrays.AddRange(group.Datasets.Values.Select(dataset => dataset.Values));
        foreach (Hdf5Group child in group.Groups.Values) { Collect(child, arrays); }
    }

    private static List<string> Sorted(IEnumerable<StoredArray> arrays) =>
        [.. arrays.Select(array => $"{array.Shape} {Convert.ToHexString(array.Bytes().Span)}").Order(StringComparer.Ordinal)];

    private static void AssertEqual(Hdf5Group expected, Hdf5Group actual)
    {
        AssertEqual(expected.Attributes, actual.Attributes);
        Assert.Equal(expected.Groups.Keys, actual.Groups.Keys);
        Assert.Equal(expected.Datasets.Keys, actual.Datasets.Keys);
        foreach ((string name, Hdf5Dataset dataset) in expected.Datasets)
        {
            AssertEqual(dataset.Values, actual.Datasets[name].Values);
            AssertEqual(dataset.Attributes, actual.Datasets[name].Attributes);
        }

        foreach ((string name, Hdf5Group child) in expected.Groups) { AssertEqual(child, actual.Groups[name]); }
    }

    private static void AssertEqual(OrderedDictionary<string, StoredArray> expected, OrderedDictionary<string, StoredArray> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach ((string name, StoredArray value) in expected) { AssertEqual(value, actual[name]); }
    }

    private static void AssertEqual(StoredArray expected, StoredArray actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.Type, actual.Type);
        if (expected.Type == ElementType.Text) { Assert.Equal(expected.ReadStrings(), actual.ReadStrings()); }
        else { Assert.True(expected.Bytes().Span.SequenceEqual(actual.Bytes().Span)); }
    }
}
