using System.Text;
using Hebb.Data;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Rows;
using Hebb.Data.Tables;
using Hebb.Data.Text;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Kinds;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;
using Hebb.Models;

namespace Hebb.Learning.Texts;

/// <summary>Learning from texts with a class each: a folder or a file for each class, or a column of a table.</summary>
public sealed class TextKind : LearningKind<TextModel>
{
    private const string Word = "word", Character = "char";

    /// <summary>The column of texts.</summary>
    public static LearningOption<string?> Text { get; } =
        LearningOption.Text("text", "COLUMN", "The column of texts to learn from; --target names their classes.");

    /// <summary>What texts are cut into.</summary>
    public static LearningOption<string?> Tokens { get; } = LearningOption.OneOf(
        "tokens", $"How texts are split into tokens: {Word} or {Character}. Default: characters for names, otherwise words.", [Word, Character]);

    /// <inheritdoc/>
    public override string Format => TextModel.FormatName;

    /// <inheritdoc/>
    public override string Name => "texts";

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> TrainingOptions =>
        [SharedOptions.Target, .. SharedOptions.Training, .. ReadingOptions.Learning, SharedOptions.ClassWeight, NetworkOption.Network, Text, Tokens,
            SharedOptions.Length];

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> Signs => [Text];

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> EvaluationOptions => ReadingOptions.Using;

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> PredictionOptions => [TableKind.Row, KeptColumns.Option, .. ReadingOptions.Using];

    /// <inheritdoc/>
    public override InputHelp Help => new(Prediction: "a .txt file with a text in each line (- for standard input)");

    /// <inheritdoc/>
    public override Detection? Detect(LearningSource source, OptionValues options) =>
        (source ?? throw new ArgumentNullException(nameof(source))).Holds(".txt") ? new("the folder holds text files") : null;

    /// <inheritdoc/>
    public override LearningPlan Plan(LearningRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        OptionValues given = request.Options;
        (Table table, string text, string target) = Read(request);
        TextTrainerOptions options = SharedOptions.Apply(request, new TextTrainerOptions
        {
            Tokens = given.Get(Tokens) switch { Word => TokenKind.Word, Character => TokenKind.Character, _ => null },
            Length = given.Get(SharedOptions.Length),
        });
        (SequenceNetwork? named, Func<Model>? make) = NetworkOption.Read(given, NetworkOption.Texts, Name);
        NetworkOption.CheckComputed(request, named);
        TextRecipe recipe = TextTrainer.Prepare(table, text, target, options with { Network = named, NewNetwork = make is null ? null : (_, _, _) => make() });
        request.Tell($"{request.Source.Path}: {string.Join(" ", recipe.Findings)}");
        if (request.Source.IsFolder && !IsFileForClass(request.Source.Path!)
            && request.Source.EmptyFolders(file => file.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)) is { } empty)
        {
            request.Tell(empty);
        }

