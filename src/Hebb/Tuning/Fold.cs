namespace Hebb.Tuning;

/// <summary>One way to part rows into some to train on and some to be judged by.</summary>
/// <param name="Train">The rows to train on.</param>
/// <param name="Test">The rows to be judged by.</param>
public sealed record Fold(int[] Train, int[] Test);
