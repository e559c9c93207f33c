using Hebb.Data.Preprocessing;
using Hebb.Data.Rows;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Kinds;
using Hebb.Learning.Training;
using Hebb.Models;

namespace Hebb.Learning.Series;

/// <summary>Learning from rows that follow each other in time: a later number from those before.</summary>
public sealed class SeriesKind : LearningKind<SeriesModel>
{
    /// <summary>Rows that are seen at once.</summary>
    public static LearningOption<int?> Window { get; } =
        LearningOption.Count("window", "For a time series: how many consecutive rows the network sees to predict a later one.");

    /// <summary>How far ahead.</summary>
    public static LearningOption<int?> Horizon { get; } = LearningOption.Count("horizon", "How many rows ahead to predict (the forecast horizon). Default: 1.");

    /// <summary>What is seen.</summary>
    public static LearningOption<string[]> Columns { get; } = LearningOption.Names(
        "columns", "a,b",
            "The input columns of a series. Default: all numbers but a row counter, or --target alone where a linear "
            + "model does better with it.");

    /// <summary>The column that tells several series apart.</summary>
    public static LearningOption<string?> Group { get; } = LearningOption.Text(
        "group", "COLUMN", "The column that says which of several series a row belongs to. Default: the one in which rows of the same time differ.");

    /// <summary>Whether every row is predicted.</summary>
    public static LearningOption<bool> All { get; } =
        LearningOption.Switch("all", "Predict every row of a series that can be predicted, next to its true value. Default: only the rows after its end.");

    /// <inheritdoc/>
    public override string Format => SeriesModel.FormatName;

    /// <inheritdoc/>
    public override string Name => "series (--window)";

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> TrainingOptions =>
        [SharedOptions.Target, .. SharedOptions.Training, .. ReadingOptions.Learning, NetworkOption.Network, Group, .. Signs];

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> Signs => [Window, Horizon, Columns];

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> EvaluationOptions => ReadingOptions.Using;

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> PredictionOptions => [All, KeptColumns.Option, .. ReadingOptions.Using];

    /// <summary>Only its options tell a series from other tables.</summary>
    public override Detection? Detect(LearningSource source, OptionValues options) => null;

    /// <inheritdoc/>
    public override LearningPlan Plan(LearningRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        OptionValues given = request.Options;
        string data = request.PathOr("Specify the training data: a table with the series.");
        string[] columns = given.Get(Columns);
        int window = given.Get(Window) ?? throw new UsageException("Specify the window: --window N, the number of rows the network sees.");
        string target = given.Get(SharedOptions.Target) ?? throw new UsageException("Specify the target column: --target COLUMN.");
        Table table = TableFile.Read(data, ReadingOptions.Of(given));
        ReadingOptions.Say(request, table);
        SeriesTrainerOptions options =
            SharedOptions.Apply(request,
            new SeriesTrainerOptions
            {
                Window = window,
                Horizon = given.Get(Horizon) ?? 1,
                Columns = columns.Length == 0 ? null : columns,
                Group = given.Get(Group),
            });
        (SequenceNetwork? named, Func<Model>? make) = NetworkOption.Read(given, NetworkOption.Series, "series");
        NetworkOption.CheckComputed(request, named);
        SeriesRecipe recipe =
            SeriesTrainer.Prepare(table, target, options with { Network = named ?? options.Network, NewNetwork = make is null ? null : _ => make() });
        request.Tell($"{data}: {string.Join(" ", recipe.Findings)}");
        return recipe;
    }

    /// <inheritdoc/>
    public override string? NextCommand(string folder, LearningSource source, TargetEncoder target) =>
        $"predict {folder} {(source ?? throw new ArgumentNullException(nameof(source))).Path}";

    /// <inheritdoc/>
    public override Func<Model, TrainedModel> Read(JsonField pipeline) => SeriesModel.Read(pipeline);

    /// <inheritdoc/>
    protected override PredictionResult Predict(SeriesModel model, LearningRequest request)
    {
        if (request.Inputs.Count != 1) { throw new UsageException("Expected one table: the series."); }
        bool all = request.Options.Get(All);
        if (!all && request.Options.Has(KeptColumns.Option))
        {
            throw new UsageException($"{KeptColumns.Option.Flag} needs {All.Flag}: a forecast is about a row that the table does not have yet.");
        }

        KeptColumns rows = KeptColumns.Read(request, request.Inputs[0], model.Reading, model.Reading?.Names ?? []);
        WarnOfGaps(model, rows.Table, request);
        return new()
        {
            Table = all ? Kept(rows, model) : model.Forecast(rows.Table),
            Skipped = ReadingOptions.SkippedRows(rows.Table),
        };
    }

    private static Table Kept(KeptColumns rows, SeriesModel model)
    {
        Table answers = model.Replay(rows.Table);
        int[] answered = [.. answers.Number("row").Values.ToArray().Select(row => (int)row - 1)];
        return rows.Before(answers, answered, model.GroupName is { } group ? [group] : []);
    }

    /// <inheritdoc/>
    protected override EvaluationResult Evaluate(SeriesModel model, LearningRequest request)
    {
        Table table = Series(model, request.PathOr("Specify the data to evaluate on: a table with the series."), request);
        Judgement judgement = model.Judge(table);
        return new("rows", judgement) { SaveReport = path => model.Report(table, judgement).Save(path) };
    }

    private static Table Series(SeriesModel model, string path, LearningRequest request)
    {
        Table table = ReadingOptions.Read(request, path, model.Reading);
        WarnOfGaps(model, table, request);
        return table;
    }

    private static void WarnOfGaps(SeriesModel model, Table table, LearningRequest request)
    {
        if (model.GapsOf(table) is { } gaps) { request.Warn(gaps); }
    }
}
