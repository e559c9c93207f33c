using System.Globalization;
using System.Text;
using Hebb.Learning.Tables;
using Hebb.Ops;

namespace Hebb.Cli.Tests.Commands;

/// <summary>A cell is the same number in every verb, and messages speak the tool's words.</summary>
public sealed class ReadingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-reading-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    /// <summary>Incomes above 30000 are rich: the numbers matter, and thousands read as decimals would not do.</summary>
    private string Incomes(string name, int rows, char delimiter = ',', Encoding? encoding = null)
    {
        SplitMix64 random = new(4);
        StringBuilder text = new($"income{delimiter}rate{delimiter}city{delimiter}rich\n");
        for (int i = 0; i < rows; i++)
        {
            int income = 500 + random.Below(60_000);
            text.Append(CultureInfo.InvariantCulture,
                $"\"${income:N0}\"{delimiter}{random.Below(100)}%{delimiter}{(i % 2 == 0 ? "L’Aquila" : "Köln")}{delimiter}");
            text.Append(income > 30_000 ? "yes\n" : "no\n");
        }

        File.WriteAllBytes(At(name), (encoding ?? CodePagesEncodingProvider.Instance.GetEncoding(1252)!).GetBytes(text.ToString()));
        return At(name);
    }

    private string Trained(string data, params string[] more)
    {
        string model = At($"model{more.Length}");
        Answer trained = Tool.Run(["train", data, "--target", "rich", "--epochs", "2", "--layers", "4", "--output", model, .. more]);
        Assert.Contains("income: thousands separated by commas", trained.Succeeded, StringComparison.Ordinal);
        Assert.Contains("rate: numbers with '%'", trained.Succeeded, StringComparison.Ordinal);
        return model;
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_cell_is_the_same_number_in_every_verb()
    {
        string data = Incomes("d.csv", 200), model = Trained(data);
        TableModel loaded = TableModel.Load(model);

        // One row: no other value tells how 1,461 is to be read.
        foreach (string income in (string[])["$1,461", "1,461", "1461", "$1,461.00"])
        {
            string expected = Tool.Run("predict", model, "--row", "income=1461,rate=7,city=Köln").Succeeded;
            Assert.Equal(expected, Tool.Run("predict", model, "--row", $"income=\"{income}\",rate=7%,city=Köln").Succeeded);
            File.WriteAllText(At("one.csv"), $"income,rate,city\n\"{income}\",7%,Köln\n");
            string[] cells = expected.TrimEnd().Split("  ");
            string wanted = $"{cells[0]},{cells[1][3..]},{cells[2][4..]}";
            Assert.Equal(wanted, Tool.Run("predict", model, At("one.csv")).Succeeded.TrimEnd().Split('\n')[1]);
            File.WriteAllText(At("one.jsonl"), $"{{\"income\": \"{income}\", \"rate\": 7, \"city\": \"Köln\"}}\n");
            Assert.Equal(wanted, Tool.Run("predict", model, At("one.jsonl")).Succeeded.TrimEnd().Split('\n')[1]);
            Answer scored = Tool.Run("score", model, "--threshold", "0.5", "--input", At("one.csv"));
            Assert.Contains($",{wanted},", scored.Succeeded.Split('\n')[1], StringComparison.Ordinal);
        }

        // The same rows with another delimiter, another encoding and decimal commas are the same table.
        string accuracy = Tool.Run("evaluate", model, data).Succeeded;
        Assert.Equal(accuracy, Tool.Run("evaluate", model, Incomes("semicolon.csv", 200, ';', new UTF8Encoding(true))).Succeeded);
        Assert.Equal(
            [.. loaded.Pipeline.Reading.Names.Order()],
            TableModel.Load(Trained(data, "--stream")).Pipeline.Reading.Names.Order().ToArray());
    }

    [Fact]
    public void An_error_offers_options_that_exist_and_each_of_them_helps()
    {
        string path = At("bad.csv");
        File.WriteAllText(path,
            "A,B,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{(i == 40 ? "12O" : $"{i * 7 % 50}")},{i * 3 % 17},{(i % 2 == 0 ? "p" : "q")}\n")));
        string[] start = ["train", path, "--target", "y", "--epochs", "1", "--layers", "2", "--force", "--output", At("m")];
        Answer failed = Tool.Run(start);
        Assert.Equal(ExitCode.Failure, failed.Code);
        foreach (string option in (string[])["--missing A=12O", "--types A=text", "--drop A", "--skip-bad"])
        {
            Assert.Contains(option, failed.Error, StringComparison.Ordinal);
            _ = Tool.Run([.. start, .. option.Split(' ')]).Succeeded;
        }

        Assert.DoesNotContain("CsvOptions", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_open_is_asked_with_both_readings()
    {
        string path = At("open.csv");
        File.WriteAllText(path,
            "a;y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{(i % 9) + 1},{(i * 37 % 900) + 100};{(i % 2 == 0 ? "p" : "q")}\n")));
        string[] start = ["train", path, "--target", "y", "--epochs", "1", "--layers", "2", "--force", "--output", At("m")];
        Answer failed = Tool.Run(start);
        Assert.Contains("can be read in two ways", failed.Error, StringComparison.Ordinal);
        Assert.Contains("--decimal .; --decimal ,", failed.Error, StringComparison.Ordinal);
        Assert.Matches(@"number, 1\d{3} to 9\d{3}", Tool.Run([.. start, "--decimal", "."]).Succeeded);
        Assert.Matches(@"number, 1\.\d+ to 9\.\d+", Tool.Run([.. start, "--decimal", ","]).Succeeded);
    }

    [Fact]
    public void A_note_beside_pictures_does_not_make_them_texts()
    {
        Directory.CreateDirectory(At("shapes/a"));
        Directory.CreateDirectory(At("shapes/empty"));
        File.WriteAllText(At("shapes/readme.txt"), "Pictures.");
        File.WriteAllBytes(At("shapes/a/1.png"), [1]);
        File.WriteAllBytes(At("shapes/a/2.png"), [1]);
        Assert.Contains("images in the folder 'a' only", Tool.Run("train", At("shapes")).Error, StringComparison.Ordinal);
    }
}
