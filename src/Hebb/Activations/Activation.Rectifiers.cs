using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Activations;

public sealed partial class Activation
{
    private const double SeluAlpha = 1.6732632423543772848170429916717;
    private const double SeluScale = 1.0507009873554804934193349852946;

    /// <summary>x, range (−∞, ∞), derivative 1. For outputs that are plain numbers: regression.</summary>
    public static Activation Linear { get; } = new("linear", x => x);

    /// <summary>max(x, 0), range [0, ∞), derivative 0 below 0 and 1 above. Cheap, and its gradient does not vanish: the usual choice
    /// inside a network.</summary>
    public static Activation Relu { get; } = new("relu", x => x.Relu());

    /// <summary>min(max(x, 0), 6), range [0, 6], derivative 1 between 0 and 6, else 0. For networks that will run in few bits (MobileNet).</summary>
    public static Activation Relu6 { get; } = new("relu6", x => x.Relu().Minimum(6));

    /// <summary>
    /// x above 0, slope · x below; range (−∞, ∞), derivative 1 or the slope. No unit can die, as units with <see cref="Relu"/> do whose input stays negative.
    /// </summary>
    /// <param name="negativeSlope">The slope below 0.</param>
    public static Activation LeakyRelu(double negativeSlope = 0.2) =>
        new("leaky_relu", x => Tensor.Where(x >= 0, x, x * negativeSlope), ("negative_slope", negativeSlope));

    /// <summary>
    /// x above 0, α(eˣ − 1) below; range (−α, ∞), derivative 1 above 0, α·eˣ below. Mean outputs near 0, a smooth knee for α = 1 (Clevert et al., 2016).
    /// </summary>
    /// <param name="alpha">How far the function goes down.</param>
    public static Activation Elu(double alpha = 1) => new("elu", x => ExponentialBelow(x, 1, alpha), ("alpha", alpha));

    /// <summary>
    /// 1.0507 · elu(x, 1.6733), range (−1.7581, ∞), derivative 1.0507 above 0, 1.7581·eˣ below. Keeps mean 0 and variance 1 from layer to
    /// layer if weights start as <c>LecunNormal</c> (Klambauer et al., 2017).
    /// </summary>
    public static Activation Selu { get; } = new("selu", x => ExponentialBelow(x, 1, SeluAlpha) * SeluScale);

    /// <summary>
    /// x above 0, α(e^(x/α) − 1) below; range (−α, ∞), derivative 1 above 0, e^(x/α) below. An ELU whose knee is smooth for every α (Barron, 2017).
    /// </summary>
    /// <param name="alpha">How far the function goes down.</param>
    public static Activation Celu(double alpha = 1) => new("celu", x => ExponentialBelow(x, 1 / alpha, alpha), ("alpha", alpha));

    /// <summary>x where |x| &gt; t, else 0; range (−∞, −t) ∪ {0} ∪ (t, ∞), derivative 1 or 0. Makes sparse codes.</summary>
    /// <param name="threshold">The size t below which values become 0.</param>
    public static Activation HardShrink(double threshold = 0.5) =>
        new("hard_shrink", x => Tensor.Where(x.Abs() <= threshold, Number(0, x), x), ("threshold", threshold));

    /// <summary>x − t above t, x + t below −t, else 0; range (−∞, ∞), derivative 1 or 0. The step of sparse coding that belongs to an L1 penalty.</summary>
    /// <param name="threshold">The distance t that values move towards 0.</param>
    public static Activation SoftShrink(double threshold = 0.5) =>
        new("soft_shrink", x => (x - threshold).Relu() - (-x - threshold).Relu(), ("threshold", threshold));

    /// <summary>x where x &gt; t, else a fixed value; derivative 1 above t, else 0. With the defaults a <see cref="Relu"/>.</summary>
    /// <param name="threshold">The bound t.</param>
    /// <param name="defaultValue">The value at the bound and below.</param>
    public static Activation Threshold(double threshold = 0, double defaultValue = 0) => new(
        "threshold", x => Tensor.Where(x <= threshold, Number(defaultValue, x), x), ("threshold", threshold), ("default_value", defaultValue));

    /// <summary>0 up to −1, x from 1 on, (x + 1)²/4 between; range [0, ∞), derivative (x + 1)/2 between. A softplus that is exactly 0 and
    /// exactly linear outside.</summary>
    public static Activation SparsePlus { get; } = new("sparse_plus", x =>
        Tensor.Where(x >= 1, x, (x + 1).Relu().Square() * 0.25));

    /// <summary>max(x, 0) and max(−x, 0) side by side, so that the last axis becomes twice as long; range [0, ∞). Keeps what a <see cref="Relu"/> throws away
    /// (Shang et al., 2016).</summary>
    public static Activation Crelu { get; } = new("crelu", x => Tensor.Concatenate([x.Relu(), (-x).Relu()]));

    private static Tensor Number(double value, Tensor like) => Tensor.Scalar(value, like.DType);

    /// <summary>x above 0, height · (e^(rate·x) − 1) below. The exponential only ever sees x ≤ 0: its overflow would turn the gradient into NaN.</summary>
    private static Tensor ExponentialBelow(Tensor x, double rate, double height) =>
        Tensor.Where(x > 0, x, (x.Minimum(0) * rate).Expm1() * height);
}
