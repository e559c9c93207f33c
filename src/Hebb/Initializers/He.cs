namespace Hebb.Initializers;

/// <summary>Truncated normal with standard deviation √(2 / inputs): for ReLUs, which let half of the signal through (He et al., 2015).</summary>
public sealed record HeNormal() : VarianceScaling(2, FanMode.FanIn, InitialDistribution.TruncatedNormal);

/// <summary>Evenly spread over ±√(6 / inputs): for ReLUs, which let half of the signal through (He et al., 2015).</summary>
public sealed record HeUniform() : VarianceScaling(2, FanMode.FanIn, InitialDistribution.Uniform);
