using Hebb.Data.Preprocessing;
using Hebb.Learning.Evaluation;
using Hebb.Models;

namespace Hebb.Learning.Tables;

/// <summary>The linear model that others are compared with: logistic, softmax or linear regression on standardized numbers and one-hot categories.</summary>
internal sealed class LinearTable(LearningTask task) : TableLearner
{
    /// <inheritdoc/>
    public override string Name => BaselineComparison.LinearNameOf(task);

    /// <inheritdoc/>
    public override string Described => "a linear model";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Decisions(TablePlan plan) => plan.Baseline.NetworkDecisions;

    /// <inheritdoc/>
    public override FittedTable Fit(TablePlan plan, CancellationToken cancellation)
    {
        TablePlan baseline = plan.Baseline;
        Model model = ((SimpleTableNetwork)baseline.Network).NewLinearModel();
        (History history, int best) = plan.BaselineTraining.Run(
            model, TableTrainer.Rows(baseline, plan.Split.Train), TableTrainer.Rows(baseline, plan.Split.Validation), cancellation);
        return TableNetwork.Fitted(baseline, Name, model, history, best);
    }
}
