using System.Text.RegularExpressions;

namespace Hebb.Cli.Tests.Messages;

/// <summary>Whoever uses the tool reads its own words: no names of C#, and no option that is not there.</summary>
public sealed partial class MessagesTests
{
    /// <summary>The words of C# for remedies, messages that only programs can provoke, and scripts.</summary>
    private static readonly string[] s_ofPrograms =
        ["Remedy.cs", "BmpEncoder.cs", "OneHotEncoder.cs", "SimpleImputer.cs", "Vocabulary.cs", "TableCrossValidation.cs",
            "ShellScript.cs"]; // PowerShell has such names of its own

    private static readonly string[] s_verbs =
        ["train", "evaluate", "predict", "inspect", "tune", "tune lr", "score", "data make", "data download", "explain", "explain example", "completion"];

    [Theory]
    [InlineData("Hebb.Cli")]
    [InlineData("Hebb.Learning")]
    [InlineData("Hebb.Data")]
    public void No_message_has_names_of_CSharp(string project) => Assert.Empty(
        from message in Messages(project)
        where message.Text.Contains(' ', StringComparison.Ordinal) && !s_ofPrograms.Contains(message.File) && NameOfCSharp().IsMatch(message.Text)
        select $"{message.File}: {message.Text}");

    [Theory]
    [InlineData("Hebb.Cli")]
    [InlineData("Hebb.Learning")]
    [InlineData("Hebb.Data")]
    public void Options_that_are_named_are_there(string project)
    {
        string[] known =
        [
            .. s_verbs.Select(verb => verb.Split(' ')).Prepend([]).SelectMany(verb => OptionInText().Matches(Tool.Run([.. verb, "--help"]).Succeeded))
                .Select(match => match.Value),
        ];
        Assert.True(known.Length > 60);
        Assert.Empty(
            from message in Messages(project)
            from Match option in OptionInText().Matches(message.Text)
            where !known.Contains(option.Value) && option.Value != "--logdir" // of TensorBoard
            select $"{message.File}: {option.Value} in '{message.Text}'");
    }

    /// <summary>Only the faces know options: the library says what helps as a remedy.</summary>
    [Theory]
    [InlineData("Hebb.Learning")]
    [InlineData("Hebb.Data")]
    public void The_library_names_no_options(string project) => Assert.Empty(
        from message in Messages(project)
        where !message.Path.Contains("/Kinds/", StringComparison.Ordinal) && !KindFile().IsMatch(message.File) && OptionInText().IsMatch(message.Text)
        select $"{message.File}: {message.Text}");

    [Fact]
    public void Texts_are_found_wherever_they_stand()
    {
        const string Source = """
            // "not this"
            a = "one \" {x}"; b = $"two {f("three", c == '"' ? "" : "four")} {{}} five"; /* "nor this" */ c = @"six ""x"" "; d = @class;
            """;
        Assert.Equal(["one \" {x}", "three", "four", "two {} {{}} five", "six x ", "seven {} eight"],
            StringLiterals.Of(Source + " e = $\"\"\"\n seven {g()} eight\"\"\";").Select(text => text.TrimStart('\n', ' ')));
        Assert.Matches(NameOfCSharp(), "Use Split.TrainTest here");
        Assert.Matches(NameOfCSharp(), "an IEnumerable<int>");
        Assert.DoesNotMatch(NameOfCSharp(), "the file DATA.csv of Hebb. Expected a number.");
    }

    private static IEnumerable<(string Path, string File, string Text)> Messages(string project)
    {
        string root = Repository.PathOf("src", project);
        foreach (string file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            string path = file.Replace('\\', '/');
            if (path.EndsWith("/ReportStyle.cs", StringComparison.Ordinal)) { continue; } // CSS
            foreach (string text in StringLiterals.Of(File.ReadAllText(file))) { yield return (path, Path.GetFileName(file), text); }
        }
    }

    [GeneratedRegex(@"\b[A-Z][a-z]+[A-Za-z]*\.[A-Z][a-z]+\w*\b|\bSystem\.|\bI(Enumerable|ReadOnly\w+|List|Dictionary)\b|\b[A-Z]\w+<\w+>|\bnew [A-Z]\w*\(")]
    private static partial Regex NameOfCSharp();

    [GeneratedRegex(@"(?<![\w(-])--[a-z][a-z0-9-]*")]
    private static partial Regex OptionInText();

    [GeneratedRegex(@"Kinds?\.cs$")]
    private static partial Regex KindFile();
}
