using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Hebb.Cli.Tests.Commands;

/// <summary>Texts, series, characters and sounds from the command line.</summary>
public sealed class TrainSequencesTests
{
    [Fact]
    public void A_column_of_texts_is_trained_judged_and_used()
    {
        using Tool tool = new();
        Tool.Run("data", "make", "sentences", "--rows", "300", "--output", tool.At("s.csv"));
        Answer answer = Tool.Run(
            "train", tool.At("s.csv"), "--text", "text", "--target", "sentiment", "--tokens", "word", "--length", "9", "--epochs", "2", "--class-weight",
            "balanced", "--json", "--output", tool.At("m"));
        JsonNode json = JsonNode.Parse(answer.Succeeded)!;
        Assert.Equal("binary", (string?)json["task"]);
        Assert.InRange((int)json["texts"]!, 200, 300);
        Assert.Contains("length: 9 words", answer.Error, StringComparison.Ordinal);
        Assert.Contains("class weights: balanced", answer.Error, StringComparison.Ordinal);

        string[] rows = Tool.Run("predict", tool.At("m"), tool.At("s.csv")).Succeeded.TrimEnd().Split('\n');
        Assert.Equal(("prediction,probability_negative,probability_positive", 301), (rows[0], rows.Length));
        answer = Tool.Run(Encoding.UTF8.GetBytes("The film is great.\r\nThe zebra is dull\n"), "predict", tool.At("m"), "-");
        Assert.Equal(3, answer.Succeeded.TrimEnd().Split('\n').Length);
        Assert.Contains("1 of 8 tokens were not in the training texts and count as unknown (zebra)", answer.Error, StringComparison.Ordinal);
        tool.Write("two.txt", "The film is great.\nThe film was dull, but the plot is great\n");
        string[] two = Tool.Run("predict", tool.At("m"), tool.At("two.txt")).Succeeded.TrimEnd().Split('\n');
        Assert.Equal(3, two.Length);
        Assert.Equal(two[1].Split(',')[0], Tool.Run("predict", tool.At("m"), "--row", "text=The film is great.").Succeeded.Split(' ')[0]);
        Assert.Matches(@"^(positive|negative)  \w+=0\.\d+", Tool.Run("predict", tool.At("m"), "--row", "text=Great, truly great, \"film\"").Succeeded);

        json = JsonNode.Parse(Tool.Run("evaluate", tool.At("m"), tool.At("s.csv"), "--json", "--report", tool.At("r.html")).Succeeded)!;
        Assert.Equal(300, (int?)json["texts"]);
        Assert.Contains("The worst mistakes", File.ReadAllText(tool.At("r.html")), StringComparison.Ordinal);
        Fails(ExitCode.Usage, "--generate is for models trained with train --generate, not for", "predict", tool.At("m"), "--generate", "5");
        Fails(ExitCode.Usage, "Expected text= and the text", "predict", tool.At("m"), "--row", "Age=3");
        Fails(ExitCode.Failure, "There are no texts", "predict", tool.At("m"), tool.Write("none.txt", ""));
        Fails(ExitCode.Failure, "binary data", ["predict", tool.At("m"), tool.At("latin.txt")], () =>
            File.WriteAllBytes(tool.At("latin.txt"), [0x66, 1, 2, 0xFF]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folder_of_texts_has_a_file_or_a_folder_for_each_class(bool files)
    {
        using Tool tool = new();
        foreach (string name in (string[])["ova", "ini"])
        {
            if (!files) { Directory.CreateDirectory(tool.At($"names/{name}")); }
            Directory.CreateDirectory(tool.At("names"));
            string[] texts = [.. Enumerable.Range(0, 30).Select(i => $"{(char)('A' + (i % 26))}{(char)('a' + (i % 7))}r{name}")];
            if (files) { File.WriteAllLines(tool.At($"names/{name}.txt"), texts); }
            else { for (int i = 0; i < texts.Length; i++) { File.WriteAllText(tool.At($"names/{name}/{i:00}.txt"), texts[i]); } }
        }

        Answer answer = Tool.Run("train", tool.At("names"), "--model", "cnn", "--epochs", "2", "--output", tool.At("m"));
        Assert.Contains("tokens: characters, because texts are as short as names", answer.Succeeded, StringComparison.Ordinal);
        Assert.Contains("60 texts", Tool.Run("evaluate", tool.At("m"), tool.At("names")).Succeeded, StringComparison.Ordinal);
        Fails(ExitCode.Usage, "leave --target out", "train", tool.At("names"), "--target", "x", "--output", tool.At("m2"));
        Fails(ExitCode.Usage, "leave --text out", "train", tool.At("names"), "--text", "x", "--output", tool.At("m2"));
        Fails(
            ExitCode.Usage, "Did you mean 'gru'? Expected gru or lstm or transformer or cnn or mlp or bag for texts", "train", tool.At("names"), "--model",
            "gruu", "--output", tool.At("m2"));
    }

    [Fact]
    public void A_series_is_trained_judged_and_forecast()
    {
        using Tool tool = new();
        Tool.Run("data", "make", "waves", "--rows", "300", "--output", tool.At("w.csv"));
        Answer answer = Tool.Run(
            "train", tool.At("w.csv"), "--target", "load", "--window", "12", "--horizon", "2", "--columns", "load,temperature", "--model", "mlp", "--epochs",
            "3", "--test-split", "0.1", "--output", tool.At("m"));
        Assert.Matches(@"held-out windows +network +linear +last value", answer.Succeeded);
        Assert.Contains("Result on 30 held-out windows", answer.Output, StringComparison.Ordinal);
        Assert.Contains("seen: load, temperature, standardized; not seen: hour, wind", answer.Output, StringComparison.Ordinal);
        string[] rows = Tool.Run("predict", tool.At("m"), tool.At("w.csv")).Succeeded.TrimEnd().Split('\n');
        Assert.Equal(["row,prediction", "301", "302"], [rows[0], .. rows.Skip(1).Select(row => row.Split(',')[0])]);
        rows = Tool.Run("predict", tool.At("m"), tool.At("w.csv"), "--all").Succeeded.TrimEnd().Split('\n');
        Assert.Equal(("row,truth,prediction", 1 + 300 - 13), (rows[0], rows.Length));
        JsonNode json = JsonNode.Parse(Tool.Run("evaluate", tool.At("m"), tool.At("w.csv"), "--json", "--report", tool.At("r.html")).Succeeded)!;
        Assert.Equal(300 - 13, (int?)json["rows"]);
        Assert.Contains("Truth minus prediction", File.ReadAllText(tool.At("r.html")), StringComparison.Ordinal);
        tool.Write("gaps.csv", "temperature,load\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{10 + (i % 3)},{(i == 5 ? "" : 40 + i)}\n")));
        Assert.Contains(
            "missing values are taken from the row before: 1 in 'load'",
            Tool.Run("predict", tool.At("m"), tool.At("gaps.csv")).Error,
            StringComparison.Ordinal);

        string[] train = ["train", tool.At("w.csv"), "--output", tool.At("m2")];
        Fails(ExitCode.Usage, "Specify the window: --window N, the number of rows the network sees.", [.. train, "--target", "load", "--horizon", "2"]);
        Fails(ExitCode.Usage, "Specify the target column: --target COLUMN.", [.. train, "--window", "3"]);
        Fails(ExitCode.Failure, "A window of 500 rows and a horizon of 1", [.. train, "--target", "load", "--window", "500"]);
        Fails(ExitCode.Usage, "--class-weight is for", [.. train, "--target", "load", "--window", "3", "--class-weight", "balanced"]);
        Fails(ExitCode.Usage, "--text and --window name different kinds of data", [.. train, "--target", "load", "--window", "3", "--text", "load"]);
        Fails(ExitCode.Usage, "--tokens is for texts, not for series", [.. train, "--target", "load", "--window", "3", "--tokens", "char"]);
        Fails(ExitCode.Usage, "--tokens is for texts, not for tables", [.. train, "--target", "load", "--tokens", "char"]);
    }

    [Fact]
    public void What_is_recommended_instead_of_a_network_can_be_had()
    {
        using Tool tool = new();
        tool.Write("t.csv", "text,label\n" + string.Concat(
            Enumerable.Range(0, 60).Select(i => $"this is the {(i % 2 == 0 ? "good" : "bad")} text number {i},{i % 2}\n")));
        string[] bag = ["train", tool.At("t.csv"), "--text", "text", "--target", "label", "--model", "bag", "--output", tool.At("bag")];
        Assert.Contains("model: bag of words: a weight for each of", Tool.Run(bag).Succeeded, StringComparison.Ordinal);
        Assert.StartsWith("0  0=", Tool.Run("predict", tool.At("bag"), "--row", "text=a good one").Succeeded, StringComparison.Ordinal);
        Assert.Contains("60 texts", Tool.Run("evaluate", tool.At("bag"), tool.At("t.csv")).Succeeded, StringComparison.Ordinal);
        Fails(
            ExitCode.Usage, "--model bag has no epochs, because its weights are computed at once: leave --patience out",
            [.. bag, "--force", "--patience", "2"]);
        Fails(ExitCode.Usage, "leave --log out", [.. bag, "--force", "--log", tool.At("log")]);

        tool.Write("s.csv", "date,shop,n,v\n" + string.Concat(Enumerable.Range(0, 120).Select(i =>
            $"2024-{1 + (i % 60 / 28):00}-{1 + (i % 60 % 28):00},{(i < 60 ? "A" : "B")},{i},{(i < 60 ? 1 : 20) * (i % 60 % 5)}\n")));
        string[] linear = ["train", tool.At("s.csv"), "--target", "v", "--window", "6", "--model", "linear", "--output", tool.At("linear")];
        Assert.Contains("series: 2, one for each value of 'shop' (A, B)", Tool.Run(linear).Succeeded, StringComparison.Ordinal);
        Assert.Contains("B,61,", Tool.Run("predict", tool.At("linear"), tool.At("s.csv")).Succeeded, StringComparison.Ordinal);
        Fails(ExitCode.Usage, "--model linear has no epochs", [.. linear, "--force", "--epochs", "2"]);
        Fails(ExitCode.Usage, "Expected gru or lstm or transformer or cnn or mlp or linear for series", [.. linear[..^3], "bag", "--output", tool.At("m")]);
        Fails(ExitCode.Failure, "--group", [.. linear, "--force", "--drop", "shop"]);
    }

    [Fact]
    public void A_text_is_learned_and_continued()
    {
        using Tool tool = new();
        tool.Write("t.txt", string.Concat(Enumerable.Repeat("the cat sat on the mat.\n", 120)));
        Answer answer = Tool.Run("train", tool.At("t.txt"), "--generate", "--length", "24", "--epochs", "4", "--output", tool.At("m"));
        Assert.Matches(@"held-out characters +network +trigram +frequency", answer.Succeeded);
        Assert.Matches(@"perplexity +\d", answer.Output);
        string[] generate = ["predict", tool.At("m"), "--generate", "40", "--prompt", "the c", "--temperature", "0.5"];
        string text = Tool.Run([.. generate, "--seed", "2"]).Succeeded;
        Assert.StartsWith("the c", text, StringComparison.Ordinal);
        Assert.Equal(5 + 40 + Environment.NewLine.Length, text.Length);
        Assert.Equal(text, Tool.Run([.. generate, "--seed", "2"]).Succeeded);
        Assert.Contains(
            "2 different characters of the prompt were not in the training text",
            Tool.Run("predict", tool.At("m"), "--generate", "3", "--prompt", "Xß").Error,
            StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, Tool.Run([.. generate, "--output", tool.At("out.txt")]).Code);
        Assert.Equal(45, File.ReadAllText(tool.At("out.txt")).Length);
        // 120 lines of 24 characters, of which the first half row of a recurrent network and the one after it are only read.
        string judged = Tool.Run("evaluate", tool.At("m"), tool.At("t.txt")).Succeeded;
        Assert.StartsWith($"  {(120 * 24) - 257} characters\n", judged, StringComparison.Ordinal);
        Assert.Contains("log_loss", judged, StringComparison.Ordinal);
        Assert.Contains(
            "1 character of the prompt was not in the training text and counts as unknown (X)",
            Tool.Run("predict", tool.At("m"), "--generate", "3", "--prompt", "X").Error,
            StringComparison.Ordinal);
        Assert.True((double)JsonNode.Parse(Tool.Run("evaluate", tool.At("m"), tool.At("t.txt"), "--json").Succeeded)!["metrics"]!["perplexity"]! > 1);

        Fails(ExitCode.Usage, "Specify how many characters: --generate N.", "predict", tool.At("m"));
        Fails(ExitCode.Usage, "it does not answer for 't.txt'", "predict", tool.At("m"), "t.txt", "--generate", "5");
        Fails(ExitCode.Usage, "--temperature is '-1'", "predict", tool.At("m"), "--generate", "5", "--temperature=-1");
        Fails(ExitCode.Usage, "--report is for", "evaluate", tool.At("m"), tool.At("t.txt"), "--report", tool.At("r.html"));
        Fails(ExitCode.Usage, "for characters", "train", tool.At("t.txt"), "--generate", "--model", "mlp", "--output", tool.At("m2"));
        Fails(ExitCode.Usage, "--target is for", "train", tool.At("t.txt"), "--generate", "--target", "x", "--output", tool.At("m2"));
        Fails(ExitCode.Failure, "Give a longer text", "train", tool.Write("short.txt", "too short"), "--generate", "--output", tool.At("m2"));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_folder_of_sounds_is_trained_judged_and_used()
    {
        using Tool tool = new();
        Tool.Run("data", "make", "tones", "--rows", "60", "--output", tool.At("tones"));
        Answer answer = Tool.Run("train", tool.At("tones"), "--epochs", "2", "--json", "--output", tool.At("m"));
        Assert.Equal(60, (int?)JsonNode.Parse(answer.Succeeded)!["sounds"]);
        Assert.Contains("40 bands of the mel scale", answer.Error, StringComparison.Ordinal);
        string sine = Directory.EnumerateFiles(tool.At("tones/sine")).First();
        Assert.Matches(@"^\w+  \w+=0\.\d+", Tool.Run("predict", tool.At("m"), sine).Succeeded);
        Assert.Equal(61, Tool.Run("predict", tool.At("m"), tool.At("tones")).Succeeded.TrimEnd().Split('\n').Length);
        Assert.Contains("60 sounds", Tool.Run("evaluate", tool.At("m"), tool.At("tones"), "--report", tool.At("r.html")).Succeeded, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(tool.At("tones/sine"), "bad.wav"), "no sound");
        Fails(ExitCode.Failure, "RIFF", "train", tool.At("tones"), "--output", tool.At("m2"));
        answer = Tool.Run("predict", tool.At("m"), tool.At("tones"), "--skip-bad");
        Assert.Equal(ExitCode.Skipped, answer.Code);
        Assert.Contains(
            "1 sound could not be read",
            Tool.Run("train", tool.At("tones"), "--skip-bad", "--epochs", "1", "--output", tool.At("m2")).Error,
            StringComparison.Ordinal);
        Fails(ExitCode.Usage, "--image-size is for images, not for sounds", "train", tool.At("tones"), "--image-size", "9", "--output", tool.At("m3"));
    }

    private static void Fails(int code, string message, params string[] args)
    {
        Answer answer = Tool.Run(args);
        Assert.Contains(message, answer.Error, StringComparison.Ordinal);
        Assert.Equal(code, answer.Code);
    }

    private static void Fails(int code, string message, string[] args, Action before)
    {
        before();
        Fails(code, message, args);
    }

    [Fact]
    public void Columns_are_kept_beside_the_answers_to_texts()
    {
        using Tool tool = new();
        string[] texts = [.. Enumerable.Range(0, 60).Select(i => $"the film number {i} is {(i % 2 == 0 ? "great" : "dull")}")];
        string data = tool.Write("s.csv", "key,text,label\n" + string.Concat(texts.Select((text, i) => $"0{i},{text},{i % 2}\n")));
        _ = Tool.Run("train", data, "--text", "text", "--target", "label", "--model", "bag", "--drop", "key", "--output", tool.At("m")).Succeeded;
        string[] plain = Lines("predict", tool.At("m"), data), kept = Lines("predict", tool.At("m"), data, "--keep", "key,label");
        Assert.Equal(plain.Select((line, i) => i == 0 ? $"key,label,{line}" : $"0{i - 1},{(i - 1) % 2},{line}"), kept);
        Fails(ExitCode.Usage, "--keep is for tables, not for a text in each line", "predict", tool.At("m"), tool.Write("t.txt", "great\n"), "--keep", "key");
        Fails(ExitCode.Usage, "There is no column 'keyy' to keep. Did you mean 'key'?", "predict", tool.At("m"), data, "--keep", "keyy");
        Fails(ExitCode.Usage, "--keep is for files; with --row there is none", "predict", tool.At("m"), "--row", "text=great", "--keep", "key");
    }

    [Fact]
    public void Columns_are_kept_beside_the_predicted_rows_of_a_series()
    {
        using Tool tool = new();
        string data = tool.Write("s.csv", "code,v,store\n" + string.Concat(Enumerable.Range(0, 80).Select(i => $"00{i},{i % 8},{"ab"[i / 40]}\n")));
        string[] train = ["train", data, "--target", "v", "--window", "4", "--columns", "v", "--group", "store", "--model", "linear", "--output", tool.At("m")];
        _ = Tool.Run(train).Succeeded;
        string[] plain = Lines("predict", tool.At("m"), data, "--all"), kept = Lines("predict", tool.At("m"), data, "--all", "--keep", "code");
        Assert.Equal("code," + plain[0], kept[0]);
        Assert.True(kept.Length > 60);
        Assert.Equal(plain.Skip(1).Select(line => $"00{int.Parse(line.Split(',')[1], CultureInfo.InvariantCulture) - 1},{line}"), kept.Skip(1));
        Assert.StartsWith("code,v,store,row,", Lines("predict", tool.At("m"), data, "--all", "--keep", "all")[0], StringComparison.Ordinal);
        Fails(ExitCode.Usage, "--keep needs --all: a forecast is about a row that the table does not have", "predict", tool.At("m"), data, "--keep", "code");
    }

    private static string[] Lines(params string[] args) => Tool.Run(args).Succeeded.TrimEnd().Split('\n');
}
