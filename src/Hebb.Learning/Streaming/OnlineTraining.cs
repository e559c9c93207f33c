using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Rows;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Streaming;

/// <summary>A network that learns from batches as they come, how far it is, and the rows it is judged on.</summary>
internal sealed class OnlineTraining
{
    private const int MostHeldOut = 10_000;

    private readonly TablePlan _plan;
    private readonly Model _model;
    private readonly float[] _constant;
    private readonly float[]? _weightOfClass;
    private readonly int _rowsOfReport;
    private readonly Action<OnlineProgress>? _progress;
    private readonly Action<SkippedRow> _skip;
    private readonly List<Table> _held = [];
    private readonly List<OnlineProgress> _reports = [];
    private int _heldRows, _batches;
    private long _reportedRows;
    private double _loss;

    /// <summary>A network that has learned nothing yet.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="first">The first rows to learn from: they say how frequent classes are.</param>
    /// <param name="rowsOfReport">How many rows lie between two reports.</param>
    /// <param name="progress">Told every report.</param>
    /// <param name="skip">Told about rows that are left out.</param>
    public OnlineTraining(TablePlan plan, Table first, int rowsOfReport, Action<OnlineProgress>? progress, Action<SkippedRow> skip)
    {
        (_plan, _rowsOfReport, _progress, _skip) = (plan, rowsOfReport, progress, skip);
        _constant = Scores.Constant(Pipeline.Target, Pipeline.EncodeTarget(first));
        _weightOfClass = plan.WeightOfClass(_constant);
        _model = plan.NewModel();
        Trained = new(_model, Pipeline);
    }

    /// <summary>The network with its pipeline.</summary>
    public TableModel Trained { get; }

    /// <summary>The network in sentences.</summary>
    public IReadOnlyList<string> Network => _plan.Network.Sentences;

    /// <summary>The rows of a batch.</summary>
    public int BatchSize => _plan.BatchSize;

    /// <summary>The rows learned from.</summary>
    public long Rows { get; private set; }

    /// <summary>The reports, one behind the other.</summary>
    public IReadOnlyList<OnlineProgress> Reports => _reports;

    private ColumnPipeline Pipeline => _plan.Pipeline;

    /// <summary>Keeps rows to judge the network on, as long as there are not enough.</summary>
    public void Hold(Table rows)
    {
        if (_heldRows >= MostHeldOut) { return; }
        _held.Add(rows);
        _heldRows += rows.Rows;
    }

    /// <summary>Learns from rows, batch by batch.</summary>
    public void LearnAll(Table rows, CancellationToken cancellation)
    {
        for (int start = 0; start < rows.Rows && !cancellation.IsCancellationRequested; start += BatchSize)
        {
            Learn(rows.Take([.. Enumerable.Range(start, Math.Min(BatchSize, rows.Rows - start))]));
        }
    }

    /// <summary>Learns from a batch.</summary>
    public void Learn(Table batch)
    {
        Table known = Known(batch);
        if (known.Rows == 0) { return; }
        FeatureMatrix x = Pipeline.Transform(known);
        float[] y = Pipeline.EncodeTarget(known);
        Tensor? weights = _weightOfClass is { } weight ? Tensor.Create([.. y.Select(code => weight[(int)code])]) : null;
        _loss += known.Rows * _model.TrainOnBatch(new Batch(Tensor.Create(x.Values, [x.Rows, x.Columns]), Tensor.Create(y, [x.Rows, 1]), weights));
        Rows += known.Rows;
        _plan.Options.Progress?.Report(new(1, 1, ++_batches, null, _loss / (Rows - _reportedRows), null));
        if (Rows - _reportedRows >= _rowsOfReport) { Report(); }
    }

    /// <summary>Reports what was not reported yet.</summary>
    public void Finish()
    {
        if (Rows > _reportedRows) { Report(); }
    }

    /// <summary>Judges the network on the held-out rows; null if there are none.</summary>
    public BaselineComparison? Judge()
    {
        Table[] judged = [.. _held.Where(table => table.Rows > 0).Select(Known).Where(table => table.Rows > 0)];
        if (judged.Length == 0) { return null; }
        float[] truth = [.. judged.SelectMany(Pipeline.EncodeTarget)], outputs = [.. judged.SelectMany(table => Trained.Predict(table).Outputs)];
        return Judged.Compare(
            Pipeline.Target,
            Judged.Of(Pipeline.Target, truth, outputs),
            Judged.OfAnswer(Pipeline.Target, _constant, truth),
            _plan.ModelName,
            _plan.Seed);
    }

    /// <summary>The rows without those that the pipeline refuses (an unknown class, a number far off): they are no reason to end a training that
    /// has run for days.</summary>
    private Table Known(Table batch)
    {
        try
        {
            Pipeline.EncodeTarget(batch);
            Pipeline.Transform(batch);
            return batch;
        }
        catch (DataException) when (batch.Rows > 1)
        {
            return batch.Take([.. Enumerable.Range(0, batch.Rows).Where(row => Known(batch.Take(row)).Rows > 0)]);
        }
        catch (DataException)
        {
            string target = _plan.Schema.Target;
            _skip(new SkippedRow(
                OnlineRows.Source,
                batch.LineOf(0) ?? 0,
                RowScorer.ProblemOf(Pipeline, batch, 0) ?? $"column '{target}': '{batch[target].TextAt(0)}' is not a class of the first rows"));
            return batch.Take([]);
        }
    }

    private void Report()
    {
        _reports.Add(new(Rows, _loss / (Rows - _reportedRows)));
        (_reportedRows, _loss) = (Rows, 0);
        _progress?.Invoke(_reports[^1]);
    }
}
