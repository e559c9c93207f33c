using System.Diagnostics;
using Hebb.Activations;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Rows;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Kinds;
using Hebb.Learning.Training;
using Hebb.Models;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>Learning from the rows of a table: classes or numbers of one column from the others.</summary>
public class TableKind : LearningKind<TableModel>
{
    private static readonly Dictionary<string, LearningTask> s_tasks = new()
    {
        ["binary"] = LearningTask.Binary,
        ["multiclass"] = LearningTask.Multiclass,
        ["regression"] = LearningTask.Regression,
    };

    private static readonly Dictionary<string, TableRecipe> s_recipes = new() { ["best"] = TableRecipe.Best, ["simple"] = TableRecipe.Simple };

    private static readonly Dictionary<string, TargetScale> s_scales = new() { ["linear"] = Tables.TargetScale.Linear, ["log"] = Tables.TargetScale.Log };

    /// <summary>The sizes of the hidden layers.</summary>
    public static LearningOption<int[]?> Layers { get; } =
        LearningOption.Sizes("layers", "The sizes of the hidden layers; 0 for none. Default: depends on the number of rows.");

    /// <summary>How the network is made.</summary>
    public static LearningOption<string?> Recipe { get; } = LearningOption.OneOf(
        "recipe",
        "How the network is made: best (an ensemble with embeddings) or simple (one network of 64 and 32 units: quicker, usually less accurate). "
        + "Default: best.",
        s_recipes.Keys);

    /// <summary>How many networks an ensemble has.</summary>
    public static LearningOption<int?> Members { get; } =
        LearningOption.Count("members", "The number of networks in the ensemble. Default: 8.");

    /// <summary>Whether an ensemble is trained in a fifth of the time.</summary>
    public static LearningOption<bool> Quick { get; } = LearningOption.Switch(
        "quick", "Train the ensemble of --recipe best in about a fifth of the time, which makes it a little less accurate.");

    /// <summary>How long everything may take.</summary>
    public static LearningOption<TimeSpan?> Budget { get; } = LearningOption.Time(
        "budget",
        "A time such as 90s, 10m or 2h30m for the whole command: after the usual network others with different settings are tried, and the one that is best on "
        + "rows it has not learned from is saved. Default: one network.");

    /// <summary>How many true numbers lie in the intervals of predicted ones.</summary>
    public static LearningOption<double?> Interval { get; } = LearningOption.Number(
        "interval",
        "Intervals of predicted numbers: the share of true numbers that lie in them; 0 for none. Default: 0.9.",
        value => value is >= 0 and < 1,
        "a share of at least 0 and below 1, usually 0.9");

    /// <summary>On which scale numbers to predict are learned.</summary>
    public static LearningOption<string?> TargetScale { get; } = LearningOption.OneOf(
        "target-scale",
        "The scale on which numbers are learned: linear or log. Default: linear; with --recipe best log where they are skewed and never negative.",
        s_scales.Keys);

    /// <summary>Whether probabilities stay as they were learned.</summary>
    public static LearningOption<bool> NoCalibration { get; } = LearningOption.Switch(
        "no-calibration", "Leave the probabilities of --recipe best as they were learned. Default: they are calibrated on rows that a network left out.");

    /// <summary>Whether rows with a number to predict far from all others stay.</summary>
    public static LearningOption<bool> KeepFar { get; } =
        LearningOption.Switch("keep-far", "Keep rows whose number to predict is an outlier. Default: a few far outliers are left out as errors.");

    /// <summary>Whether the file is read again in every epoch.</summary>
    public static LearningOption<bool> Stream { get; } = LearningOption.Switch(
        "stream", "Stream the file, reading it again in every epoch, instead of holding it in memory; files above 256 MB always are.");

    /// <summary>What kind of answer is learned.</summary>
    public static LearningOption<string?> Task { get; } =
        LearningOption.OneOf("task", "The task: binary, multiclass or regression. Default: inferred from the values of the target.", s_tasks.Keys);

    /// <summary>The activation of the hidden layers.</summary>
    public static LearningOption<string?> HiddenActivation { get; } = LearningOption.OneOf(
        "activation",
        "The activation of the hidden layers: relu, tanh, sigmoid, swish, or any other of Keras. Default: relu.",
        [.. Activation.All.Select(known => known.Name), "swish"]);

    /// <summary>The penalty on hidden weights.</summary>
    public static LearningOption<double?> L2 { get; } = LearningOption.Number(
        "l2",
        "L2 regularization: the penalty on the squares of the hidden weights; 0 for none. Default: depends on the task and the number of rows.",
        value => value >= 0,
        "a number of at least 0, usually below 0.01");

    /// <summary>One row in place of a file.</summary>
    public static LearningOption<string?> Row { get; } =
        LearningOption.Text("row", "NAME=VALUE,...", "One row instead of a file: Age=40,Country=France; or one text: text=Call me back.");

