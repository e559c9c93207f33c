using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Formats.Zip;
using Hebb.Learning.Trees;
using Hebb.Tensors;

namespace Hebb.Fuzz;

/// <summary>The formats that hold arrays.</summary>
internal static class FormatTargets
{
    private const string Fixtures = "tests/Hebb.Tests/Fixtures";

    public static FuzzTarget Hdf5() => new ByteTarget(
        "hdf5", Repository.Files(Fixtures, ".h5"), bytes => Walk(Hdf5File.Read(bytes)), typeof(FileFormatException))
    {
        Expansion = 100,
    };

    public static FuzzTarget Zip() => new ByteTarget("zip", [Zipped(CompressionLevel.NoCompression), Zipped(CompressionLevel.Optimal)], bytes =>
    {
        ZipReader zip = new(ByteSource.Of(bytes), "zip");
        foreach (string name in zip.Names)
        {
            try { _ = zip.Read(name); }
            catch (FileFormatException) { }
        }
    }, typeof(FileFormatException))
    { Expansion = 100 };

    public static FuzzTarget Npy() => new ByteTarget(
        "npy", Repository.Files(Fixtures, ".npy"), bytes => Decode(Hebb.Formats.NumPy.Npy.Read(bytes)), typeof(FileFormatException))
    {
        Expansion = 8, // numbers of a byte become doubles
    };

    public static FuzzTarget Npz() => new ByteTarget("npz", Repository.Files(Fixtures, ".npz"), bytes =>
    {
        foreach (StoredArray array in Hebb.Formats.NumPy.Npz.Read(bytes).Values) { Decode(array); }
    }, typeof(FileFormatException))
    { Expansion = 100, Repair = ZipChecksums };

    public static FuzzTarget Safetensors() => new ByteTarget("safetensors", [Tensors()], bytes =>
    {
        foreach (StoredArray array in Hebb.Formats.Safetensors.Read(bytes).Values) { Decode(array); }
    }, typeof(FileFormatException))
    { Expansion = 8 };

    /// <summary>Trees of numbers and categories; what is read predicts a row.</summary>
    public static FuzzTarget Trees() => new ByteTarget("trees", [BoostedForest()], bytes =>
    {
        BoostedTrees trees = BoostedTrees.Load(new MemoryStream(bytes));
        trees.Predict(new double[trees.CategoryCounts.Count], new double[trees.Outputs]);
    }, typeof(FileFormatException))
    { Expansion = 2 };

    /// <summary>Makes the checksums of stored members right again.</summary>
    public static void ZipChecksums(byte[] bytes)
    {
        for (int at = 0; at + 46 < bytes.Length; at++)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)) != 0x02014B50) { continue; }
            long local = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 42));
            long length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 20));
            if (local + 30 > bytes.Length || bytes[at + 10] != 0) { continue; }
            long start = local + 30 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan((int)local + 26))
                + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan((int)local + 28));
            if (start + length > bytes.Length) { continue; }
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 16), Checksum.Of(bytes.AsSpan((int)start, (int)length)));
        }
    }

    private static void Walk(Hdf5Group group)
    {
        foreach (StoredArray value in group.Attributes.Values) { Decode(value); }
        foreach (Hdf5Dataset dataset in group.Datasets.Values)
        {
            Decode(dataset.Values);
            foreach (StoredArray value in dataset.Attributes.Values) { Decode(value); }
        }

        foreach (Hdf5Group child in group.Groups.Values) { Walk(child); }
    }

    private static void Decode(StoredArray array)
    {
        if (array.Type == ElementType.Text) { array.ReadStrings(); }
        else { array.ReadDoubles(); }
    }

    private static byte[] Zipped(CompressionLevel level)
    {
        using MemoryStream file = new();
        using (ZipArchive zip = new(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in (string[])["a.txt", "folder/b.txt", "c"])
            {
                using Stream member = zip.CreateEntry(name, level).Open();
                member.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(name + " holds text. ", 20))));
            }
        }

        return file.ToArray();
    }

    private static byte[] BoostedForest()
    {
        int[] rows = [.. Enumerable.Range(0, 120)];
        TreeColumn numbers = TreeColumn.Numbers([.. rows.Select(i => i % 9 == 0 ? double.NaN : i * 7 % 50)]);
        TreeColumn[] columns = [numbers, TreeColumn.Categories([.. rows.Select(i => i % 70)], 70)];
        BoostedTreesOptions options = new() { Rounds = 3, MaxLeaves = 5, MinRowsPerLeaf = 5, MinRowsPerCategory = 1 };
        using MemoryStream file = new();
        BoostedTrees.FitClasses(new(columns, [.. rows.Select(i => (double)(i * 7 % 50 / 20 + i % 70 / 40))]), 4, options).Save(file);
        return file.ToArray();
    }

    private static byte[] Tensors()
    {
        using MemoryStream file = new();
        Hebb.Formats.Safetensors.Write(file, new OrderedDictionary<string, StoredArray>
        {
            ["a"] = StoredArray.Of([2, 3], new float[6]),
            ["b\n"] = StoredArray.Of([4], new long[4]),
            ["c"] = StoredArray.Of([], new byte[1]),
        });
        return file.ToArray();
    }
}
