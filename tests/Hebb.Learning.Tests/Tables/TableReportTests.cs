using System.Xml;
using System.Xml.Linq;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Reports;
using Hebb.Learning.Tables;

namespace Hebb.Learning.Tests.Tables;

public sealed class TableReportTests
{
    private static readonly ReportFinding s_finding = new("dense_2", "dead units", "12 of 16 are 0 for every row", "a smaller learning rate");

    [Fact]
    public void A_page_of_classes_is_well_formed_and_complete()
    {
        TrainedTable trained = TableTrainer.Train(Table("<script>alert(1)</script>", "a & b"), "y", new() { Epochs = 3, Seed = 1 });
        string html = TableReport.Of(trained, [s_finding]).ToHtml();
        XElement page = Parse(html);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", html.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        string text = page.Value;
        Assert.Contains("<script>alert(1)</script>", text, StringComparison.Ordinal);
        Assert.Contains("a & b", text, StringComparison.Ordinal);
        string[] headings = [.. page.Descendants("h2").Select(heading => heading.Value)];
        Assert.Equal(
            [
                "Compared with simpler models", "What the training doctor found", "Confusion matrix and curves", "Choosing the decision threshold",
                "What the network looks at", "Learning curves", "Findings and decisions"
            ],
            headings);
        Assert.Contains("12 of 16 are 0 for every row", text, StringComparison.Ordinal);
        Assert.All(page.Descendants("svg"), svg => Assert.False(string.IsNullOrEmpty(svg.Attribute("aria-label")?.Value)));

        // The matrix of the picture is that of the held-out rows, truths down and answers across.
        ConfusionMatrix confusion = trained.Trained.Judge(trained.Plan.Table.Take(trained.Plan.Split.Test)).Confusion!;
        XElement matrix = page.Descendants("svg").Single(svg => svg.Attribute("aria-label")!.Value == "Confusion matrix");
        Assert.Equal(
            [$"{confusion[0, 0]}", $"{confusion[0, 1]}", $"{confusion[1, 0]}", $"{confusion[1, 1]}"],
            matrix.Descendants("text").Where(cell => cell.Attribute("class")?.Value == "count").Select(cell => cell.Value));
    }

    [Fact]
    public void A_page_of_numbers_shows_residuals_and_no_empty_section()
    {
        double[] x = [.. Enumerable.Range(0, 80).Select(row => row / 7.0)];
        Table table = new(new NumberColumn("x", x), new NumberColumn("y", [.. x.Select(value => (3 * value) + 7)]));
        XElement page = Parse(TableReport.Of(TableTrainer.Train(table, "y", new() { Epochs = 3 })).ToHtml());
        string[] headings = [.. page.Descendants("h2").Select(heading => heading.Value)];
        Assert.Contains("Predicted and true", headings);
        Assert.DoesNotContain("What the training doctor found", headings);
        Assert.Equal(16, page.Descendants("svg").First(svg => svg.Attribute("aria-label")!.Value == "Residuals").Descendants("circle").Count());
    }

    [Fact]
    public void Characters_that_no_page_may_hold_are_replaced()
    {
        TrainedTable trained = TableTrainer.Train(Table("bad\u0001name", "b"), "y", new() { Epochs = 1 });
        Assert.Contains("bad\uFFFDname", Parse(TableReport.Of(trained).ToHtml()).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Thresholds_come_from_validation_rows()
    {
        TrainedTable trained = TableTrainer.Train(Table("a", "b"), "y", new() { Recipe = TableRecipe.Simple, Epochs = 3 });
        int validation = trained.Plan.Split.Validation.Length;
        Assert.All(trained.Thresholds(), choice => Assert.Equal(validation, choice.Hits + choice.Alarms + choice.Misses + choice.Passes));
        Assert.True(trained.Thresholds().Count >= 4);
    }

    private static Table Table(string first, string second) => new(
        new NumberColumn(first, [.. Enumerable.Range(0, 120).Select(row => row % 17.0)]),
        new TextColumn(second, [.. Enumerable.Range(0, 120).Select(row => row % 3 == 0 ? "<b>" : "c")]),
        new TextColumn("y", [.. Enumerable.Range(0, 120).Select(row => row % 17 > 8 ? "yes" : "no")]));

    private static XElement Parse(string html)
    {
        Assert.StartsWith("<!DOCTYPE html>\n", html, StringComparison.Ordinal);
        using XmlReader reader = XmlReader.Create(new StringReader(html["<!DOCTYPE html>\n".Length..]));
        return XElement.Load(reader);
    }
}
