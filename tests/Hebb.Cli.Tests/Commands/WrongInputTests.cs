using Hebb.Data.Images;
using Hebb.Data.Synthetic;
using Hebb.Formats;
using Hebb.Formats.NumPy;

namespace Hebb.Cli.Tests.Commands;

/// <summary>What users get wrong with pictures, series and texts: each answer says what was given, what was expected and what to do,
/// and nothing is written.</summary>
public sealed class WrongInputTests
{
    [Fact]
    public void Channels_that_do_not_fit_are_explained()
    {
        using Tool tool = new();
        SyntheticFolder.Find("digits")!.Write(tool.At("digits"), 80);
        _ = Tool.Run("train", tool.At("digits"), "--model", "mlp", "--epochs", "1", "--output", tool.At("m")).Succeeded;

        // Pictures are brought to the channels of the training; arrays and networks of one's own must have them.
        new Image(28, 28, 3, new byte[28 * 28 * 3]).Save(tool.At("color.png"));
        _ = Tool.Run("predict", tool.At("m"), tool.At("color.png")).Succeeded;
        Npy.Write(tool.At("color.npy"), StoredArray.Of([2, 28, 28, 3], new float[2 * 28 * 28 * 3]));
        Npy.Write(tool.At("flat.npy"), StoredArray.Of([2, 28, 28], new float[2 * 28 * 28]));
        string[] predict = ["predict", tool.At("m/model.keras")];
        Refused(
            tool,
            ["color.npy", "expects shape (batch, 28, 28, 1), but got (2, 28, 28, 3)", "3 channels (color) do not fit a network for 1 channel (gray)"],
            [.. predict, tool.At("color.npy"), "--output", tool.At("out.npy")]);
        Refused(
            tool,
            ["flat.npy", "expects shape (batch, 28, 28, 1), but got (2, 28, 28)", "Add the axis of channels"],
            [.. predict, tool.At("flat.npy"), "--output", tool.At("out.npy")]);
        File.WriteAllText(tool.At("net.json"), """
            {"class_name": "Sequential", "config": {"layers": [
              {"class_name": "InputLayer", "config": {"name": "x", "batch_shape": [null, 28, 28, 3], "dtype": "float32"}},
              {"class_name": "Flatten", "config": {"name": "f"}}, {"class_name": "Dense", "config": {"name": "y", "units": 10, "activation": "softmax"}}]}}
            """);
        Refused(
            tool, ["(batch, 28, 28, 3), but got (1, 28, 28, 1)", "1 channel (gray) do not fit a network for 3 channels (color)"], "train", tool.At("digits"),
            "--model", tool.At("net.json"), "--output", tool.At("m2"));
        File.WriteAllText(
            tool.At("net.json"),
            File.ReadAllText(tool.At("net.json")).Replace("28, 3]", "28, 1]", StringComparison.Ordinal).Replace("10", "7", StringComparison.Ordinal));
        Refused(
            tool, ["gives (1, 7)", "Expected [1, 10], a number for each of 10 classes"], "train", tool.At("digits"), "--model", tool.At("net.json"), "--output",
            tool.At("m2"));
    }

