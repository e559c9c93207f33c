using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb.Cli.Tests;

/// <summary>Models, arrays and figures of real Keras 3.15.1 (<c>model.evaluate</c>); Fixtures/evaluate/make.py made them.</summary>
public sealed class ArrayEvaluationTests
{
    [Theory]
    [InlineData("binary.keras", "--x bx.npy --y by.npy", "loss 0.725135087966919 accuracy 0.4864864945411682 auc 0.5321637392044067")]
    [InlineData("binary.h5", "--x bx.npy --y by.npy", "loss 0.725135087966919 accuracy 0.4864864945411682 auc 0.5321637392044067")]
    [InlineData(
        "two.keras", "--x two_x.npz --y two_y.npz",
        "loss 2.4687423706054688 price_loss 1.9704303741455078 size_loss 0.9966238141059875 price_mean_absolute_error 1.1524150371551514 "
        + "size_mean_squared_error 1.5388858318328857")]
    [InlineData(
        "two.keras", "--x bx.npy --x x2.npy --y two_y.npz:price --y two_y.npz:size",
        "loss 2.4687423706054688 price_loss 1.9704303741455078 size_loss 0.9966238141059875 price_mean_absolute_error 1.1524150371551514 "
        + "size_mean_squared_error 1.5388858318328857")]
    [InlineData(
        "plain.keras", "--x bx.npy --y ry.npy --loss huber --metrics mae,r2_score",
        "loss 1.6704928874969482 mean_absolute_error 2.112353563308716 r2_score -1.4280338287353516")]
    public void Loss_and_metrics_are_those_of_Keras(string model, string arrays, string expected)
    {
        JsonObject metrics = JsonNode.Parse(Run(model, arrays + " --json").Succeeded)!["metrics"]!.AsObject();
        string[] words = expected.Split(' ');
        Assert.Equal(words.Where((_, i) => i % 2 == 0), metrics.Select(pair => pair.Key));
        Assert.All(
            words.Where((_, i) => i % 2 == 1).Select(text => double.Parse(text, CultureInfo.InvariantCulture)).Zip(metrics),
            pair => Assert.Equal(pair.First, (double)pair.Second.Value!, 2e-6));
    }

    [Theory]
    [InlineData(2, "was not compiled, so there is nothing to judge it by. Name it: --loss NAME", "plain.keras", "--x bx.npy --y ry.npy")]
    [InlineData(2, "give --x X.npy --y Y.npy, so --y as well", "binary.keras", "--x bx.npy")]
    [InlineData(2, "give --x X.npy --y Y.npy, so --x as well", "binary.keras", "--metrics auc")]
    [InlineData(2, "--metrics stands beside --loss", "binary.keras", "--x bx.npy --y by.npy --metrics auc")]
    [InlineData(2, "--threshold means nothing beside arrays", "binary.keras", "--x bx.npy --y by.npy --threshold 0.3")]
    [InlineData(2, "DATA means nothing beside arrays", "binary.keras", "bx.npy --x bx.npy --y by.npy")]
    [InlineData(2, "has no array 'pric'. Did you mean 'price'?", "two.keras", "--x two_x.npz --y two_y.npz:pric --y two_y.npz:size")]
    [InlineData(2, "The model has 2 inputs, but 1 array was given", "two.keras", "--x bx.npy --y two_y.npz")]
    [InlineData(2, "There is no loss \"nonsense\"", "binary.keras", "--x bx.npy --y by.npy --loss nonsense")]
    [InlineData(2, "is a network alone", "binary.keras", "by.npy")]
    [InlineData(1, "There is no file", "binary.keras", "--x none.npy --y by.npy")]
    [InlineData(1, "expects shape (batch, 3)", "binary.keras", "--x x2.npy --y by.npy")]
    [InlineData(1, "37", "binary.keras", "--x bx.npy --y binary.h5")]
    public void What_does_not_fit_is_refused(int code, string expected, string model, string arrays)
    {
        Answer answer = Run(model, arrays);
        Assert.Equal("", answer.Output);
        Assert.True(answer.Code == code, $"{answer.Code}: {answer.Error}");
        if (expected != "37") { Assert.Contains(expected, answer.Error, StringComparison.Ordinal); }
        Assert.DoesNotContain("(Parameter", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_of_an_archive_are_predicted_as_well()
    {
        using Tool tool = new();
        _ = Tool.Run("predict", At("two.keras"), At("two_x.npz"), "--output", tool.At("a.npy"), "--output", tool.At("b.npy")).Succeeded;
        JsonNode json = JsonNode.Parse(
            Tool.Run("predict", At("two.keras"), At("bx.npy"), At("x2.npy"), "--output", tool.At("c.npy"), "--output", tool.At("d.npy"), "--json").Succeeded)!;
        Assert.Equal(File.ReadAllBytes(tool.At("a.npy")), File.ReadAllBytes(tool.At("c.npy")));
        Assert.Equal("[37,2]", json["outputs"]![1]!["shape"]!.ToJsonString());
    }

    private static Answer Run(string model, string arrays) =>
        Tool.Run(["evaluate", At(model), .. arrays.Split(' ').Select(word => IsFile(word) ? At(word) : word)]);

    private static bool IsFile(string word) => word.Contains(".n", StringComparison.Ordinal) || word.EndsWith(".h5", StringComparison.Ordinal);

    private static string At(string name) => Repository.PathOf("tests", "Hebb.Cli.Tests", "Fixtures", "evaluate", name);
}