    /// <inheritdoc/>
    public override string Format => PipelineJson.FormatName;

    /// <inheritdoc/>
    public override string Name => "tables";

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> TrainingOptions =>
    [
        SharedOptions.Target, NetworkOption.Network, Recipe, Quick, Budget, Members, Layers, TargetScale, Interval, NoCalibration, KeepFar, Stream, Task,
        HiddenActivation, L2, SharedOptions.ClassWeight, .. SharedOptions.Training, .. ReadingOptions.Learning,
    ];

    /// <summary>Those that only a network has.</summary>
    internal static IReadOnlyList<LearningOption> NetworkOptions { get; } =
    [
        Recipe, Quick, Budget, Members, Layers, NoCalibration, HiddenActivation, L2, SharedOptions.Epochs, SharedOptions.BatchSize,
        SharedOptions.LearningRate, SharedOptions.Optimizer, SharedOptions.Dropout, SharedOptions.Patience,
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> EvaluationOptions => ReadingOptions.Using;

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> PredictionOptions => [Row, KeptColumns.Option, .. ReadingOptions.Using];

    /// <inheritdoc/>
    public override InputHelp Help => new(
        "a table (CSV, or a JSON object on each line in .jsonl; - for an endless stream on standard input)",
        "Rows with the column to predict", "A table (- for standard input)");

    /// <inheritdoc/>
    public override Detection? Detect(LearningSource source, OptionValues options) => source.IsFile ? new("any file may be a table", IsGuess: true) : null;

    /// <inheritdoc/>
    public override LearningPlan Plan(LearningRequest request)
    {
        long began = Stopwatch.GetTimestamp();
        CheckMembers(request.Options);
        _ = ModelOf(request.Options); // a wrong one is refused before anything is read
        CheckTime(request.Options);
        string target = TargetOf(request), path = request.PathOr("Specify the training data: a table (CSV or JSON lines).");
        Table table = TableFile.Read(path, ReadingOptions.Of(request.Options, keepsDropped: true) with { KnownNames = [target] });
        request.Tell(Found(path, table));
        ReadingOptions.Say(request.Tell, request.Words, table.Reading, format: null); // its notes are part of the line above
        TablePlan plan = TableTrainer.Prepare(table, target, OptionsOf(request));
        plan.Spent = Stopwatch.GetElapsedTime(began);
        return plan;
    }

    /// <inheritdoc/>
    public override string? NextCommand(string folder, LearningSource source, TargetEncoder target) =>
        $"predict {folder} DATA{Ending(source)}";

    /// <inheritdoc/>
    public override Func<Model, TrainedModel> Read(JsonField pipeline) => TableModel.Read(pipeline);

    /// <inheritdoc/>
    internal override SavedModel Saved(JsonField pipeline) => TableModel.Saved(pipeline);

    /// <inheritdoc/>
    internal override bool HasEpochs(OptionValues options) => ModelOf(options) is TableModelKind.Network or TableModelKind.Auto;

    /// <summary>The model that is wanted.</summary>
    /// <exception cref="UsageException">There is none of that name, or an option is given that it would ignore.</exception>
    internal static TableModelKind ModelOf(OptionValues given)
    {
        if (given.Get(NetworkOption.Network) is not { } name) { return TableModelKind.Network; }
        IReadOnlyList<string> names = NetworkOption.Tables;
        if (!names.Contains(name))
        {
            string closest = Suggest.Closest(name, names) is { } known ? $"Did you mean '{known}'? " : "";
            throw new UsageException($"{NetworkOption.Network.Flag} is '{name}'. {closest}Expected {string.Join(" or ", names)} for tables.");
        }

        TableModelKind model = Enum.Parse<TableModelKind>(name, ignoreCase: true);
        return model is TableModelKind.Trees or TableModelKind.Linear && NetworkOptions.FirstOrDefault(given.Has) is { } meaningless
            ? throw new UsageException($"{meaningless.Flag} is about a network, which {NetworkOption.Network.Flag} {name} is not: leave it out.")
            : model;
    }

    /// <summary>The ending of a file's name; that of CSV for a name without one.</summary>
    protected static string Ending(LearningSource source)
    {
        string ending = Path.GetExtension((source ?? throw new ArgumentNullException(nameof(source))).Path ?? "").TrimEnd('\'', '"');
        return ending.Length > 1 ? ending : ".csv";
    }

    /// <summary>What was read, on a line.</summary>
    internal static string Found(string path, Table table) =>
        Invariant($"{path}: {table.Rows} row{(table.Rows == 1 ? "" : "s")}, {table.Columns.Count} column{(table.Columns.Count == 1 ? "" : "s")} ")
        + Invariant($"({(table is CsvTable csv ? csv.Format.ToString() : "JSON lines")})");

    /// <summary>The column that is to be predicted.</summary>
    protected static string TargetOf(LearningRequest request) =>
        (request ?? throw new ArgumentNullException(nameof(request))).Options.Get(SharedOptions.Target)
        ?? throw new UsageException("Specify the target column: --target COLUMN.");

    /// <summary>What a request says about training.</summary>
    protected static TableTrainerOptions OptionsOf(LearningRequest request) =>
        SharedOptions.Apply(request, NetworkOf(request.Options) with
        {
            Drop = request.Options.Get(ReadingOptions.Drop),
            KeepFar = request.Options.Get(KeepFar),
            Quick = request.Options.Get(Quick),
            Budget = request.Options.Get(Budget),
            Model = ModelOf(request.Options),
            TargetScale = request.Options.Get(TargetScale) is { } scale ? s_scales[scale] : null,
            Interval = request.Options.Get(Interval),
            Calibrate = !request.Options.Get(NoCalibration),
            L2 = request.Options.Get(L2),
        });

    /// <summary>Refuses an ensemble's options without an ensemble.</summary>
    /// <exception cref="UsageException">There is no ensemble.</exception>
    internal static void CheckMembers(OptionValues given)
    {
        if (given.Has(Members) && RecipeOf(given.Get(Recipe)) == TableRecipe.Simple)
        {
            throw new UsageException($"Only an ensemble has members: leave {Recipe.Flag} simple or {Members.Flag} out.");
        }
    }

    /// <summary>Refuses times that contradict each other, or the recipe.</summary>
    /// <exception cref="UsageException">They do.</exception>
    internal static void CheckTime(OptionValues given)
    {
        if (!given.Get(Quick)) { return; }
        if (NetworkOf(given).UsedRecipe != TableRecipe.Best)
        {
            throw new UsageException($"{Recipe.Flag} simple is quick by itself: add {Recipe.Flag} best, or leave {Quick.Flag} out.");
        }

        if (given.Has(Budget)) { throw new UsageException($"{Quick.Flag} is for less time than usual, {Budget.Flag} for more: leave one of them out."); }
    }

    /// <summary>What <see cref="Task"/> names; null for nothing.</summary>
    internal static LearningTask? TaskOf(string? name) => name is null ? null : s_tasks[name];

    /// <summary>What <see cref="Recipe"/> names; null for nothing.</summary>
    internal static TableRecipe? RecipeOf(string? name) => name is null ? null : s_recipes[name];

    /// <summary>What options say about the network alone.</summary>
    internal static TableTrainerOptions NetworkOf(OptionValues given) => new()
    {
        Recipe = RecipeOf(given.Get(Recipe)),
        Members = given.Get(Members),
        Layers = given.Get(Layers),
        Task = TaskOf(given.Get(Task)),
        Optimizer = SharedOptions.OptimizerOf(given),
        Activation = given.Get(HiddenActivation) is { } activation ? Activation.Get(activation) : null,
    };

    /// <inheritdoc/>
    protected override PredictionResult Predict(TableModel model, LearningRequest request)
    {
        if (request.Options.Get(Row) is { } row)
        {
            if (request.Inputs.Count > 0 || request.HasOutput)
            {
                throw new UsageException("Use --row instead of a file and an --output, not with them.");
            }

            ReadingOptions.Refuse(request.Options, Row, KeptColumns.Option);
            Predictions one = model.Predict(Hebb.Data.Tables.Row.Parse(row), out TransformReport unusual);
            Warn(request, unusual);
            return new() { Line = FileAnswers.Line(one), Table = one.ToTable() };
        }

        if (request.Inputs.Count != 1) { throw new UsageException("Expected one table (- for standard input), or --row, or .npy files only."); }
        KeptColumns rows = KeptColumns.Read(request, request.Inputs[0], model.Pipeline.Reading.Only(model.Pipeline.ColumnNames), model.Pipeline.ColumnNames);
        Predictions answers = model.Predict(rows.Table, out TransformReport report);
        Warn(request, report);
        return new() { Table = rows.Before(answers.ToTable()), Skipped = ReadingOptions.SkippedRows(rows.Table) };
    }

    /// <inheritdoc/>
    protected override EvaluationResult Evaluate(TableModel model, LearningRequest request)
    {
        string data = request.PathOr("Specify the data to evaluate on: rows that include the target column.");
        Table table = ReadingOptions.Read(request, data, model.Pipeline.Reading);
        return new("rows", model.Judge(table)) { SaveReport = path => TableReport.Of(model, table).Save(path) };
    }

    private static void Warn(LearningRequest request, TransformReport report)
    {
        if (!report.IsClean) { request.Warn(report.ToString()); }
    }
}
