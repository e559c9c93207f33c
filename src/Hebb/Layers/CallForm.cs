namespace Hebb.Layers;

/// <summary>How Keras calls a layer, where that is not simply with its inputs: which arguments have names.</summary>
internal sealed record CallForm
{
    /// <summary>With its inputs and nothing else.</summary>
    public static CallForm Plain { get; } = new();

    /// <summary>Settings that Keras gives with each call of the layer, where ours has them as its own.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The argument that is our last input if that is (batch, steps) and made of booleans; null if there is none.</summary>
    public string? Padding { get; init; }

    /// <summary>The argument that is our last input, made of booleans; null if there is none.</summary>
    public string? Mask { get; init; }

    /// <summary>The argument that lists our inputs behind the first, masks apart; null if there is none.</summary>
    public string? States { get; init; }

    /// <summary>Whether inputs are given one by one instead of as a list.</summary>
    public bool TakesInputsApart { get; init; }

    /// <summary>How many tensors may be given without names: behind them others stand than ours.</summary>
    public int InputsByPlace { get; init; } = int.MaxValue;

    /// <summary>The argument that asks for more outputs than the first; null if there is none.</summary>
    public string? AllOutputs { get; init; }
}
