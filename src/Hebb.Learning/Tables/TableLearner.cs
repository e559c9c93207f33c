namespace Hebb.Learning.Tables;

/// <summary>What learns a table and can be saved: a network, boosted trees, or a linear model.</summary>
internal abstract class TableLearner
{
    /// <summary>What it is called beside figures: network, trees, logistic.</summary>
    public abstract string Name { get; }

    /// <summary>What the comparison with it is called, where it cannot be made.</summary>
    public abstract string Described { get; }

    /// <summary>What each of its parts is called that leaves out other rows (cross-fitting).</summary>
    public virtual string MemberName => "network";

    /// <summary>The decisions about columns, model and training in sentences, each with its reason.</summary>
    public abstract IReadOnlyList<string> Decisions(TablePlan plan);

    /// <summary>Learns.</summary>
    /// <param name="plan">The plan it belongs to.</param>
    /// <param name="cancellation">Ends training; what was learned until then is kept.</param>
    public abstract FittedTable Fit(TablePlan plan, CancellationToken cancellation);
}
