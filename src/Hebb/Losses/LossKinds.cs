using Hebb.Configuration;

namespace Hebb.Losses;

/// <summary>All losses.</summary>
internal static class LossKinds
{
    private static readonly string[] s_reductions = ["sum_over_batch_size", "sum", "mean_with_sample_weight"];

    public static KindTable<Loss> Table { get; } = new LossTable(
        MeanSquaredError.Kind, MeanAbsoluteError.Kind, MeanAbsolutePercentageError.Kind, MeanSquaredLogarithmicError.Kind, RootMeanSquaredError.Kind,
        Huber.Kind, LogCosh.Kind,
        Poisson.Kind, KLDivergence.Kind, Hinge.Kind, SquaredHinge.Kind, CategoricalHinge.Kind, PerceptronLoss.Kind,
        BinaryCrossentropy.Kind, BinaryFocalCrossentropy.Kind,
        CategoricalCrossentropy.Kind, CategoricalFocalCrossentropy.Kind,
        SparseCategoricalCrossentropy.Kind, CategoricalGeneralizedCrossEntropy.Kind, CosineSimilarity.Kind, Dice.Kind,
        Tversky.Kind, Circle.Kind, CTC.Kind, MemberLoss.Kind)
    {
        WritesNamesAlone = true,
        IsOnlyForTraining = true,
    };

    private sealed class LossTable(params IReadOnlyList<Kind> kinds) : KindTable<Loss>("loss", "keras.losses", kinds)
    {
        private protected override Loss Complete(Loss item, IConfig<Loss> c)
        {
            c.WriteOnly("name", item.Name);
            c.WriteOnly("dtype", "float32");
            if (c.Instance is null && item is not Overlap && c.Node.Ints("axis") is not ([] or [-1])) { c.Refuse("axis"); }
            // Earlier versions of Keras call the default so.
            if (c.Node.Json["reduction"]?.ToString() is "auto" or "mean") { return item; }
            return item with { Reduction = c.Choice("reduction", loss => loss.Reduction, s_reductions) };
        }
    }
}
