namespace Hebb.Learning.Tables;

/// <summary>On which scale numbers to predict are learned.</summary>
public enum TargetScale
{
    /// <summary>As they are: equal differences count the same.</summary>
    Linear,

    /// <summary>As logarithms: equal ratios count the same, so a few large numbers do not decide on everything. For numbers that are never negative.</summary>
    Log,
}
