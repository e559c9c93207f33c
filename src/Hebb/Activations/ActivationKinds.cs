using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Ops;

namespace Hebb.Activations;

/// <summary>All activations, and how they stand among the settings of layers.</summary>
public static class ActivationKinds
{
    /// <summary>What Keras 2 called hard_sigmoid. It has a name of its own so that it cannot be saved as today's.</summary>
    private static readonly Activation s_oldHardSigmoid = new("hard_sigmoid of Keras 2", x => (x * 0.2 + 0.5).Clip(0, 1));

    internal static KindTable<Activation> Table { get; } = new ActivationTable(
        Plain(Activations.Activation.Linear, ""),
        Plain(Activations.Activation.Step, "heaviside"),
        Plain(Activations.Activation.Sigmoid),
        Plain(Activations.Activation.HardSigmoid),
        Plain(Activations.Activation.LogSigmoid),
        Plain(Activations.Activation.SparseSigmoid),
        Plain(Activations.Activation.Tanh),
        Plain(Activations.Activation.HardTanh),
        Plain(Activations.Activation.TanhShrink), new Kind<Activation>("relu", ReadRelu), Plain(Activations.Activation.Relu6),
        // As functions these two have names, with other parameters they are layers, and then the default slope is another one.
        new Kind<Activation>(
            "LeakyReLU",
            c => Activations.Activation.LeakyRelu(Parameter(c, "negative_slope", c.Node.NumberOrNull("alpha") ?? (c.Node.Json.Count == 0 ? 0.2 : 0.3))))
        {
            Name = "leaky_relu",
            Module = "keras.layers",
        },
        new Kind<Activation>("ELU", c => Activations.Activation.Elu(Parameter(c, "alpha", 1))) { Name = "elu", Module = "keras.layers" },
        Plain(Activations.Activation.Selu), new Kind<Activation>("celu", c => Activations.Activation.Celu(Parameter(c, "alpha", 1))),
        new Kind<Activation>("gelu", c => Activations.Activation.Gelu(c.Flag("approximate", a => a.Parameters.ContainsKey("approximate"), false))),
        Plain(Activations.Activation.Silu, "swish"),
        Plain(Activations.Activation.HardSilu, "hard_swish"),
        Plain(Activations.Activation.Mish),
        Plain(Activations.Activation.Softplus),
        new Kind<Activation>("squareplus", c => Activations.Activation.Squareplus(Parameter(c, "b", 4))),
        Plain(Activations.Activation.SparsePlus),
        Plain(Activations.Activation.Softsign),
        Plain(Activations.Activation.Exponential), new Kind<Activation>("hard_shrink", c => Activations.Activation.HardShrink(Parameter(c, "threshold", 0.5))),
        new Kind<Activation>("soft_shrink", c => Activations.Activation.SoftShrink(Parameter(c, "threshold", 0.5))),
        new Kind<Activation>("threshold", c => Activations.Activation.Threshold(Parameter(c, "threshold", 0), Parameter(c, "default_value", 0))),
        Plain(Activations.Activation.Crelu),
        Plain(Activations.Activation.Glu),
        new Kind<Activation>("softmax", ReadSoftmax),
        Plain(Activations.Activation.LogSoftmax),
        Plain(Activations.Activation.Sparsemax))
    {
        WritesNamesAlone = true,
    };

    extension<T>(IConfig<T> c) where T : class
    {
        /// <summary>An activation; null for none, which Keras calls linear.</summary>
        public Activation? Activation(string key, Func<T, Activation?> get)
        {
            Activation read = c.Part(key, Table, it => get(it) ?? Activations.Activation.Linear, Activations.Activation.Linear);
            return read == Activations.Activation.Linear ? null : read;
        }

        /// <summary>An activation, with a default where the setting is missing; null stands for <see cref="Activations.Activation.Linear"/>.</summary>
        public Activation Activation(string key, Func<T, Activation> get, Activation missing) =>
            c.Instance is null && !c.Node.Json.ContainsKey(key) ? missing : c.Activation(key, get) ?? Activations.Activation.Linear;
    }

    private static Kind<Activation> Plain(Activation activation, params IReadOnlyList<string> aliases) =>
        new(activation.Name, _ => activation) { Aliases = aliases };

    private static double Parameter(IConfig<Activation> c, string name, double missing) =>
        c.Number(name, activation => activation.Parameters.GetValueOrDefault(name), missing);

    /// <summary>The layer of that name with its default settings is the function.</summary>
    private static Activation ReadRelu(IConfig<Activation> c) =>
        c.Node.NumberOrNull("max_value") is null && c.Node.Number("negative_slope", 0) == 0 && c.Node.Number("threshold", 0) == 0
            ? Activations.Activation.Relu
            : throw c.Node.Source.Error("found a ReLU with settings as an activation; expected one without. Make it a layer of its own.");

    private static Activation ReadSoftmax(IConfig<Activation> c) =>
        c.Node.Int("axis", -1) == -1 ? Activations.Activation.Softmax : throw c.Node.Wrong("axis", "-1, the last. Make it a layer of its own");

    private sealed class ActivationTable(params IReadOnlyList<Kind> kinds) : KindTable<Activation>("activation", "hebb.activations", kinds)
    {
        /// <summary>All are of one class, so the name tells; but the kind of that name must make the same function.</summary>
        internal override Kind? Of(Activation item)
        {
            if (Find(item.Name) is not { } kind) { return null; }
            ConfigNode settings = new([], new("", kind.ClassName));
            kind.Write(item, settings);
            return Read(kind, settings).Equals(item) ? kind : null;
        }

        private protected override InvalidOperationException Unwritable(Activation item) =>
            new($"The activation {item} cannot be written to a file: declare its kind and register it with Activation.Kinds.Register.");

        internal override Activation Read(JsonNode? node, ConfigSource source)
        {
            string name = ClassName(node, source);
            if (name == "Activation") { return Read(ConfigJson.Settings(node, source).Json["activation"] ?? Activations.Activation.Linear.Name, source); }
            return name == "hard_sigmoid" && source.KerasMajor < 3 ? s_oldHardSigmoid : base.Read(node, source);
        }
    }
}
