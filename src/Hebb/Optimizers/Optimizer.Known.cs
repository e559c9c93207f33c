namespace Hebb.Optimizers;

public abstract partial class Optimizer
{
    /// <summary>Each name as Keras writes it, and the optimizer with a learning rate or its own.</summary>
    private static Dictionary<string, Func<double?, Optimizer>> Known => field ??= new()
    {
        ["adadelta"] = rate => rate is { } given ? new Adadelta(given) : new Adadelta(),
        ["adagrad"] = rate => rate is { } given ? new Adagrad(given) : new Adagrad(),
        ["adam"] = rate => rate is { } given ? new Adam(given) : new Adam(),
        ["adamw"] = rate => rate is { } given ? new AdamW(given) : new AdamW(),
        ["rmsprop"] = rate => rate is { } given ? new RmsProp(given) : new RmsProp(),
        ["sgd"] = rate => rate is { } given ? new Sgd(given) : new Sgd(),
    };

    /// <summary>A new optimizer of a name as Keras writes it, with its default settings; case, hyphens and underscores do not matter.</summary>
    /// <param name="name"><c>"adam"</c>, <c>"sgd"</c>, <c>"RMSprop"</c> …</param>
    /// <param name="learningRate">The learning rate; null for the optimizer's default.</param>
    /// <exception cref="ArgumentException">There is none of that name; the message suggests one and lists those there are.</exception>
    public static Optimizer Get(string name, double? learningRate = null) =>
        Known.TryGetValue(KnownNames.Key(name), out Func<double?, Optimizer>? make)
            ? make(learningRate)
            : throw KnownNames.Unknown("optimizer", name, Known.Keys);
}
