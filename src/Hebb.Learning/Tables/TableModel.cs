using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Formats;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Training;
using Hebb.Learning.Trees;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Tables;

/// <summary>A network, or boosted trees, together with the pipeline that makes its numbers: answers for tables and rows as they are.</summary>
public sealed class TableModel : TrainedModel
{
    /// <summary>A network and the pipeline it was trained behind.</summary>
    /// <exception cref="DataException">They do not belong together.</exception>
    public TableModel(Model model, ColumnPipeline pipeline)
        : base(model)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        Pipeline = pipeline;
    }

    /// <summary>Boosted trees and the pipeline that knows their columns and what they predict.</summary>
    /// <param name="trees">Trees that were trained on <see cref="TreeRows.Of"/> of the pipeline.</param>
    /// <param name="pipeline">The pipeline.</param>
    public TableModel(BoostedTrees trees, ColumnPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(trees);
        ArgumentNullException.ThrowIfNull(pipeline);
        (Trees, Pipeline) = (trees, pipeline);
    }

    /// <summary>The boosted trees; null for a network.</summary>
    public BoostedTrees? Trees { get; }

    /// <summary>What turns rows into numbers, and answers back into classes.</summary>
    public ColumnPipeline Pipeline { get; }

    /// <inheritdoc/>
    public override TargetEncoder Target => Pipeline.Target;

    /// <inheritdoc/>
    public override string ExamplesName => "rows of a table";

    /// <inheritdoc/>
    public override string Format => PipelineJson.FormatName;

    /// <inheritdoc/>
    public override ModelSchema Schema => new(Pipeline.Inputs, [new(Target)]);

    /// <summary>Loads what <see cref="TrainedTable.Save"/> saved.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="FileNotFoundException">The folder lacks a file.</exception>
    /// <exception cref="Hebb.Formats.FileFormatException">A file is damaged, or the two do not belong together.</exception>
    /// <exception cref="DataException">The model was trained on something else.</exception>
    public static TableModel Load(string folder) => Load<TableModel>(folder, PipelineJson.FormatName, "rows of a table", Saved);

    /// <summary>Answers for all rows of a table.</summary>
    public Predictions Predict(Table table) => Predict(table, out _);

    /// <summary>Answers for all rows of a table, with a report of values filled in and of unknown categories.</summary>
    public Predictions Predict(Table table, out TransformReport report)
    {
        if (Trees is null) { return Predict(Pipeline.Transform(table, out report)); }
        ArgumentNullException.ThrowIfNull(table);
        table = Pipeline.AsRead(table);
        Pipeline.Transform(table, out report); // says what is missing or unknown, and refuses what no model takes
        return new(Target, table.Rows, table.Rows == 0 ? [] : Array.ConvertAll(Trees.Predict(TreeColumn.Of(table, Pipeline)), value => (float)value));
    }

    /// <summary>The answer for a single row, such as <see cref="Row.Parse"/> gives.</summary>
    public Predictions Predict(IReadOnlyDictionary<string, string?> row) => Predict(row, out _);

    /// <summary>The answer for a single row, with a report of values filled in and of unknown categories.</summary>
    public Predictions Predict(IReadOnlyDictionary<string, string?> row, out TransformReport report) =>
        Trees is null ? Predict(Pipeline.Transform(row, out report)) : Predict(Pipeline.TableOf(row), out report);

    /// <summary>The answer for an object with a property for each column, such as <c>new Customer { Age = 42.5, Country = "France" }</c>.</summary>
    /// <typeparam name="T">
    /// Its public properties are the columns: by name (or <c>[JsonPropertyName]</c>), exactly or by letters and digits without regard to case, so that
    /// CreditScore is credit_score; others are ignored. Numbers, bool, string, char, enum (by name, compared in the same way), DateTime, DateOnly,
    /// DateTimeOffset and Guid; null is a missing value. Neither the thread's culture nor the way in which the training file wrote dates and numbers matters.
    /// </typeparam>
    /// <param name="row">The object.</param>
    /// <exception cref="DataException">A column has no property, or a value does not fit its column.</exception>
    [OverloadResolutionPriority(-2)]
    public Predictions Predict<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T row)
        where T : notnull => Predict(row, out _);

    /// <summary>The answer for an object with a property for each column, with a report of values filled in and of unknown categories.</summary>
    /// <inheritdoc cref="Predict{T}(T)"/>
    /// <param name="row">The object.</param>
    /// <param name="report">What had to be done.</param>
    [OverloadResolutionPriority(-2)]
    public Predictions Predict<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T row, out TransformReport report)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(row);
        return Predict(TypedRows.ToTable([row], Pipeline), out report);
    }

    /// <summary>The answers for objects with a property for each column.</summary>
    /// <inheritdoc cref="Predict{T}(T)"/>
    /// <param name="rows">The objects; none may be null.</param>
    [OverloadResolutionPriority(-1)]
    public Predictions Predict<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IEnumerable<T> rows)
        where T : notnull => Predict(rows, out _);

    /// <summary>The answers for objects with a property for each column, with a report of values filled in and of unknown categories.</summary>
    /// <inheritdoc cref="Predict{T}(T)"/>
    /// <param name="rows">The objects; none may be null.</param>
    /// <param name="report">What had to be done.</param>
    [OverloadResolutionPriority(-1)]
    public Predictions Predict<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        IEnumerable<T> rows, out TransformReport report)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Predict(TypedRows.ToTable(rows, Pipeline), out report);
    }

    /// <summary>How good the answers are: accuracy, ROC AUC and others for classes; RMSE, MAE and R² for numbers.</summary>
    /// <param name="table">Rows with the value to predict; rows without one are left out.</param>
    public IReadOnlyDictionary<string, double> Evaluate(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Table judged = table.DropMissing(Pipeline.Target.Name);
        return judged.Rows == 0
            ? throw new DataException($"No row has a value in '{Pipeline.Target.Name}', so there is nothing to compare with.", table.Source,
                column: Pipeline.Target.Name)
            : Scores.Of(Pipeline.Target, Pipeline.EncodeTarget(judged), Predict(judged).Outputs);
    }

    /// <summary>Everything there is to say about the answers to rows whose truth is known.</summary>
    /// <param name="table">Rows with the value to predict; rows without one are left out.</param>
    /// <exception cref="DataException">No row has the value to predict.</exception>
    public Judgement Judge(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Table judged = table.DropMissing(Target.Name);
        return judged.Rows == 0
            ? throw new DataException($"No row has a value in '{Target.Name}', so there is nothing to compare with. Give rows whose answers are known.",
                table.Source, column: Target.Name)
            : Judgement.Of(Target, Pipeline.EncodeTarget(judged), Predict(judged).Outputs);
    }

    /// <summary>The figures on rows whose answers are known, encoded.</summary>
    internal Judged JudgeBriefly(Table table, float[] truth) => Judged.Of(Target, truth, Predict(table).Outputs);

    /// <summary>Reads the pipeline and says how to make the model of it.</summary>
    internal static Func<Model, TrainedModel> Read(JsonField root)
    {
        if (IsOfTrees(root)) { throw root.Error($"the model is boosted trees, which stand in {ModelFolder.TreesName}, not a network."); }
        ColumnPipeline pipeline = PipelineJson.Read(root);
        return model => new TableModel(model, pipeline);
    }

    /// <summary>Reads the pipeline and says which file holds the model.</summary>
    internal static SavedModel Saved(JsonField root)
    {
        if (!IsOfTrees(root)) { return SavedModel.OfNetwork(Read(root)); }
        ColumnPipeline pipeline = PipelineJson.Read(root);
        return new(ModelFolder.TreesName, path => new TableModel(BoostedTrees.Load(path), pipeline));
    }

    private static bool IsOfTrees(JsonField root) => root.Has("model") && (root.Text("model") is TableTrees.TreesName ? true
        : throw root.Error($"'model' is '{root.Text("model")}', expected {TableTrees.TreesName}, or nothing for a network."));

    /// <inheritdoc/>
    internal override string FileName => Trees is null ? base.FileName : ModelFolder.TreesName;

    /// <inheritdoc/>
    internal override void WriteModel(string path)
    {
        if (Trees is null) { base.WriteModel(path); }
        else { Trees.Save(path); }
    }

    /// <inheritdoc/>
    internal override void CheckTogether(string modelPath)
    {
        if (Trees is null)
        {
            base.CheckTogether(modelPath);
            return;
        }

        int[] expected = [.. Pipeline.Plain(Pipeline.TableOf(new Dictionary<string, string?>())).Select(column => column.CategoryCount)];
        if (expected.SequenceEqual(Trees.CategoryCounts) && Trees.Classes == Target.Classes.Count) { return; }
        throw new FileFormatException(
            $"{modelPath} is for columns of {string.Join(", ", Trees.CategoryCounts)} categories and {Trees.Classes} classes, but {ModelFolder.PipelineName} "
            + $"says {string.Join(", ", expected)} and {Target.Classes.Count}: the two files are not from the same training. "
            + "Train again, or put the right files together.");
    }

    /// <inheritdoc/>
    protected internal override int PipelineVersion => PipelineJson.VersionOf(Pipeline);

    /// <inheritdoc/>
    protected internal override void WritePipeline(Utf8JsonWriter json)
    {
        if (Trees is not null) { json.WriteString("model", TableTrees.TreesName); }
        PipelineJson.WriteFields(Pipeline, json);
    }

    /// <inheritdoc/>
    protected internal override Tensor Probe() => Tensor.Zeros([1, Pipeline.FeatureNames.Count]);

    /// <summary>Answers for rows of which one column has the values of other rows: those of an order.</summary>
    internal Func<string, int[], Predictions> Shuffling(Table table)
    {
        if (Trees is not null)
        {
            return (name, order) => Predict(new Table(table.Columns.Select(column => column.Name == name ? column.Take(order) : column)));
        }

        // What a column becomes depends on the column alone, so that its numbers can be shuffled instead.
        FeatureMatrix features = Pipeline.Transform(table);
        return (name, order) => Predict(Pipeline.Shuffled(features, name, order));
    }

    private Predictions Predict(FeatureMatrix x)
    {
        float[] outputs = x.Rows == 0 ? [] : Model.Predict(Tensor.Create(x.Values, [x.Rows, x.Columns])).ToArray<float>();
        return new(Pipeline.Target, x.Rows, outputs);
    }
}
