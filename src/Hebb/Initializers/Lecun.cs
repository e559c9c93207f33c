namespace Hebb.Initializers;

/// <summary>Truncated normal with standard deviation √(1 / inputs): for SELU (LeCun et al., 1998).</summary>
public sealed record LecunNormal() : VarianceScaling(1, FanMode.FanIn, InitialDistribution.TruncatedNormal);

/// <summary>Evenly spread over ±√(3 / inputs) (LeCun et al., 1998).</summary>
public sealed record LecunUniform() : VarianceScaling(1, FanMode.FanIn, InitialDistribution.Uniform);
