using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Ops;

namespace Hebb.Layers;

/// <summary>Settings that only layers have.</summary>
internal static class LayerSettings
{
    private static readonly string[] s_formats = ["channels_last", "channels_first"];
    private static readonly string[] s_interpolations = ["nearest", "bilinear", "bicubic", "area"];
    private static readonly string[] s_modes = ["int", "one_hot", "multi_hot", "count"];

    extension<T>(IConfig<T> c) where T : class
    {
        /// <summary>A layer inside this one. What is written is read again, so that no layer ever belongs to two.</summary>
        /// <exception cref="FileFormatException">It is missing, unknown, a model, or not of the expected kind.</exception>
        public TLayer Layer<TLayer>(string key, Func<T, TLayer> get, string expected = "a layer") where TLayer : Layer
        {
            if (c.Instance is { } it) { c.Node.Json[key] = Written(get(it)); }
            return Inner<TLayer>(c.Node.Json[key], c.Node, key, expected);
        }

        /// <summary>Layers inside this one.</summary>
        /// <exception cref="FileFormatException">They are missing, or one is unknown, a model, or not of the expected kind.</exception>
        public IReadOnlyList<TLayer> Layers<TLayer>(string key, Func<T, IReadOnlyList<TLayer>> get, string expected) where TLayer : Layer
        {
            if (c.Instance is { } it) { c.Node.Json[key] = new JsonArray([.. get(it).Select(Written)]); }
            return [.. ConfigJson.List(c.Node.Json[key], c.Node.Source, key).Select(node => Inner<TLayer>(node, c.Node, key, expected))];
        }

        /// <summary>Sizes or steps along spatial axes; 1 if they are missing.</summary>
        /// <exception cref="FileFormatException">They are something else than 1 to 3 positive numbers.</exception>
        public Extents Size(string key, Func<T, Extents> get, int axes) => c.Setting(
            key,
            get,
            size => new JsonArray([.. size.For(axes).Select(n => (JsonNode)n)]),
            node => node.Ints(key) switch
            {
                [] => 1,
                { Length: <= 3 } numbers when numbers.All(number => number >= 1) => Hebb.Layers.Extents.Of(numbers),
                _ => throw node.Wrong(key, "1 to 3 numbers of at least 1"),
            });

        /// <summary>What lies beyond the edges.</summary>
        /// <exception cref="FileFormatException">There is no such padding.</exception>
        public Padding Padding(Func<T, Padding> get) => c.Setting("padding", get, padding => padding.ToString(), node =>
            Ops.Padding.Parse(node.Text("padding", "valid")) ?? throw node.Wrong("padding", "valid, same, causal, zeros(before, after) or reflect(both)"));

        /// <summary>Where the channels stand.</summary>
        public DataFormat DataFormat(Func<T, DataFormat> get) => c.Choice("data_format", get, s_formats);

        /// <summary>Where the channels stand, for layers that over one axis have no such setting in Keras: then it is written only where it matters.</summary>
        public DataFormat DataFormat(Func<T, DataFormat> get, int axes) =>
            axes == 1 && c.Instance is { } it && get(it) == default ? default : c.DataFormat(get);

        /// <summary>How values between pixels are found.</summary>
        public Interpolation Interpolation(Func<T, Interpolation> get, Interpolation missing) => c.Choice("interpolation", get, s_interpolations, missing);

        /// <summary>What layers that find categories give out.</summary>
        public OutputMode OutputMode(Func<T, OutputMode> get, OutputMode missing = default) => c.Choice("output_mode", get, s_modes, missing);

        /// <summary>Bounds of random numbers: two, or one for both.</summary>
        /// <exception cref="FileFormatException">They are something else, or missing where they must not be.</exception>
        public Spread Spread(string key, Func<T, Spread> get, Spread? missing = null) =>
            c.SpreadOrNull(key, l => get(l)) ?? missing ?? throw c.Node.Wrong(key, "a number or two");

        /// <summary>Bounds of random numbers, or none.</summary>
        public Spread? SpreadOrNull(string key, Func<T, Spread?> get) =>
            c.Setting(key, get, bounds => bounds is { } some ? new JsonArray(some.Low, some.High) : null, node => node.Numbers(key) switch
            {
                [] when !node.Has(key) => (Spread?)null,
                [double both] => both,
                [double low, double high] => (low, high),
                _ => throw node.Wrong(key, "a number or two"),
            });

        /// <summary>The smallest and the largest value of pixels.</summary>
        public (double Low, double High) ValueRange(Func<T, (double Low, double High)> get) =>
            c.Setting("value_range", get, ((double Low, double High) range) => new JsonArray(range.Low, range.High), node => node.Numbers("value_range") switch
            {
                [] => (0, 255),
                [double low, double high] => (low, high),
                _ => throw node.Wrong("value_range", "two numbers"),
            });
    }

    /// <summary>A layer as it is read from a file: numbers in memory are of one type only.</summary>
    private static JsonNode Written(Layer layer) => JsonNode.Parse(ConfigJson.Text(LayerKinds.Table.Write(layer)))!;

    private static TLayer Inner<TLayer>(JsonNode? json, ConfigNode node, string key, string expected) where TLayer : Layer
    {
        Layer layer = LayerKinds.Table.Read(ConfigJson.Object(json, node.Source, key), node.Source);
        return layer as TLayer ?? throw node.Wrong(key, $"{expected}, and not a {layer.GetType().Name}");
    }
}
