using Hebb.Configuration;

namespace Hebb.Metrics;

/// <summary>The mean of (y − ŷ)².</summary>
public sealed record MeanSquaredError() : MeanMetric(new Losses.MeanSquaredError())
{
    internal static new Kind<MeanSquaredError> Kind { get; } = new("MeanSquaredError", _ => new()) { Aliases = ["mse"] };
}

/// <summary>The mean of |y − ŷ|, in the units of the target.</summary>
public sealed record MeanAbsoluteError() : MeanMetric(new Losses.MeanAbsoluteError())
{
    internal static new Kind<MeanAbsoluteError> Kind { get; } = new("MeanAbsoluteError", _ => new()) { Aliases = ["mae"] };
}

/// <summary>The mean of 100 · |y − ŷ| / |y|. Do not use it where targets may be 0.</summary>
public sealed record MeanAbsolutePercentageError() : MeanMetric(new Losses.MeanAbsolutePercentageError())
{
    internal static new Kind<MeanAbsolutePercentageError> Kind { get; } = new("MeanAbsolutePercentageError", _ => new()) { Aliases = ["mape"] };
}

/// <summary>The mean of (ln(1 + y) − ln(1 + ŷ))²: targets of very different sizes.</summary>
public sealed record MeanSquaredLogarithmicError() : MeanMetric(new Losses.MeanSquaredLogarithmicError())
{
    internal static new Kind<MeanSquaredLogarithmicError> Kind { get; } = new("MeanSquaredLogarithmicError", _ => new()) { Aliases = ["msle"] };
}

/// <summary>The mean of ln cosh(ŷ − y).</summary>
public sealed record LogCoshError() : MeanMetric(new Losses.LogCosh())
{
    internal static new Kind<LogCoshError> Kind { get; } = new("LogCoshError", _ => new()) { Name = "logcosh", IsNeverNamedAlone = true };

    /// <inheritdoc/>
    public override string Name => "logcosh";
}

/// <summary>The root of the mean of (y − ŷ)² over all rows, in the units of the target; large errors count more than with the mean absolute error.</summary>
public sealed record RootMeanSquaredError() : MeanMetric(new Losses.MeanSquaredError())
{
    internal static new Kind<RootMeanSquaredError> Kind { get; } = new("RootMeanSquaredError", _ => new()) { Aliases = ["rmse"], IsNeverNamedAlone = true };

    /// <inheritdoc/>
    public override string Name => "root_mean_squared_error";

    /// <summary>As in Keras, steps that a mask leaves out count: give them a weight of 0.</summary>
    private protected sealed override bool UsesMasks => false;

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> totals) => Math.Sqrt(base.Result(totals));
}
