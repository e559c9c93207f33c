using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Hebb.Data;
using Hebb.Data.Csv;
using Hebb.Data.Images;
using Hebb.Data.Preprocessing;
using Hebb.Data.Rows;
using Hebb.Data.Sounds;
using Hebb.Data.Tables;
using Hebb.Data.Text;

namespace Hebb.Fuzz;

/// <summary>The formats of data: tables, images, sounds, texts.</summary>
internal static class DataTargets
{
    private const int MostDeflated = 1032;

    private static readonly string s_folder = Directory.CreateTempSubdirectory("hebb-fuzz-").FullName;

    public static FuzzTarget Csv() => new ByteTarget("csv", Tables(), OfFile("x.csv", path => CsvReader.Read(path)), typeof(DataException));

    public static FuzzTarget JsonLines() => new ByteTarget(
        "jsonl", [.. JsonTables()], OfFile("x.jsonl", path => JsonLinesReader.Read(path)), typeof(DataException))
    { Expansion = 16 };

    public static FuzzTarget Rows() => new ByteTarget("rows", [.. Tables(), .. JsonTables()], bytes =>
    {
        using RowReader reader = RowSource.Open(new MemoryStream(bytes), null, new(), "rows", out _);
        reader.Bind(reader.Names);
        while (reader.NextRow())
        {
            for (int i = 0; reader.Problem is null && i < reader.Names.Count; i++) { _ = reader.Cell(i); }
        }
    }, typeof(DataException))
    { Expansion = 4 };

    public static FuzzTarget Png() => new ByteTarget("png", [.. Repository.Images("png"), Picture().ToPng()],
        bytes => Image.Decode(bytes), typeof(DataException))
    { Expansion = MostDeflated, Repair = PngChecksums };

    public static FuzzTarget Jpeg() => new ByteTarget("jpeg", [.. Repository.Images("jpeg"), .. Repository.Images("jpeg-color")],
        bytes => Image.Decode(bytes), typeof(DataException))
    { Expansion = MostDeflated };

    public static FuzzTarget Bitmap() => new ByteTarget("bitmap",
    [
        .. Repository.Images("bmp"),
        .. Repository.Images("pnm"),
        Picture().ToBmp(),
        Encoding.ASCII.GetBytes("P3\n# rows\n2 2\n255\n0 1 2 3 4 5 6 7 8 9 10 11\n"),
        [.. "P5 4 2 255\n"u8, 1, 2, 3, 4, 5, 6, 7, 8],
    ], bytes => Image.Decode(bytes), typeof(DataException))
    { Expansion = 8 };

    public static FuzzTarget Wav() => new ByteTarget("wav",
        [.. Enum.GetValues<WavEncoding>().Select(encoding => WavFile.Write(new(8000, 2, [.. Enumerable.Range(0, 40).Select(i => MathF.Sin(i))]), encoding))],
        bytes => Sound.Decode(bytes), typeof(DataException))
    { Expansion = 4 };

    public static FuzzTarget Idx() => new ByteTarget("idx", IdxFiles(), OfFile("x.idx", path => IdxFile.Read(path)), typeof(DataException))
    {
        Expansion = MostDeflated,
    };

    public static FuzzTarget Vocabularies()
    {
        string path = Path.Combine(s_folder, "vocabulary.json");
        Vocabulary.Fit(["the cat sat", "the dog ran \"away\""]).Save(path);
        Action<byte[]> read = OfFile("x.json", path => Vocabulary.Load(path));
        return new ByteTarget("vocabulary", [File.ReadAllBytes(path)], read, typeof(DataException)) { Expansion = 16 };
    }

    public static FuzzTarget Pipeline()
    {
        string Line(int i) => $"{i}.5,{"ABC"[i % 3]},2024-01-{i % 28 + 1:D2},{(i % 2 == 0 ? "yes" : "no")},{i % 2}";
        Table table = CsvReader.Read(new StringReader(string.Join('\n', Enumerable.Range(0, 40).Select(Line).Prepend("age,city,when,flag,y"))));
        using MemoryStream file = new();
        ColumnPipeline.Fit(table, Schema.Infer(table, "y")).Save(file);
        return new ByteTarget("pipeline", [file.ToArray()], bytes => ColumnPipeline.Load(new MemoryStream(bytes)), typeof(DataException)) { Expansion = 16 };
    }

    private static Action<byte[]> OfFile(string name, Action<string> read)
    {
        string path = Path.Combine(s_folder, name);
        return bytes =>
        {
            File.WriteAllBytes(path, bytes);
            read(path);
        };
    }

    private static byte[][] Tables() =>
    [
        .. ((string[])
        [
            "a,b,c\n1,x,2024-01-05\n2,\"y, \"\"z\"\"\",2024-01-06\n,,\n3,w,2024-01-07\n",
            "n;m\n1,5;2,25\n3,75;4,0\n1.234,5;6\n",
            "id\ttext\r\n007\tä\r\n008\tb\r\n\r\n",
            "x\n1\n2\n3\n4\n5\n6\n7\n8\n9\n",
            "1 2 3\n4 5 6\n",
        ]).Select(Encoding.UTF8.GetBytes),
        Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("a,b\n1,2\n3,4\n")).ToArray(),
        Encoding.Latin1.GetBytes("name;preis\nMüller;1,5\nGroß;2,5\n"),
    ];

    private static IEnumerable<byte[]> JsonTables() => ((string[])
    [
        "{\"a\": 1, \"b\": \"x\", \"c\": null}\n{\"b\": \"y\\u00e9\", \"a\": 2.5, \"c\": true}\n{\"a\": -1e3, \"b\": \"\", \"c\": false}\n",
        "{\"a\": 1}\n{\"a\": 2}\n\n{\"a\": null}\n",
    ]).Select(Encoding.UTF8.GetBytes);

    private static Image Picture() =>
        Image.FromTensor(Hebb.Tensors.Tensor.Create([.. Enumerable.Range(0, 9 * 7 * 3).Select(i => (float)(i * 7 % 256))], [9, 7, 3]));

    private static byte[][] IdxFiles()
    {
        byte[] plain = [0, 0, 8, 2, 0, 0, 0, 3, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6], floats = [0, 0, 0x0D, 1, 0, 0, 0, 2, 0x3F, 0x80, 0, 0, 0x40, 0, 0, 0];
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true)) { gzip.Write(plain); }
        return [plain, floats, packed.ToArray()];
    }

    /// <summary>Makes the checksums of chunks right again.</summary>
    private static void PngChecksums(byte[] bytes)
    {
        for (long at = 8; at + 12 <= bytes.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan((int)at));
            if (at + 12 + length > bytes.Length) { return; }
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan((int)(at + 8 + length)), Checksum.Of(bytes.AsSpan((int)at + 4, (int)length + 4)));
            at += 12 + length;
        }
    }
}
