using Hebb.Configuration;

namespace Hebb.Initializers;

/// <summary>Truncated normal with standard deviation √(2 / (inputs + outputs)): for sigmoid, tanh and softmax (Glorot and Bengio, 2010).</summary>
public sealed record GlorotNormal() : VarianceScaling(1, FanMode.FanAvg, InitialDistribution.TruncatedNormal)
{
    internal static new Kind<GlorotNormal> Kind { get; } = new("GlorotNormal", c => new() { Seed = ReadSeed(c) });
}

/// <summary>Evenly spread over ±√(6 / (inputs + outputs)): for sigmoid, tanh and softmax (Glorot and Bengio, 2010). Keras' default.</summary>
public sealed record GlorotUniform() : VarianceScaling(1, FanMode.FanAvg, InitialDistribution.Uniform)
{
    internal static new Kind<GlorotUniform> Kind { get; } = new("GlorotUniform", c => new() { Seed = ReadSeed(c) });
}
