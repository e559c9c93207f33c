using System.Text.Json.Nodes;
using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>How layers that change images at random are written.</summary>
internal static class AugmentationLayerKinds
{
    private static readonly string[] s_flips = ["horizontal_and_vertical", "horizontal", "vertical"];
    private static readonly string[] s_fills = ["reflect", "wrap", "nearest", "constant"];
    private static readonly string[] s_interpolations = ["bilinear", "nearest"];

    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        Of<RandomFlip>("RandomFlip", (layer, c) => c.Set("mode", s_flips[(int)layer.Mode]), c => new((FlipMode)c.OneOf("mode", s_flips)) { DataFormat = SpatialConfig.Format(c) }),
        Of<RandomRotation>("RandomRotation", (layer, c) => WriteWarp(layer, c, ("factor", layer.Factor)), c => new(Read(c, "factor"))
        {
            FillMode = Fill(c), FillValue = c.Number("fill_value", 0), Interpolation = Between(c), DataFormat = SpatialConfig.Format(c),
        }),
        Of<RandomZoom>("RandomZoom", (layer, c) => WriteWarp(layer, c, ("height_factor", layer.HeightFactor), ("width_factor", layer.WidthFactor)), c => new(Read(c, "height_factor"), c.Has("width_factor") ? Read(c, "width_factor") : null)
        {
            FillMode = Fill(c), FillValue = c.Number("fill_value", 0), Interpolation = Between(c), DataFormat = SpatialConfig.Format(c),
        }),
        Of<RandomTranslation>("RandomTranslation", (layer, c) => WriteWarp(layer, c, ("height_factor", layer.HeightFactor), ("width_factor", layer.WidthFactor)), c => new(Read(c, "height_factor"), Read(c, "width_factor"))
        {
            FillMode = Fill(c), FillValue = c.Number("fill_value", 0), Interpolation = Between(c), DataFormat = SpatialConfig.Format(c),
        }),
        // Keras says how much less and how much more contrast there may be, both as positive numbers.
        Of<RandomContrast>("RandomContrast", (layer, c) => WriteRange(c, "factor", (-layer.Factor.Low, layer.Factor.High), layer.ValueRange), c => new(Contrast(c)) { ValueRange = Range(c), DataFormat = SpatialConfig.Format(c) }),
        Of<RandomBrightness>("RandomBrightness", (layer, c) => WriteRange(c, "factor", (layer.Factor.Low, layer.Factor.High), layer.ValueRange), c => new(Read(c, "factor")) { ValueRange = Range(c), DataFormat = SpatialConfig.Format(c) }),
        Of<RandomErasing>("RandomErasing", WriteErasing, ReadErasing),
        Of<RandomCrop>("RandomCrop", WriteCrop, c => new(c.Int("height"), c.Int("width")) { DataFormat = SpatialConfig.Format(c) }),
    ];

    private static LayerKind Of<T>(string name, Action<T, LayerConfig> write, Func<LayerConfig, T> read) where T : SpatialLayer => LayerKind.Of<T>(
        name,
        (layer, c) =>
        {
            write(layer, c);
            c.Set("seed", (string?)null);
            SpatialConfig.WriteFormat(c, layer.DataFormat);
        },
        read);

    private static void WriteWarp(RandomWarpLayer layer, LayerConfig c, params ReadOnlySpan<(string Key, Spread? Bounds)> factors)
    {
        foreach ((string key, Spread? bounds) in factors) { c.Json[key] = bounds is { } some ? new JsonArray(some.Low, some.High) : null; }
        c.Set("fill_mode", s_fills[(int)layer.FillMode]);
        c.Set("interpolation", s_interpolations[layer.Interpolation == Interpolation.Bilinear ? 0 : 1]);
        c.Set("fill_value", layer.FillValue);
    }

    private static void WriteRange(LayerConfig c, string key, (double Low, double High) factor, (double Low, double High) range)
    {
        c.Json[key] = new JsonArray(factor.Low, factor.High);
        c.Json["value_range"] = new JsonArray(range.Low, range.High);
    }

    private static void WriteErasing(RandomErasing layer, LayerConfig c)
    {
        WriteRange(c, "factor", (layer.Rate, layer.Rate), layer.ValueRange);
        c.Json["scale"] = new JsonArray(layer.Scale.Low, layer.Scale.High);
        c.Set("fill_value", layer.FillValue);
    }

    private static RandomErasing ReadErasing(LayerConfig c)
    {
        Spread factor = c.Has("factor") ? Read(c, "factor") : new(1, 1), scale = c.Has("scale") ? Read(c, "scale") : new(0.02, 0.33);
        // Keras draws the share itself between two numbers; their mean gives the same.
        return new((Math.Max(factor.Low, 0) + factor.High) / 2) { Scale = (scale.Low, scale.High), FillValue = c.NumberOrNull("fill_value"), ValueRange = Range(c), DataFormat = SpatialConfig.Format(c) };
    }

    private static void WriteCrop(RandomCrop layer, LayerConfig c)
    {
        c.Set("height", layer.Height);
        c.Set("width", layer.Width);
    }

    private static Spread Read(LayerConfig c, string key) => c.Numbers(key) switch
    {
        [double both] => both,
        [double low, double high] => (low, high),
        _ => throw c.Wrong(key, "a number or two"),
    };

    private static Spread Contrast(LayerConfig c) => c.Numbers("factor") switch
    {
        [double both] => both,
        [double less, double more] => (-less, more),
        _ => throw c.Wrong("factor", "a number or two"),
    };

    private static (double, double) Range(LayerConfig c) => c.Numbers("value_range") switch
    {
        [] => (0, 255),
        [double low, double high] => (low, high),
        _ => throw c.Wrong("value_range", "two numbers"),
    };

    private static FillMode Fill(LayerConfig c) => (FillMode)c.OneOf("fill_mode", s_fills);

    private static Interpolation Between(LayerConfig c) => c.OneOf("interpolation", s_interpolations) == 0 ? Interpolation.Bilinear : Interpolation.Nearest;
}
