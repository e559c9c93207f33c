namespace Hebb.Data.Series;

/// <summary>How a series is cut into windows.</summary>
public sealed record SeriesOptions
{
    /// <summary>Rows a network sees at once.</summary>
    public required int Window { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>The columns to predict.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>The columns to see; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>How many rows after the last row of a window the (first) predicted row lies. Default: 1, the next row.</summary>
    public int Horizon { get; init => field = SettingRange.AtLeast(1, value); } = 1;

    /// <summary>Rows that are predicted at once, the first at the horizon. Default: 1.</summary>
    public int Steps { get; init => field = SettingRange.AtLeast(1, value); } = 1;

    /// <summary>Rows between the beginnings of windows. Default: 1.</summary>
    public int Stride { get; init => field = SettingRange.AtLeast(1, value); } = 1;

    /// <summary>The share of the rows, at the end, that is held out. Default: 0.2.</summary>
    public double TestFraction { get; init => field = SettingRange.RealPart(value); } = 0.2;

    /// <summary>The share of the rows before the held-out ones that is used for validation; 0 for none. Default: 0.2.</summary>
    public double ValidationFraction { get; init => field = SettingRange.Part(value); } = 0.2;

    /// <summary>Whether columns are standardized with mean and deviation of the training rows. Default: true.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>Whether a missing value is taken from the row before; if not, it is an error. Default: false.</summary>
    public bool FillForward { get; init; }

    internal void Check()
    {
        if (Targets.Count == 0) { throw new ArgumentException("Name at least one column to predict in Targets."); }
    }
}
