using System.Text.Json.Nodes;

namespace Hebb.Learning.Tables;

/// <summary>One of the networks that were trained within <see cref="TableTrainerOptions.Budget"/>.</summary>
public sealed class TableTry
{
    internal TableTry() { }

    /// <summary>Which it was, from 1.</summary>
    public int Number { get; internal init; }

    /// <summary>What was otherwise than the recipe has it: "learning rate 0.002, dropout 0.1"; "the recipe" for nothing.</summary>
    public string Settings { get; internal init; } = "";

    /// <summary>Log loss of classes, RMSE of numbers, on rows that it has not learned from; NaN if no epoch was complete.</summary>
    public double Loss { get; internal init; }

    /// <summary>How many epochs it was trained.</summary>
    public int Epochs { get; internal init; }

    /// <summary>Whether its training ended because the time was over.</summary>
    public bool WasStopped { get; internal init; }

    /// <summary>How many seconds it took.</summary>
    public double Seconds { get; internal init; }

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
