using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>How layers that regularize are written.</summary>
internal static class RegularizationLayerKinds
{
    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        LayerKind.Of<Dropout>("Dropout", (layer, c) => WriteRate(c, layer.Rate, layer.NoiseShape), c => new(c.Number("rate")) { NoiseShape = c.Extents("noise_shape") }),
        LayerKind.Of<AlphaDropout>("AlphaDropout", (layer, c) => WriteRate(c, layer.Rate, layer.NoiseShape), c => new(c.Number("rate")) { NoiseShape = c.Extents("noise_shape") }),
        LayerKind.Of<GaussianDropout>("GaussianDropout", (layer, c) => WriteNoise(c, "rate", layer.Rate), c => new(c.Number("rate"))),
        LayerKind.Of<GaussianNoise>("GaussianNoise", (layer, c) => WriteNoise(c, "stddev", layer.Stddev), c => new(c.Number("stddev"))),
        LayerKind.Of<ActivityRegularization>("ActivityRegularization", WriteActivity, c => new(c.Number("l1", 0), c.Number("l2", 0))),
    ];

    private static void WriteRate(LayerConfig c, double rate, IReadOnlyList<int?>? noise)
    {
        WriteNoise(c, "rate", rate);
        c.SetExtents("noise_shape", noise);
    }

    private static void WriteNoise(LayerConfig c, string key, double value)
    {
        c.Set(key, value);
        c.Set("seed", (string?)null);
    }

    private static void WriteActivity(ActivityRegularization layer, LayerConfig c)
    {
        c.Set("l1", layer.L1);
        c.Set("l2", layer.L2);
    }
}
