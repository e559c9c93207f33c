using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Hebb.Cli.Tests.Commands;

public sealed class ScoreCommandTests(TrainedCustomers customers) : IClassFixture<TrainedCustomers>
{
    [Fact]
    public void A_file_is_scored_into_a_file_with_the_figures_of_predict()
    {
        string path = customers.At("scored.csv"), alerts = customers.At("alerts.jsonl");
        Answer answer = Tool.Run("score", customers.Model, "--threshold", "0.3", "--input", Tool.Customers, "--output", path, "--alerts", alerts);
        Assert.Empty(answer.Succeeded);
        Assert.Matches(@"^5000 rows scored in .* 0 rows skipped, \d+ missing values filled in, 0 unknown categories\.\n$", answer.Error);
        string[] predicted = Tool.Run("predict", customers.Model, Tool.Customers).Succeeded.TrimEnd().Split('\n'), given = File.ReadAllLines(Tool.Customers),
            scored = File.ReadAllLines(path);
        Assert.Equal(given.Zip(predicted, (row, figures) => $"{row},{figures}"), scored.Select(line => line[..line.LastIndexOf(',')]));
        Assert.False(File.Exists(path + ".tmp"));
        Assert.Equal(scored.Count(line => line.EndsWith(",1", StringComparison.Ordinal)), File.ReadAllLines(alerts).Length);
        Assert.True(File.ReadAllLines(alerts).Length > 0);
    }

    [Fact]
    public void A_pipe_is_scored_to_the_terminal()
    {
        string piped = Tool.Run(File.ReadAllBytes(Tool.Customers), "score", customers.Model, "--threshold", "0.5").Succeeded;
        Assert.Equal(Tool.Run("score", customers.Model, "--threshold", "0.5", "--input", Tool.Customers).Succeeded, piped);
    }

