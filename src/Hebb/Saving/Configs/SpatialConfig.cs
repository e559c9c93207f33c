using Hebb.Layers;
using Hebb.Ops;

namespace Hebb.Saving.Configs;

/// <summary>How sizes, steps and paddings along spatial axes are read and written.</summary>
internal static class SpatialConfig
{
    /// <summary>Writes what convolutions have in common.</summary>
    public static void WriteWindow(LayerConfig c, int axes, Extents size, Extents strides, Padding padding, Extents dilation)
    {
        c.Set("kernel_size", size.For(axes));
        c.Set("strides", strides.For(axes));
        c.Set("padding", padding.ToString());
        c.Set("data_format", "channels_last");
        c.Set("dilation_rate", dilation.For(axes));
    }

    /// <summary>Sizes or steps; 1 if missing.</summary>
    /// <exception cref="FileFormatException">They are something else than 1 to 3 positive numbers.</exception>
    public static Extents Size(LayerConfig c, string key)
    {
        int[] numbers = c.Ints(key);
        if (numbers.Length == 0) { return 1; }
        return numbers.Length <= 3 && numbers.All(number => number >= 1) ? Extents.Of(numbers) : throw c.Wrong(key, "1 to 3 numbers of at least 1");
    }

    /// <summary>The padding; channels must come last.</summary>
    /// <exception cref="FileFormatException">There is no such padding, or channels come first.</exception>
    public static Padding Edges(LayerConfig c)
    {
        if (c.Text("data_format", "channels_last") != "channels_last") { throw c.Wrong("data_format", "channels_last: save the model with channels on the last axis"); }
        return Padding.Parse(c.Text("padding", "valid")) ?? throw c.Wrong("padding", "valid, same, causal, zeros(before, after) or reflect(both)");
    }
}
