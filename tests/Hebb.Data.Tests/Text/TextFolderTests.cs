using Hebb.Data.Reading;
using Hebb.Data.Tables;
using Hebb.Data.Text;

namespace Hebb.Data.Tests.Text;

public sealed class TextFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-texts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, path))!);
        File.WriteAllText(Path.Combine(_folder, path), text);
    }

    [Fact]
    public void Folders_are_classes()
    {
        Write("pos/2.txt", "good\nfilm");
        Write("pos/1.txt", "\uFEFFüber");
        Write("neg/1.txt", "bad");
        Write("neg/readme.md", "no");
        Table table = TextFolder.Read(_folder);
        Assert.Equal<string?[]>(["bad", "über", "good\nfilm"], table.Text("text").Values.ToArray());
        Assert.Equal<string?[]>(["neg", "pos", "pos"], table.Text("label").Values.ToArray());
    }

    [Fact]
    public void Files_are_classes_of_lines()
    {
        Write("Polish.txt", "Adamczak\r\n\r\nKowalski\n");
        Write("Irish.txt", "O'Brien");
        Table table = TextFolder.ReadLines(_folder);
        Assert.Equal<string?[]>(["O'Brien", "Adamczak", "Kowalski"], table.Text("text").Values.ToArray());
        Assert.Equal<string?[]>(["Irish", "Polish", "Polish"], table.Text("label").Values.ToArray());
    }

    [Fact]
    public void Too_few_classes_and_other_bytes_are_refused()
    {
        Write("only/1.txt", "x");
        Assert.Contains(
            "1 texts of 1 classes. Expected at least two folders",
            Assert.Throws<DataException>(() => TextFolder.Read(_folder)).Message,
            StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(_folder, "only", "2.txt"), [65, 0, 1, 66]);
        DataException wrong = Assert.Throws<DataException>(() => TextFolder.Read(_folder));
        Assert.EndsWith("2.txt", wrong.File, StringComparison.Ordinal);
        Assert.Contains("binary data", wrong.Message, StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => TextFolder.ReadLines(Path.Combine(_folder, "none")));
    }

    [Fact]
    public void Texts_that_are_no_Unicode_are_read_as_tables_are()
    {
        File.WriteAllBytes(Path.Combine(_folder, "pos.txt"), [.. "caf"u8, 0xE9, (byte)'\n', 0x80, (byte)'5', (byte)'\n']);
        Write("neg.txt", "née\n");
        Assert.Equal(["née", "café", "€5"], TextFolder.ReadLines(_folder).Text("text").List());
        Assert.Equal("Ж", TextFile.Decode([0xC6], "x", Encodings.Find("windows-1251")));
    }

    [RealDataFact("surnames/Arabic.txt")]
    public void Surnames_are_read()
    {
        Table names = TextFolder.ReadLines(Repository.SharedData("surnames")!);
        Assert.Equal(18, names.Text("label").Values.ToArray().Distinct().Count());
        Assert.InRange(names.Rows, 20_000, 20_100);
    }
}
