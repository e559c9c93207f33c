using Hebb.Datasets;
using Hebb.Tensors;

namespace Hebb.Models;

/// <summary>How much rows count in training by their class: more for rare classes. <c>new Dictionary&lt;int, double&gt; { [0] = 1, [1] = 5 }</c>, or
/// <see cref="Balanced"/>.</summary>
public sealed class ClassWeight
{
    private readonly IReadOnlyDictionary<int, double>? _weights;

    private ClassWeight(IReadOnlyDictionary<int, double>? weights) => _weights = weights;

    /// <summary>All classes count the same in sum: a class with n of N rows, of k classes, gets the weight N / (k · n).</summary>
    public static ClassWeight Balanced { get; } = new(null);

    /// <summary>The weight of each class; classes not named count 1.</summary>
    public static implicit operator ClassWeight(Dictionary<int, double> weights) => From(weights);

    /// <summary>The weight of each class; classes not named count 1.</summary>
    /// <exception cref="ArgumentException">A weight is negative or not finite.</exception>
    public static ClassWeight From(IReadOnlyDictionary<int, double> weights) => weights.Values.All(weight => weight >= 0 && double.IsFinite(weight))
        ? new(new Dictionary<int, double>(weights))
        : throw new ArgumentException("Class weights are finite and not negative.", nameof(weights));

    /// <summary>The data with each row's weight multiplied by its class's.</summary>
    internal Dataset Apply(Dataset data)
    {
        Batch whole = data.Whole;
        int[] classes = whole.TargetCount == 1 && Stratification.WholeNumbers(whole.Targets[0]) is { } found
            ? found
            : throw new ArgumentException(
                "Class weights need one target that is a class: whole numbers (class numbers, 0 and 1) or one-hot rows. Use weights in the data set instead.");
        Dictionary<int, int> counts = classes.GroupBy(c => c).ToDictionary(group => group.Key, group => group.Count());
        if (_weights?.Keys.FirstOrDefault(c => !counts.ContainsKey(c), -1) is { } stranger and >= 0)
        {
            throw new ArgumentException(
                $"There is a weight for class {stranger}, but the data have only the classes {string.Join(", ", counts.Keys.Order())}.");
        }

        double[]? before = whole.Weights?.ToDoubles();
        if (before is not null && before.Length != classes.Length)
        {
            throw new ArgumentException("Class weights multiply weights of rows, but the data have weights of steps: put the classes' into them.");
        }

        float[] weights = new float[classes.Length];
        for (int row = 0; row < weights.Length; row++)
        {
            double weight = _weights is null ? (double)classes.Length / (counts.Count * counts[classes[row]]) : _weights.GetValueOrDefault(classes[row], 1);
            weights[row] = (float)(weight * (before?[row] ?? 1));
        }

        return data.WithWeights(Tensor.Create(weights));
    }
}
