using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Data;

/// <summary>A network together with the pipeline that makes its numbers: answers for tables and rows as they are.</summary>
public sealed class TableModel
{
    /// <summary>A network and the pipeline it was trained behind.</summary>
    /// <exception cref="DataException">They do not belong together.</exception>
    public TableModel(Model model, ColumnPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(pipeline);
        (Model, Pipeline) = (model, pipeline);
    }

    /// <summary>The network.</summary>
    public Model Model { get; }

    /// <summary>What turns rows into numbers, and answers back into classes.</summary>
    public ColumnPipeline Pipeline { get; }

    /// <summary>Loads what <see cref="TrainedTable.Save"/> saved.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="FileNotFoundException">The folder lacks a file.</exception>
    /// <exception cref="Saving.FileFormatException">A file is damaged, or the two do not belong together.</exception>
    public static TableModel Load(string folder) => ModelFolder.Load(folder);

    /// <summary>Answers for all rows of a table.</summary>
    public TablePredictions Predict(Table table) => Predict(table, out _);

    /// <summary>Answers for all rows of a table, with a report of values filled in and of unknown categories.</summary>
    public TablePredictions Predict(Table table, out TransformReport report) => Predict(Pipeline.Transform(table, out report));

    /// <summary>The answer for a single row, such as <see cref="Row.Parse"/> gives.</summary>
    public TablePredictions Predict(IReadOnlyDictionary<string, string?> row) => Predict(row, out _);

    /// <summary>The answer for a single row, with a report of values filled in and of unknown categories.</summary>
    public TablePredictions Predict(IReadOnlyDictionary<string, string?> row, out TransformReport report) => Predict(Pipeline.Transform(row, out report));

    /// <summary>How good the answers are: accuracy, ROC AUC and others for classes; RMSE, MAE and R² for numbers.</summary>
    /// <param name="table">Rows with the value to predict; rows without one are left out.</param>
    public IReadOnlyDictionary<string, double> Evaluate(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Table judged = table.DropMissing(Pipeline.Target.Name);
        return judged.Rows == 0
            ? throw new DataException($"No row has a value in '{Pipeline.Target.Name}', so there is nothing to compare with.", table.Source, column: Pipeline.Target.Name)
            : Scores.Of(Pipeline.Target, Pipeline.EncodeTarget(judged), Predict(judged).Outputs);
    }

    private TablePredictions Predict(FeatureMatrix x)
    {
        float[] outputs = x.Rows == 0 ? [] : Model.Predict(Tensor.Create(x.Values, [x.Rows, x.Columns])).ToArray<float>();
        return new(Pipeline.Target, x.Rows, outputs);
    }
}
