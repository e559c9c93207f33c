using Hebb.Layers;
using Hebb.Ops;

namespace Hebb.Keras;

/// <summary>How sizes, steps and paddings along spatial axes are read and written.</summary>
internal static class SpatialConfig
{
    private static readonly string[] s_formats = ["channels_last", "channels_first"];

    /// <summary>Writes what convolutions have in common.</summary>
    public static void WriteWindow(LayerConfig c, int axes, Extents size, Extents strides, Padding padding, Extents dilation, DataFormat format)
    {
        c.Set("kernel_size", size.For(axes));
        c.Set("strides", strides.For(axes));
        c.Set("padding", padding.ToString());
        WriteFormat(c, format);
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

    /// <summary>The padding.</summary>
    /// <exception cref="FileFormatException">There is no such padding.</exception>
    public static Padding Edges(LayerConfig c) =>
        Padding.Parse(c.Text("padding", "valid")) ?? throw c.Wrong("padding", "valid, same, causal, zeros(before, after) or reflect(both)");

    /// <summary>Where the channels stand.</summary>
    /// <exception cref="FileFormatException">It is something else.</exception>
    public static DataFormat Format(LayerConfig c) => (DataFormat)c.OneOf("data_format", s_formats);

    /// <summary>Writes where the channels stand.</summary>
    public static void WriteFormat(LayerConfig c, DataFormat format) => c.Set("data_format", s_formats[(int)format]);
}
