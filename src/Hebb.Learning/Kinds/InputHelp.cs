namespace Hebb.Learning.Kinds;

/// <summary>What can be named for training, evaluate and predict, in words for the help; null where another kind's words say it too.</summary>
/// <param name="Training">What can be learned from.</param>
/// <param name="Evaluation">What can be judged by.</param>
/// <param name="Prediction">What can be answered for.</param>
public sealed record InputHelp(string? Training = null, string? Evaluation = null, string? Prediction = null);
