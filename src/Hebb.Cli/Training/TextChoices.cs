using System.CommandLine;
using Hebb.Data;

namespace Hebb.Cli;

/// <summary>Options about texts, and what they mean.</summary>
internal static class TextChoices
{
    private const string Word = "word", Character = "char";

    /// <summary>The column of texts.</summary>
    public static readonly Option<string?> Text = new("--text") { Description = "The column of texts to learn from; --target names their classes.", HelpName = "COLUMN" };

    /// <summary>What texts are cut into.</summary>
    public static readonly Option<string?> Tokens = OptionValues.OneOf("--tokens", $"What texts are cut into: {Word} or {Character}. Default: characters for names, otherwise words.", [Word, Character]);

    /// <summary>How much of a text is seen.</summary>
    public static readonly Option<int?> Length = OptionValues.Count("--length", "How many tokens of a text are seen, or with --generate, how many characters in a row are learned. Default: as many as nearly all texts have; 64 characters, or 100 of a transformer or a network of your own.");

    /// <summary>All of them, in the order of the help.</summary>
    public static IEnumerable<Option> All => [Text, Tokens, Length];

    /// <summary>The texts that the command line names for training, with their columns.</summary>
    public static (Table Table, string Text, string Target) Read(ParseResult parsed, string data, string? target, bool noHeader)
    {
        if (!Directory.Exists(data))
        {
            string text = parsed.GetValue(Text)!;
            return (Inputs.Table(data, noHeader), text, target ?? throw new UsageException("Name the column of the texts' classes: --target COLUMN."));
        }

        Option? meaningless = ((Option[])[Text]).FirstOrDefault(option => parsed.GetResult(option) is not null);
        if (meaningless is not null || target is not null || noHeader) { throw new UsageException($"'{data}' is a folder, whose files or folders are the classes: leave {(meaningless is not null ? meaningless.Name : target is not null ? "--target" : "--no-header")} out."); }
        return (Folder(data), "text", "label");
    }

    /// <summary>A file for each class, or a folder for each class.</summary>
    public static Table Folder(string data) => Directory.EnumerateFiles(data, "*.txt").Any() ? TextFolder.ReadLines(data) : TextFolder.Read(data);

    /// <summary>What the command line says about texts.</summary>
    public static TextTrainerOptions Read(ParseResult parsed, TextTrainerOptions options) => options with
    {
        Tokens = parsed.GetValue(Tokens) switch { Word => TokenKind.Word, Character => TokenKind.Character, _ => null },
        Length = parsed.GetValue(Length),
    };

    /// <summary>The texts and classes that the command line names for a model.</summary>
    public static Table ReadFor(TextModel model, string data, bool noHeader)
    {
        if (!Directory.Exists(data)) { return Inputs.Table(data, noHeader); }
        Table table = Folder(data);
        return new Table(table["text"].Rename(model.Column), table["label"].Rename(model.Target.Name));
    }
}
