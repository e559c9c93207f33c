namespace Hebb.Metrics;

/// <summary>The curve under which <see cref="AUC"/> measures the area.</summary>
public enum AucCurve
{
    /// <summary>The true positive rate over the false positive rate. 1/2 is guessing.</summary>
    Roc,

    /// <summary>Precision over recall: tells more when positives are rare.</summary>
    PrecisionRecall,

    /// <summary>Precision gain over recall gain, in which 0 is always saying yes (Flach and Kull, 2015).</summary>
    PrecisionRecallGain,
}

/// <summary>How <see cref="AUC"/> adds up the area between two thresholds.</summary>
public enum AucSummation
{
    /// <summary>
    /// The mean of both heights; under precision and recall, the hyperbola that precision follows between two thresholds (Davis and Goadrich, 2006).
    /// </summary>
    Interpolation,

    /// <summary>The smaller height: never too much.</summary>
    Minoring,

    /// <summary>The larger height: never too little.</summary>
    Majoring,
}
