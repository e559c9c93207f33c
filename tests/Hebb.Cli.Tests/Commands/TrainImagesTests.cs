using System.Text.Json.Nodes;
using Hebb.Data.Images;
using Hebb.Data.Synthetic;
using Hebb.Keras;

namespace Hebb.Cli.Tests.Commands;

public sealed class TrainImagesTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void A_folder_of_images_is_trained_judged_and_used()
    {
        using Tool tool = new();
        Tool.Run("data", "make", "digits", "--rows", "300", "--output", tool.At("digits"));
        Answer answer = Tool.Run("train", tool.At("digits"), "--image-size", "14", "--epochs", "12", "--json", "--output", tool.At("m"));
        JsonNode json = JsonNode.Parse(answer.Succeeded)!;
        Assert.Equal(("multiclass", 300), ((string?)json["task"], (int?)json["images"]));
        Assert.True((double)json["metrics"]!["accuracy"]! > 0.6, answer.Output);
        Assert.Contains("a filter finds its pattern anywhere in the image", answer.Error, StringComparison.Ordinal);

        string image = ImageFiles.In(tool.At("digits")).First();
        string line = Tool.Run("predict", tool.At("m"), image).Succeeded;
        Assert.Matches(@"^\d  \d=0\.\d+", line);
        string[] rows = Tool.Run("predict", tool.At("m"), tool.At("digits")).Succeeded.TrimEnd().Split('\n');
        Assert.Equal(
            "file,prediction,probability_0,probability_1,probability_2,probability_3,probability_4,probability_5,probability_6,probability_"
            + "7,probability_8,probability_9",
            rows[0]);
        Assert.Equal(301, rows.Length);
        Assert.StartsWith($"{image},{line[0]},", rows[1], StringComparison.Ordinal);

        json = JsonNode.Parse(Tool.Run("evaluate", tool.At("m"), tool.At("digits"), "--json", "--report", tool.At("r.html")).Succeeded)!;
        Assert.Equal(300, (int?)json["images"]);
        Assert.Contains("data:image/png;base64,", File.ReadAllText(tool.At("r.html")), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Idx_pairs_and_folders_of_them_are_read_with_their_own_test_part()
    {
        using Tool tool = new();
        Directory.CreateDirectory(tool.At("mnist"));
        foreach ((string part, int seed, int count) in new[] { ("train", 1, 200), ("t10k", 2, 50) })
        {
            SyntheticFolder.Find("digits")!.WriteIdx(tool.At(part), count, seed: seed);
            string[] files = [.. Directory.EnumerateFiles(tool.At(part)).Order()];
            File.Move(files.Single(file => file.Contains("images", StringComparison.Ordinal)), tool.At($"mnist/{part}-images-idx3-ubyte.gz"));
            File.Move(files.Single(file => file.Contains("labels", StringComparison.Ordinal)), tool.At($"mnist/{part}-labels-idx1-ubyte.gz"));
        }

        string[] pair = ["--images", tool.At("mnist/train-images-idx3-ubyte.gz"), "--labels", tool.At("mnist/train-labels-idx1-ubyte.gz")];
        Answer answer = Tool.Run("train", tool.At("mnist"), "--model", "mlp", "--epochs", "2", "--output", tool.At("m1"));
        Assert.Contains("held-out images", answer.Succeeded, StringComparison.Ordinal);
        Assert.Contains("160 for training, 40 for validation, 50 held out", answer.Output, StringComparison.Ordinal);
        answer = Tool.Run(["train", .. pair, "--epochs", "1", "--model", "mlp", "--output", tool.At("m2")]);
        Assert.Contains("128 for training, 32 for validation, 40 held out", answer.Succeeded, StringComparison.Ordinal);
        Assert.Contains("50 images", Tool.Run("evaluate", tool.At("m1"), tool.At("mnist")).Succeeded, StringComparison.Ordinal);
        Assert.Contains("200 images", Tool.Run(["evaluate", tool.At("m1"), .. pair]).Succeeded, StringComparison.Ordinal);

        // A network as Keras writes it.
        File.WriteAllText(tool.At("net.json"), ModelFile.ToJson(ModelFile.Load(tool.At("m1/model.keras"))));
        Assert.Contains(
            "network: as given",
            Tool.Run("train", tool.At("mnist"), "--model", tool.At("net.json"), "--epochs", "1", "--output", tool.At("m3")).Succeeded,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--labels needs --images", "train", "--labels", "x")]
    [InlineData(2, "--images needs --labels", "train", "--images", "IMAGES")]
    [InlineData(2, "name the training data. Leave one out", "train", "DIGITS", "--images", "x")]
    [InlineData(2, "--target is for tables, texts and series (--window), not for images", "train", "DIGITS", "--target", "y")]
    [InlineData(2, "--layers is for tables, not for images", "train", "DIGITS", "--layers", "3")]
    [InlineData(2, "--image-size is for images, not for tables", "train", "CSV", "--target", "y", "--image-size", "3")]
    [InlineData(2, "--image-size is '0'", "train", "DIGITS", "--image-size", "0")]
    [InlineData(2, "Did you mean 'cnn'", "train", "DIGITS", "--model", "cn")]
    [InlineData(2, "Specify the training data", "train")]
    [InlineData(2, "--target COLUMN", "train", "CSV")]
    [InlineData(1, "There is no file 'nothing.json'", "train", "DIGITS", "--model", "nothing.json")]
    [InlineData(1, "at least two folders, one for each class", "train", "EMPTY")]
    public void Wrong_commands_are_explained_and_leave_nothing(int code, string message, params string[] args)
    {
        using Tool tool = new();
        Directory.CreateDirectory(tool.At("empty"));
        SyntheticFolder.Find("digits")!.Write(tool.At("digits"), 80);
        tool.Write("t.csv", "x,y\n1,2\n");
        Answer answer = Tool.Run([
            .. args.Select(arg => arg switch { "DIGITS" => tool.At("digits"), "EMPTY" => tool.At("empty"), "CSV" => tool.At("t.csv"), _ => arg }),
            "--output",
            tool.At("m"),
        ]);
        Assert.Equal(code, answer.Code);
        Assert.Contains(message, answer.Error, StringComparison.Ordinal);
        Assert.Equal(["digits", "empty", "t.csv"], Directory.EnumerateFileSystemEntries(tool.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Unreadable_images_stop_or_are_skipped_and_counted()
    {
        using Tool tool = new();
        Tool.Run("data", "make", "digits", "--rows", "80", "--output", tool.At("digits"));
        File.WriteAllText(tool.At("digits/3/broken.png"), "no image");
        Answer answer = Tool.Run("train", tool.At("digits"), "--model", "mlp", "--epochs", "1", "--output", tool.At("m"));
        Assert.Equal(1, answer.Code);
        Assert.Contains("broken.png", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(tool.At("m")));
        answer = Tool.Run("train", tool.At("digits"), "--model", "mlp", "--epochs", "1", "--skip-bad", "--output", tool.At("m"));
        Assert.Contains("broken.png", answer.Error, StringComparison.Ordinal);
        Assert.Contains("1 image could not be read", answer.Error, StringComparison.Ordinal);
        Assert.Contains(": 80 images of ", answer.Output, StringComparison.Ordinal);
        Assert.Contains("; 1 file could not be read and was left out.", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("could not be computed", answer.Error, StringComparison.Ordinal);
        _ = answer.Succeeded;
        answer = Tool.Run("predict", tool.At("m"), tool.At("digits"));
        Assert.Equal(1, answer.Code);
        answer = Tool.Run("predict", tool.At("m"), tool.At("digits"), "--skip-bad", "--output", tool.At("out.csv"));
        Assert.Equal(3, answer.Code);
        Assert.Equal(81, File.ReadAllLines(tool.At("out.csv")).Length);
    }

    [Fact]
    public void A_model_of_images_is_no_model_of_rows()
    {
        using Tool tool = new();
        Tool.Run("data", "make", "digits", "--rows", "80", "--output", tool.At("digits"));
        _ = Tool.Run("train", tool.At("digits"), "--model", "mlp", "--epochs", "1", "--output", tool.At("m")).Succeeded;
        Answer answer = Tool.Run("predict", tool.At("m"), "--row", "a=1");
        Assert.Equal((2, true), (answer.Code, answer.Error.Contains("--row is for tables and texts, not for images", StringComparison.Ordinal)));
        answer = Tool.Run("predict", tool.At("m"), Tool.Customers);
        Assert.Equal(1, answer.Code);
        Assert.Contains("customers.csv", answer.Error, StringComparison.Ordinal);
        answer = Tool.Run("score", tool.At("m"), "--threshold", "0.5", "--input", Tool.Customers);
        Assert.Contains("predicts images, not rows of a table. Use hebb predict.", answer.Error, StringComparison.Ordinal);
    }
}
