using Hebb.Configuration;

namespace Hebb.Initializers;

/// <summary>Truncated normal with standard deviation √(1 / inputs): for SELU (LeCun et al., 1998).</summary>
public sealed record LecunNormal() : VarianceScaling(1, FanMode.FanIn, InitialDistribution.TruncatedNormal)
{
    internal static new Kind<LecunNormal> Kind { get; } = new("LecunNormal", c => new() { Seed = ReadSeed(c) });
}

/// <summary>Evenly spread over ±√(3 / inputs) (LeCun et al., 1998).</summary>
public sealed record LecunUniform() : VarianceScaling(1, FanMode.FanIn, InitialDistribution.Uniform)
{
    internal static new Kind<LecunUniform> Kind { get; } = new("LecunUniform", c => new() { Seed = ReadSeed(c) });
}
