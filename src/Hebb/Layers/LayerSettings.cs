using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Ops;

namespace Hebb.Layers;

/// <summary>Settings that only layers have.</summary>
internal static class LayerSettings
{
    private static readonly string[] s_formats = ["channels_last", "channels_first"];

    extension<T>(IConfig<T> c) where T : class
    {
        /// <summary>A layer inside this one. What is written is read again, so that no layer ever belongs to two.</summary>
        /// <exception cref="FileFormatException">It is missing, unknown, a model, or not of the expected kind.</exception>
        public TLayer Layer<TLayer>(string key, Func<T, TLayer> get) where TLayer : Layer
        {
            if (c.Instance is { } it) { c.Node.Json[key] = LayerKinds.Table.Write(get(it)); }
            return Inner<TLayer>(ConfigJson.Object(c.Node.Json[key], c.Node.Source, key), c.Node, key);
        }

        /// <summary>Layers inside this one.</summary>
        /// <exception cref="FileFormatException">They are missing, or one is unknown, a model, or not of the expected kind.</exception>
        public IReadOnlyList<TLayer> Layers<TLayer>(string key, Func<T, IReadOnlyList<TLayer>> get) where TLayer : Layer
        {
            if (c.Instance is { } it) { c.Node.Json[key] = new JsonArray([.. get(it).Select(LayerKinds.Table.Write)]); }
            return [.. ConfigJson.List(c.Node.Json[key], c.Node.Source, key).Select(node => Inner<TLayer>(ConfigJson.Object(node, c.Node.Source, key), c.Node, key))];
        }

        /// <summary>Sizes or steps along spatial axes; 1 if they are missing.</summary>
        /// <exception cref="FileFormatException">They are something else than 1 to 3 positive numbers.</exception>
        public Extents Size(string key, Func<T, Extents> get, int axes) => c.Setting(key, get, size => new JsonArray([.. size.For(axes).Select(n => (JsonNode)n)]), node => node.Ints(key) switch
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

        /// <summary>Where the channels stand, for layers that have no such setting in Keras: it is written only where it matters.</summary>
        public DataFormat OwnDataFormat(Func<T, DataFormat> get) => c.Instance is { } it && get(it) == default ? default : c.DataFormat(get);
    }

    private static TLayer Inner<TLayer>(JsonObject json, ConfigNode node, string key) where TLayer : Layer =>
        LayerKinds.Table.Read(json, node.Source) as TLayer ?? throw node.Wrong(key, $"a {typeof(TLayer).Name}");
}
