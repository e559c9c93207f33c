using System.Text;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Formats.NumPy;
using Hebb.Formats.Zip;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Formats;

/// <summary>Files whose places do not fit 32 bits. The large arrays are zeros, which cost no memory.</summary>
public sealed class LargeFileTests
{
    private const string Variable = "HEBB_LARGE_FILES", Member = "model.weights.h5";

    // One array, listed many times: the pages of its zeros are read only.
    private static readonly byte[] s_gigabyte = new byte[1 << 30];

    private static readonly StoredArray s_zeros = new([1 << 28], ElementType.Float32, () => s_gigabyte);

    [Fact]
    public void Hdf5_is_read_behind_four_gigabytes_and_only_what_is_asked_for()
    {
        Hdf5Group root = new();
        for (int i = 0; i < 5; i++) { root.AddDataset($"large_{i}", s_zeros); }
        root.AddDataset("small", StoredArray.Of([3], new[] { 1f, 2, 3 }));
        root.AddGroup("z").Attributes["text"] = StoredArray.Of("behind");
        using SparseStream stream = new();
        Hdf5File.Write(stream, root);
        Assert.True(stream.Length > 5L << 30);

        Hdf5Group read = Hdf5File.Read(ByteSource.Of(stream, "large"), "large");
        Assert.Equal([1f, 2, 3], read.Datasets["small"].Values.ReadFloats());
        Assert.Equal("behind", read.Groups["z"].Attributes["text"].ReadString());
        Assert.Equal([1 << 28], read.Datasets["large_4"].Values.Shape);
        Assert.InRange(stream.LongestRead, 1, 1 << 16);
    }

    [Fact]
    public void Safetensors_are_read_behind_four_gigabytes()
    {
        using SparseStream stream = new();
        Safetensors.Write(stream, [.. Enumerable.Range(0, 5).Select(i => Pair($"a{i}", s_zeros)), Pair("b", StoredArray.Of(7f))]);
        Assert.Equal([7f], Safetensors.Read(ByteSource.Of(stream, "large"), "large")["b"].ReadFloats());
        Assert.InRange(stream.LongestRead, 1, 1 << 16);
    }

    // The same bytes are read by Python's zipfile, which lists both members and finds no damage.
    [Fact]
    public void The_extension_of_zip_comes_back_at_any_size()
    {
        using MemoryStream stream = new();
        ZipWriter writer = new(stream, limit: 20);
        writer.Add("small", [new byte[] { 1, 2 }]);
        writer.Add("large", [new byte[30], new byte[] { 3 }]);
        writer.Add("far", ["behind"u8.ToArray()]);
        writer.Finish();

        ZipReader reader = new(ByteSource.Of(stream.ToArray()), "zip");
        Assert.Equal([1, 2], reader.Read("small").ToArray());
        Assert.Equal([.. new byte[30], 3], reader.Read("large").ToArray());
        Assert.Equal("behind"u8.ToArray(), reader.Read("far").ToArray());
        for (int cut = 1; cut < stream.Length; cut++)
        {
            Assert.Throws<FileFormatException>(() => new ZipReader(ByteSource.Of(stream.ToArray().AsMemory(..^cut)), "zip").Read("far"));
        }
    }

    [LargeFileFact, Trait("Speed", "Slow")]
    public void Zip_files_hold_members_of_four_gigabytes_and_members_behind_them()
    {
        using SparseStream stream = new();
        ZipWriter writer = new(stream);
        writer.Add("large", [s_gigabyte, s_gigabyte, s_gigabyte, s_gigabyte, new byte[] { 1 }]);
        writer.Add("small", [Encoding.ASCII.GetBytes("behind")]);
        writer.Finish();

        ZipReader reader = new(ByteSource.Of(stream, "large"), "large");
        Assert.Equal(["large", "small"], reader.Names);
        Assert.Equal("behind", Encoding.ASCII.GetString(reader.Read("small").Span));
        Assert.Contains("less than 2 GiB", Assert.Throws<FileFormatException>(() => reader.Read("large")).Message, StringComparison.Ordinal);
    }

