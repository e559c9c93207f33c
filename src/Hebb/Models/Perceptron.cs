namespace Hebb.Models;

/// <summary>
/// Rosenblatt's perceptron (1958), the first network that learned: it fires if the weighted sum of its inputs exceeds a threshold (z > 0), and each wrong
/// answer moves the weights by w ← w + η·(d − y)·x.
/// </summary>
/// <remarks>The rule comes to rest if and only if the two classes can be separated by a hyperplane: it learns AND and OR, but not XOR
/// (Minsky and Papert, 1969).</remarks>
public sealed class Perceptron
{
    private readonly double[] _weights;

    /// <summary>A perceptron whose weights are 0.</summary>
    /// <param name="inputs">The number of inputs.</param>
    public Perceptron(int inputs)
    {
        _weights = SettingRange.AtLeast(1, inputs, nameof(inputs)) <= Array.MaxLength
            ? new double[inputs]
            : throw new ArgumentOutOfRangeException(nameof(inputs), inputs, "There is no room for so many weights.");
    }

    /// <summary>η: how far a wrong answer moves the weights. As they begin at 0, it scales them and changes no answer. Range: above 0.</summary>
    public double LearningRate { get; init => field = SettingRange.Positive(value); } = 1;

    /// <summary>Whether answers are −1 and 1 instead of 0 and 1.</summary>
    public bool IsBipolar { get; init; }

    /// <summary>The weights.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>What is added to the weighted sum.</summary>
    public double Bias { get; private set; }

    /// <summary>What the weighted sum must exceed for the perceptron to fire: −<see cref="Bias"/>.</summary>
    public double Threshold => -Bias;

    /// <summary>The answer for one row.</summary>
    /// <exception cref="ArgumentException">The row has another number of inputs.</exception>
    public int Predict(ReadOnlySpan<double> x)
    {
        if (x.Length != _weights.Length)
        {
            throw new ArgumentException($"The perceptron has {_weights.Length} inputs, but got {x.Length} numbers.", nameof(x));
        }

        double sum = Bias;
        for (int i = 0; i < x.Length; i++) { sum += _weights[i] * x[i]; }
        return sum > 0 ? 1 : No;
    }

    /// <summary>Learns until an epoch passes without an error, or for the given number of epochs; then it is decided exactly whether there
    /// was anything to find.</summary>
    /// <param name="x">One row per example.</param>
    /// <param name="desired">The right answers: 0 and 1, or −1 and 1 if <see cref="IsBipolar"/>.</param>
    /// <param name="maxEpochs">The most passes over the rows.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, values are not finite, or an answer is none of the two.</exception>
    public PerceptronResult Fit(double[,] x, double[] desired, int maxEpochs = 1000)
    {
        Check(x, desired);
        double[] row = new double[_weights.Length];
        List<int> errors = [];
        for (int epoch = 0; epoch < maxEpochs; epoch++)
        {
            int wrong = 0;
            for (int r = 0; r < desired.Length; r++)
            {
                for (int i = 0; i < row.Length; i++) { row[i] = x[r, i]; }
                double error = desired[r] - Predict(row);
                if (error == 0) { continue; }
                wrong++;
                for (int i = 0; i < row.Length; i++) { _weights[i] += LearningRate * error * row[i]; }
                Bias += LearningRate * error;
            }

            errors.Add(wrong);
            if (wrong == 0) { return new(true, errors, Separability.Separable); }
        }

        return new(false, errors, SeparabilityTest.Decide(x, [.. desired.Select(d => d > 0)]));
    }

    private int No => IsBipolar ? -1 : 0;

    private void Check(double[,] x, double[] desired)
    {
        if (x.GetLength(1) != _weights.Length || x.GetLength(0) != desired.Length || desired.Length == 0)
        {
            throw new ArgumentException(
                $"Expected rows of {_weights.Length} inputs and one answer per row, but got {x.GetLength(0)} rows of {x.GetLength(1)} inputs "
                + $"and {desired.Length} answers.");
        }

        foreach (double value in x)
        {
            if (!double.IsFinite(value)) { throw new ArgumentException($"Inputs must be finite, but one is {value}.", nameof(x)); }
        }

        if (desired.FirstOrDefault(d => d != 1 && d != No, 1) is var stranger && stranger != 1)
        {
            throw new ArgumentException($"Answers are {No} and 1, but one is {stranger}.{(stranger == -1 ? " Set IsBipolar to true." : "")}", nameof(desired));
        }
    }
}

/// <summary>What a perceptron's training came to.</summary>
/// <param name="Converged">Whether an epoch passed without an error.</param>
/// <param name="Errors">The number of wrong answers in each epoch.</param>
/// <param name="Separability">Whether the classes can be separated by a hyperplane. Known for certain unless undecided: a perceptron that
/// keeps cycling is no proof.</param>
public sealed record PerceptronResult(bool Converged, IReadOnlyList<int> Errors, Separability Separability)
{
    /// <summary>The result in a sentence.</summary>
    public override string ToString() => (Converged, Separability) switch
    {
        (true, _) => $"Learned after {Errors.Count} epochs.",
        (_, Separability.NotSeparable) =>
            "Not learned: the classes cannot be separated by a hyperplane, so no perceptron can tell them apart. Use a network with a hidden layer.",
        (_, Separability.Separable) => $"Not learned in {Errors.Count} epochs, but the classes can be separated by a hyperplane: allow more epochs.",
        _ =>
            $"Not learned in {Errors.Count} epochs; whether the classes can be separated by a hyperplane was not decided, because the data "
            + "are too many for the exact test.",
    };
}
