using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>
/// Adam's division by the root of mean squared gradients, but of a matrix only the means of rows r and of columns c are kept: v = r·cᵀ/mean(r). Steps are
/// measured by the weights' own size, α = max(ε₂, rms(w))·min(η, 1/√t), and cut where they would be much larger than usual: w ← w − α·u/max(1, rms(u)/d) with u
/// = g/√v (Shazeer and Stern, 2018).
/// </summary>
/// <remarks>
/// The means forget with β₂ = 1 − tᵏ, k = <see cref="Beta2Decay"/>. As in Keras the rate never exceeds 1/√t, whatever Keras' <c>relative_step</c> says, and v
/// is kept for files although r and c determine it. Its smallest value is ε₁, which is no denormal number, so that nothing needs to be flushed.
/// </remarks>
public sealed class Adafactor : Optimizer
{
    internal static Kind<Adafactor> Kind { get; } = new("Adafactor", c =>
    {
        // It makes no difference in Keras: the rate is limited to 1/√t in any case.
        c.WriteOnly("relative_step", true);
        return new(
            ReadRate(c),
            c.Number("beta_2_decay", o => o.Beta2Decay, -0.8),
            c.Number("epsilon_1", o => o.Epsilon1, 1e-30),
            c.Number("epsilon_2", o => o.Epsilon2, 1e-3),
            c.Number("clip_threshold", o => o.ClipThreshold, 1));
    });

    private readonly Parameter _stays, _relativeStep;

    /// <summary>An Adafactor optimizer.</summary>
    /// <param name="learningRate">The longest step in units of the weights' size, a number or a schedule; by default 0.001.</param>
    /// <param name="beta2Decay">How the memory of the means grows, below 0.</param>
    /// <param name="epsilon1">Added to squared gradients.</param>
    /// <param name="epsilon2">The least size that weights are taken to have.</param>
    /// <param name="clipThreshold">d: from which root mean square on a step is cut.</param>
    public Adafactor(
        LearningRateSchedule? learningRate = null, double beta2Decay = -0.8, double epsilon1 = 1e-30, double epsilon2 = 1e-3, double clipThreshold = 1)
        : base(learningRate ?? 0.001)
    {
        Beta2Decay = SettingRange.NotPositive(beta2Decay, nameof(beta2Decay));
        (Epsilon1, Epsilon2) = (SettingRange.Positive(epsilon1, nameof(epsilon1)), SettingRange.NotNegative(epsilon2, nameof(epsilon2)));
        ClipThreshold = SettingRange.Positive(clipThreshold, nameof(clipThreshold));
        _stays = HostScalar("beta_2", step => 1 - Math.Pow(step, Beta2Decay));
        _relativeStep = HostScalar("relative_step", step => Math.Min(LearningRate, 1 / Math.Sqrt(step)));
    }

    /// <inheritdoc/>
    public override string Name => "adafactor";

    /// <summary>How the memory of the means grows.</summary>
    public double Beta2Decay { get; }

    /// <summary>Added to squared gradients.</summary>
    public double Epsilon1 { get; }

    /// <summary>The least size that weights are taken to have.</summary>
    public double Epsilon2 { get; }

    /// <summary>From which root mean square on a step is cut.</summary>
    public double ClipThreshold { get; }

    /// <inheritdoc/>
    internal override IReadOnlyList<string[]> SlotGroups => [["r", "c", "velocity"]];

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient)
    {
        Tensor square = gradient.Square() + Epsilon1, w = parameter.Value;
        Shape shape = parameter.Shape;
        bool factored = shape.Rank >= 2;
        // Keras has single numbers in place of r and c where nothing is factored, and so have its files.
        Parameter rows = Slot(parameter, "r", () => Tensor.Zeros(factored ? shape[..^1] : [], parameter.DType));
        Parameter columns = Slot(parameter, "c", () => Tensor.Zeros(factored ? [.. shape.Dimensions[..^2], shape[^1]] : [], parameter.DType));
        Parameter velocity = Slot(parameter, "velocity");
        Tensor v;
        if (factored)
        {
            Tensor r = Mean(rows.Value, square.Mean(-1)), c = Mean(columns.Value, square.Mean(-2));
            rows.Assign(r);
            columns.Assign(c);
            v = (r / r.Mean(-1, keepDims: true)).ExpandDims(-1) * c.ExpandDims(-2);
        }
        else
        {
            v = Mean(velocity.Value, square);
        }

        velocity.Assign(v);
        Tensor step = gradient / v.Sqrt();
        Tensor alpha = RootMeanSquare(w).Maximum(Epsilon2) * Scaled(_relativeStep);
        parameter.Assign(w - alpha * (step / (RootMeanSquare(step) / ClipThreshold).Maximum(1)));
    }

    private static Tensor RootMeanSquare(Tensor x) => x.Square().Mean().Sqrt();

    private Tensor Mean(Tensor before, Tensor now) => before * _stays.Value + now * (1 - _stays.Value);
}