    // The extension of large files in a small one: its sizes stand among the extra fields, in the order of the specification (APPNOTE 4.5.3).
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(-1, false)]
    [InlineData(long.MinValue, false)]
    public void Large_sizes_are_checked_against_the_file(long more, bool isSound)
    {
        byte[] data = [5, 6, 7];
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        byte[] common = [45, 0, 0, 0, 0, 0, 0, 0, 33, 0, .. BitConverter.GetBytes(Crc32.Append(0, data)), 255, 255, 255, 255, 255, 255, 255, 255, 1, 0];
        byte[] sizes = [.. BitConverter.GetBytes(data.Length + more), .. BitConverter.GetBytes(data.Length + more)];
        writer.Write([.. "PK\x3\x4"u8, .. common, 20, 0, (byte)'m', 1, 0, 16, 0, .. sizes, .. data]);
        long directory = stream.Length;
        writer.Write(
            [.. "PK\x1\x2"u8, 45, 0, .. common, 28, 0, .. new byte[10], 255, 255, 255, 255, (byte)'m', 1, 0, 24, 0, .. sizes, .. new byte[8]]);
        long end = stream.Length;
        writer.Write([.. "PK\x6\x6"u8, .. BitConverter.GetBytes(44L), 45, 0, 45, 0, .. new byte[8], .. BitConverter.GetBytes(1L), .. BitConverter.GetBytes(1L),
            .. BitConverter.GetBytes(end - directory), .. BitConverter.GetBytes(directory)]);
        writer.Write([.. "PK\x6\x7"u8, .. new byte[4], .. BitConverter.GetBytes(end), 1, 0, 0, 0]);
        writer.Write([.. "PK\x5\x6"u8, 0, 0, 0, 0, 255, 255, 255, 255, .. new byte[8], 0, 0]);

        if (isSound) { Assert.Equal(data, new ZipReader(ByteSource.Of(stream.ToArray()), "zip").Read("m").ToArray()); }
        else { Assert.Throws<FileFormatException>(() => new ZipReader(ByteSource.Of(stream.ToArray()), "zip").Read("m")); }
    }

    [Fact]
    public void A_file_that_ends_while_it_is_read_is_an_error_of_the_file()
    {
        using SparseStream stream = new();
        Npy.Write(stream, StoredArray.Of([1 << 20], new double[1 << 20]));
        StoredArray array = Npy.Read(ByteSource.Of(stream, "cut.npy"), "cut.npy");
        stream.SetLength(1000);
        Assert.Contains("cut off", Assert.Throws<FileFormatException>(array.ReadDoubles).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_model_is_read_from_a_stream_as_from_memory()
    {
        foreach (string file in Directory.GetFiles(SharedData.Fixture(""), "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".keras" or ".h5"))
        {
            string fromMemory = Outcome(() => KerasArchive.Read(file).Weights), fromStream = Outcome(() =>
            {
                ByteSource source = ByteSource.Of(File.OpenRead(file), Path.GetFileName(file));
                return Hdf5File.IsHdf5(source)
                    ? Hdf5File.Read(source, Path.GetFileName(file))
                    : Hdf5File.Read(new ZipReader(source, Path.GetFileName(file)).Open(Member), $"{Path.GetFileName(file)}/{Member}");
            });
            Assert.Equal(fromMemory, fromStream);
        }
    }

    /// <summary>All arrays, or what the error says.</summary>
    private static string Outcome(Func<Hdf5Group> read)
    {
        try
        {
            return string.Join('\n', Arrays(read()));
        }
        catch (FileFormatException error)
        {
            return error.Message;
        }
    }

    /// <summary>A model of 2.4 GB, written and read in each format. It takes much memory, so it runs only if asked for.</summary>
    [LargeFileTheory, Trait("Speed", "Slow")]
    [InlineData(".keras")]
    [InlineData(".h5")]
    [InlineData(".weights.h5")]
    public void A_model_above_two_gigabytes_comes_back(string ending)
    {
        Sequential model = Large(), loaded;
        model.Parameters[0].SetValues<float>([.. Enumerable.Repeat(0.5f, 1 << 20), .. model.Parameters[0].ToArray<float>().AsSpan(1 << 20)]);
        string path = Path.Combine(Path.GetTempPath(), $"hebb-large-{Guid.NewGuid():N}{ending}");
        try
        {
            if (ending == ".weights.h5")
            {
                model.SaveWeights(path);
                loaded = Large();
                loaded.LoadWeights(path);
            }
            else
            {
                model.Compile(new SGD(), Loss.MeanSquaredError);
                model.Save(path);
                loaded = (Sequential)Model.Load(path);
            }

            Assert.True(new FileInfo(path).Length > 1L << 31);
            Tensor rows = Tensor.Create(new float[,] { { 0, 1 }, { 199_000, 7 } });
            Assert.Equal(model.Predict(rows).ToArray<float>(), loaded.Predict(rows).ToArray<float>());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Sequential Large() => new([new Input([2]), new Embedding(200_000, 1000), new Flatten(), new Dense(100_000), new Dense(2_000), new Dense(1)]);

    private static KeyValuePair<string, StoredArray> Pair(string name, StoredArray array) => KeyValuePair.Create(name, array);

    private static IEnumerable<string> Arrays(Hdf5Group group) =>
        group.Datasets.Select(entry => $"{entry.Key} {entry.Value.Values.Shape} {Bytes(entry.Value.Values)}").Concat(
            group.Groups.SelectMany(child => Arrays(child.Value).Select(text => $"{child.Key}/{text}")));

    private static string Bytes(StoredArray array) => array.Type == ElementType.Text
        ? string.Join(' ', array.ReadStrings())
        : Convert.ToHexString(array.Bytes().Span);

    private static string? Reason => Environment.GetEnvironmentVariable(Variable) == "1"
        ? null
        : $"Takes a minute and 12 GB of memory: set {Variable}=1 to run it.";

    private sealed class LargeFileTheoryAttribute : TheoryAttribute
    {
        public LargeFileTheoryAttribute() => Skip = Reason;
    }

    private sealed class LargeFileFactAttribute : FactAttribute
    {
        public LargeFileFactAttribute() => Skip = Reason;
    }
}