    [Fact]
    public void An_image_that_cannot_be_read_is_named_and_may_be_left_out()
    {
        using Tool tool = new();
        SyntheticFolder.Find("digits")!.Write(tool.At("digits"), 80);
        _ = Tool.Run("train", tool.At("digits"), "--model", "mlp", "--epochs", "1", "--output", tool.At("m")).Succeeded;
        string cut = Directory.EnumerateFiles(tool.At("digits/3")).Order().First(), other = tool.At("digits/4/text.png"), empty = tool.At("digits/5/empty.jpg");
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..200]);
        File.WriteAllText(other, "hello");
        File.WriteAllText(empty, "");
        Refused(
            tool, [cut, "the file ends too early; get it again", "Repair or remove the file. Try: --skip-bad to leave out what cannot be read."],
            "predict", tool.At("m"), tool.At("digits"), "--output", tool.At("out.csv"));
        Refused(
            tool,
            [cut, "the file ends too early; get it again", "Repair or remove the file. Try: --skip-bad to leave out what cannot be read."],
            "evaluate",
            tool.At("m"),
            tool.At("digits"));
        Refused(
            tool, ["Repair or remove the file. Try: --skip-bad to leave out what cannot be read."], "train", tool.At("digits"), "--model", "mlp",
            "--output", tool.At("m2"));

        foreach (string[] command in (string[][])[["predict", "--output", tool.At("out.csv")], ["evaluate"], ["evaluate", "--json"]])
        {
            Answer answer = Tool.Run([command[0], tool.At("m"), tool.At("digits"), "--skip-bad", .. command[1..]]);
            Assert.Equal(ExitCode.Skipped, answer.Code);
            Assert.Contains($"skipped: {cut}: The image cannot be read: the file ends too early", answer.Error, StringComparison.Ordinal);
            Assert.Contains($"skipped: {other}: The image cannot be read: the file begins with 68656C6C6F", answer.Error, StringComparison.Ordinal);
            Assert.Contains($"skipped: {empty}: The image cannot be read: the file is empty", answer.Error, StringComparison.Ordinal);
            if (command.Contains("--json")) { Assert.Contains("\"images\":79", answer.Output, StringComparison.Ordinal); }
        }

        Assert.Equal(1 + 79, File.ReadAllLines(tool.At("out.csv")).Length);
        Refused(tool, [empty, "None of the 1 images can be read"], "predict", tool.At("m"), empty, "--skip-bad");
    }

    [Fact]
    public void Classes_that_were_not_in_the_training_are_named()
    {
        using Tool tool = new();
        SyntheticFolder.Find("digits")!.Write(tool.At("digits"), 80);
        _ = Tool.Run("train", tool.At("digits"), "--model", "mlp", "--epochs", "1", "--output", tool.At("m")).Succeeded;
        Directory.Move(tool.At("digits/7"), tool.At("digits/seven"));
        Refused(
            tool,
            ["The class 'seven' was not in the training images", "The classes are: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9."],
            "evaluate",
            tool.At("m"),
            tool.At("digits"));

        IdxFile.Write(tool.At("images"), [2, 28, 28], new byte[2 * 28 * 28]);
        IdxFile.Write(tool.At("labels"), [2], new byte[] { 1, 12 });
        IdxFile.Write(tool.At("three"), [3], new byte[3]);
        Refused(
            tool, ["The class '12' was not in the training images", "The classes are: 0, 1,"], "evaluate", tool.At("m"), "--images", tool.At("images"),
            "--labels", tool.At("labels"));
        Refused(
            tool, ["three", "UInt8 of shape (3,)", "Expected the labels of 2 images"], "evaluate", tool.At("m"), "--images", tool.At("images"), "--labels",
            tool.At("three"));

        Tool.Run("data", "make", "sentences", "--rows", "120", "--output", tool.At("s.csv"));
        _ = Tool.Run(
            "train", tool.At("s.csv"), "--text", "text", "--target", "sentiment", "--model", "mlp", "--epochs", "1", "--output", tool.At("t")).Succeeded;
        File.WriteAllText(tool.At("s.csv"), File.ReadAllText(tool.At("s.csv")).Replace("positive", "glad", StringComparison.Ordinal));
        Refused(
            tool,
            ["s.csv, line ", "column 'sentiment'", "'glad' is not a class of the training rows", "Expected one of the 2 classes negative, positive"],
            "evaluate",
            tool.At("t"),
            tool.At("s.csv"));
    }

    [Fact]
    public void A_window_longer_than_the_series_is_an_error_with_numbers()
    {
        using Tool tool = new();
        Tool.Run("data", "make", "waves", "--rows", "60", "--output", tool.At("w.csv"));
        string[] train = ["train", tool.At("w.csv"), "--target", "load", "--model", "mlp", "--epochs", "1"];
        Refused(
            tool,
            [
                "w.csv",
                "A window of 40 rows and a horizon of 1",
                "need 41 training rows, but of 60 rows 38 are for training",
                "Take a shorter window or horizon, smaller parts, or a longer series",
            ],
            [.. train, "--window", "40", "--output", tool.At("m")]);
        _ = Tool.Run([.. train, "--window", "6", "--output", tool.At("m")]).Succeeded;
        File.WriteAllLines(tool.At("short.csv"), File.ReadLines(tool.At("w.csv")).Take(4));
        foreach (string[] command in (string[][])[["predict"], ["predict", "--all"], ["evaluate"]])
        {
            Refused(
                tool,
                ["short.csv", "The series has 3 rows. Expected at least 6, the window that the network sees"],
                [command[0], tool.At("m"), tool.At("short.csv"), .. command[1..]]);
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Unknown_tokens_and_texts_that_are_too_long_are_counted()
    {
        using Tool tool = new();
        Tool.Run("data", "make", "sentences", "--rows", "120", "--output", tool.At("s.csv"));
        string[] train = ["train", tool.At("s.csv"), "--text", "text", "--target", "sentiment", "--length", "8", "--epochs", "1"];
        _ = Tool.Run([.. train, "--model", "transformer", "--output", tool.At("m")]).Succeeded;
        Answer answer = Tool.Run("predict", tool.At("m"), "--row", "text=zebra the film is great the film is great the film");
        Assert.Matches("^(negative|positive)  ", answer.Succeeded);
        Assert.Contains("1 of 1 texts is longer than the network sees: the end was cut off", answer.Error, StringComparison.Ordinal);
        Assert.Contains("1 of 11 tokens were not in the training texts and count as unknown (zebra)", answer.Error, StringComparison.Ordinal);
        answer = Tool.Run("predict", tool.At("m"), "--row", "text=");
        Assert.Contains("1 of 1 texts is empty: the answer is a guess", answer.Error, StringComparison.Ordinal);

        // The numbers of tokens, given to the network itself.
        Npy.Write(tool.At("tokens.npy"), StoredArray.Of([1, 8], [1, 2, 3, 900, 1, 1, 1, 1]));
        Npy.Write(tool.At("long.npy"), StoredArray.Of([1, 9], new int[9]));
        string[] predict = ["predict", tool.At("m/model.keras"), "--output", tool.At("out.npy")];
        Refused(
            tool,
            ["tokens.npy: In token_and_position_embedding", "index 900 (at position 3) is outside a table of", "make the table larger.\n"],
            [.. predict, tool.At("tokens.npy")]);
        Refused(tool, ["long.npy", "expects shape (batch, 8), but got (1, 9)", "cut or fill up sequences"], [.. predict, tool.At("long.npy")]);

        // A network of one's own with fewer positions than the texts have tokens.
        File.WriteAllText(tool.At("net.json"), """
            {"class_name": "Sequential", "config": {"layers": [
              {"class_name": "InputLayer", "config": {"name": "x", "batch_shape": [null, 8], "dtype": "int32"}},
              {"class_name": "TokenAndPositionEmbedding", "config": {"name": "e", "vocabulary_size": 900, "sequence_length": 4, "embedding_dim": 2}},
              {"class_name": "GlobalAveragePooling1D", "config": {"name": "g"}},
              {"class_name": "Dense", "config": {"name": "y", "units": 1, "activation": "sigmoid"}}]}}
            """);
        Refused(
            tool,
            ["net.json", "has vectors for 4 positions, but got 8 steps", "cut the sequences, or make the layer with sequenceLength: 8"],
            [.. train, "--model", tool.At("net.json"), "--output", tool.At("m2")]);
    }

    [Fact]
    public void Names_that_do_not_exist_are_said_before_anything_else()
    {
        using Tool tool = new();
        Refused(tool, ["There is no file or folder 'nowhere'"], "train", "nowhere", "--output", tool.At("m"));
        tool.Write("t.txt", string.Concat(Enumerable.Repeat("the cat sat on the mat.\n", 120)));
        Refused(
            tool, ["--length must be from 2 to 4096, but is 5000.\n"], "train", tool.At("t.txt"), "--generate", "--length",
            "5000", "--output", tool.At("m"));
    }

    /// <summary>The command fails, says all of this, and leaves the folder as it was.</summary>
    private static void Refused(Tool tool, string[] messages, params string[] args)
    {
        string[] before = [.. Directory.EnumerateFileSystemEntries(tool.Folder).Order()];
        Answer answer = Tool.Run(args);
        Assert.Equal(ExitCode.Failure, answer.Code);
        string said = answer.Error.ReplaceLineEndings("\n");
        Assert.All(messages, message => Assert.Contains(message, said, StringComparison.Ordinal));
        Assert.DoesNotContain("(Parameter", said, StringComparison.Ordinal);
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(tool.Folder).Order());
    }

    /// <summary>What is missing or too much is said in words that can be typed.</summary>
    [Theory]
    [InlineData("Specify the model: hebb predict MODEL DATA", "predict")]
    [InlineData("Specify the model: hebb evaluate MODEL DATA", "evaluate")]
    [InlineData("Specify the model: hebb score DIR", "score")]
    [InlineData("Specify the training data: hebb tune DATA.csv --target COLUMN", "tune")]
    [InlineData("Specify make or download.", "data")]
    [InlineData("Specify the row: --row Age=40,Country=France.", "explain", "m")]
    [InlineData("Specify the target column: --target COLUMN.", "tune", "x.csv")]
    [InlineData("--row needs a value: --row VALUES.", "explain", "m", "--row")]
    [InlineData("--format is 'yaml'. Expected one of json, markdown, text.", "explain", "example", "backprop-a", "--format", "yaml")]
    [InlineData("SHELL is 'xsh'. Expected one of bash, zsh, fish, pwsh.", "completion", "xsh")]
    [InlineData("'other.csv' is one argument too many.", "evaluate", "m", "x.csv", "other.csv")]
    [InlineData("--seed is 'x'. Expected a whole number.", "data", "make", "moons", "--seed", "x")]
    public void Mistakes_in_the_command_line_are_told_in_its_own_words(string message, params string[] args)
    {
        Answer answer = Tool.Run(args);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.StartsWith($"hebb: {message}\n", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_rows_is_no_model()
    {
        using Tool tool = new();
        string rows = tool.Write("rows.csv", "x,y\n1,2\n");
        Answer answer = Tool.Run("predict", rows, tool.Folder);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.StartsWith(
            $"hebb: '{rows}' is not a model. Expected a folder that 'hebb train' has written, or a .keras or .h5 file. The model comes first: "
                + "hebb predict MODEL DATA\n",
            answer.Error, StringComparison.Ordinal);
    }
}
