using System.Text;
using Hebb.Data.Images;
using Hebb.Data.Preprocessing;
using Hebb.Data.Text;

namespace Hebb.Data.Tests;

/// <summary>Files that made readers throw what they do not declare. More are made by tests/Hebb.Fuzz.</summary>
public sealed class HostileFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hostile").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Damaged_pixels_of_a_png_are_refused() =>
        Assert.Throws<DataException>(() => Image.Load(Repository.PathOf("tests", "Hebb.Tests", "Fixtures", "hostile", "zlib.png")));

    [Theory]
    [InlineData("iVBORw0KGgoAAAANSUhEUv////////8/CAIAAABMfKfd")]
    [InlineData("iVBORw0KGgoAAAANSUhEUv//////////CAIAAAEqk4n/")]
    [InlineData("iVBORw0KGgoAAAANSUhEUv////////9/AQAAAADkPQdL")]
    public void Extents_of_a_picture_that_overflow_when_they_are_multiplied_are_refused(string png) =>
        Assert.Contains("more than the", Assert.Throws<DataException>(() => Image.Decode(Convert.FromBase64String(png))).Message, StringComparison.Ordinal);

    [Fact]
    public void Half_a_surrogate_pair_in_a_pipeline_is_refused()
    {
        byte[] file = File.ReadAllBytes(Repository.PathOf("tests", "Hebb.Tests", "Fixtures", "hostile", "surrogate.pipeline.json"));
        Assert.Throws<DataException>(() => ColumnPipeline.Load(new MemoryStream(file)));
        Assert.Throws<DataException>(() => ColumnPipeline.Load(new MemoryStream(Encoding.UTF8.GetBytes("{\"\\ud800\": 1}"))));
    }

    [Theory]
    [InlineData("{\"format\": \"\\ud800\"}")]
    [InlineData("{\"\\udfff\": 1}")]
    [InlineData("{\"format\": 1, \"format\": 2}")]
    public void A_vocabulary_that_is_no_text_is_refused(string json)
    {
        string path = Path.Combine(_folder, "v.json");
        File.WriteAllText(path, json);
        Assert.Throws<DataException>(() => Vocabulary.Load(path));
    }
}
