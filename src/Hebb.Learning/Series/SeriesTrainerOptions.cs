using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Series;

/// <summary>What a series is to be learned from, and what is wanted otherwise than <see cref="SeriesTrainer"/> would choose.</summary>
public sealed record SeriesTrainerOptions : TrainingOptions
{
    /// <summary>Rows the network sees at once.</summary>
    public required int Window { get; init => field = SettingRange.Between(1, SeriesPipeline.MostRows, value); }

    /// <summary>How many rows after the last row of a window the predicted one lies. Default: 1, the next row.</summary>
    public int Horizon { get; init => field = SettingRange.Between(1, SeriesPipeline.MostRows, value); } = 1;

    /// <summary>The columns to see; null for all columns of numbers but those that only count the rows.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Columns to leave out.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary>The column whose values are series of their own; null to find out, where rows have the same time.</summary>
    public string? Group { get; init; }

    /// <summary>The kind of network.</summary>
    public SequenceNetwork Network { get; init; }

    /// <summary>Makes the network from the shape of a window, [rows, columns], instead of one of the usual kinds; it gives one number and is
    /// compiled afterwards.</summary>
    public Func<Shape, Model>? NewNetwork { get; init; }

    /// <inheritdoc/>
    protected internal override void Check()
    {
        base.Check();
        if (Network == SequenceNetwork.Linear && NewNetwork is null) { CheckComputed(); }
        if (BalancedClasses || ClassWeights is not null)
        {
            throw new ArgumentException("Class weights need classes, but a series predicts a number. Leave them out.");
        }
    }
}
