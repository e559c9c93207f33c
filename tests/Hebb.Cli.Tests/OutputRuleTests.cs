namespace Hebb.Cli.Tests;

/// <summary>What verbs write: never their input, nothing that exists without --force, and only where it can be written.</summary>
public sealed class OutputRuleTests(TrainedCustomers trained) : IClassFixture<TrainedCustomers>, IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("data.csv")]
    [InlineData("./x/../data.csv")]
    [InlineData("link.csv")]
    [InlineData("same/data.csv")]
    public void The_input_is_not_overwritten_by_whatever_name(string name)
    {
        string data = Data(), before = File.ReadAllText(data);
        File.CreateSymbolicLink(At("link.csv"), data);
        Directory.CreateSymbolicLink(At("same"), _tool.Folder);
        foreach (string[] command in new string[][]
        {
            ["predict", trained.Model, data, "--output", At(name), "--force"],
            ["score", trained.Model, "--threshold", "0.5", "--input", data, "--output", At(name), "--force"],
            ["score", trained.Model, "--threshold", "0.5", "--input", data, "--output", At("s.csv"), "--alerts", At(name)],
            ["evaluate", trained.Model, data, "--report", At(name), "--force"],
            ["train", data, "--target", "Churned", "--epochs", "1", "--output", At(name), "--force"],
        })
        {
            Answer answer = Tool.Run(command);
            Assert.True(answer.Code == ExitCode.Failure, string.Join(' ', command));
            Assert.Contains("read by this command, so it is not overwritten", answer.Error, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllText(data));
            Assert.False(File.Exists(At("s.csv")));
        }
    }

    [Theory]
    [InlineData("model.keras")]
    [InlineData("pipeline.json")]
    public void The_model_is_an_input_too(string name)
    {
        byte[] before = File.ReadAllBytes(Path.Combine(trained.Model, name));
        Answer answer = Tool.Run("predict", trained.Model, Tool.Customers, "--output", Path.Combine(trained.Model, name), "--force");
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Contains("read by this command", answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(trained.Model, name)));
    }

    [Theory]
    [InlineData("train", "m.keras", "Leave .keras out")]
    [InlineData("train", "m.onnx", "Leave .onnx out")]
    [InlineData("tune", "m.h5", "Leave .h5 out")]
    [InlineData("predict", "scores.xlsx", "Choose a name that ends in .csv")]
    [InlineData("predict", "scores.json", "Choose a name that ends in .csv")]
    [InlineData("evaluate", "page.pdf", "Choose a name that ends in .html")]
    public void A_name_of_another_format_is_refused_before_work_begins(string verb, string name, string message)
    {
        string data = Tool.Customers, output = Path.Combine(Path.GetTempPath(), $"hebb-{Guid.NewGuid():N}-{name}");
        Answer answer = verb is "train" or "tune"
            ? Tool.Run(verb, data, "--target", "Churned", "--output", output)
            : Tool.Run(verb, "no-model", data, verb == "predict" ? "--output" : "--report", output);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(message, answer.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(output));
    }

    [Fact]
    public void The_file_of_options_and_the_data_in_the_models_folder_are_inputs()
    {
        string options = _tool.Write("options.json", """{ "target": "Churned", "epochs": 1 }""");
        Directory.CreateDirectory(At("m"));
        File.Copy(Tool.Customers, At("m/model.keras"));
        foreach ((string data, string output) in new[] { (At("m/model.keras"), At("m")), (Tool.Customers, options) })
        {
            Answer answer = Tool.Run("train", data, "--config", options, "--output", output, "--force");
            Assert.Contains("read by this command", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_exists_is_replaced_with_force_only_and_before_any_work()
    {
        foreach ((string[] command, string name) in new (string[], string)[]
        {
            (["predict", trained.Model, Data(), "--output", At("p.csv")], "p.csv"),
            (["score", trained.Model, "--threshold", "0.5", "--input", Data(), "--output", At("s.csv")], "s.csv"),
            (["evaluate", trained.Model, Data(), "--report", At("e.html")], "e.html"),
            (["data", "make", "xor", "--output", At("d.csv")], "d.csv"),
        })
        {
            _tool.Write(name, "old");
            Answer refused = Tool.Run(command);
            Assert.True(refused.Code == ExitCode.Failure, name);
            Assert.Contains($"'{At(name)}' exists already. Replace it with --force, or choose another file with --", refused.Error, StringComparison.Ordinal);
            Assert.Equal("old", File.ReadAllText(At(name)));
            _ = Tool.Run([.. command, "--force"]).Succeeded;
            Assert.NotEqual("old", File.ReadAllText(At(name)));
        }
    }

    /// <summary>The model does not exist: the place is looked at first.</summary>
    [Theory]
    [InlineData("absent/p.csv", "there is no folder")]
    [InlineData("data.csv/p.csv", "is a file, not a folder")]
    [InlineData("", "is a folder")]
    public void A_place_that_cannot_be_written_is_noticed_before_any_work(string name, string message)
    {
        string data = Data(), at = name.Length == 0 ? _tool.Folder : At(name);
        Assert.Contains(message, Tool.Run("predict", At("no-model"), data, "--output", at).Error, StringComparison.Ordinal);
        Assert.Contains(message, Tool.Run("score", At("no-model"), "--threshold", "1", "--output", at).Error, StringComparison.Ordinal);
        Assert.Contains(message, Tool.Run("score", At("no-model"), "--threshold", "1", "--alerts", at).Error, StringComparison.Ordinal);
        Assert.Contains(message, Tool.Run("evaluate", At("no-model"), data, "--report", at).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_noticed_before_the_training()
    {
        string longest = At(new string('m', 300)), data = Data();
        foreach (string verb in new[] { "train", "tune" })
        {
            foreach ((string place, string message) in new[] { (longest, "too long"), (At("data.csv/m"), "is a file, not a folder"), (data, "") })
            {
                Answer answer = Tool.Run(verb, data, "--target", "Churned", "--output", place);
                Assert.True(answer.Code == ExitCode.Failure, place);
                Assert.Contains(message, answer.Error, StringComparison.Ordinal);
                Assert.DoesNotContain("rows", answer.Output, StringComparison.Ordinal);
            }
        }

        Answer log = Tool.Run("train", data, "--target", "Churned", "--epochs", "1", "--output", At("m"), "--log", longest);
        Assert.Contains("too long", log.Error, StringComparison.Ordinal);
        Assert.Equal(["data.csv"], Directory.GetFileSystemEntries(_tool.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_name_of_250_letters_can_be_had()
    {
        string longest = At(new string('m', 250));
        Assert.Equal(ExitCode.Success, Tool.Run("predict", trained.Model, Data(), "--output", longest).Code);
    }

    [Fact]
    public void One_name_for_two_outputs_is_wrong_usage()
    {
        Answer answer = Tool.Run("score", trained.Model, "--threshold", "0.5", "--input", Data(), "--output", At("s.csv"), "--alerts", At("./s.csv"));
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("is written twice", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_is_written_to_and_stays()
    {
        if (!OperatingSystem.IsLinux()) { return; }
        _ = Tool.Run("predict", trained.Model, Data(), "--output", "/dev/null").Succeeded;
        Assert.Equal(0, new FileInfo("/dev/null").Length);
        Assert.Empty(File.ReadAllText("/dev/null"));
    }

    private string Data()
    {
        if (!File.Exists(At("data.csv")))
        {
            File.Copy(Tool.Customers, At("data.csv"));
        }

        return At("data.csv");
    }

    private string At(string name) => _tool.At(name);
}
