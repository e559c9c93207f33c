using System.Text.RegularExpressions;
using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Optimizers.Schedules;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>
/// Momentum whose steps are made orthogonal: a matrix of gradients U·S·Vᵀ becomes about U·Vᵀ, so that every direction is learned at the same pace (Jordan et
/// al., 2024). Weights that are no matrices, and those that are excluded, are trained by <see cref="AdamW"/>.
/// </summary>
/// <remarks>
/// m ← μ·m + g; x = (g + μ·m)/‖·‖; five times x ← a·x + (b·A + c·A²)·x with A = x·xᵀ; w ← w − η·κ·√max(rows, columns)·x. As in Keras embeddings are excluded;
/// exclude the output layer by its name. The steps have the size of Adam's, so Adam's learning rates fit (Liu et al., 2025).
/// </remarks>
public sealed class Muon : Optimizer
{
    internal static Kind<Muon> Kind { get; } = new("Muon", c => new(
        ReadRate(c),
        c.Number("momentum", o => o.Momentum, 0.95),
        c.Number("adam_beta_1", o => o.AdamBeta1, 0.9),
        c.Number("adam_beta_2", o => o.AdamBeta2, 0.999),
        c.Number("epsilon", o => o.Epsilon, 1e-7))
    {
        Nesterov = c.Flag("nesterov", o => o.Nesterov, true),
        ExcludeLayers = c.Texts("exclude_layers", o => o.ExcludeLayers),
        ExcludeEmbeddings = c.Flag("exclude_embeddings", o => o.ExcludeEmbeddings, true),
        AdamWeightDecay = c.NumberOrNull("adam_weight_decay", o => o.AdamWeightDecay, 0.004),
        AdamRatio = c.Number("adam_lr_ratio", o => o.AdamRatio, 1),
        RmsRate = c.NumberOrNull("rms_rate", o => o.RmsRate, 0.2),
        NewtonSchulzSteps = c.Int("ns_steps", o => o.NewtonSchulzSteps, 5),
        Coefficients = (c.Number("muon_a", o => o.Coefficients.A, 3.4445),
            c.Number("muon_b", o => o.Coefficients.B, -4.7750),
            c.Number("muon_c", o => o.Coefficients.C, 2.0315)),
    });

    private const double NormEpsilon = 1e-7;

    private readonly Parameter _alpha;
    private readonly Regex[] _excluded = [];

    /// <summary>A Muon optimizer.</summary>
    /// <param name="learningRate">How far a step goes, a number or a schedule; by default 0.001.</param>
    /// <param name="momentum">μ: how much of the sum of gradients stays at each step.</param>
    /// <param name="adamBeta1">How much of the mean gradient stays, for the weights that AdamW trains.</param>
    /// <param name="adamBeta2">How much of the mean squared gradient stays, for the weights that AdamW trains.</param>
    /// <param name="epsilon">Keeps AdamW's quotient finite.</param>
    public Muon(LearningRateSchedule? learningRate = null, double momentum = 0.95, double adamBeta1 = 0.9, double adamBeta2 = 0.999, double epsilon = 1e-7)
        : base(learningRate ?? 0.001)
    {
        (Momentum, AdamBeta1) = (Decay(momentum, nameof(momentum)), Decay(adamBeta1, nameof(adamBeta1)));
        (AdamBeta2, Epsilon) = (Decay(adamBeta2, nameof(adamBeta2)), SettingRange.NotNegative(epsilon, nameof(epsilon)));
        WeightDecay = 0.004;
        _alpha = HostScalar("adam_alpha", step => LearningRate * AdamRatio * Math.Sqrt(1 - Math.Pow(AdamBeta2, step)) / (1 - Math.Pow(AdamBeta1, step)));
    }

    /// <inheritdoc/>
    public override string Name => "muon";

    /// <summary>How much of the sum of gradients stays at each step.</summary>
    public double Momentum { get; }

    /// <summary>How much of the mean gradient stays, for the weights that AdamW trains.</summary>
    public double AdamBeta1 { get; }

    /// <summary>How much of the mean squared gradient stays, for the weights that AdamW trains.</summary>
    public double AdamBeta2 { get; }

