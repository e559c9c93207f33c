using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>How pools are written.</summary>
internal static class PoolingLayerKinds
{
    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        LayerKind.Of<Rescaling>("Rescaling", WriteRescaling, c => new(c.Number("scale"), c.Number("offset", 0))),
        Pool("MaxPooling1D", (size, strides, c) => new MaxPooling1D(size) { Strides = strides, Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c) }),
        Pool("MaxPooling2D", (size, strides, c) => new MaxPooling2D(size) { Strides = strides, Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c) }),
        Pool("MaxPooling3D", (size, strides, c) => new MaxPooling3D(size) { Strides = strides, Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c) }),
        Pool("AveragePooling1D", (size, strides, c) => new AveragePooling1D(size) { Strides = strides, Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c) }),
        Pool("AveragePooling2D", (size, strides, c) => new AveragePooling2D(size) { Strides = strides, Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c) }),
        Pool("AveragePooling3D", (size, strides, c) => new AveragePooling3D(size) { Strides = strides, Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c) }),
        Pool("MinPooling1D", (size, strides, c) => new MinPooling1D(size) { Strides = strides, Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c) }),
        Pool("MinPooling2D", (size, strides, c) => new MinPooling2D(size) { Strides = strides, Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c) }),
        Pool("MinPooling3D", (size, strides, c) => new MinPooling3D(size) { Strides = strides, Padding = SpatialConfig.Edges(c), DataFormat = SpatialConfig.Format(c) }),
        Global("GlobalMaxPooling1D", (keep, format) => new GlobalMaxPooling1D { KeepDims = keep, DataFormat = format }),
        Global("GlobalMaxPooling2D", (keep, format) => new GlobalMaxPooling2D { KeepDims = keep, DataFormat = format }),
        Global("GlobalMaxPooling3D", (keep, format) => new GlobalMaxPooling3D { KeepDims = keep, DataFormat = format }),
        Global("GlobalAveragePooling1D", (keep, format) => new GlobalAveragePooling1D { KeepDims = keep, DataFormat = format }),
        Global("GlobalAveragePooling2D", (keep, format) => new GlobalAveragePooling2D { KeepDims = keep, DataFormat = format }),
        Global("GlobalAveragePooling3D", (keep, format) => new GlobalAveragePooling3D { KeepDims = keep, DataFormat = format }),
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
            SpatialConfig.WriteFormat(c, layer.DataFormat);
        },
        c => make(SpatialConfig.Size(c, "pool_size"), SpatialConfig.Size(c, c.Has("strides") ? "strides" : "pool_size"), c));

    private static LayerKind Global<T>(string name, Func<bool, DataFormat, T> make) where T : GlobalPoolingLayer => LayerKind.Of<T>(
        name,
        (layer, c) =>
        {
            SpatialConfig.WriteFormat(c, layer.DataFormat);
            c.Set("keepdims", layer.KeepDims);
        },
        c => make(c.Flag("keepdims", false), SpatialConfig.Format(c)));
}
