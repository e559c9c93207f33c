using Hebb.Configuration;

namespace Hebb.Initializers;

/// <summary>Truncated normal with standard deviation √(2 / inputs): for ReLUs, which let half of the signal through (He et al., 2015).</summary>
public sealed record HeNormal() : VarianceScaling(2, FanMode.FanIn, InitialDistribution.TruncatedNormal)
{
    internal static new Kind<HeNormal> Kind { get; } = new("HeNormal", c => new() { Seed = ReadSeed(c) });
}

/// <summary>Evenly spread over ±√(6 / inputs): for ReLUs, which let half of the signal through (He et al., 2015).</summary>
public sealed record HeUniform() : VarianceScaling(2, FanMode.FanIn, InitialDistribution.Uniform)
{
    internal static new Kind<HeUniform> Kind { get; } = new("HeUniform", c => new() { Seed = ReadSeed(c) });
}