    [Fact]
    public void Rows_that_cannot_be_read_are_told_with_file_and_line_and_the_exit_code_says_so()
    {
        List<string> lines = [.. File.ReadLines(Tool.Customers).Take(50)];
        lines.Insert(7, "broken");
        string path = customers.At("rows.csv");
        File.WriteAllLines(path, lines);
        Answer answer = Tool.Run("score", customers.Model, "--threshold", "0.5", "--input", path);
        Assert.Equal(ExitCode.Skipped, answer.Code);
        Assert.Contains("hebb: rows.csv, line 8: found 1 fields, expected 12. The row is skipped.", answer.Error, StringComparison.Ordinal);
        Assert.Contains("49 rows scored", answer.Error, StringComparison.Ordinal);
        Assert.Equal(50, answer.Output.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void A_missing_column_fails_and_leaves_no_file()
    {
        string path = customers.At("bad.csv"), output = customers.At("bad-out.csv");
        File.WriteAllText(path, "Age,Country\n1,Spain\n");
        Answer answer = Tool.Run("score", customers.Model, "--threshold", "0.5", "--input", path, "--output", output);
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Contains("bad.csv, column 'Tenure': 8 columns are missing: Tenure,", answer.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(output) || File.Exists(output + ".tmp"));
    }

    [Theory]
    [InlineData("--format", "xml", "--format is 'xml'. Expected csv or jsonl.")]
    [InlineData("--alert", "nowhere", "--alert is 'nowhere'. Expected an address such as")]
    public void Wrong_values_are_wrong_usage(string option, string value, string message)
    {
        Answer answer = Tool.Run("score", customers.Model, "--threshold", "0.5", "--input", Tool.Customers, option, value);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(message, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Alerts_are_posted_in_order_and_again_after_a_failure()
    {
        using Receiver receiver = new(failures: 2);
        Answer answer = Tool.Run(
            "score", customers.Model, "--threshold", "0.3", "--input", Tool.Customers, "--output", customers.At("posted.csv"), "--alert", receiver.Url);
        Assert.True(answer.Code == ExitCode.Success, answer.Error);
        int[] expected = [.. File.ReadLines(customers.At("posted.csv"))
            .Select((line, i) => (line, i))
            .Where(row => row.line.EndsWith(",1", StringComparison.Ordinal))
            .Select(row => row.i + 1)];
        Assert.Equal(expected, receiver.Lines);
        Assert.True(receiver.Requests > 2);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_receiver_that_is_gone_costs_alerts_but_no_scores()
    {
        string url;
        using (Receiver receiver = new(0)) { url = receiver.Url; }
        Answer answer =
            Tool.Run("score", customers.Model, "--threshold", "0.3", "--input", Tool.Customers, "--output", customers.At("gone.csv"), "--alert", url);
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Matches(@"hebb: \d+ alerts could not be delivered \(.*\)\. The scores are written\.", answer.Error);
        Assert.Equal(5001, File.ReadAllLines(customers.At("gone.csv")).Length);
    }

    [Fact]
    public void What_is_written_has_the_form_that_its_name_says()
    {
        byte[] json = Encoding.UTF8.GetBytes("""
            {"CustomerId": 100001, "Age": 64, "Country": "France", "Tenure": 27, "Contract": "one year", "Products": 2, "MonthlyCharge": 42.44,
            """.ReplaceLineEndings(" ") + """
            "SupportCalls": 2, "Satisfaction": 4, "HasApp": "no", "DaysSinceLogin": null}

            """);
        string table = customers.At("rows-as-json.csv");
        Answer answer = Tool.Run(json, "score", customers.Model, "--threshold", "0.5", "--output", table);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(
            "ends in .csv, but a JSON object on each line, as the rows come, is written. Choose a name that ends in .jsonl", answer.Error,
            StringComparison.Ordinal);
        Assert.False(File.Exists(table));
        Assert.Equal(ExitCode.Success, Tool.Run(json, "score", customers.Model, "--threshold", "0.5", "--output", customers.At("rows-as-json.jsonl")).Code);
        answer = Tool.Run("score", customers.Model, "--input", Tool.Customers, "--output", customers.At("rows-as-csv.jsonl"));
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("but CSV, as the rows come, is written", answer.Error, StringComparison.Ordinal);
        answer = Tool.Run("score", customers.Model, "--input", Tool.Customers, "--output", customers.At("o.csv"), "--alerts", customers.At("alerts.csv"));
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.False(File.Exists(customers.At("alerts.csv")) || File.Exists(customers.At("o.csv")));
    }

    [Fact]
    public void Alerts_hold_the_key_that_is_chosen()
    {
        string alerts = customers.At("keyed.jsonl"), output = customers.At("keyed.csv");
        _ = Tool.Run("score", customers.Model, "--input", Tool.Customers, "--output", output, "--alerts", alerts, "--key", "CustomerId,Country").Succeeded;
        string[] expected = [.. File.ReadLines(output).Where(line => line.EndsWith(",1", StringComparison.Ordinal))
            .Select(line => line.Split(',')).Select(cells => $"{cells[0]},{cells[2]}")];
        Assert.Equal(expected, File.ReadLines(alerts).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("key"))
            .Select(key => $"{key.GetProperty("CustomerId").GetString()},{key.GetProperty("Country").GetString()}"));
        Answer answer = Tool.Run("score", customers.Model, "--input", Tool.Customers, "--key", "CustomerId");
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("--key is for alerts: give --alerts FILE or --alert URL as well", answer.Error, StringComparison.Ordinal);
    }

    /// <summary>A server that refuses the first requests and notes the lines of the alerts it takes.</summary>
    private sealed class Receiver : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _task;

        public Receiver(int failures)
        {
            using (TcpListener free = new(IPAddress.Loopback, 0))
            {
                free.Start();
                Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/alerts/";
            }

            _listener.Prefixes.Add(Url);
            _listener.Start();
            _task = Task.Run(() => Serve(failures));
        }

        public string Url { get; }

        public int Requests { get; private set; }

        public List<int> Lines { get; } = [];

        public void Dispose()
        {
            _listener.Close();
            _task.Wait(TimeSpan.FromSeconds(5));
        }

        private void Serve(int failures)
        {
            try
            {
                while (true)
                {
                    HttpListenerContext context = _listener.GetContext();
                    using StreamReader reader = new(context.Request.InputStream, Encoding.UTF8);
                    using JsonDocument body = JsonDocument.Parse(reader.ReadToEnd());
                    bool isRefused = Requests++ < failures;
                    if (!isRefused) { Lines.AddRange(body.RootElement.EnumerateArray().Select(alert => alert.GetProperty("line").GetInt32())); }
                    context.Response.StatusCode = isRefused ? 503 : 204;
                    context.Response.Close();
                }
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                // closed
            }
        }
    }
}
