using Hebb.Configuration;

namespace Hebb.Layers;

/// <summary>All layers that files can hold.</summary>
internal static class LayerKinds
{
    public static LayerTable Table { get; } = new(
        // Core
        Dense.Kind,
        // Convolution
        Conv1D.Kind, Conv2D.Kind, Conv3D.Kind);
}
