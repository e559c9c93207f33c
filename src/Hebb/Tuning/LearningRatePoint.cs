namespace Hebb.Tuning;

/// <summary>A step of a search for a learning rate.</summary>
/// <param name="LearningRate">The rate of the step.</param>
/// <param name="Loss">The loss of the batch before the step.</param>
/// <param name="Smoothed">The running mean of the losses up to here.</param>
public readonly record struct LearningRatePoint(double LearningRate, double Loss, double Smoothed);
