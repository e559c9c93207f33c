using System.Collections.Concurrent;
using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>The closed table of layers that files can hold, and those that users registered. Nothing else is ever made of a file.</summary>
internal static class LayerTable
{
    private static readonly ConcurrentDictionary<string, LayerKind> s_registered = new();
    private static readonly Dictionary<string, LayerKind> s_known =
        CoreLayerKinds.All.Concat(ActivationLayerKinds.All).Concat(NormalizationLayerKinds.All)
            .Concat(ShapeLayerKinds.All).Concat(RegularizationLayerKinds.All).Concat(PreprocessingLayerKinds.All)
            .Concat(ConvolutionLayerKinds.All).Concat(PoolingLayerKinds.All).Concat(RecurrentLayerKinds.All)
            .Concat(AttentionLayerKinds.All).Concat(TransformerLayerKinds.All).Concat(SpatialLayerKinds.All).Concat(AugmentationLayerKinds.All)
            .Concat(AudioLayerKinds.All).Concat(TextLayerKinds.All).ToDictionary(kind => kind.ClassName);

    /// <summary>Names of all kinds, for errors.</summary>
    public static IEnumerable<string> Names => s_known.Keys.Concat(s_registered.Keys).Order(StringComparer.Ordinal);

    /// <summary>Adds a kind of the user's.</summary>
    /// <exception cref="ArgumentException">The name is one of Keras' known layers.</exception>
    public static void Register(LayerKind kind)
    {
        if (s_known.ContainsKey(kind.ClassName)) { throw new ArgumentException($"{kind.ClassName} is the name of a layer that is known already: register yours under another name.", nameof(kind)); }
        s_registered[kind.ClassName] = kind;
    }

    /// <summary>Whether a user registered the name; the package before &gt; does not count.</summary>
    public static bool IsRegistered(string className) => s_registered.ContainsKey(className[(className.LastIndexOf('>') + 1)..]);

    /// <summary>The kind of a class in a file.</summary>
    /// <exception cref="FileFormatException">There is none.</exception>
    public static LayerKind Find(string className, ConfigSource source) =>
        s_known.GetValueOrDefault(className) ?? s_registered.GetValueOrDefault(className[(className.LastIndexOf('>') + 1)..]) ?? throw Unknown(className, source);

    /// <summary>The kind of a layer that Keras has as well; null for others.</summary>
    public static LayerKind? Known(Layer layer) => s_known.Values.FirstOrDefault(kind => kind.Type == layer.GetType());

    /// <summary>The kind of a layer.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static LayerKind Find(Layer layer) =>
        s_registered.Values.FirstOrDefault(kind => kind.Type == layer.GetType()) ?? Known(layer)
        ?? throw new InvalidOperationException(layer is FunctionLayer
            ? $"{layer.Name ?? layer.DefaultName} is a FunctionLayer: it holds code, and files hold only data. Write the function as a class of your own and give that to ModelFile.Register."
            : $"{layer.Name ?? layer.DefaultName} is a {layer.GetType().Name}, which cannot be written to a file yet: call ModelFile.Register<{layer.GetType().Name}> with functions that write and read its settings.");

    private static FileFormatException Unknown(string className, ConfigSource source) => source.Error(className switch
    {
        "Lambda" => "found a Lambda layer: its code is stored as Python bytecode, which is never run. Write the function as a layer of your own and give it to ModelFile.Register.",
        "TorchModuleWrapper" or "TFSMLayer" => $"found a {className}, which loads another program's objects; this is never done. Export the weights alone.",
        _ => $"found a layer of class {className}, which is unknown; expected one of {string.Join(", ", Names)}. Give a layer of your own to ModelFile.Register.",
    });
}
