using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hebb.Data;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Rows;
using Hebb.Data.Synthetic;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Streaming;
using Hebb.Learning.Tables;

namespace Hebb.Learning.Tests.Streaming;

public sealed class RowScorerTests(TrainedCustomers customers) : IClassFixture<TrainedCustomers>
{
    private (string Output, ScoreSummary Summary) Score(byte[] input, ScoreOptions? options = null, CancellationToken cancellation = default)
    {
        using var output = new MemoryStream();
        ScoreSummary summary = new RowScorer(customers.Model, options ?? new()).Score(new SlowStream(input, 10_000), output, cancellation);
        return (Encoding.UTF8.GetString(output.ToArray()), summary);
    }

    private static string JsonLines(Table table) => string.Join(
        '\n',
        Enumerable.Range(0, table.Rows).Select(row => new JsonObject(table.Columns.Select(column =>
            KeyValuePair.Create(column.Name, column.IsMissing(row) ? null : column is NumberColumn numbers ? (JsonNode)numbers[row] : column.TextAt(row))))
                .ToJsonString()));

    [Fact]
    public void Every_row_comes_out_in_order_with_the_figures_of_predict_to_the_bit()
    {
        byte[] input = File.ReadAllBytes(customers.CsvPath);
        (string output, ScoreSummary summary) = Score(input, new() { Threshold = 0.4 });
        string[] given = File.ReadAllLines(customers.CsvPath), lines = output.TrimEnd('\n').Split('\n');
        Predictions predictions = customers.Model.Predict(CsvReader.Read(customers.CsvPath), out TransformReport report);
        Assert.Equal(given[0] + ",prediction,probability_no,probability_yes,alert", lines[0]);
        Assert.Equal(given.Length, lines.Length);
        int alerts = 0;
        for (int row = 0; row < predictions.Rows; row++)
        {
            bool isAlert = predictions.Probability(row, 1) >= 0.4;
            alerts += isAlert ? 1 : 0;
            Assert.Equal(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{given[row + 1]},{predictions[row]},{predictions.Probability(row, 0):R},{predictions.Probability(row, 1):R},{(isAlert ? 1 : 0)}"),
                lines[row + 1]);
        }

        Assert.Equal(new ScoreSummary(1500, 0, alerts, 0, report.Columns.Sum(column => column.Imputed), false), summary);
        Assert.InRange(alerts, 1, 1499);
    }

    [Fact]
    public void Json_lines_give_the_same_figures_and_stay_json_lines()
    {
        (string csv, _) = Score(File.ReadAllBytes(customers.CsvPath));
        (string output, ScoreSummary summary) = Score(Encoding.UTF8.GetBytes(JsonLines(customers.Table)));
        string[] expected = [.. csv.TrimEnd('\n').Split('\n').Skip(1)], lines = output.TrimEnd('\n').Split('\n');
        Assert.Equal((1500, 1500), (lines.Length, summary.Rows));
        for (int row = 0; row < lines.Length; row++)
        {
            using JsonDocument json = JsonDocument.Parse(lines[row]);
            string[] cells = expected[row].Split(',');
            Assert.Equal(
                cells[^4..^1],
                (string[])[
                    json.RootElement.GetProperty("prediction").GetString()!,
                    json.RootElement.GetProperty("probability_no").GetRawText(),
                    json.RootElement.GetProperty("probability_yes").GetRawText(),
                ]);
            Assert.Equal(cells[^1] == "1", json.RootElement.GetProperty("alert").GetBoolean());
            Assert.Equal(customers.Table.Number("CustomerId")[row], json.RootElement.GetProperty("CustomerId").GetDouble());
        }
    }