        return recipe;
    }

    /// <inheritdoc/>
    public override string? NextCommand(string folder, LearningSource source, TargetEncoder target) => $"predict {folder} TEXTS.txt";

    /// <inheritdoc/>
    public override Func<Model, TrainedModel> Read(JsonField pipeline) => TextModel.Read(pipeline);

    /// <inheritdoc/>
    protected override PredictionResult Predict(TextModel model, LearningRequest request)
    {
        if (request.Options.Get(TableKind.Row) is { } row)
        {
            if (request.Inputs.Count > 0 || request.HasOutput)
            {
                throw new UsageException("Use --row instead of a file, not with one; it prints its answer.");
            }

            ReadingOptions.Refuse(request.Options, TableKind.Row, KeptColumns.Option);
            string text = Named(model, row);
            Warn(model, [text], request);
            Predictions answer = model.Predict([text]);
            return new() { Line = FileAnswers.Line(answer), Table = answer.ToTable() };
        }

        if (request.Inputs.Count != 1)
        {
            throw new UsageException("Expected one file: a table, or a .txt file with a text in each line (- for standard input); or --row text=…");
        }

        KeptColumns? rows = IsTable(request) ? KeptColumns.Read(request, request.Inputs[0], model.Reading?.Only([model.Column]), [model.Column]) : null;
        IReadOnlyList<string?> texts = rows is null ? Lines(request) : model.TextsOf(rows.Table);
        if (texts.Count == 0) { throw new DataException("There are no texts. Expected a text in each line.", request.Inputs[0]); }
        Warn(model, texts, request);
        Table answers = model.Predict(texts).ToTable();
        return new() { Table = rows?.Before(answers) ?? answers, Skipped = rows is null ? 0 : ReadingOptions.SkippedRows(rows.Table) };
    }

    /// <inheritdoc/>
    protected override EvaluationResult Evaluate(TextModel model, LearningRequest request)
    {
        string data = request.PathOr("Specify the data to evaluate on: a table or a folder with texts and their classes.");
        Table table = request.Source.IsFolder ? Folder(data, request.Options) : ReadingOptions.Read(request, data, model.Reading);
        if (request.Source.IsFolder) { table = new Table(table["text"].Rename(model.Column), table["label"].Rename(model.Target.Name)); }
        Warn(model, model.TextsOf(table), request);
        Judgement judgement = model.Judge(table);
        return new(model.ExamplesName, judgement) { SaveReport = path => model.Report(table, judgement).Save(path) };
    }

    /// <summary>Says what was unusual about texts.</summary>
    private static void Warn(TextModel model, IReadOnlyList<string?> texts, LearningRequest request)
    {
        TextReport report = model.Inspect(texts);
        if (!report.IsClean) { request.Warn(report.ToString()); }
    }

    /// <summary>Whether files are the classes: a readme.txt beside folders of texts is none.</summary>
    private static bool IsFileForClass(string data) =>
        Directory.EnumerateFiles(data, "*.txt").Skip(1).Any()
            || !Directory.EnumerateDirectories(data).Any(folder => Directory.EnumerateFiles(folder, "*.txt").Any());

    /// <summary>A file for each class, or a folder for each class.</summary>
    private static Table Folder(string data, OptionValues given)
    {
        Encoding? encoding = given.Get(ReadingOptions.Encoding);
        return IsFileForClass(data) ? TextFolder.ReadLines(data, encoding) : TextFolder.Read(data, encoding);
    }

    /// <summary>The texts that are named for training, with their columns.</summary>
    private static (Table Table, string Text, string Target) Read(LearningRequest request)
    {
        OptionValues given = request.Options;
        string data = request.PathOr("Specify the training data: a table or a folder with texts.");
        string? target = given.Get(SharedOptions.Target), text = given.Get(Text);
        if (!request.Source.IsFolder)
        {
            text ??= Missing("Specify the column of texts: --text COLUMN.");
            target ??= Missing("Specify the target column: --target COLUMN.");
            CsvOptions options = ReadingOptions.Of(given);
            Table table = TableFile.Read(data, options with { TextColumns = options.Types.ContainsKey(text) ? [] : [text] });
            ReadingOptions.Say(request, table);
            return (table, text, target);
        }

        LearningOption? meaningless = ((LearningOption[])[Text, SharedOptions.Target, .. OfTables(ReadingOptions.Learning)]).FirstOrDefault(given.Has);
        if (meaningless is not null)
        {
            throw new UsageException($"'{data}' is a folder, whose files or folders are the classes: leave {meaningless.Flag} out.");
        }

        return (Folder(data, given), "text", "label");

        static string Missing(string asked) => throw new UsageException(asked);
    }

    /// <summary>Options that texts in files do not have: only the encoding means something there.</summary>
    private static IEnumerable<LearningOption> OfTables(IEnumerable<LearningOption> options) => options.Where(option => option != ReadingOptions.Encoding);

    /// <summary>A text may hold commas and quotes, so everything behind its column's name belongs to it.</summary>
    private static string Named(TextModel model, string row)
    {
        string start = model.Column + "=";
        return row.StartsWith(start, StringComparison.Ordinal) || row.StartsWith("text=", StringComparison.Ordinal)
            ? row[(row.IndexOf('=', StringComparison.Ordinal) + 1)..]
            : throw new UsageException($"--row is '{row}'. Expected {start} and the text.");
    }

    private static bool IsTable(LearningRequest request) =>
        !request.Source.IsStandardInput && !request.Inputs[0].EndsWith(".txt", StringComparison.OrdinalIgnoreCase);

    /// <summary>A text in each line of a file, or of what is piped in.</summary>
    private static IReadOnlyList<string?> Lines(LearningRequest request)
    {
        if (OfTables(ReadingOptions.Using).Append(KeptColumns.Option).FirstOrDefault(request.Options.Has) is { } meaningless)
        {
            throw new UsageException($"{meaningless.Flag} is for tables, not for a text in each line. Leave it out.");
        }

        Encoding? encoding = request.Options.Get(ReadingOptions.Encoding);
        string text = request.Source.IsStandardInput ? Piped(request, encoding) : TextFile.Read(request.Inputs[0], encoding);
        return text.Length == 0 ? [] : [.. (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(line => line.TrimEnd('\r'))];
    }

    private static string Piped(LearningRequest request, Encoding? encoding)
    {
        using Stream input = request.StandardInput();
        using MemoryStream bytes = new();
        input.CopyTo(bytes);
        return TextFile.Decode(bytes.ToArray(), "standard input", encoding);
    }
}
