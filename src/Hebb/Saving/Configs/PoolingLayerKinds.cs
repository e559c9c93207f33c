using Hebb.Layers;

namespace Hebb.Saving.Configs;

/// <summary>How pools are written.</summary>
internal static class PoolingLayerKinds
{
    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        LayerKind.Of<Rescaling>("Rescaling", WriteRescaling, c => new(c.Number("scale"), c.Number("offset", 0))),
        Pool("MaxPooling1D", (size, strides, c) => new MaxPooling1D(size) { Strides = strides, Padding = SpatialConfig.Edges(c) }),
        Pool("MaxPooling2D", (size, strides, c) => new MaxPooling2D(size) { Strides = strides, Padding = SpatialConfig.Edges(c) }),
        Pool("MaxPooling3D", (size, strides, c) => new MaxPooling3D(size) { Strides = strides, Padding = SpatialConfig.Edges(c) }),
        Pool("AveragePooling1D", (size, strides, c) => new AveragePooling1D(size) { Strides = strides, Padding = SpatialConfig.Edges(c) }),
        Pool("AveragePooling2D", (size, strides, c) => new AveragePooling2D(size) { Strides = strides, Padding = SpatialConfig.Edges(c) }),
        Pool("AveragePooling3D", (size, strides, c) => new AveragePooling3D(size) { Strides = strides, Padding = SpatialConfig.Edges(c) }),
        Pool("MinPooling1D", (size, strides, c) => new MinPooling1D(size) { Strides = strides, Padding = SpatialConfig.Edges(c) }),
        Pool("MinPooling2D", (size, strides, c) => new MinPooling2D(size) { Strides = strides, Padding = SpatialConfig.Edges(c) }),
        Pool("MinPooling3D", (size, strides, c) => new MinPooling3D(size) { Strides = strides, Padding = SpatialConfig.Edges(c) }),
        Global("GlobalMaxPooling1D", keep => new GlobalMaxPooling1D { KeepDims = keep }),
        Global("GlobalMaxPooling2D", keep => new GlobalMaxPooling2D { KeepDims = keep }),
        Global("GlobalMaxPooling3D", keep => new GlobalMaxPooling3D { KeepDims = keep }),
        Global("GlobalAveragePooling1D", keep => new GlobalAveragePooling1D { KeepDims = keep }),
        Global("GlobalAveragePooling2D", keep => new GlobalAveragePooling2D { KeepDims = keep }),
        Global("GlobalAveragePooling3D", keep => new GlobalAveragePooling3D { KeepDims = keep }),
    ];

    private static void WriteRescaling(Rescaling layer, LayerConfig c)
    {
        c.Set("scale", layer.Scale);
        c.Set("offset", layer.Offset);
    }

    private static LayerKind Pool<T>(string name, Func<Extents, Extents, LayerConfig, T> make) where T : PoolingLayer => LayerKind.Of<T>(
        name,
        (layer, c) =>
        {
            c.Set("pool_size", layer.PoolSize.For(layer.Axes));
            c.Set("padding", layer.Padding.ToString());
            c.Set("strides", layer.Strides.For(layer.Axes));
            c.Set("data_format", "channels_last");
        },
        c => make(SpatialConfig.Size(c, "pool_size"), SpatialConfig.Size(c, c.Has("strides") ? "strides" : "pool_size"), c));

    private static LayerKind Global<T>(string name, Func<bool, T> make) where T : GlobalPoolingLayer => LayerKind.Of<T>(
        name,
        (layer, c) =>
        {
            c.Set("data_format", "channels_last");
            c.Set("keepdims", layer.KeepDims);
        },
        c =>
        {
            _ = SpatialConfig.Edges(c);
            return make(c.Flag("keepdims", false));
        });
}
