using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Activations;

public sealed partial class Activation
{
    /// <summary>
    /// 1 if x > 0, else 0 (Heaviside's step); range {0, 1}, derivative 0. The perceptron's decision. No gradient flows through it: networks
    /// with it learn by the perceptron rule, not by descent.
    /// </summary>
    public static Activation Step { get; } = new("step", x => (x > 0).Cast(x.DType));

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ), range (0, 1), derivative σ(1 − σ) ≤ 1/4. The probability of one of two classes; inside deep networks
    /// its gradient vanishes.</summary>
    public static Activation Sigmoid { get; } = new("sigmoid", x => x.Sigmoid());

    /// <summary>ln σ(x) = −ln(1 + e⁻ˣ), range (−∞, 0), derivative 1 − σ(x). Logarithms of probabilities.</summary>
    public static Activation LogSigmoid { get; } = new("log_sigmoid", x => -(-x).Softplus());

    /// <summary>relu6(x + 3) / 6, range [0, 1], derivative 1/6 between −3 and 3, else 0. A sigmoid of straight lines: cheap.</summary>
    public static Activation HardSigmoid { get; } = new("hard_sigmoid", HardGate);

    /// <summary>0 up to −1, 1 from 1 on, (x + 1)/2 between; range [0, 1], derivative 1/2 between, else 0. The derivative of <see cref="SparsePlus"/>.</summary>
    public static Activation SparseSigmoid { get; } = new("sparse_sigmoid", x => ((x + 1) * 0.5).Clip(0, 1));

    /// <summary>tanh x = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), range (−1, 1), derivative 1 − tanh² x ≤ 1. Mean output near 0; the state of recurrent networks.</summary>
    public static Activation Tanh { get; } = new("tanh", x => x.Tanh());

    /// <summary>min(max(x, −1), 1), range [−1, 1], derivative 1 between, else 0. A cheap tanh.</summary>
    public static Activation HardTanh { get; } = new("hard_tanh", x => x.Clip(-1, 1));

    /// <summary>x − tanh x, range (−∞, ∞), derivative tanh² x. Leaves large values and removes small ones.</summary>
    public static Activation TanhShrink { get; } = new("tanh_shrink", x => x - x.Tanh());

    /// <summary>x / (1 + |x|), range (−1, 1), derivative 1 / (1 + |x|)². Like tanh, but slower to saturate.</summary>
    public static Activation Softsign { get; } = new("softsign", x => Finite(x) / (Finite(x).Abs() + 1));

    /// <summary>ln(1 + eˣ), range (0, ∞), derivative σ(x). A smooth ReLU; for outputs that must be positive, such as a variance.</summary>
    public static Activation Softplus { get; } = new("softplus", x => x.Softplus());

    /// <summary>(x + √(x² + b)) / 2, range (0, ∞), derivative (1 + x/√(x² + b)) / 2. A smooth ReLU without exponentials (Barron, 2021).</summary>
    /// <param name="b">How round the knee is.</param>
    public static Activation Squareplus(double b = 4) => new("squareplus", x => Squared(x, b), ("b", b));

    /// <summary>eˣ, range (0, ∞), derivative eˣ. For rates of counts (with a Poisson loss).</summary>
    public static Activation Exponential { get; } = new("exponential", x => x.Exp());

    /// <summary>
    /// x·σ(x), also called swish; range [−0.2785, ∞), derivative σ(x)(1 + x(1 − σ(x))). Often better than <see cref="Relu"/> in deep
    /// networks (Ramachandran et al., 2017).
    /// </summary>
    public static Activation Silu { get; } = new("silu", x => x.AboveNegativeInfinity() * x.Sigmoid());

    /// <summary>x · hard_sigmoid(x), also called hard swish; range [−0.375, ∞), derivative (2x + 3)/6 between −3 and 3. A cheap
    /// <see cref="Silu"/> (MobileNetV3).</summary>
    public static Activation HardSilu { get; } = new("hard_silu", x => x.AboveNegativeInfinity() * HardGate(x));

    /// <summary>
    /// x·Φ(x), where Φ is the normal distribution's; range [−0.17, ∞), derivative Φ(x) + x·φ(x). The choice of Transformers (Hendrycks and Gimpel, 2016).
    /// </summary>
    /// <param name="approximate">Whether to take x/2 · (1 + tanh(√(2/π)(x + 0.044715x³))) instead, as GPT-2 did.</param>
    public static Activation Gelu(bool approximate = false) => approximate
        ? new("gelu", x => x.AboveNegativeInfinity() * 0.5 * (((x + x * x * x * 0.044715) * Math.Sqrt(2 / Math.PI)).Tanh() + 1), ("approximate", 1))
        : new("gelu", x => x.AboveNegativeInfinity() * 0.5 * ((x * Math.Sqrt(0.5)).Erf() + 1));

    /// <summary>x · tanh(ln(1 + eˣ)), range [−0.3088, ∞), derivative tanh(s) + x·σ(x)(1 − tanh² s) with s = ln(1 + eˣ). A smooth ReLU used in
    /// detectors (Misra, 2019).</summary>
    public static Activation Mish { get; } = new("mish", x => x.AboveNegativeInfinity() * x.Softplus().Tanh());

    /// <summary>
    /// eˣ / Σ eˣ along the last axis: numbers in (0, 1) that add up to 1; derivative ∂yᵢ/∂xⱼ = yᵢ(δᵢⱼ − yⱼ). The probabilities of one of many classes.
    /// </summary>
    public static Activation Softmax { get; } = new("softmax", x => x.Softmax());

    /// <summary>x − ln Σ eˣ along the last axis: the logarithm of <see cref="Softmax"/>, range (−∞, 0); derivative ∂yᵢ/∂xⱼ = δᵢⱼ − softmax(x)ⱼ.</summary>
    public static Activation LogSoftmax { get; } = new("log_softmax", x => x.LogSoftmax());

    /// <summary>
    /// The nearest point to x among the probability vectors, along the last axis: max(x − τ, 0), with the τ that makes the sum 1. Like <see cref="Softmax"/>,
    /// but unlikely classes get exactly 0 (Martins and Astudillo, 2016). For n classes it compares all n² pairs of a row.
    /// </summary>
    public static Activation Sparsemax { get; } = new("sparsemax", Simplex);

    /// <summary>a · σ(b), where a and b are the halves of the last axis, which becomes half as long: a gate that is learned (Dauphin et al., 2017).</summary>
    public static Activation Glu { get; } = new("glu", x => x.Rank > 0 && x.Shape[^1] % 2 == 0
        ? x.Slice(-1, ..(x.Shape[^1] / 2)) * x.Slice(-1, (x.Shape[^1] / 2)..).Sigmoid()
        : throw new ShapeException($"glu needs a last axis of an even extent, to cut it into halves, but got shape {x.Shape}."));

    /// <summary>An element is part of the support if 1 + (how many are as large) · x exceeds the sum of those; no sorting is needed to know that.</summary>
    private static Tensor Simplex(Tensor x)
    {
        Tensor z = x - x.Max(-1, keepDims: true), fixedZ = z.StopGradient();
        Tensor others = fixedZ.ExpandDims(-2);
        Tensor asLarge = (others >= fixedZ.ExpandDims(-1)).Cast(x.DType);
        Tensor support = (asLarge.Sum(-1) * fixedZ + 1 > (asLarge * others).Sum(-1)).Cast(x.DType);
        Tensor tau = ((support * z).Sum(-1, keepDims: true) - 1) / support.Sum(-1, keepDims: true);
        return support * (z - tau);
    }

    /// <summary>x, but the largest and the lowest finite number for ±∞.</summary>
    private static Tensor Finite(Tensor x) => -(-x.AboveNegativeInfinity()).AboveNegativeInfinity();

    /// <summary>(x + √(x² + b)) / 2 as max(x, 0) + b / 2(√(x² + b) + |x|): right where x² overflows, and without cancellation left of 0.</summary>
    private static Tensor Squared(Tensor x, double b)
    {
        if (b == 0) { return x.Relu(); }
        Tensor z = x.AboveNegativeInfinity();
        return z * 0.5 + z.Abs() * 0.5 + 0.5 * b / ((z.Square() + b).Sqrt() + z.Abs());
    }

    private static Tensor HardGate(Tensor x) => (x + 3).Clip(0, 6) * (1.0 / 6);
}