    [Fact]
    public void Broken_rows_are_told_and_skipped_and_no_other_is_lost()
    {
        string[] given = File.ReadAllLines(customers.CsvPath);
        List<string> damaged = [.. given];
        damaged[10] = damaged[10].Replace(",yes", ",yes,extra", StringComparison.Ordinal) + ",again";
        damaged[20] = "only,three,fields";
        damaged[30] = "\"" + damaged[30];
        string[] cells = damaged[40].Split(',');
        cells[3] = "twelve"; // Tenure
        damaged[40] = string.Join(',', cells);
        List<SkippedRow> skipped = [];
        (string output, ScoreSummary summary) = Score(Encoding.UTF8.GetBytes(string.Join('\n', damaged)), new() { Source = "c.csv", Skipped = skipped.Add });
        Assert.Equal([11, 21, 31, 41], skipped.Select(row => row.Line));
        Assert.Equal("c.csv, line 41: column 'Tenure': 'twelve' is not a number. The row is skipped.", skipped[3].ToString());
        Assert.Equal((1496, 4), (summary.Rows, summary.SkippedRows));
        (string clean, _) = Score(File.ReadAllBytes(customers.CsvPath));
        string[] expected = [.. clean.Split('\n').Where((_, line) => line is not (10 or 20 or 30 or 40))];
        Assert.Equal(expected, output.Split('\n'));
    }

    [Fact]
    public void Alerts_come_in_order_with_line_score_prediction_and_row()
    {
        List<JsonElement> alerts = [];
        (_,
            ScoreSummary summary) = Score(
                File.ReadAllBytes(customers.CsvPath),
                new() { Threshold = 0.4, Class = "yes", Alert = text => alerts.Add(JsonDocument.Parse(text).RootElement) });
        Predictions predictions = customers.Model.Predict(customers.Table);
        int[] expected = [.. Enumerable.Range(0, 1500).Where(row => predictions.Probability(row, 1) >= 0.4)];
        Assert.Equal(expected.Select(row => row + 2), alerts.Select(alert => alert.GetProperty("line").GetInt32()));
        Assert.Equal(expected.Length, summary.Alerts);
        Assert.Equal(predictions.Probability(expected[0], 1), alerts[0].GetProperty("score").GetSingle());
        Assert.Equal(customers.Table["Country"].TextAt(expected[0]), alerts[0].GetProperty("row").GetProperty("Country").GetString());
        (_, ScoreSummary others) = Score(File.ReadAllBytes(customers.CsvPath), new() { Threshold = 0.4, Class = "no" });
        Assert.Equal(Enumerable.Range(0, 1500).Count(row => predictions.Probability(row, 0) >= 0.4), others.Alerts);
    }

    [Fact]
    public void Semicolons_and_decimal_commas_stay_what_they_are()
    {
        string text = "Tenure;MonthlyCharge;Country;Age;Contract;Products;SupportCalls;Satisfaction;HasApp;DaysSinceLogin\n5;33,25;\"Peru; "
            + "south\";40,5;monthly;2;1;3;yes;4\n6;34,5;Spain;41,5;monthly;1;1;3;no;\n";
        (string output, ScoreSummary summary) = Score(Encoding.UTF8.GetBytes(text));
        string[] cells = output.Split('\n')[1].Split(';');
        Assert.StartsWith("5;33,25;\"Peru; south\";40,5;", output.Split('\n')[1], StringComparison.Ordinal);
        Assert.Equal(
            1,
            float.Parse(cells[^3].Replace(',', '.'), CultureInfo.InvariantCulture) + float.Parse(cells[^2].Replace(',', '.'), CultureInfo.InvariantCulture),
            1e-6);
        Assert.Equal((2, 1), (summary.Rows, summary.Unknown));
    }

