namespace Hebb.Initializers;

public abstract partial record Initializer
{
    /// <summary>Zeros: for biases. Kernels of zeros never learn, because equal units stay equal.</summary>
    public static Zeros Zeros { get; } = new Zeros();

    /// <summary>Ones: for scales.</summary>
    public static Ones Ones { get; } = new Ones();

    /// <summary>The same value everywhere.</summary>
    public static Constant Constant(double value) => new Constant(value);

    /// <summary>The normal distribution with standard deviation 0.05.</summary>
    public static RandomNormal RandomNormal { get; } = new RandomNormal();

    /// <summary>Evenly spread over ±0.05.</summary>
    public static RandomUniform RandomUniform { get; } = new RandomUniform();

    /// <summary>The normal distribution with standard deviation 0.05, nothing beyond two of them.</summary>
    public static TruncatedNormal TruncatedNormal { get; } = new TruncatedNormal();

    /// <summary>Standard deviation √(2 / (inputs + outputs)): for sigmoid, tanh and softmax.</summary>
    public static GlorotNormal GlorotNormal { get; } = new GlorotNormal();

    /// <summary>Evenly spread over ±√(6 / (inputs + outputs)): for sigmoid, tanh and softmax; the default of most layers.</summary>
    public static GlorotUniform GlorotUniform { get; } = new GlorotUniform();

    /// <summary>Standard deviation √(2 / inputs): for ReLUs.</summary>
    public static HeNormal HeNormal { get; } = new HeNormal();

    /// <summary>Evenly spread over ±√(6 / inputs): for ReLUs.</summary>
    public static HeUniform HeUniform { get; } = new HeUniform();

    /// <summary>Standard deviation √(1 / inputs): for SELU.</summary>
    public static LecunNormal LecunNormal { get; } = new LecunNormal();

    /// <summary>Evenly spread over ±√(3 / inputs): for SELU.</summary>
    public static LecunUniform LecunUniform { get; } = new LecunUniform();

    /// <summary>Evenly spread over ±1/√inputs.</summary>
    public static VarianceScaling FanInUniform { get; } = new(1.0 / 3, FanMode.FanIn, InitialDistribution.Uniform);

    /// <summary>A random orthogonal matrix: for recurrent kernels.</summary>
    public static Orthogonal Orthogonal { get; } = new Orthogonal();

    /// <summary>The identity matrix.</summary>
    public static Identity Identity { get; } = new Identity();
}
