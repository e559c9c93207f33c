using Hebb.Datasets;
using Hebb.Graphs;
using Hebb.Tensors;

namespace Hebb.Models;

public partial class Model
{
    /// <summary>
    /// Changes the weights once, by the rows of a batch. If the loss is not finite nothing changes, neither weights nor the optimizer's state.
    /// </summary>
    /// <param name="batch">The rows.</param>
    /// <param name="totals">Where to add loss and metrics: <see cref="NewTotals"/>.</param>
    /// <returns>The loss before the change.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled, or depends on a weight it does not own.</exception>
    public double TrainOnBatch(Batch batch, MetricTotals? totals = null) => PlanFor(batch).Train(batch, totals);

    /// <summary>Changes the weights once; not at all if the loss is not finite.</summary>
    /// <param name="x">The inputs of the rows.</param>
    /// <param name="y">Their targets.</param>
    /// <param name="weights">One weight per row.</param>
    /// <returns>Loss and metrics before the change.</returns>
    public Evaluation TrainOnBatch(Tensor x, Tensor y, Tensor? weights = null)
    {
        Batch batch = new(x, y, weights);
        MetricTotals totals = new(PlanFor(batch));
        TrainOnBatch(batch, totals);
        return totals.Result();
    }

    /// <summary>The loss of a batch; nothing changes.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="totals">Where to add loss and metrics: <see cref="NewTotals"/>.</param>
    public double TestOnBatch(Batch batch, MetricTotals? totals = null) => PlanFor(batch).Test(batch, totals);

    /// <summary>Loss and metrics of a batch; nothing changes.</summary>
    public Evaluation TestOnBatch(Tensor x, Tensor y, Tensor? weights = null)
    {
        Batch batch = new(x, y, weights);
        MetricTotals totals = new(PlanFor(batch));
        TestOnBatch(batch, totals);
        return totals.Result();
    }

    /// <summary>
    /// The compiled training step on rows like these, kernel by kernel: what each computes, bytes, FLOPs and, when <paramref name="runs"/> is above 0, its
    /// median time over that
    /// many steps, which change the weights as any training step does.
    /// </summary>
    public ProgramListing DescribeTraining(Tensor x, Tensor y, int runs = 0)
    {
        Batch batch = new(x, y);
        return PlanFor(batch).Describe(batch, runs);
    }

    /// <summary>Totals for a loop of your own over batches like those of the data.</summary>
    public MetricTotals NewTotals(Dataset data) => new(PlanFor(data.Peek()));
}
