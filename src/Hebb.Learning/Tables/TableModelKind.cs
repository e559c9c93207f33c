namespace Hebb.Learning.Tables;

/// <summary>Which model of a table is trained and saved.</summary>
public enum TableModelKind
{
    /// <summary>A network, as <see cref="TableTrainerOptions.Recipe"/> makes it.</summary>
    Network,

    /// <summary>Gradient-boosted trees.</summary>
    Trees,

    /// <summary>A logistic, softmax or linear regression on standardized numbers and one-hot categories.</summary>
    Linear,

    /// <summary>Whichever of the three has the smallest loss on validation rows that none has learned from; the held-out rows have no say.</summary>
    Auto,
}