    /// <summary>Keeps AdamW's quotient finite.</summary>
    public double Epsilon { get; }

    /// <summary>Whether the step looks ahead: g + μ·m in place of m.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>Regular expressions; AdamW trains the weights in whose names, such as <c>output/kernel</c>, one of them is found.</summary>
    public IReadOnlyList<string> ExcludeLayers
    {
        get;
        init => (field, _excluded) = (value, [.. value.Select(name => new Regex(name, RegexOptions.CultureInvariant))]);
    } = [];

    /// <summary>Whether AdamW trains the weights in whose names "embedding" is found.</summary>
    public bool ExcludeEmbeddings { get; init; } = true;

    /// <summary>The weight decay of the weights that AdamW trains; that of the others is <see cref="Optimizer.WeightDecay"/>. Null for none.</summary>
    public double? AdamWeightDecay { get; init => field = SettingRange.NotNegative(value); } = 0.004;

    /// <summary>AdamW's learning rate as a share of Muon's. Range: 0 or more.</summary>
    public double AdamRatio { get; init => field = SettingRange.NotNegative(value); } = 1;

    /// <summary>κ: what the step is multiplied by besides √max(rows, columns), so that it is as large as Adam's; null: by nothing at all.
    /// Range: 0 or more.</summary>
    public double? RmsRate { get; init => field = SettingRange.NotNegative(value); } = 0.2;

    /// <summary>How often the step is brought nearer to an orthogonal matrix. Range: 1 or more.</summary>
    public int NewtonSchulzSteps { get; init => field = SettingRange.AtLeast(1, value); } = 5;

    /// <summary>The coefficients a, b and c by which that is done.</summary>
    public (double A, double B, double C) Coefficients { get; init; } = (3.4445, -4.7750, 2.0315);

    /// <summary>Whether AdamW trains a parameter.</summary>
    public bool UsesAdam(Parameter parameter) => parameter.Shape.Rank != 2
        || ExcludeEmbeddings && parameter.Name.Contains("embedding", StringComparison.OrdinalIgnoreCase)
        || _excluded.Any(pattern => pattern.IsMatch(parameter.Name));

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, Tensor gradient)
    {
        Parameter momentum = Slot(parameter, "momentum");
        if (UsesAdam(parameter))
        {
            Parameter velocity = Slot(parameter, "velocity");
            Tensor mean = (momentum.Value + (gradient - momentum.Value) * (1 - AdamBeta1)).FlushTiny();
            Tensor square = (velocity.Value + (gradient.Square() - velocity.Value) * (1 - AdamBeta2)).FlushTiny();
            momentum.Assign(mean);
            velocity.Assign(square);
            parameter.Assign(parameter.Value - Scaled(_alpha) * mean / (square.Sqrt() + Epsilon));
            return;
        }

        Tensor m = (momentum.Value * Momentum + gradient).FlushTiny();
        momentum.Assign(m);
        double scale = RmsRate is { } rate ? rate * Math.Sqrt(Math.Max(parameter.Shape[0], parameter.Shape[1])) : 1;
        parameter.Assign(parameter.Value - Rate * Orthogonal(Nesterov ? gradient + m * Momentum : m) * scale);
    }

    /// <inheritdoc/>
    private protected override double? DecayOf(Parameter parameter) => UsesAdam(parameter) ? AdamWeightDecay : WeightDecay;

    /// <summary>About U·Vᵀ of a matrix U·S·Vᵀ. The products are of the smaller of the two sizes.</summary>
    private Tensor Orthogonal(Tensor x)
    {
        bool tall = x.Shape[0] > x.Shape[1];
        if (tall) { x = x.Transpose(); }
        x /= x.Square().Sum().Sqrt() + NormEpsilon;
        for (int i = 0; i < NewtonSchulzSteps; i++)
        {
            Tensor a = x.MatMul(x.Transpose());
            x = x * Coefficients.A + (a * Coefficients.B + a.MatMul(a) * Coefficients.C).MatMul(x);
        }

        return tall ? x.Transpose() : x;
    }
}
