using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>−cos of the angle between y and ŷ along the last axis: −1 where they point the same way, 1 where opposite. Lengths do not
/// matter: embeddings.</summary>
public sealed record CosineSimilarity : Loss
{
    internal static Kind<CosineSimilarity> Kind { get; } = new("CosineSimilarity", _ => new());

    /// <inheritdoc/>
    public override string Name => "cosine_similarity";

    /// <inheritdoc/>
    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor a = Match(yTrue, yPred), b = yPred;
        Tensor lengths = (SquaredLength(a) * SquaredLength(b)).Sqrt();
        return -RowMeans((a * b).Sum(-1) / lengths);
    }

    /// <summary>Not 0 for the vector 0, which points nowhere: its cosine is 0 then.</summary>
    private static Tensor SquaredLength(Tensor x) => x.Square().Sum(-1).Maximum(Epsilon * Epsilon);
}