    [Fact]
    public void Missing_columns_and_classes_are_errors_with_the_names()
    {
        DataException error = Assert.Throws<DataException>(() => Score("Agee,Tenure\n1,2\n"u8.ToArray(), new() { Source = "x.csv" }));
        Assert.Contains("columns are missing: Age, Country,", error.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'Agee'?", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "There is no class 'maybe'", Assert.Throws<ArgumentException>(() => Score([1], new() { Class = "maybe" })).Message, StringComparison.Ordinal);
        Assert.Contains("The data are empty", Assert.Throws<DataException>(() => Score([])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_the_pipeline_refuses_costs_its_own_row_only()
    {
        string[] lines = File.ReadAllLines(customers.CsvPath);
        string[] cells = lines[7].Split(',');
        cells[3] = "1e300"; // Tenure
        lines[7] = string.Join(',', cells);
        lines[9] = "broken";
        List<SkippedRow> skipped = [];
        (string output, ScoreSummary summary) = Score(Encoding.UTF8.GetBytes(string.Join('\n', lines)), new() { Skipped = skipped.Add });
        Assert.Equal((1498, 2), (summary.Rows, summary.SkippedRows));
        Assert.Equal([8, 10], skipped.Select(row => row.Line));
        Assert.StartsWith("column 'Tenure': 1E+300 is too far from the training values", skipped[0].Reason, StringComparison.Ordinal);
        (string clean, _) = Score(File.ReadAllBytes(customers.CsvPath));
        Assert.Equal(clean.Split('\n').Where((_, line) => line is not (7 or 9)), output.Split('\n'));
    }

    [Fact]
    public void Rows_of_a_pipe_come_out_before_the_next_ones_come_in()
    {
        string[] lines = File.ReadAllLines(customers.CsvPath);
        using var output = new MemoryStream();
        using var input =
            new Pipe($"{lines[0]}\n{lines[1]}\n{lines[2]}\n", $"{lines[3]}\n", () => SpinWait.SpinUntil(() => Count(output) == 3, TimeSpan.FromSeconds(60)));
        Assert.Equal(3, new RowScorer(customers.Model, new() { Csv = new() { HasHeader = true } }).Score(input, output).Rows);
        Assert.True(input.WasAnswered, "the first two rows were not written until the third was read");
    }

    private static int Count(MemoryStream output)
    {
        byte[] written = output.ToArray();
        return written.Count(value => value == '\n');
    }

    /// <summary>Gives some text, then waits for an answer, then gives the rest.</summary>
    private sealed class Pipe(string first, string second, Func<bool> answered) : MemoryStream(Encoding.UTF8.GetBytes(first + second))
    {
        private readonly int _first = Encoding.UTF8.GetByteCount(first);

        public bool WasAnswered { get; private set; }

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer)
        {
            byte[] taken = new byte[buffer.Length];
            int count = Read(taken, 0, taken.Length);
            taken.AsSpan(0, count).CopyTo(buffer);
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (Position == _first) { WasAnswered = answered(); }
            return base.Read(buffer, offset, Math.Min(count, Position < _first ? _first - (int)Position : count));
        }
    }

    [Fact]
    public void A_cancelled_scoring_ends_with_complete_rows()
    {
        using CancellationTokenSource stop = new();
        (string output, ScoreSummary summary) = Score(File.ReadAllBytes(customers.CsvPath), new() { Threshold = 0, Alert = _ => stop.Cancel() }, stop.Token);
        Assert.True(summary.WasCancelled);
        Assert.EndsWith("\n", output, StringComparison.Ordinal);
        Assert.Equal(summary.Rows + 1, output.Count(c => c == '\n'));
    }

    [Fact]
    public void A_regression_is_scored_by_its_number()
    {
        Table table = SyntheticTables.Plane(200, 0, 2);
        TableModel model = TableTrainer.Train(table, "label", new() { Recipe = TableRecipe.Simple, Epochs = 2, Layers = [4] }).Trained;
        using var input = new MemoryStream();
        CsvWriter.Write(table.Drop("label"), input);
        input.Position = 0;
        using var output = new MemoryStream();
        new RowScorer(model, new() { Threshold = 0.1 }).Score(input, output);
        string[] lines = Encoding.UTF8.GetString(output.ToArray()).TrimEnd().Split('\n');
        Assert.Equal("x1,x2,prediction,label_low,label_high,alert", lines[0]);
        Predictions predictions = model.Predict(table);
        for (int row = 0; row < 200; row++)
        {
            string[] fields = lines[row + 1].Split(',');
            Assert.Equal(
                (predictions.Number(row), predictions.Interval(row)),
                (Number(fields[2]), (Number(fields[3]), Number(fields[4]))));
            Assert.Equal(predictions.Number(row) >= 0.1 ? "1" : "0", fields[5]);
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>An identifier is known by its text: 007 is not 7.</summary>
    [Theory]
    [InlineData(null, "CustomerId")]
    [InlineData("Note,Age", "Note Age")]
    [InlineData("", "")]
    public void Alerts_say_whom_they_are_about(string? keys, string expected)
    {
        string[] lines = [.. File.ReadLines(customers.CsvPath).Take(4)];
        byte[] input = Encoding.UTF8.GetBytes(string.Join('\n', lines.Select((line, i) =>
            i == 0 ? line + ",Note" : $"00{i}{line[line.IndexOf(',', StringComparison.Ordinal)..]},\"a, {i}\"")));
        List<JsonNode> alerts = [];
        string[]? names = keys?.Split(',', StringSplitOptions.RemoveEmptyEntries);
        Score(input, new() { Threshold = 0, Keys = names, Alert = bytes => alerts.Add(JsonNode.Parse(bytes)!) });
        Assert.Equal(3, alerts.Count);
        string[] known = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(known, alerts[1]["key"]?.AsObject().Select(pair => pair.Key) ?? []);
        Assert.All(known, name => Assert.Equal(
            name switch { "CustomerId" => "002", "Note" => "a, 2", _ => alerts[1]["row"]!["Age"]!.ToJsonString() }, (string?)alerts[1]["key"]![name]));
        Assert.DoesNotContain("Note", alerts[1]["row"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal(customers.Model.Pipeline.ColumnNames, alerts[1]["row"]!.AsObject().Select(pair => pair.Key));
    }

    /// <summary>A row of JSON that lacks the key can be scored all the same.</summary>
    [Fact]
    public void A_row_without_its_key_is_no_broken_row()
    {
        string[] lines = JsonLines(customers.Table.Take([0, 1, 2])).Split('\n');
        JsonObject second = JsonNode.Parse(lines[1])!.AsObject();
        second.Remove("CustomerId");
        List<JsonNode> alerts = [];
        ScoreOptions options = new() { Threshold = 0, Alert = bytes => alerts.Add(JsonNode.Parse(bytes)!) };
        (_, ScoreSummary summary) = Score(Encoding.UTF8.GetBytes(string.Join('\n', lines[0], second.ToJsonString(), lines[2])), options);
        Assert.Equal((3, 0), (summary.Rows, summary.SkippedRows));
        string[] ids = [.. customers.Table.Number("CustomerId").Values.ToArray().Take(3).Select(id => id.ToString(CultureInfo.InvariantCulture))];
        Assert.Equal([ids[0], null, ids[2]], alerts.Select(alert => (string?)alert["key"]!["CustomerId"]));
        alerts.Clear();
        (_, summary) = Score(Encoding.UTF8.GetBytes(string.Join('\n', second.ToJsonString(), lines[0])), options);
        Assert.Equal((2, 0), (summary.Rows, summary.SkippedRows));
        Assert.All(alerts, alert => Assert.Null(alert["key"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_key_that_the_rows_lack_is_refused(bool isJson) => Assert.Contains(
        "There is no column 'CustomerIdd' to know alerts by. Did you mean 'CustomerId'?",
        Assert.Throws<DataException>(() => Score(
            isJson ? Encoding.UTF8.GetBytes(JsonLines(customers.Table.Take([0]))) : File.ReadAllBytes(customers.CsvPath),
            new() { Keys = ["CustomerIdd"], Alert = _ => { } })).Message,
        StringComparison.Ordinal);
}
