using System.Text.Json.Nodes;

namespace Hebb.Learning.Tables;

/// <summary>One of the networks that were trained within <see cref="TableTrainerOptions.Budget"/>.</summary>
public sealed class TableTry
{
    internal TableTry() { }

    /// <summary>Which it was, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What was otherwise than the recipe has it: "learning rate 0.002, dropout 0.1"; "the recipe" for nothing.</summary>
    public required string Settings { get; init; }

    /// <summary>Log loss of classes, RMSE of numbers, on rows that it has not learned from; NaN if no epoch was complete.</summary>
    public required double Loss { get; init; }

    /// <summary>How many epochs it was trained.</summary>
    public required int Epochs { get; init; }

    /// <summary>Whether its training ended because the time was over.</summary>
    public required bool WasStopped { get; init; }

    /// <summary>How many seconds it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether it is the network that was kept.</summary>
    public bool IsBest { get; internal set; }

    internal JsonObject ToJson() => new()
    {
        ["settings"] = Settings,
        ["loss"] = double.IsNaN(Loss) ? null : Loss,
        ["epochs"] = Epochs,
        ["stopped"] = WasStopped,
        ["seconds"] = Math.Round(Seconds, 3),
        ["best"] = IsBest,
    };
}
