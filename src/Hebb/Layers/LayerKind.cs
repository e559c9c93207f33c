using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>A kind of layer of which Keras' files say more than its settings.</summary>
internal sealed class LayerKind<T>(string className, Func<IConfig<T>, T> settings) : Kind<T>(className, settings), ILayerKind where T : Layer
{
    /// <inheritdoc/>
    public CallForm Call { get; init; } = CallForm.Plain;

    /// <inheritdoc/>
    public bool HasTypeOfItsOwn { get; init; }

    /// <inheritdoc/>
    public VocabularyForm? Vocabulary { get; init; }
}

/// <summary>What files say of some kinds of layers beside their settings.</summary>
internal interface ILayerKind
{
    /// <summary>How Keras calls the layer.</summary>
    CallForm Call { get; }

    /// <summary>Whether the type that Keras writes is that of what comes out (whole numbers) or goes in (texts), and not that of the weights.</summary>
    bool HasTypeOfItsOwn { get; }

    /// <summary>What its vocabulary is like; null if it has none.</summary>
    VocabularyForm? Vocabulary { get; }
}
