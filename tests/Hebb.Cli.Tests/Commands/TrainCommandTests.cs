using System.Globalization;
using System.Text.Json;

namespace Hebb.Cli.Tests.Commands;

public sealed class TrainCommandTests(TrainedCustomers customers) : IClassFixture<TrainedCustomers>
{
    private const string Small = "--layers=8";

    [Fact]
    public void Training_writes_four_files_and_nothing_else()
    {
        Assert.Equal(ExitCode.Success, customers.Answer.Code);
        Assert.Equal(
            ["history.csv", "model.keras", "pipeline.json", "report.html"],
            Directory.EnumerateFileSystemEntries(customers.Model).Select(Path.GetFileName).Order());
        string[] history = File.ReadAllLines(Path.Combine(customers.Model, "history.csv"));
        Assert.Equal(3, history.Length);
        Assert.StartsWith("epoch,loss,", history[0], StringComparison.Ordinal);
        Assert.Equal(["1", "2"], history.Skip(1).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void Training_tells_what_it_found_decided_and_reached()
    {
        string said = customers.Answer.Output;
        Assert.Contains("5000 rows, 12 columns", said, StringComparison.Ordinal);
        Assert.Matches("CustomerId +Identifier +dropped", said);
        Assert.Contains("3200 for training, 800 for validation, 1000 held out", said, StringComparison.Ordinal);
        Assert.Contains("-64-32-1", said, StringComparison.Ordinal);
        Assert.Contains("binary cross-entropy, because there are two classes", said, StringComparison.Ordinal);
        Assert.Matches(@"held-out rows +network +trees +logistic +majority", said);
        Assert.Matches(@"roc_auc +0\.\d{4} +0\.\d{4} +0\.\d{4} +0\.5000", said);
        Assert.Contains("epoch 2/2", customers.Answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("epoch 2/2", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_one_object_on_the_first_stream()
    {
        using Tool tool = new();
        string output = Tool.Run("train", Tool.Customers, "--target", "Churned", "--epochs", "2", Small, "--json", "--output", tool.At("m")).Succeeded;
        Assert.Single(output.TrimEnd().Split('\n'));
        using JsonDocument json = JsonDocument.Parse(output);
        JsonElement root = json.RootElement;
        Assert.Equal("binary", root.GetProperty("task").GetString());
        Assert.Equal((5000, 12, 2), (root.GetProperty("rows").GetInt32(), root.GetProperty("columns").GetInt32(), root.GetProperty("epochs").GetInt32()));
        Assert.InRange(root.GetProperty("metrics").GetProperty("accuracy").GetDouble(), 0.3, 1);
        Assert.Equal(0.5, root.GetProperty("baseline").GetProperty("roc_auc").GetDouble());
        Assert.Equal(tool.At("m"), root.GetProperty("output").GetString());
        Assert.True(root.GetProperty("seconds").GetDouble() > 0);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Equal_seeds_give_equal_histories_and_weights_for_any_number_of_threads()
    {
        using Tool tool = new();
        string Train(string name, string seed, string threads)
        {
            _ = Tool.Run(
                "train", Tool.Customers, "--target", "Churned", "--epochs", "2", Small, "--seed", seed, "--threads", threads, "--output",
                tool.At(name)).Succeeded;
            return Tool.Run("predict", tool.At(name), Tool.Customers).Succeeded;
        }

        string first = Train("a", "5", "1");
        Assert.Equal(first, Train("b", "5", "2"));
        Assert.NotEqual(first, Train("c", "6", "1"));
        Assert.Equal(File.ReadAllText(tool.At("a/pipeline.json")), File.ReadAllText(tool.At("b/pipeline.json")));
    }

    [Fact]
    public void A_number_to_predict_is_a_regression()
    {
        using Tool tool = new();
        string output = Tool.Run("train", Tool.Customers, "--target", "MonthlyCharge", "--epochs", "3", Small, "--json", "--output", tool.At("m")).Succeeded;
        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal("regression", json.RootElement.GetProperty("task").GetString());
        Assert.True(
            json.RootElement.GetProperty("metrics").GetProperty("rmse").GetDouble() < json.RootElement.GetProperty("baseline").GetProperty("rmse").GetDouble());
        Assert.Equal(0.9, json.RootElement.GetProperty("interval").GetProperty("share").GetDouble());

        string rows = tool.Write("rows.csv", string.Join('\n', File.ReadLines(Tool.Customers).Take(3)) + "\n");
        string[] answers = Tool.Run("predict", tool.At("m"), rows).Succeeded.TrimEnd().Split('\n');
        Assert.Equal("prediction,MonthlyCharge_low,MonthlyCharge_high", answers[0]);
        double[] first = [.. answers[1].Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        Assert.True(first[1] < first[0] && first[0] < first[2], answers[1]);
        using JsonDocument said = JsonDocument.Parse(Tool.Run("predict", tool.At("m"), rows, "--json").Succeeded);
        JsonElement row = said.RootElement.GetProperty("predictions")[0];
        Assert.Equal(first, ((string[])["prediction", "MonthlyCharge_low", "MonthlyCharge_high"]).Select(name => row.GetProperty(name).GetDouble()));
        Assert.Matches(@"^\S+  MonthlyCharge_low=\S+  MonthlyCharge_high=\S+\n$", Tool.Run("predict", tool.At("m"), "--row", "Age=40").Succeeded);
        using JsonDocument judged = JsonDocument.Parse(Tool.Run("evaluate", tool.At("m"), Tool.Customers, "--json").Succeeded);
        Assert.InRange(judged.RootElement.GetProperty("interval").GetProperty("coverage").GetDouble(), 0.8, 1);
    }

    [Fact]
    public void Intervals_are_for_numbers()
    {
        using Tool tool = new();
        Assert.Contains("Classes have probabilities instead of intervals.", Tool.Run(
            "train", Tool.Customers, "--target", "Churned", "--interval", "0.8", "--output", tool.At("m")).Error, StringComparison.Ordinal);
        Assert.Contains("--interval is '90'. Expected a share", Tool.Run(
            "train", Tool.Customers, "--target", "MonthlyCharge", "--interval", "90", "--output", tool.At("m")).Error, StringComparison.Ordinal);
    }

    [RealDataFact("wine/wine.csv")]
    public void A_file_without_names_gets_names()
    {
        using Tool tool = new();
        string wine = Repository.SharedData("wine/wine.csv")!;
        string output = Tool.Run("train", wine, "--target", "c14", "--no-header", "--json", "--output", tool.At("wine")).Succeeded;
        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal("multiclass", json.RootElement.GetProperty("task").GetString());
        Assert.Equal(178, json.RootElement.GetProperty("rows").GetInt32());
        Assert.True(json.RootElement.GetProperty("metrics").GetProperty("accuracy").GetDouble() > 0.9);
        Assert.StartsWith(
            "prediction,probability_1,probability_2,probability_3\n",
            Tool.Run("predict", tool.At("wine"), wine, "--no-header").Succeeded,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Dropped_columns_are_not_used()
    {
        using Tool tool = new();
        string said =
            Tool.Run("train", Tool.Customers, "--target", "Churned", "--drop", "Age,Country", "--epochs", "1", Small, "--output", tool.At("m")).Succeeded;
        Assert.Matches(@"Age +Dropped", said);
        Assert.Matches(@"Country +Dropped", said);
        Assert.DoesNotContain("\"Age\", \"kind\": \"Number\"", File.ReadAllText(tool.At("m/pipeline.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_saves_what_was_learned()
    {
        using Tool tool = new();
        using CancellationTokenSource stop = new();
        using Hook error = new("epoch 2/", stop.Cancel);
        Answer answer = Tool.Run(
            error, ["train", Tool.Customers, "--target", "Churned", Small, "--json", "--output", tool.At("m")], cancellation: stop.Token);
        Assert.Equal(ExitCode.Cancelled, answer.Code);
        using JsonDocument json = JsonDocument.Parse(answer.Output);
        Assert.True(json.RootElement.GetProperty("cancelled").GetBoolean());
        Assert.Equal(5001, Tool.Run("predict", tool.At("m"), Tool.Customers).Succeeded.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void An_existing_folder_is_replaced_only_by_force()
    {
        using Tool tool = new();
        string[] args = ["train", Tool.Customers, "--target", "Churned", "--epochs", "1", Small, "--output", tool.At("m")];
        _ = Tool.Run(args).Succeeded;
        DateTime written = File.GetLastWriteTimeUtc(tool.At("m/model.keras"));
        Fails(tool, ExitCode.Failure, "exists already", ["m"], args);
        Assert.Equal(written, File.GetLastWriteTimeUtc(tool.At("m/model.keras")));
        _ = Tool.Run([.. args, "--force"]).Succeeded;
        Assert.Equal(["m"], Directory.EnumerateFileSystemEntries(tool.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_with_other_files_is_never_replaced()
    {
        using Tool tool = new();
        Directory.CreateDirectory(tool.At("m"));
        tool.Write("m/thesis.txt", "ten years of work");
        Fails(
            tool, ExitCode.Failure, "thesis.txt", ["m"], "train", Tool.Customers, "--target", "Churned", "--epochs", "1", Small, "--output", tool.At("m"),
            "--force");
        Assert.Equal("ten years of work", File.ReadAllText(tool.At("m/thesis.txt")));
    }

    [Theory]
    [InlineData("Chured", "Did you mean 'Churned'?")]
    [InlineData("zzz", "The columns are: CustomerId, Age, Country")]
    public void A_misspelled_target_is_met_with_the_columns(string target, string expected)
    {
        using Tool tool = new();
        Fails(tool, ExitCode.Failure, expected, [], "train", Tool.Customers, "--target", target, "--output", tool.At("m"));
    }

    [Theory]
    [InlineData("a,b,y\n1,2,x\n1,2,y,9\n3,4,z\n", "line 3")]
    [InlineData("", "The file is empty")]
    public void A_broken_file_is_refused(string text, string expected)
    {
        using Tool tool = new();
        string data = tool.Write("d.csv", text);
        Fails(tool, ExitCode.Failure, expected, ["d.csv"], "train", data, "--target", "y", "--output", tool.At("m"));
    }

    [Fact]
    public void A_bad_number_is_named_with_its_place()
    {
        using Tool tool = new();
        string rows = string.Concat(Enumerable.Range(0, 100).Select(row => $"{(row == 41 ? "12O" : $"{row}")},{(row % 2 == 0 ? "yes" : "no")}\n"));
        string data = tool.Write("d.csv", "n,y\n" + rows);
        Fails(tool, ExitCode.Failure, "12O", ["d.csv"], "train", data, "--target", "y", "--output", tool.At("m"));
        Assert.Contains("line 43", Tool.Run("train", data, "--target", "y", "--output", tool.At("m")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_class_only_is_refused()
    {
        using Tool tool = new();
        string data = tool.Write("d.csv", "n,y\n" + string.Concat(Enumerable.Range(0, 50).Select(row => $"{row % 7},yes\n")));
        Fails(tool, ExitCode.Failure, "Every row has the value 'yes'", ["d.csv"], "train", data, "--target", "y", "--output", tool.At("m"));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using Tool tool = new();
        Fails(tool, ExitCode.Failure, "There is no file", [], "train", tool.At("nothing.csv"), "--target", "y", "--output", tool.At("m"));
    }

    [Theory]
    [InlineData("--layers", "64,x", "is not a list of layer sizes")]
    [InlineData("--layers", "64,-1", "is not a list of layer sizes")]
    [InlineData("--epochs", "0", "whole number of at least 1")]
    [InlineData("--batch-size", "many", "whole number of at least 1")]
    [InlineData("--learning-rate", "-1", "above 0")]
    [InlineData("--learning-rate", "fast", "fast")]
    [InlineData("--speed", "9", "--speed")]
    [InlineData("--task", "binari", "Did you mean 'binary'?")]
    [InlineData("--optimizer", "adm", "Did you mean 'adam'?")]
    [InlineData("--activation", "rely", "Did you mean 'relu'?")]
    [InlineData("--dropout", "1", "at least 0 and below 1")]
    [InlineData("--l2", "-0.1", "a number of at least 0")]
    [InlineData("--class-weight", "yes=many", "Expected balanced, none, or a number")]
    [InlineData("--class-weight", "no=1,no=2", "names the class 'no' twice")]
    [InlineData("--validation-split", "0", "above 0 and below 1")]
    [InlineData("--test-split", "1.5", "above 0 and below 1")]
    [InlineData("--patience", "0", "whole number of at least 1")]
    public void A_wrong_option_is_wrong_usage(string option, string value, string expected)
    {
        using Tool tool = new();
        Fails(tool, ExitCode.Usage, expected, [], "train", Tool.Customers, "--target", "Churned", "--output", tool.At("m"), option, value);
    }

    [Fact]
    public void Choices_decide()
    {
        using Tool tool = new();
        string said = Tool.Run(
            "train", Tool.Customers, "--target", "Churned", "--epochs", "4", Small, "--optimizer", "sgd", "--activation", "tanh", "--dropout", "0.1", "--l2",
            "0.03", "--class-weight", "balanced",
            "--validation-split", "0.25", "--test-split", "0.1", "--patience", "3", "--output", tool.At("m")).Succeeded;
        Assert.Contains("3375 for training, 1125 for validation, 500 held out", said, StringComparison.Ordinal);
        Assert.Contains("SGD, learning rate", said, StringComparison.Ordinal);
        Assert.Contains("tanh in the hidden layers", said, StringComparison.Ordinal);
        Assert.Contains("L2 penalty 0.03", said, StringComparison.Ordinal);
        Assert.Contains("dropout 0.1", said, StringComparison.Ordinal);
        Assert.Contains("at most 4 epochs; stops after 3 epochs without improvement of the validation loss", said, StringComparison.Ordinal);
        Assert.Contains("class weights: balanced", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Patience_that_cannot_end_a_training_is_not_spoken_of()
    {
        using Tool tool = new();
        string said = Tool.Run("train", Tool.Customers, "--target", "Churned", "--epochs", "2", Small, "--patience", "3", "--output", tool.At("m")).Succeeded;
        Assert.Contains("2 epochs; keeps the weights with the best validation loss", said, StringComparison.Ordinal);
        Assert.DoesNotContain("ends 3 epochs after", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_without_rows_has_no_weight()
    {
        using Tool tool = new();
        Fails(
            tool, ExitCode.Failure, "which 'Churned' does not have", [], "train", Tool.Customers, "--target", "Churned", "--class-weight", "maybe=2",
            "--output", tool.At("m"));
    }

    [Fact]
    public void The_task_can_be_said()
    {
        using Tool tool = new();
        string said = Tool.Run("train", Tool.Customers, "--target", "Churned", "--epochs", "1", Small, "--task", "binary", "--output", tool.At("m")).Succeeded;
        Assert.Contains("Task: binary", said, StringComparison.Ordinal);
        Fails(
            tool, ExitCode.Failure, "A binary task needs two classes", ["m"], "train", Tool.Customers, "--target", "Country", "--task", "binary", "--output",
            tool.At("n"));
    }

    [Fact]
    public void Options_come_from_a_file_and_the_command_line_wins()
    {
        using Tool tool = new();
        string config = tool.Write(
            "c.json", """{ "target": "Churned", "epochs": 1, "layers": [8, 4], "l2": 0.03, "json": false, "class-weight": { "no": 1, "yes": 2 } }""");
        string said = Tool.Run("train", Tool.Customers, "--config", config, "--l2", "0.07", "--output", tool.At("m")).Succeeded;
        Assert.Contains("-8-4-1", said, StringComparison.Ordinal);
        Assert.Contains("L2 penalty 0.07", said, StringComparison.Ordinal);
        Assert.Contains("no counts 1, yes counts 2", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "targe": "Churned" }""", "Did you mean 'target'?")]
    [InlineData("""{ "target": "Churned", "json": 1 }""", "Expected true or false")]
    [InlineData("""{ "target": null }""", "Expected a text, a number or a list")]
    [InlineData("""{ "target": "Churned", "epochs": 0 }""", "whole number of at least 1")]
    [InlineData("[1]", "Expected one object")]
    [InlineData("{", "is not JSON")]
    public void A_wrong_file_of_options_is_wrong_usage(string text, string expected)
    {
        using Tool tool = new();
        string config = tool.Write("c.json", text);
        Fails(tool, ExitCode.Usage, expected, ["c.json"], "train", Tool.Customers, "--config", config, "--output", tool.At("m"));
        Fails(tool, ExitCode.Usage, "There is no file", ["c.json"], "train", Tool.Customers, "--config", tool.At("absent.json"), "--output", tool.At("m"));
    }

    [Fact]
    public void A_target_is_required()
    {
        using Tool tool = new();
        Fails(tool, ExitCode.Usage, "--target", [], "train", Tool.Customers, "--output", tool.At("m"));
    }

    private static void Fails(Tool tool, int code, string message, string[] left, params string[] args)
    {
        Answer answer = Tool.Run(args);
        Assert.Equal(code, answer.Code);
        Assert.Contains(message, answer.Error, StringComparison.Ordinal);
        Assert.Equal(left, Directory.EnumerateFileSystemEntries(tool.Folder).Select(entry => Path.GetFileName(entry)));
    }
}
