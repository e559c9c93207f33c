namespace Hebb.Metrics;

/// <summary>The mean of (y − ŷ)².</summary>
public sealed record MeanSquaredError() : MeanMetric(new Losses.MeanSquaredError());

/// <summary>The mean of |y − ŷ|, in the units of the target.</summary>
public sealed record MeanAbsoluteError() : MeanMetric(new Losses.MeanAbsoluteError());

/// <summary>The mean of 100 · |y − ŷ| / |y|. Do not use it where targets may be 0.</summary>
public sealed record MeanAbsolutePercentageError() : MeanMetric(new Losses.MeanAbsolutePercentageError());

/// <summary>The mean of (ln(1 + y) − ln(1 + ŷ))²: targets of very different sizes.</summary>
public sealed record MeanSquaredLogarithmicError() : MeanMetric(new Losses.MeanSquaredLogarithmicError());

/// <summary>The mean of ln cosh(ŷ − y).</summary>
public sealed record LogCoshError() : MeanMetric(new Losses.LogCosh())
{
    /// <inheritdoc/>
    public override string Name => "logcosh";
}

/// <summary>The root of the mean of (y − ŷ)² over all rows, in the units of the target; large errors count more than with the mean absolute error.</summary>
public sealed record RootMeanSquaredError() : MeanMetric(new Losses.MeanSquaredError())
{
    /// <inheritdoc/>
    public override string Name => "root_mean_squared_error";

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> totals) => Math.Sqrt(base.Result(totals));
}
