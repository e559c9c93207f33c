namespace Hebb.Initializers;

/// <summary>Evenly spread over ±1/√inputs: the simplest rule that keeps sums of many inputs in bounds. Its variance is 1 / (3 · inputs).</summary>
public sealed record FanInUniform() : VarianceScaling(1.0 / 3, FanMode.FanIn, InitialDistribution.Uniform);
