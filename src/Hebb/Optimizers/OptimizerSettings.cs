using System.Runtime.CompilerServices;

namespace Hebb.Optimizers;

/// <summary>
/// What all optimizers can be told, in one piece, so that files need not know each optimizer's constructor twice. The public members are <see
/// cref="Optimizer"/>'s.
/// </summary>
internal sealed record OptimizerSettings
{
    public double? ClipValue { get; init => field = Limit(value); }

    public double? ClipNorm { get; init => field = Limit(value); }

    public double? GlobalClipNorm { get; init => field = Limit(value); }

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
        // As in Keras, constraints and means follow each batch, also one that only adds to the accumulated gradients.
        yield return new WeightConstraint();
        if (average is not null) { yield return average; }
        if (GradientAccumulationSteps is { } steps) { yield return new GradientAccumulation(steps); }
        yield return new GradientClipping(ClipValue, ClipNorm, GlobalClipNorm);
        yield return decay;
    }

    private double? Limit(double? value, [CallerMemberName] string name = "")
    {
        if (value is null) { return null; }
        if (value is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is a limit above 0, or null for none.");
        }

        string? other = name != nameof(ClipValue) && ClipValue is not null ? nameof(ClipValue)
            : name != nameof(ClipNorm) && ClipNorm is not null ? nameof(ClipNorm)
            : name != nameof(GlobalClipNorm) && GlobalClipNorm is not null ? nameof(GlobalClipNorm)
            : null;
        return other is null
            ? value
            : throw new ArgumentException($"Gradients are clipped in one way, but {other} and {name} are both set: leave one out.", name);
    }
}
