using System.Runtime.CompilerServices;

namespace Hebb.Optimizers;

/// <summary>
/// What all optimizers can be told, in one piece, so that files need not know each optimizer's constructor twice. The public members are <see
/// cref="Optimizer"/>'s.
/// </summary>
internal sealed record OptimizerSettings
{
    public double? ClipValue { get; init => field = Positive(value); }

    public double? ClipNorm { get; init => field = Positive(value); }

    public double? GlobalClipNorm { get; init => field = Positive(value); }

    public double? WeightDecay
    {
        get;
        init => field = value is null or (>= 0 and < double.PositiveInfinity)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(WeightDecay), value, "WeightDecay is a share from 0 on, or null for none.");
    }

    public bool UseEma { get; init; }

    public double EmaMomentum
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(EmaMomentum), value, "EmaMomentum is the share of the average that stays: from 0 to 1.");
    } = 0.99;

    public int? EmaOverwriteFrequency
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(EmaOverwriteFrequency), value, "EmaOverwriteFrequency is a number of steps from 1 on, or null for never.");
    }

    public int? GradientAccumulationSteps
    {
        get;
        init => field = value is null or >= 2
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(GradientAccumulationSteps), value, "GradientAccumulationSteps is a number of batches from 2 on, or null for an update after each.");
    }

    /// <summary>The links that the settings stand for, from the outermost to the innermost.</summary>
    public IEnumerable<OptimizerLink> LinksWith(WeightDecay decay, WeightAverage? average)
    {
        if (GradientAccumulationSteps is { } steps) { yield return new GradientAccumulation(steps); }
        yield return new WeightConstraint();
        yield return new GradientClipping(ClipValue, ClipNorm, GlobalClipNorm);
        yield return decay;
        if (average is not null) { yield return average; }
    }

    private static double? Positive(double? value, [CallerMemberName] string name = "") => value is null or (> 0 and < double.PositiveInfinity)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is a limit above 0, or null for none.");
}
