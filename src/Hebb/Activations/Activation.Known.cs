namespace Hebb.Activations;

public sealed partial class Activation
{
    /// <summary>Every activation, with its default parameters.</summary>
    public static IReadOnlyList<Activation> All => field ??=
    [
        Linear, Step, Sigmoid, HardSigmoid, LogSigmoid, SparseSigmoid, Tanh, HardTanh, TanhShrink, Relu, Relu6, LeakyRelu(), Elu(), Selu, Celu(), Gelu(), Silu, HardSilu,
        Mish, Softplus, Squareplus(), SparsePlus, Softsign, Exponential, HardShrink(), SoftShrink(), Threshold(), Crelu, Glu, Softmax, LogSoftmax, Sparsemax,
    ];

    private static Dictionary<string, Activation> ByKey => field ??= new(All.Select(activation => KeyValuePair.Create(KnownNames.Key(activation.Name), activation)))
    {
        [""] = Linear,
        ["swish"] = Silu,
        ["hardswish"] = HardSilu,
        ["heaviside"] = Step,
    };

    /// <summary>The activation of a name as Keras writes it, with its default parameters; case, hyphens and underscores do not matter.</summary>
    /// <param name="name"><c>"relu"</c>, <c>"leaky_relu"</c>, <c>"swish"</c> …; empty for <see cref="Linear"/>.</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public static Activation Get(string name) => ByKey.TryGetValue(KnownNames.Key(name), out Activation? activation)
        ? activation
        : throw KnownNames.Unknown("activation", name, All.Select(known => known.Name));
}
