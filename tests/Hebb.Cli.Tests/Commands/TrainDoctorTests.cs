using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hebb.Callbacks;
using Hebb.Data.Csv;
using Hebb.Data.Tables;
using Hebb.Learning.Tables;

namespace Hebb.Cli.Tests.Commands;

public sealed class TrainDoctorTests
{
    [Fact]
    public void Healthy_customers_have_no_findings()
    {
        using Tool tool = new();
        Answer answer = Tool.Run("train", Tool.Customers, "--target", "Churned", "--json", "--output", tool.At("m"));
        Assert.Empty(JsonNode.Parse(answer.Succeeded)!["findings"]!.AsArray());
        Assert.DoesNotContain("doctor:", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_kinds_of_flowers_have_no_findings()
    {
        using Tool tool = new();
        Answer answer = Tool.Run("train", tool.Write("flowers.csv", Flowers()), "--target", "kind", "--json", "--output", tool.At("m"));
        Assert.Empty(JsonNode.Parse(answer.Succeeded)!["findings"]!.AsArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("--stream")]
    [Trait("Speed", "Slow")]
    public void A_rate_that_is_far_too_high_is_named_on_the_second_stream_in_json_and_in_the_page(string stream)
    {
        using Tool tool = new();
        string[] args =
        [
            "train", Tool.Customers, "--target", "Churned", "--learning-rate", "30", "--epochs", "8", "--json", "--output", tool.At("m"),
            .. stream.Length > 0 ? new[] { stream } : []
        ];
        Answer answer = Tool.Run(args);
        JsonNode finding = JsonNode.Parse(answer.Succeeded)!["findings"]!.AsArray()[0]!;
        Assert.All((string[])["problem", "evidence", "fix"], name => Assert.NotEmpty(finding[name]!.GetValue<string>()));
        Assert.Contains($"doctor: {finding["problem"]}", answer.Error, StringComparison.Ordinal);
        Assert.Contains("fix: ", answer.Error, StringComparison.Ordinal);
        if (stream.Length == 0)
        {
            Assert.Contains(finding["problem"]!.GetValue<string>(), File.ReadAllText(Path.Combine(tool.At("m"), "report.html")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Weights_are_the_same_bits_with_and_without_the_doctor()
    {
        Table table = CsvReader.Read(Tool.Customers);
        float[][] Weights(params Callback[] callbacks) =>
            [.. TableTrainer.Train(table, "Churned", new() { Epochs = 3, Callbacks = callbacks }).Model.Parameters
                .Select(parameter => parameter.ToArray<float>())];
        float[][] without = Weights(), with = Weights(new Doctor());
        Assert.Equal(without.Length, with.Length);
        Assert.All(without.Zip(with), pair => Assert.Equal(pair.First, pair.Second));
    }

    /// <summary>150 rows like iris: four lengths, three kinds with their own means.</summary>
    private static string Flowers()
    {
        double[][] means = [[5.0, 3.4, 1.5, 0.25], [5.9, 2.8, 4.3, 1.3], [6.6, 3.0, 5.6, 2.0]];
        Random random = new(1);
        StringBuilder text = new("a,b,c,d,kind\n");
        for (int row = 0; row < 150; row++)
        {
            double[] mean = means[row % 3];
            foreach (double value in mean)
            {
                text.Append(CultureInfo.InvariantCulture, $"{value * (1 + 0.1 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5)):F2},");
            }

            text.Append(CultureInfo.InvariantCulture, $"kind{row % 3}\n");
        }

        return text.ToString();
    }
}
