namespace Hebb.Losses;

public abstract partial record Loss
{
    /// <summary>Every loss, with its default settings.</summary>
    public static IReadOnlyList<Loss> All => field ??=
    [
        MeanSquaredError, MeanAbsoluteError, MeanAbsolutePercentageError, MeanSquaredLogarithmicError, RootMeanSquaredError, Huber, LogCosh, Poisson,
        KLDivergence,
        Hinge, SquaredHinge, CategoricalHinge, Perceptron, BinaryCrossentropy, BinaryFocalCrossentropy, CategoricalCrossentropy, CategoricalFocalCrossentropy,
        SparseCategoricalCrossentropy, CategoricalGeneralizedCrossEntropy, CosineSimilarity, Dice, Tversky, Circle, CTC,
    ];

    private static Dictionary<string, Loss> ByKey => field ??= new(All.Select(loss => KeyValuePair.Create(KnownNames.Key(loss.Name), loss)))
    {
        ["mse"] = MeanSquaredError,
        ["mae"] = MeanAbsoluteError,
        ["mape"] = MeanAbsolutePercentageError,
        ["msle"] = MeanSquaredLogarithmicError,
        ["rmse"] = RootMeanSquaredError,
        ["huberloss"] = Huber,
        ["kld"] = KLDivergence,
        ["kullbackleiblerdivergence"] = KLDivergence,
        ["perceptron"] = Perceptron,
        ["bce"] = BinaryCrossentropy,
    };

    /// <summary>The loss of a name as Keras writes it or abbreviates it, with its default settings; case, hyphens and underscores do not matter.</summary>
    /// <param name="name"><c>"mse"</c>, <c>"binary_crossentropy"</c>, <c>"SparseCategoricalCrossentropy"</c> …</param>
    /// <exception cref="ArgumentException">There is none of that name; the message suggests one and lists those there are.</exception>
    public static Loss Get(string name) => Find(KnownNames.Key(name)) ?? throw KnownNames.Unknown("loss", name, All.Select(known => known.Name));

    /// <summary>The loss of a <see cref="KnownNames.Key"/>; null if there is none.</summary>
    internal static Loss? Find(string key) => ByKey.GetValueOrDefault(key);
}
