using System.Text.Json.Nodes;
using Hebb.Activations;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;

namespace Hebb.Cli.Tests.Commands;

public sealed class ExplainCommandTests(TrainedCustomers customers) : IClassFixture<TrainedCustomers>
{
    private const string Row = "Age=40,Country=France";

    [Fact]
    public void A_model_file_gives_the_step_of_the_lecture_notes()
    {
        using Tool tool = new();
        Sequential model = new([new Input([2]), new Dense(2, Activation.Sigmoid), new Dense(2, Activation.Sigmoid)]) { Seed = 0 };
        model.Compile(new SGD(0.1), Loss.MeanSquaredError);
        float[][] weights = [[0.15f, 0.25f, 0.20f, 0.30f], [0.35f, 0.35f], [0.40f, 0.50f, 0.45f, 0.55f], [0.60f, 0.60f]];
        for (int i = 0; i < weights.Length; i++) { model.Parameters[i].SetValues<float>(weights[i]); }
        model.Save(tool.At("m.keras"));
        string[] step = ["explain", tool.At("m.keras"), "--row", "0.05,0.10", "--target", "0.01,0.99", "--learning-rate", "0.5"];

        // Mazur's numbers: E = 0.298371109, w5 becomes 0.358916480.
        string text = Tool.Run(step).Succeeded;
        Assert.Contains("= 0.298371109", text, StringComparison.Ordinal);
        Assert.Matches(@"w5 +h1 +o1 +0\.4 +0\.082167041 +0\.358916480", text);
        Assert.Contains("| w5 | h1 | o1 | 0.4 | 0.082167041 | 0.358916480 |", Tool.Run([.. step, "--format", "markdown"]).Succeeded, StringComparison.Ordinal);
        JsonNode json = JsonNode.Parse(Tool.Run([.. step, "--format", "json"]).Succeeded)!;
        Assert.Equal(0.358916480, json["layers"]![1]!["units"]![0]!["weights"]![0]!["updated"]!.GetValue<double>(), 1e-9);
        Assert.Contains("dense_1/kernel[0,0]", Tool.Run([.. step, "--names", "keras"]).Succeeded, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, Tool.Run("explain", tool.At("m.keras"), "--row", "a=1").Code);
        Answer wide = Tool.Run("explain", tool.At("m.keras"), "--row", "1,2,3", "--target", "0,1");
        Assert.Equal(ExitCode.Failure, wide.Code);
        Assert.Contains("has 2 inputs, but the row has 3", wide.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trained_folder_takes_columns_and_without_a_target_shows_the_forward_pass()
    {
        string forward = Tool.Run("explain", customers.Model, "--row", Row).Succeeded;
        string answer = Tool.Run("predict", customers.Model, "--row", Row).Succeeded;
        double churns = double.Parse(answer.Trim().Split('=')[^1], System.Globalization.CultureInfo.InvariantCulture);
        string output = forward.Split('\n').Single(line => line.Trim().StartsWith("o1 =", StringComparison.Ordinal)).Split('=')[^1];
        Assert.Equal(churns, double.Parse(output, System.Globalization.CultureInfo.InvariantCulture), 1e-5);
        Assert.Contains("Age = ", forward, StringComparison.Ordinal);
        Assert.DoesNotContain("∂", forward, StringComparison.Ordinal);
        Assert.Contains("∂E/∂w1 = ", Tool.Run("explain", customers.Model, "--row", Row, "--target", "yes").Succeeded, StringComparison.Ordinal);
        Answer wrong = Tool.Run("explain", customers.Model, "--row", Row, "--target", "perhaps");
        Assert.Equal(ExitCode.Failure, wrong.Code);
        Assert.Contains("perhaps", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, Tool.Run("explain", customers.Model, "--row", Row, "--format", "json").Code);
    }

    /// <summary>Embeddings and members are no chain of dense layers: each layer's outputs are shown, and the step of learning is refused.</summary>
    [Fact]
    public void An_ensemble_shows_its_forward_pass()
    {
        using Tool tool = new();
        string[] train = ["train", Tool.Customers, "--target", "Churned", "--epochs", "1", "--recipe", "best", "--members", "2", "--output", tool.At("m")];
        Assert.Equal(ExitCode.Success, Tool.Run(train).Code);
        string[] explain = ["explain", tool.At("m"), "--row", Row];
        string[] lines = Tool.Run(explain).Succeeded.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string churns = Tool.Run("predict", tool.At("m"), "--row", Row).Succeeded.Trim().Split('=')[^1];
        Assert.Equal(
            double.Parse(churns, System.Globalization.CultureInfo.InvariantCulture),
            double.Parse(lines[^1], System.Globalization.CultureInfo.InvariantCulture), 1e-5);
        Assert.Contains(lines, line => line.StartsWith("Forward: periodic_embedding ", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 200));
        Assert.NotNull(JsonNode.Parse(Tool.Run([.. explain, "--json"]).Succeeded)![0]!["title"]);
        Answer step = Tool.Run([.. explain, "--target", "yes"]);
        Assert.Equal(ExitCode.Usage, step.Code);
        Assert.Contains("leave --target out", step.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_are_worked_out_by_name()
    {
        Assert.Contains("0.873704", Tool.Run("explain", "example", "softmax").Succeeded, StringComparison.Ordinal);
        Assert.Contains("```text", Tool.Run("explain", "example", "backprop-a", "--format", "markdown").Succeeded, StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(Tool.Run("explain", "example", "iterations", "--format", "json").Succeeded)![0]!["lines"]![0]);
        Answer unknown = Tool.Run("explain", "example", "softmix");
        Assert.Equal(ExitCode.Failure, unknown.Code);
        Assert.Contains("softmax", unknown.Error, StringComparison.Ordinal);
    }
}
