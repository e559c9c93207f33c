using System.Globalization;
using System.Text.Json;
using Hebb.Faults;
using Hebb.Formats;
using Hebb.Learning;
using Hebb.Learning.Tables;

namespace Hebb.Cli.Tests.Commands;

/// <summary>What comes after a training cannot lose it.</summary>
public sealed class NothingIsLostTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose()
    {
        AfterTraining.Begun = null;
        _tool.Dispose();
    }

    [Theory]
    [InlineData("yyyy-MM-dd")]
    [InlineData("yyyy/MM/dd")]
    [InlineData("d.M.yyyy")]
    [InlineData("d MMM yyyy")]
    [InlineData("yyyy-MM-dd HH:mm:ss")]
    public void A_date_among_the_important_columns_is_drawn(string format)
    {
        string path = Rows(200, i => $"{new DateTime(2020, 1, 1).AddDays(i).ToString(format, CultureInfo.InvariantCulture)},{(i % 9) + 1}", "date,x");
        Answer answer = Tool.Run("train", path, "--target", "y", "--epochs", "3", "--output", At("m"));
        Assert.DoesNotContain("note:", answer.Error, StringComparison.Ordinal);
        Assert.Contains("Saved", answer.Succeeded, StringComparison.Ordinal);
        Assert.Contains("Mean prediction by date", File.ReadAllText(At("m/report.html")), StringComparison.Ordinal);
        _ = Tool.Run("predict", At("m"), path).Succeeded;
        _ = Tool.Run("evaluate", At("m"), path, "--report", At("r.html")).Succeeded;
        Assert.Contains("Mean prediction by date", File.ReadAllText(At("r.html")), StringComparison.Ordinal);
    }

    /// <summary>Neither numbers nor categories either: text with many values, and a column that is missing nearly everywhere.</summary>
    [Fact]
    public void Hashed_text_and_rare_values_among_the_important_columns_are_drawn()
    {
        string path = Rows(400, i => $"user{i % 90},{(i % 50 == 0 ? (i * 0.5).ToString(CultureInfo.InvariantCulture) : "")}", "who,rare");
        Answer answer = Tool.Run("train", path, "--target", "y", "--epochs", "2", "--output", At("m"));
        Assert.DoesNotContain("note:", answer.Error, StringComparison.Ordinal);
        Assert.Contains("Saved", answer.Succeeded, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_part_fails_after_the_training_the_model_is_saved_and_a_note_says_so()
    {
        string path = Rows(60, i => $"{i},{i % 7}", "a,b");
        string[] parts = Parts("train", path, "--target", "y", "--epochs", "1", "--layers", "2", "--output", At("sound"));
        Assert.True(parts.Length > 14, string.Join(", ", parts));
        for (int i = 0; i < parts.Length; i++)
        {
            AfterTraining.Begun = part => _ = part == parts[i] ? throw new InvalidOperationException("injected") : 0;
            Answer answer = Tool.Run("train", path, "--target", "y", "--epochs", "1", "--layers", "2", "--output", At($"m{i}"));
            Assert.True(answer.Code == (parts[i] == "The report" ? ExitCode.Failure : ExitCode.Success), $"{parts[i]}: {answer.Error}");
            Assert.Contains($"hebb: note: {parts[i]} could not be computed: injected", answer.Error, StringComparison.Ordinal);
            AfterTraining.Begun = null;
            _ = Tool.Run("predict", At($"m{i}"), path).Succeeded;
        }
    }

    [Theory]
    [InlineData("--stream")]
    [InlineData("--window")]
    [InlineData("--text")]
    [InlineData("--generate")]
    [InlineData("images")]
    [InlineData("sounds")]
    public void Of_every_kind_of_learning_the_model_is_saved_although_everything_fails_that_follows(string kind)
    {
        string[] command = kind switch
        {
            "--stream" => [Rows(300, i => $"{i},{i % 7}", "a,b"), "--target", "y", "--stream"],
            "--window" => [Lines("v", 120, i => Math.Sin(i).ToString(CultureInfo.InvariantCulture)), "--target", "v", "--window", "4"],
            "--text" => [Lines("text,y", 60, i => $"{(i % 2 == 0 ? "good day" : "bad night")} {i % 5},{i % 2}"), "--text", "text", "--target", "y"],
            "--generate" => [Lines("", 60, _ => "to be or not to be, that is the question."), "--generate", "--length", "8"],
            "images" => [Made("digits"), "--image-size", "12"],
            _ => [Made("tones")],
        };
        List<string> parts = [];
        AfterTraining.Begun = part =>
        {
            parts.Add(part);
            throw new InvalidOperationException("injected");
        };
        Answer answer = Tool.Run(["train", .. command, "--epochs", "1", "--output", At("m")]);
        AfterTraining.Begun = null;
        Assert.True(parts.Count > 3, $"{string.Join(", ", parts)}: {answer.Error}");
        Assert.All(parts, part => Assert.Contains($"note: {part} could not be computed: injected", answer.Error, StringComparison.Ordinal));
        Assert.NotNull(LearningKinds.Usual.Load(At("m")));
    }

    /// <summary>Behind the rows that decide what the columns are, and among them.</summary>
    [Theory]
    [InlineData(12_000)]
    [InlineData(300)]
    public void A_stream_that_breaks_off_keeps_what_was_learned(int count)
    {
        byte[] rows = System.Text.Encoding.UTF8.GetBytes(File.ReadAllText(Rows(count, i => $"{i % 100},{i % 7}", "a,b")));
        using StringWriter error = new();
        Answer answer = Tool.Run(error, ["train", "-", "--target", "y", "--output", At("m")], () => new BrokenStream(rows));
        Assert.True(answer.Code == ExitCode.Success, answer.Error);
        Assert.Contains("note: The stream was interrupted: the sender has gone", answer.Error, StringComparison.Ordinal);
        Assert.NotNull(TableModel.Load(At("m")));
    }

    [Fact]
    public void A_log_that_can_no_longer_be_written_ends_no_training()
    {
        string path = Rows(60, i => $"{i},{i % 7}", "a,b");
        using Hook error = new("epoch 1/", () =>
        {
            Directory.Delete(At("logs"), recursive: true);
            File.WriteAllText(At("logs"), "in the way");
        });
        Answer answer = Tool.Run(error, ["train", path, "--target", "y", "--epochs", "3", "--log", At("logs"), "--output", At("m")]);
        Assert.True(answer.Code == ExitCode.Success, answer.Error);
        Assert.NotNull(TableModel.Load(At("m")));
    }

    /// <summary>The fault is on the disk: whatever operation of a save fails or is the last, the old model or the new one is there.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [Trait("Speed", "Slow")]
    public void At_every_operation_of_training_anew_the_old_model_or_the_new_one_is_at_its_place(bool exchanges, bool kills)
    {
        string path = Rows(60, i => $"{i},{i % 7}", "a,b");
        string[] Command(int seed, string name) =>
            ["train", path, "--target", "y", "--epochs", "1", "--layers", "2", "--force", "--output", At(name), "--seed", $"{seed}"];
        _ = Tool.Run(Command(1, "old")).Succeeded;
        _ = Tool.Run(Command(2, "new")).Succeeded;
        string[] answers = [Tool.Run("predict", At("old"), path).Succeeded, Tool.Run("predict", At("new"), path).Succeeded];
        Assert.NotEqual(answers[0], answers[1]);
        _ = Tool.Run(Command(1, "m")).Succeeded;
        int operations = Operations(Command(2, "m"), exchanges, kills);
        Assert.True(operations > 20);
        for (int at = 1; at <= operations; at++)
        {
            // What the kill before has left would be cleared away first, by operations of its own, so that others were missed.
            TemporaryFile.Sweep(_tool.Folder);
            TemporaryFile.Sweep(At("m"));
            FaultyDisk disk = new(at, kills) { Exchanges = exchanges };
            disk.Run(() => Tool.Run(Command(1 + (at % 2), "m")));
            Assert.True(disk.Operations.Count >= at, $"operation {at} was not reached");
            Assert.Contains(Tool.Run("predict", At("m"), path).Succeeded, answers);
        }

        _ = Tool.Run(Command(1, "m")).Succeeded;
        TemporaryFile.Sweep(_tool.Folder);
        Assert.Equal(["data.csv", "m", "new", "old"], Directory.GetFileSystemEntries(_tool.Folder).Select(Path.GetFileName).Order());
        Assert.Empty(Directory.GetFiles(At("m"), ".*"));
    }

    /// <summary>A report is written into the folder when that is complete: what a kill leaves of it there is nobody's but ours.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_kill_while_the_report_is_written_blocks_no_training_anew(bool streams)
    {
        string path = Rows(300, i => $"{i},{i % 7}", "a,b");
        string[] command = ["train", path, "--target", "y", "--epochs", "1", "--layers", "2", "--output", At("m")];
        int move = FaultyDisk.Record(() => Tool.Run(command)).ToList().FindIndex(operation => operation.EndsWith(" report.html", StringComparison.Ordinal));
        Directory.Delete(At("m"), recursive: true);
        new FaultyDisk(move + 1).Run(() => Tool.Run(command));
        Assert.Single(Directory.GetFiles(At("m"), ".hebb-*.tmp"));
        _ = Tool.Run("predict", At("m"), path).Succeeded;
        Assert.Empty(Directory.GetFiles(At("m"), ".*"));

        // Where locks do not work, or their owner lives, they stay, and are ours all the same.
        string held = At($"m/.hebb-{Guid.NewGuid():N}.tmp");
        using (new FileStream(held, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete))
        {
            _ = Tool.Run([.. command, "--force", .. streams ? ["--stream"] : Array.Empty<string>()]).Succeeded;
        }

        Assert.Empty(Directory.GetFiles(At("m"), ".*"));
        File.WriteAllText(At("m/.hebb-notes.txt"), "mine");
        Answer refused = Tool.Run([.. command, "--force"]);
        Assert.Contains("holds '.hebb-notes.txt', which no training wrote", refused.Error, StringComparison.Ordinal);
    }

    /// <summary>Wherever a search is killed: the old network or the new one is there, and the search resumes, or starts anew, to the new one.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void A_search_that_is_killed_leaves_the_old_network_or_the_new_one_and_blocks_no_other()
    {
        string path = Rows(60, i => $"{i},{i % 7}", "a,b");
        string[] Command(int seed, string name, string again) =>
            ["tune", path, "--target", "y", "--trials", "1", "--method", "random", again, "--output", At(name), "--seed", $"{seed}"];
        _ = Tool.Run(Command(1, "old", "--force")).Succeeded;
        _ = Tool.Run(Command(2, "new", "--force")).Succeeded;
        string[] answers = [Tool.Run("predict", At("old"), path).Succeeded, Tool.Run("predict", At("new"), path).Succeeded];
        Assert.NotEqual(answers[0], answers[1]);
        Replace("m", "old");
        int operations = Operations(Command(2, "m", "--force"), exchanges: true, kills: true);
        Assert.True(operations > 40);

        // All in all every operation of writing folders and journals is swept by their own tests.
        for (int at = 1; at <= operations; at += 7)
        {
            Replace("m", "old");
            if (Directory.Exists(At("m-trials"))) { Directory.Delete(At("m-trials"), recursive: true); }
            FaultyDisk disk = new(at);
            disk.Run(() => Tool.Run(Command(2, "m", "--force")));
            Assert.True(disk.Operations.Count >= at, $"operation {at} was not reached");
            Assert.Contains(Tool.Run("predict", At("m"), path).Succeeded, answers);
            _ = Tool.Run(Command(2, "m", at % 2 == 0 && Directory.Exists(At("m-trials")) ? "--resume" : "--force")).Succeeded;
            Assert.Equal(answers[1], Tool.Run("predict", At("m"), path).Succeeded);
        }

        TemporaryFile.Sweep(_tool.Folder);
        Assert.Equal(
            ["data.csv", "m", "m-trials", "new", "new-trials", "old", "old-trials"],
            Directory.GetFileSystemEntries(_tool.Folder).Select(Path.GetFileName).Order());
        Assert.Empty(Directory.GetFiles(At("m"), ".*"));
        Assert.Equal(["trials.jsonl"], Directory.GetFileSystemEntries(At("m-trials")).Select(Path.GetFileName));

        void Replace(string name, string by)
        {
            if (Directory.Exists(At(name))) { Directory.Delete(At(name), recursive: true); }
            Directory.CreateDirectory(At(name));
            foreach (string file in Directory.GetFiles(At(by))) { File.Copy(file, Path.Combine(At(name), Path.GetFileName(file))); }
        }
    }

    [Fact]
    public void A_place_that_can_no_longer_be_written_is_replaced_by_one_that_can()
    {
        string path = Rows(60, i => $"{i},{i % 7}", "a,b");
        Directory.CreateDirectory(At("disk"));
        using Hook error = new("epoch 1/", () =>
        {
            Directory.Delete(At("disk"));
            File.WriteAllText(At("disk"), "in the way");
        });
        string name = $"m{Guid.NewGuid():N}";
        Answer answer = Tool.Run(error, ["train", path, "--target", "y", "--epochs", "2", "--json", "--output", At($"disk/{name}")]);
        Assert.Equal(ExitCode.Failure, answer.Code);
        string saved = JsonDocument.Parse(answer.Output).RootElement.GetProperty("output").GetString()!;
        Assert.Contains($"The network is saved as '{saved}'", answer.Error, StringComparison.Ordinal);
        Assert.NotNull(TableModel.Load(saved));
        Directory.Delete(saved, recursive: true);
    }

    /// <summary>The operations of a command that can meet a fault: that a folder could not be flushed is no fault.</summary>
    private static int Operations(string[] command, bool exchanges, bool kills) => FaultyDisk.Record(() => Tool.Run(command), exchanges)
        .Count(operation => kills || !operation.StartsWith("flush ", StringComparison.Ordinal) || operation.EndsWith(".tmp", StringComparison.Ordinal));

    private string At(string name) => _tool.At(name);

    private string Lines(string first, int count, Func<int, string> line) =>
        _tool.Write("lines.csv", $"{first}\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"{line(i)}\n")));

    private string Made(string set)
    {
        _ = Tool.Run("data", "make", set, "--rows", "80", "--output", At(set)).Succeeded;
        return At(set);
    }

    private string Rows(int count, Func<int, string> row, string names) => _tool.Write(
        "data.csv", $"{names},y\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"{row(i)},{(i % 2 == 0 ? i > count / 2 : i > count / 3)}\n"))
            .Replace("True", "yes", StringComparison.Ordinal).Replace("False", "no", StringComparison.Ordinal));

    private static string[] Parts(params string[] command)
    {
        List<string> parts = [];
        AfterTraining.Begun = parts.Add;
        _ = Tool.Run(command).Succeeded;
        AfterTraining.Begun = null;
        return [.. parts.Distinct()];
    }

    /// <summary>A pipe whose sender dies.</summary>
    private sealed class BrokenStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer)
        {
            byte[] part = new byte[buffer.Length];
            int read = Read(part, 0, part.Length);
            part.AsSpan(0, read).CopyTo(buffer);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) =>
            Position == Length ? throw new IOException("the sender has gone") : base.Read(buffer, offset, Math.Min(count, 4096));
    }
}
