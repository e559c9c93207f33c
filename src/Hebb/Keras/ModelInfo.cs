namespace Hebb.Keras;

/// <summary>What a model file holds: <see cref="ModelFile.Inspect(string)"/>.</summary>
/// <param name="Format">The kind of file: <c>keras</c> (zip), <c>h5</c>, or <c>weights</c>.</param>
/// <param name="KerasVersion">The version of Keras that wrote it; null if it does not say.</param>
/// <param name="ClassName">The class of the model; null in files of weights.</param>
/// <param name="Layers">The layers, inner ones behind their outer one.</param>
/// <param name="Parameters">The number of weights in the file, without the optimizer's.</param>
/// <param name="Optimizer">The optimizer; null if the model was not compiled.</param>
/// <param name="Bytes">The size of the file.</param>
public sealed record ModelInfo(
    string Format, string? KerasVersion, string? ClassName, IReadOnlyList<LayerInfo> Layers, long Parameters, string? Optimizer, long Bytes)
{
    /// <summary>The facts as a table.</summary>
    public override string ToString()
    {
        int width = Layers.Count == 0 ? 0 : Layers.Max(layer => layer.Name.Length);
        return string.Join('\n', [
            $"{ClassName ?? "weights"} ({Format}, Keras {KerasVersion ?? "of unknown version"}, {Bytes:N0} bytes)",
            .. Layers.Select(layer => $"  {layer.Name.PadRight(width)}  {layer.ClassName}{(layer.IsKnown ? "" : "  (unknown here)")}"),
            $"weights: {Parameters:N0}; optimizer: {Optimizer ?? "none"}"]);
    }
}

/// <summary>A layer in a model file.</summary>
/// <param name="Name">The name; inner layers behind that of their model: <c>encoder/dense</c>.</param>
/// <param name="ClassName">Keras' class.</param>
/// <param name="IsKnown">Whether the layer can be loaded.</param>
public sealed record LayerInfo(string Name, string ClassName, bool IsKnown);
