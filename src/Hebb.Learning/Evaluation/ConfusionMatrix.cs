using System.Globalization;
using System.Text;

namespace Hebb.Learning.Evaluation;

/// <summary>How often each class was answered for each class: what is confused with what.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[,] _counts;

    private ConfusionMatrix(IReadOnlyList<string> classes, int[,] counts) => (Classes, _counts) = (classes, counts);

    /// <summary>The names of the classes, in the order of their codes.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>How many rows of a class were answered with a class; rows of the matrix are truths, columns are answers.</summary>
    /// <param name="truth">The code of the true class.</param>
    /// <param name="answer">The code of the class answered.</param>
    public int this[int truth, int answer] => _counts[truth, answer];

    /// <summary>The number of rows counted.</summary>
    public int Rows => _counts.Cast<int>().Sum();

    /// <summary>The share of right answers.</summary>
    public double Accuracy => (double)Codes.Sum(code => _counts[code, code]) / Rows;

    /// <summary>The mean recall of the classes that occur: accuracy as if classes were equally frequent.</summary>
    public double BalancedAccuracy => Codes.Where(code => Present(code) > 0).Average(code => (double)_counts[code, code] / Present(code));

    /// <summary>Matthews' correlation of truth and answer: 1 all right, 0 chance, −1 all wrong; 0 if truth or answer never changes.</summary>
    public double MatthewsCorrelation
    {
        get
        {
            double n = Rows, right = Codes.Sum(code => (double)_counts[code, code]);
            double both = Codes.Sum(code => (double)Present(code) * Answered(code));
            double answered = (n * n) - Codes.Sum(code => (double)Answered(code) * Answered(code)),
                present = (n * n) - Codes.Sum(code => (double)Present(code) * Present(code));
            return answered * present == 0 ? 0 : ((right * n) - both) / Math.Sqrt(answered * present);
        }
    }

    /// <summary>Cohen's κ: how far the agreement goes beyond what chance gives; 1 is perfect. NaN if only one class occurs and is answered.</summary>
    public double Kappa
    {
        get
        {
            double n = Rows, chance = Codes.Sum(code => Present(code) / n * (Answered(code) / n));
            return (Accuracy - chance) / (1 - chance);
        }
    }

    private IEnumerable<int> Codes => Enumerable.Range(0, Classes.Count);

    /// <summary>Counts answers.</summary>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="truth">The code of the true class of each row.</param>
    /// <param name="answers">The code of the class answered for each row.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, there are none, or a code is not that of a class.</exception>
    public static ConfusionMatrix Of(IReadOnlyList<string> classes, ReadOnlySpan<int> truth, ReadOnlySpan<int> answers)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (truth.Length != answers.Length || truth.Length == 0)
        {
            throw new ArgumentException(
                $"There are {truth.Length} truths and {answers.Length} answers. Expected one answer for each row, and at least one row.", nameof(answers));
        }

        int[,] counts = new int[classes.Count, classes.Count];
        for (int row = 0; row < truth.Length; row++)
        {
            if ((uint)truth[row] >= (uint)classes.Count || (uint)answers[row] >= (uint)classes.Count)
            {
                throw new ArgumentException(
                    $"Row {row} has the truth {truth[row]} and the answer {answers[row]}. Expected codes from 0 to {classes.Count - 1}.", nameof(answers));
            }

            counts[truth[row], answers[row]]++;
        }

        return new(classes, counts);
    }

    /// <summary>How many rows are of a class.</summary>
    public int Present(int code) => Codes.Sum(other => _counts[code, other]);

    /// <summary>How many rows were answered with a class.</summary>
    public int Answered(int code) => Codes.Sum(other => _counts[other, code]);

    /// <summary>Precision, recall and F1 of every class, with their means.</summary>
    public ClassificationReport Report() => ClassificationReport.Of(this);

    /// <summary>The matrix as text: truths down, answers across.</summary>
    public override string ToString()
    {
        string[] names = [.. Classes];
        int first = Math.Max(names.Max(name => name.Length), "true \\ predicted".Length), width = Math.Max(6, names.Max(name => name.Length));
        StringBuilder text = new();
        text.Append("true \\ predicted".PadRight(first));
        foreach (string name in names) { text.Append("  ").Append(name.PadLeft(width)); }
        foreach (int truth in Codes)
        {
            text.Append('\n').Append(names[truth].PadRight(first));
            foreach (int answer in Codes) { text.Append("  ").Append(_counts[truth, answer].ToString(CultureInfo.InvariantCulture).PadLeft(width)); }
        }

        return text.ToString();
    }
}
