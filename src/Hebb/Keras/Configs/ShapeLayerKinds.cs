using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>How layers that merge inputs or change shapes are written.</summary>
internal static class ShapeLayerKinds
{
    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        LayerKind.Of<Add>("Add", (_, _) => { }, _ => new()),
        LayerKind.Of<Subtract>("Subtract", (_, _) => { }, _ => new()),
        LayerKind.Of<Multiply>("Multiply", (_, _) => { }, _ => new()),
        LayerKind.Of<Average>("Average", (_, _) => { }, _ => new()),
        LayerKind.Of<Maximum>("Maximum", (_, _) => { }, _ => new()),
        LayerKind.Of<Minimum>("Minimum", (_, _) => { }, _ => new()),
        LayerKind.Of<Concatenate>("Concatenate", (layer, c) => c.Set("axis", layer.Axis), c => new(c.Int("axis", -1))),
        LayerKind.Of<Dot>("Dot", WriteDot, ReadDot),
        LayerKind.Of<Flatten>("Flatten", (_, c) => c.Set("data_format", "channels_last"), ReadFlatten),
        LayerKind.Of<Reshape>("Reshape", (layer, c) => c.Set("target_shape", layer.TargetShape), c => new(c.Ints("target_shape"))),
        LayerKind.Of<Permute>("Permute", (layer, c) => c.Set("dims", layer.Dims), c => new(c.Ints("dims"))),
        LayerKind.Of<RepeatVector>("RepeatVector", (layer, c) => c.Set("n", layer.N), c => new(c.Int("n"))),
    ];

    private static void WriteDot(Dot layer, LayerConfig c)
    {
        if (layer.Axes.First == layer.Axes.Second) { c.Set("axes", layer.Axes.First); }
        else { c.Set("axes", [layer.Axes.First, layer.Axes.Second]); }
        c.Set("normalize", layer.Normalize);
    }

    private static Dot ReadDot(LayerConfig c) => c.Ints("axes") switch
    {
        [int both] => new(both, c.Flag("normalize", false)),
        [int first, int second] => new((first, second), c.Flag("normalize", false)),
        int[] others => throw new ArgumentException($"Dot takes one axis or two, but {others.Length} are given."),
    };

    private static Flatten ReadFlatten(LayerConfig c)
    {
        if (c.Text("data_format", "channels_last") != "channels_last") { c.Refuse("data_format"); }
        return new();
    }
}
