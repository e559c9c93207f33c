using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>A kind of layer that files can hold: how its settings are read and written.</summary>
/// <param name="ClassName">Keras' class.</param>
/// <param name="Type">Ours.</param>
/// <param name="Module">Where Keras' class lives; registered layers have a package of their own.</param>
/// <param name="Write">Writes the settings beside name, trainable and dtype.</param>
/// <param name="Read">Makes the layer of its settings.</param>
internal sealed record LayerKind(string ClassName, Type Type, string Module, Action<Layer, LayerConfig> Write, Func<LayerConfig, Layer> Read)
{
    /// <summary>Settings that Keras gives with each call of the layer, where ours has them as its own.</summary>
    public IReadOnlyList<string> CallSettings { get; init; } = [];

    /// <summary>The argument of Keras' call that is our last input if that is (batch, steps) and made of truth values; null if there is none.</summary>
    public string? PaddingArgument { get; init; }

    /// <summary>The argument of Keras' call that is our last input, made of truth values; null if there is none.</summary>
    public string? MaskArgument { get; init; }

    /// <summary>The argument of Keras' call that lists our inputs behind the first, masks apart; null if there is none.</summary>
    public string? StatesArgument { get; init; }

    /// <summary>Whether Keras' call takes the inputs one by one instead of as a list.</summary>
    public bool TakesInputsApart { get; init; }

    /// <summary>How many tensors Keras' call may be given without names: behind them others stand than ours.</summary>
    public int InputsByPlace { get; init; } = int.MaxValue;

    /// <summary>The argument of Keras' call that asks for more outputs than the first; null if there is none.</summary>
    public string? AllOutputsArgument { get; init; }

    /// <summary>Whether the type that Keras writes is that of what comes out (whole numbers) or goes in (texts), and not that of the weights.</summary>
    public bool HasTypeOfItsOwn { get; init; }

    /// <summary>Where the classes of Keras' own layers live.</summary>
    public const string KerasLayers = "keras.layers";

    /// <summary>A kind of layer of Keras.</summary>
    public static LayerKind Of<T>(string className, Action<T, LayerConfig> write, Func<LayerConfig, T> read) where T : Layer =>
        new(className, typeof(T), KerasLayers, (layer, config) => write((T)layer, config), read);
}
