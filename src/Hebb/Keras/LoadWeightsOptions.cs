namespace Hebb.Keras;

/// <summary>How <see cref="ModelFile.LoadWeights"/> finds the weights of each layer: for transfer learning, where the file is of another model.</summary>
public sealed record LoadWeightsOptions
{
    /// <summary>
    /// Whether layers get the weights of the layer with the same name, wherever that stands among the layers of its model. Layers that the file does not have
    /// keep their weights, and what else it has is not read. Keras: by_name.
    /// </summary>
    public bool ByName { get; init; }

    /// <summary>
    /// Whether a layer whose weights in the file have another number or other shapes, or are missing, keeps those it has. Otherwise that is an error, and no
    /// weight changes. Keras: skip_mismatch.
    /// </summary>
    public bool SkipMismatch { get; init; }
}
