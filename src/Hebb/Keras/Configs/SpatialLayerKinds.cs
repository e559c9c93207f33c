using System.Text.Json.Nodes;
using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>How layers that change the extents of images, sequences and volumes are written.</summary>
internal static class SpatialLayerKinds
{
    private static readonly string[] s_interpolations = ["nearest", "bilinear", "bicubic", "area"];

    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        Edges("ZeroPadding1D", "padding", (e, format) => new ZeroPadding1D(e[0]) { DataFormat = format }),
        Edges("ZeroPadding2D", "padding", (e, format) => new ZeroPadding2D(e[0], e[1]) { DataFormat = format }),
        Edges("ZeroPadding3D", "padding", (e, format) => new ZeroPadding3D(e[0], e[1], e[2]) { DataFormat = format }),
        Edges("Cropping1D", "cropping", (e, format) => new Cropping1D(e[0]) { DataFormat = format }),
        Edges("Cropping2D", "cropping", (e, format) => new Cropping2D(e[0], e[1]) { DataFormat = format }),
        Edges("Cropping3D", "cropping", (e, format) => new Cropping3D(e[0], e[1], e[2]) { DataFormat = format }),
        Larger("UpSampling1D", 1, (size, c) => new UpSampling1D(size) { DataFormat = SpatialConfig.Format(c) }),
        Larger("UpSampling2D", 2, (size, c) => new UpSampling2D(size, Between(c, Interpolation.Nearest)) { DataFormat = SpatialConfig.Format(c) }),
        Larger("UpSampling3D", 3, (size, c) => new UpSampling3D(size) { DataFormat = SpatialConfig.Format(c) }),
        LayerKind.Of<Resizing>("Resizing", WriteResizing, ReadResizing),
        LayerKind.Of<CenterCrop>("CenterCrop", WriteCrop, c => new(c.Int("height"), c.Int("width")) { DataFormat = SpatialConfig.Format(c) }),
        Adaptive("AdaptiveAveragePooling1D", (size, format) => new AdaptiveAveragePooling1D(size) { DataFormat = format }),
        Adaptive("AdaptiveAveragePooling2D", (size, format) => new AdaptiveAveragePooling2D(size) { DataFormat = format }),
        Adaptive("AdaptiveAveragePooling3D", (size, format) => new AdaptiveAveragePooling3D(size) { DataFormat = format }),
        Adaptive("AdaptiveMaxPooling1D", (size, format) => new AdaptiveMaxPooling1D(size) { DataFormat = format }),
        Adaptive("AdaptiveMaxPooling2D", (size, format) => new AdaptiveMaxPooling2D(size) { DataFormat = format }),
        Adaptive("AdaptiveMaxPooling3D", (size, format) => new AdaptiveMaxPooling3D(size) { DataFormat = format }),
        Dropout("SpatialDropout1D", 1, (rate, format) => new SpatialDropout1D(rate) { DataFormat = format }),
        Dropout("SpatialDropout2D", 2, (rate, format) => new SpatialDropout2D(rate) { DataFormat = format }),
        Dropout("SpatialDropout3D", 3, (rate, format) => new SpatialDropout3D(rate) { DataFormat = format }),
    ];

    /// <summary>Layers of sequences have no data format in Keras: there it is written only where it matters.</summary>
    private static void WriteFormat(LayerConfig c, int axes, DataFormat format)
    {
        if (axes > 1 || format != DataFormat.ChannelsLast) { SpatialConfig.WriteFormat(c, format); }
    }

    private static LayerKind Edges<T>(string name, string key, Func<IReadOnlyList<(int Before, int After)>, DataFormat, T> make) where T : EdgeLayer
    {
        int axes = name[^2] - '0';
        return LayerKind.Of<T>(
            name,
            (layer, c) =>
            {
                JsonArray[] edges = [.. layer.Edges.Select(edge => new JsonArray(edge.Before, edge.After))];
                c.Json[key] = axes == 1 ? edges[0] : new JsonArray([.. edges]);
                WriteFormat(c, axes, layer.DataFormat);
            },
            c => make(ReadEdges(c, key, axes), SpatialConfig.Format(c)));
    }

    /// <summary>One number for all edges, one for each axis, or one for each edge.</summary>
    private static (int Before, int After)[] ReadEdges(LayerConfig c, string key, int axes)
    {
        FileFormatException Wrong() => c.Wrong(key, $"a number, {axes} numbers or {axes} pairs, from 0 on");
        (int, int) Edge(JsonNode? node) => node switch
        {
            JsonValue value when value.TryGetValue(out int both) && both >= 0 => (both, both),
            JsonArray { Count: 2 } pair when pair[0] is JsonValue a && pair[1] is JsonValue b && a.TryGetValue(out int before) && b.TryGetValue(out int after) && before >= 0 && after >= 0 => (before, after),
            _ => throw Wrong(),
        };
        return c.Json[key] switch
        {
            JsonArray single when axes == 1 => [Edge(single)],
            JsonArray each when each.Count == axes => [.. each.Select(Edge)],
            JsonValue all => [.. Enumerable.Repeat(Edge(all), axes)],
            _ => throw Wrong(),
        };
    }

    private static LayerKind Larger<T>(string name, int axes, Func<Extents, LayerConfig, T> make) where T : UpSamplingLayer => LayerKind.Of<T>(
        name,
        (layer, c) =>
        {
            if (axes == 1) { c.Set("size", layer.Size.For(1)[0]); }
            else { c.Set("size", layer.Size.For(axes)); }
            WriteFormat(c, axes, layer.DataFormat);
            if (layer is UpSampling2D image) { c.Set("interpolation", s_interpolations[(int)image.Interpolation]); }
        },
        c => make(SpatialConfig.Size(c, "size"), c));

    private static void WriteResizing(Resizing layer, LayerConfig c)
    {
        c.Set("height", layer.Height);
        c.Set("width", layer.Width);
        c.Set("interpolation", s_interpolations[(int)layer.Interpolation]);
        c.Set("crop_to_aspect_ratio", false);
        c.Set("pad_to_aspect_ratio", false);
        SpatialConfig.WriteFormat(c, layer.DataFormat);
    }

    private static Resizing ReadResizing(LayerConfig c)
    {
        c.Refuse("crop_to_aspect_ratio", "pad_to_aspect_ratio", "antialias");
        return new(c.Int("height"), c.Int("width")) { Interpolation = Between(c, Interpolation.Bilinear), DataFormat = SpatialConfig.Format(c) };
    }

    private static void WriteCrop(CenterCrop layer, LayerConfig c)
    {
        c.Set("height", layer.Height);
        c.Set("width", layer.Width);
        SpatialConfig.WriteFormat(c, layer.DataFormat);
    }

    private static LayerKind Adaptive<T>(string name, Func<Extents, DataFormat, T> make) where T : AdaptivePoolingLayer => LayerKind.Of<T>(
        name,
        (layer, c) =>
        {
            c.Set("output_size", layer.OutputSize.For(layer.Axes));
            SpatialConfig.WriteFormat(c, layer.DataFormat);
        },
        c => make(SpatialConfig.Size(c, "output_size"), SpatialConfig.Format(c)));

    private static LayerKind Dropout<T>(string name, int axes, Func<double, DataFormat, T> make) where T : SpatialDropoutLayer => LayerKind.Of<T>(
        name,
        (layer, c) =>
        {
            c.Set("rate", layer.Rate);
            c.Set("seed", (string?)null);
            WriteFormat(c, axes, layer.DataFormat);
        },
        c => make(c.Number("rate"), SpatialConfig.Format(c)));

    private static Interpolation Between(LayerConfig c, Interpolation missing) => c.Has("interpolation") ? (Interpolation)c.OneOf("interpolation", s_interpolations) : missing;
}
