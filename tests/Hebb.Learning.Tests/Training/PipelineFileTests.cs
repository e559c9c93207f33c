using System.Text.RegularExpressions;

namespace Hebb.Learning.Tests.Training;

/// <summary>The reference of pipeline.json in the documentation is complete.</summary>
public sealed partial class PipelineFileTests
{
    /// <summary>What writes the file: fields have their names there, as texts.</summary>
    private static readonly string[] s_writers =
    [
        "src/Hebb.Data/Preprocessing/*Feature.cs", "src/Hebb.Data/Preprocessing/*Json.cs", "src/Hebb.Data/Preprocessing/PipelineColumn.cs",
        "src/Hebb.Data/Text/Vocabulary.cs", "src/Hebb.Learning/Images/*Pipeline.cs", "src/Hebb.Learning/Sounds/*Pipeline.cs",
        "src/Hebb.Learning/Texts/*Pipeline.cs", "src/Hebb.Learning/Texts/TextGrams.cs", "src/Hebb.Learning/Series/*Pipeline.cs",
        "src/Hebb.Learning/Series/SeriesOrder.cs", "src/Hebb.Learning/Characters/*Pipeline.cs", "src/Hebb.Learning/Training/PipelineFile.cs",
        "src/Hebb.Learning/Tables/TableModel.cs",
    ];

    [Fact]
    public void Every_field_is_explained()
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "pipeline-json.md"));
        IEnumerable<Match> written = s_writers.SelectMany(Files).SelectMany(file => Field().Matches(File.ReadAllText(file)));
        string[] fields = [.. written.Select(field => field.Groups[1].Value).Distinct()];
        Assert.InRange(fields.Length, 40, 100);
        Assert.All(fields, field => Assert.Contains($"`{field}`", page, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Repository.PathOf(Path.GetDirectoryName(pattern)!.Split(['/', '\\'])), Path.GetFileName(pattern));

    [GeneratedRegex(@"(?:json\.Write\w+\(|WriteTexts\(json, )""(\w+)""")]
    private static partial Regex Field();
}
