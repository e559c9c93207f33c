using System.Text.Json.Nodes;

namespace Hebb.Configuration;

/// <summary>
/// The settings that a kind can have. Each is one line that reads the setting of a file, if there is no instance, or writes it to one, if there is; what it
/// gives is what the constructor needs. While reading, a setting that is missing has the value given last, or is an error; one of another type is an error that
/// names file, thing, key and what was expected.
/// </summary>
public static class Settings
{
    extension<T>(IConfig<T> c) where T : class
    {
        /// <summary>A whole number.</summary>
        public int Int(string key, Func<T, int> get, int? missing = null) => c.Instance is { } it ? c.Put(key, get(it)) : c.Node.Int(key, missing);

        /// <summary>A whole number, or none.</summary>
        public int? IntOrNull(string key, Func<T, int?> get) => c.Instance is { } it ? c.Put(key, get(it)) : c.Node.IntOrNull(key);

        /// <summary>A whole number of up to 64 bits.</summary>
        public long Long(string key, Func<T, long> get, long missing = 0) => c.Instance is { } it ? c.Put(key, get(it)) : c.Node.LongOrNull(key) ?? missing;

        /// <summary>A whole number of up to 64 bits, or none.</summary>
        public long? LongOrNull(string key, Func<T, long?> get) => c.Instance is { } it ? c.Put(key, get(it)) : c.Node.LongOrNull(key);

        /// <summary>A number; it is read with the same bits.</summary>
        public double Number(string key, Func<T, double> get, double? missing = null) =>
            c.Instance is { } it ? c.Put(key, get(it)) : c.Node.Number(key, missing);

        /// <summary>A number, or none: what is null in a file, and unless said otherwise what is missing.</summary>
        public double? NumberOrNull(string key, Func<T, double?> get, double? missing = null) =>
            c.Instance is { } it ? c.Put(key, get(it)) : c.Node.Json.ContainsKey(key) ? c.Node.NumberOrNull(key) : missing;

        /// <summary>A number that Keras must not take for a whole one: 1 is written as 1.0.</summary>
        internal double Fraction(string key, Func<T, double> get, double? missing = null) =>
            c.Instance is { } it ? c.Put(key, get(it), value => ConfigJson.Float(value)) : c.Node.Number(key, missing);

        /// <summary>A boolean.</summary>
        public bool Flag(string key, Func<T, bool> get, bool? missing = null) => c.Instance is { } it ? c.Put(key, get(it)) : c.Node.Flag(key, missing);

        /// <summary>A text.</summary>
        public string Text(string key, Func<T, string> get, string? missing = null) => c.Instance is { } it ? c.Put(key, get(it))! : c.Node.Text(key, missing);

        /// <summary>A text, or none.</summary>
        public string? TextOrNull(string key, Func<T, string?> get) => c.Instance is { } it ? c.Put(key, get(it)) : c.Node.TextOrNull(key);

        /// <summary>Whole numbers; in a file a single one counts as a list, a missing one as none.</summary>
        public IReadOnlyList<int> Ints(string key, Func<T, IReadOnlyList<int>> get) =>
            c.Instance is { } it ? c.Put(key, get(it), List) : c.Node.Ints(key);

        /// <summary>Whole numbers, or none.</summary>
        public IReadOnlyList<int>? IntsOrNull(string key, Func<T, IReadOnlyList<int>?> get) =>
            c.Instance is { } it ? c.Put(key, get(it), List) : c.Node.Has(key) ? c.Node.Ints(key) : null;

        /// <summary>Axes: as Keras does, a single one is written as a number, several as a list.</summary>
        public IReadOnlyList<int> Axes(string key, Func<T, IReadOnlyList<int>> get, params IReadOnlyList<int> missing) => c.Instance is { } it
            ? c.Put(key, get(it), axes => axes is [int single] ? single : List(axes))
            : c.Node.Ints(key) is { Length: > 0 } given ? given : missing;

        /// <summary>Numbers; in a file a single one counts as a list, a missing one as none.</summary>
        public IReadOnlyList<double> Numbers(string key, Func<T, IReadOnlyList<double>> get) =>
            c.Instance is { } it ? c.Put(key, get(it), List) : c.Node.Numbers(key);

        /// <summary>Numbers, or none.</summary>
        public IReadOnlyList<double>? NumbersOrNull(string key, Func<T, IReadOnlyList<double>?> get) =>
            c.Instance is { } it ? c.Put(key, get(it), List) : c.Node.Has(key) ? c.Node.Numbers(key) : null;

        /// <summary>Texts; in a file a missing list counts as none.</summary>
        public IReadOnlyList<string> Texts(string key, Func<T, IReadOnlyList<string>> get) =>
            c.Instance is { } it ? c.Put(key, get(it), texts => new JsonArray([.. texts.Select(text => (JsonNode)text)])) : c.Node.Texts(key);

