using System.IO.Compression;
using System.Text;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Formats.NumPy;
using Hebb.Keras;

namespace Hebb.Tests.Keras;

public class KerasArchiveTests
{
    [Fact]
    public void A_zip_file_is_known_by_its_first_bytes()
    {
        KerasArchive archive = KerasArchive.Read(File.ReadAllBytes(SharedData.Fixture("mlp_churn_adam/model.keras")));

        Assert.Equal(KerasFormat.Zip, archive.Format);
        Assert.Contains("\"keras_version\"", archive.MetadataJson, StringComparison.Ordinal);
        Assert.Contains("\"class_name\": \"Sequential\"", archive.ConfigJson, StringComparison.Ordinal);
        OrderedDictionary<string, StoredArray> expected = Npz.Read(SharedData.Fixture("mlp_churn_adam/weights.npz"));
        Assert.Equal(expected["000|sequential/dense/kernel"].ReadFloats(), archive.Weights.FindDataset("layers/dense/vars/0")!.Values.ReadFloats());
        Assert.Equal(expected["005|sequential/dense_2/bias"].ReadFloats(), archive.Weights.FindDataset("layers/dense_2/vars/1")!.Values.ReadFloats());
    }

    [Fact]
    public void An_hdf5_file_is_known_by_its_first_bytes()
    {
        KerasArchive archive = KerasArchive.Read(File.ReadAllBytes(SharedData.Fixture("mlp_churn_adam/model.h5")));

        Assert.Equal(KerasFormat.Hdf5, archive.Format);
        Assert.Null(archive.MetadataJson);
        Assert.Contains("\"class_name\": \"Sequential\"", archive.ConfigJson, StringComparison.Ordinal);
        Assert.Equal(["dense", "dense_1", "dense_2"], archive.Weights.Groups["model_weights"].Attributes["layer_names"].ReadStrings());
    }

    [Fact]
    public void Files_of_weights_alone_have_no_configuration() =>
        Assert.Null(KerasArchive.Read(SharedData.Fixture("mlp_churn_adam/model.weights.h5")).ConfigJson);

    [Fact]
    public void Other_files_are_refused()
    {
        FileFormatException error = Assert.Throws<FileFormatException>(() => KerasArchive.Read("GIF89a..."u8.ToArray(), "model.keras"));

        Assert.StartsWith("model.keras: found 4749463839612E2E at the start; expected", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_come_back_with_equal_bytes()
    {
        KerasArchive archive = KerasArchive.Read(SharedData.Fixture("mlp_churn_adam/after.keras"));

        byte[] once = Bytes(archive);
        KerasArchive back = KerasArchive.Read(once);

        Assert.Equal(archive.ConfigJson, back.ConfigJson);
        Assert.Equal(archive.MetadataJson, back.MetadataJson);
        Assert.Equal(once, Bytes(back));
    }

    [Fact]
    public void Members_are_stored_in_the_order_of_keras()
    {
        using ZipArchive zip = new(new MemoryStream(Bytes(KerasArchive.Read(SharedData.Fixture("mlp_churn_adam/model.keras")))));

        Assert.Equal(["metadata.json", "config.json", "model.weights.h5"], zip.Entries.Select(entry => entry.FullName));
        Assert.All(zip.Entries, entry => Assert.Equal(entry.Length, entry.CompressedLength));
        Assert.All(zip.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
    }

    [Fact]
    public void Compressed_members_are_read_and_paths_that_leave_the_archive_touch_no_file()
    {
        KerasArchive archive = KerasArchive.Read(SharedData.Fixture("mlp_churn_adam/model.keras"));
        byte[] bytes = Zip(
            ("metadata.json", Encoding.UTF8.GetBytes(archive.MetadataJson!)),
            ("config.json", Encoding.UTF8.GetBytes(archive.ConfigJson!)),
            ("model.weights.h5", Bytes(archive.Weights)),
            ("../hebb-traversal", [1]));

        Assert.Equal(archive.ConfigJson, KerasArchive.Read(bytes).ConfigJson);
        Assert.False(File.Exists("../hebb-traversal"));
    }

    [Fact]
    public void Configurations_that_expand_too_much_are_refused() =>
        Assert.Contains(
            "at most 100 times",
            Assert.Throws<FileFormatException>(() => KerasArchive.Read(Zip(("metadata.json", "{}"u8.ToArray()), ("config.json", new byte[1 << 20])))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("model.weights.json")]
    [InlineData("model.weights.npz")]
    public void Weights_of_another_kind_are_refused_by_name(string member) =>
        Assert.Contains(member, Assert.Throws<FileFormatException>(() => KerasArchive.Read(Zip((member, [1])))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_member_that_is_missing_is_named() =>
        Assert.Contains("metadata.json", Assert.Throws<FileFormatException>(() => KerasArchive.Read(Zip(("other", [1])))).Message, StringComparison.Ordinal);

    private static byte[] Zip(params (string Name, byte[] Bytes)[] members)
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in members)
            {
                using Stream member = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                member.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Bytes(Hdf5Group weights)
    {
        using MemoryStream stream = new();
        Hdf5File.Write(stream, weights);
        return stream.ToArray();
    }

    private static byte[] Bytes(KerasArchive archive)
    {
        using MemoryStream stream = new();
        KerasArchive.Write(stream, archive.ConfigJson!, archive.MetadataJson!, archive.Weights);
        return stream.ToArray();
    }
}
