using Hebb.Data.Csv;
using Hebb.Data.Tables;

namespace Hebb.Cli.Tests.Training;

/// <summary>A training that is stopped and continued ends with the bits of one that was not.</summary>
public sealed class ResumableTrainingTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("epoch 1/")]
    [InlineData("epoch 4/")]
    [InlineData("epoch 5/")]
    public void A_stopped_training_continues_to_the_same_bits(string moment)
    {
        string[] command = [.. Command(), "--output", At("m")];
        _ = Tool.Run([.. Command(), "--output", At("whole")]).Succeeded;
        Answer stopped = Stop(moment, command);
        Assert.Equal(ExitCode.Cancelled, stopped.Code);
        Assert.Contains("continue with the same command and --resume", stopped.Error, StringComparison.Ordinal);
        Assert.InRange(Directory.GetFiles(At("m-backup"), "*.backup").Length, 1, 2); // the one before is kept too, if there was time for it
        Answer again = Tool.Run([.. Command(), "--output", At("m")]);
        Assert.Contains("holds an interrupted training. Continue it with --resume", again.Error, StringComparison.Ordinal);

        Answer resumed = Tool.Run([.. command, "--resume"]);
        Assert.Contains("Training resumes after", resumed.Succeeded, StringComparison.Ordinal);
        Same(At("whole"), At("m"));
        Assert.False(Directory.Exists(At("m-backup")));
    }

    [Fact]
    public void It_can_be_stopped_again_and_again()
    {
        string[] command = [.. Command(), "--output", At("m")];
        _ = Tool.Run([.. Command(), "--output", At("whole")]).Succeeded;
        Stop("epoch 1/", command);
        Stop("epoch 2/", [.. command, "--resume"]);
        Stop("epoch 5/", [.. command, "--resume"]);
        _ = Tool.Run([.. command, "--resume", "--threads", "1"]).Succeeded;
        Same(At("whole"), At("m"));
    }

    [Theory]
    [InlineData("--stream")]
    [InlineData("--class-weight", "balanced")]
    [InlineData("--recipe", "best", "--members", "2")]
    [InlineData("--recipe", "best", "--members", "2", "--stream")]
    public void So_do_other_ways_to_learn(params string[] way)
    {
        string[] command = [.. Command(), .. way];
        _ = Tool.Run([.. command, "--output", At("whole")]).Succeeded;
        Stop("epoch 2/", [.. command, "--output", At("m")]);
        _ = Tool.Run([.. command, "--output", At("m"), "--resume"]).Succeeded;
        Same(At("whole"), At("m"));
    }

    [Theory]
    [InlineData("--seed was 3 there and is 4 here", "--seed", "4")]
    [InlineData("--layers was not given there and is 4 here", "--seed", "3", "--layers", "4")]
    [InlineData("--seed was 3 there and is not given here")]
    public void Another_option_is_refused_by_name(string message, params string[] options)
    {
        string data = Data();
        Stop("epoch 1/", "train", data, "--target", "Churned", "--epochs", "6", "--seed", "3", "--output", At("m"));
        string[] before = Directory.GetFiles(At("m-backup"));
        Answer answer = Tool.Run(["train", data, "--target", "Churned", "--epochs", "6", .. options, "--output", At("m"), "--resume"]);
        Assert.Equal(ExitCode.Failure, answer.Code);
        string at = At("m-backup");
        Assert.EndsWith(
            $"hebb: '{at}' belongs to another training: {message}. Repeat the original command, or start over with --force.\n", answer.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain("is kept", answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(At("m-backup")));
    }

    /// <summary>One digit of one cell, with the number of rows and bytes as they were.</summary>
    [Fact]
    public void Other_data_are_refused()
    {
        string[] command = [.. Command(), "--output", At("m")];
        Stop("epoch 1/", command);
        string text = File.ReadAllText(Data());
        int digit = text.LastIndexOf('1');
        File.WriteAllText(Data(), string.Concat(text.AsSpan(0, digit), "0", text.AsSpan(digit + 1)));
        Answer answer = Tool.Run([.. command, "--resume"]);
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Contains("the content of 'data.csv' was", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_continue_is_said()
    {
        Answer answer = Tool.Run([.. Command(), "--output", At("m"), "--resume"]);
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Contains("There is no interrupted training in", answer.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, Tool.Run("train", "-", "--target", "y", "--resume").Code);
    }

    [Fact]
    public void With_force_a_training_begins_anew()
    {
        string[] command = [.. Command(), "--output", At("m")];
        _ = Tool.Run([.. Command(), "--output", At("whole")]).Succeeded;
        Stop("epoch 3/", command);
        Answer answer = Tool.Run([.. command, "--force"]);
        Assert.DoesNotContain("resumes after", answer.Succeeded, StringComparison.Ordinal);
        Same(At("whole"), At("m"));
        Assert.False(Directory.Exists(At("m-backup")));
    }

    /// <summary>Whoever stops a training at once has no model that looks as if it had learned.</summary>
    [Fact]
    public void Before_the_first_epoch_is_complete_there_is_no_model()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Answer answer = Tool.Run(stop.Token, [.. Command(), "--output", At("m"), "--json"]);
        Assert.Equal(ExitCode.Cancelled, answer.Code);
        Assert.Contains("stopped before the first epoch was complete, so there is no model to save", answer.Error, StringComparison.Ordinal);
        Assert.Equal(["data.csv"], Directory.GetFileSystemEntries(_tool.Folder).Select(Path.GetFileName));
    }

    private string[] Command() => ["train", Data(), "--target", "Churned", "--epochs", "6", "--seed", "3"];

    private static Answer Stop(string moment, params string[] command)
    {
        using CancellationTokenSource stop = new();
        using Hook error = new(moment, stop.Cancel);
        return Tool.Run(error, command, cancellation: stop.Token);
    }

    private static void Same(string expected, string actual)
    {
        Assert.Equal(Tool.BitsOf(expected), Tool.BitsOf(actual));
        Table[] histories = [.. new[] { expected, actual }.Select(folder => (Table)CsvReader.Read(Path.Combine(folder, "history.csv")))];
        foreach (string name in histories[0].Columns.Select(column => column.Name).Where(name => name != "seconds"))
        {
            Assert.Equal(histories[0].Number(name).Values.ToArray(), histories[1].Number(name).Values.ToArray());
        }
    }

    private string Data()
    {
        if (!File.Exists(At("data.csv"))) { File.Copy(Tool.Customers, At("data.csv")); }
        return At("data.csv");
    }

    private string At(string name) => _tool.At(name);
}