        /// <summary>Extents of which some are open, or none.</summary>
        public IReadOnlyList<int?>? Extents(string key, Func<T, IReadOnlyList<int?>?> get) => c.Instance is { } it
            ? c.Put(key, get(it), extents => extents is null ? null : new JsonArray([.. extents.Select(extent => (JsonNode?)extent)]))
            : c.Node.Extents(key);

        /// <summary>One of the values of an enumeration.</summary>
        /// <param name="key">The key.</param>
        /// <param name="get">How to get it of an instance.</param>
        /// <param name="names">The text for each value, in order; null if null stands for it. Case does not matter.</param>
        /// <param name="missing">The value if the setting is missing; by default the first.</param>
        public TEnum Choice<TEnum>(string key, Func<T, TEnum> get, IReadOnlyList<string?> names, TEnum missing = default) where TEnum : struct, Enum
        {
            TEnum[] values = Enum.GetValues<TEnum>();
            if (c.Instance is { } it) { return c.Put(key, get(it), value => names[Array.IndexOf(values, value)]); }
            if (c.Node.Has(key)) { return values[c.Node.OneOf(key, names)]; }
            int none = names.ToList().IndexOf(null);
            return none >= 0 && c.Node.Json.ContainsKey(key) ? values[none] : missing;
        }

        /// <summary>The settings of a part that stand among those of the whole.</summary>
        internal IConfig<TPart> Part<TPart>(Func<T, TPart> get) where TPart : class => new Config<TPart>(c.Instance is { } it ? get(it) : null, c.Node);

        /// <summary>A part that has a kind itself: an initializer, a loss.</summary>
        /// <exception cref="Formats.FileFormatException">It is missing and there is no default, or is something else.</exception>
        public TPart Part<TPart>(string key, KindTable<TPart> kinds, Func<T, TPart> get, TPart? missing = null) where TPart : class =>
            c.PartOrNull(key, kinds, get) ?? missing ?? throw c.Node.Wrong(key, "a value");

        /// <summary>A part that has a kind itself, or none.</summary>
        public TPart? PartOrNull<TPart>(string key, KindTable<TPart> kinds, Func<T, TPart?> get) where TPart : class => c.Instance is { } it
            ? c.Put(key, get(it), part => part is null ? null : kinds.Write(part))
            : c.Node.Json[key] is { } node ? kinds.Read(node, c.Node.Source) : null;

        /// <summary>Settings of Keras' that are null or false here: others would change results, and are refused.</summary>
        /// <exception cref="Formats.FileFormatException">One of them is set.</exception>
        public void Refuse(params ReadOnlySpan<string> keys)
        {
            if (c.Instance is null) { c.Node.Refuse(keys); }
        }

        /// <summary>A setting of Keras' that has but one value here: others would change results, and are refused.</summary>
        /// <exception cref="Formats.FileFormatException">It has another value.</exception>
        internal void Always(string key, JsonNode? value)
        {
            if (c.Instance is not null) { c.Node.Json[key] = value; }
            else if (c.Node.Json[key] is { } given && !JsonNode.DeepEquals(given, value))
            {
                throw c.Node.Source.Error(
                    $"found {key} = {ConfigSource.Short(given)}; expected {(value is null ? "null" : ConfigSource.Short(value))}: "
                    + "this setting is not supported and would change the results. Save the model without it.");
            }
        }

        /// <summary>What Keras writes, and is not looked at when a file is read: results are the same whatever it says, or it is read elsewhere.</summary>
        internal void WriteOnly(string key, JsonNode? value)
        {
            if (c.Instance is not null) { c.Node.Json[key] = value; }
        }

        /// <summary>A setting in a form of its own.</summary>
        internal TValue Setting<TValue>(string key, Func<T, TValue> get, Func<TValue, JsonNode?> write, Func<ConfigNode, TValue> read) =>
            c.Instance is { } it ? c.Put(key, get(it), write) : read(c.Node);

        private TValue Put<TValue>(string key, TValue value, Func<TValue, JsonNode?> write)
        {
            c.Node.Json[key] = write(value);
            return value;
        }

        private int Put(string key, int value) => c.Put(key, value, number => number);

        private int? Put(string key, int? value) => c.Put(key, value, number => number);

        private long Put(string key, long value) => c.Put(key, value, number => number);

        private long? Put(string key, long? value) => c.Put(key, value, number => number);

        private double Put(string key, double value) => c.Put(key, value, number => number);

        private double? Put(string key, double? value) => c.Put(key, value, number => number);

        private bool Put(string key, bool value) => c.Put(key, value, flag => flag);

        private string? Put(string key, string? value) => c.Put(key, value, text => text);
    }

    private static JsonArray? List(IReadOnlyList<int>? numbers) => numbers is null ? null : new([.. numbers.Select(number => (JsonNode)number)]);

    private static JsonArray? List(IReadOnlyList<double>? numbers) => numbers is null ? null : new([.. numbers.Select(number => (JsonNode)number)]);
}
