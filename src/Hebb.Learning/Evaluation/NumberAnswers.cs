using Hebb.Ops;

namespace Hebb.Learning.Evaluation;

/// <summary>Predicted numbers, compared by the share of the variance that they explain.</summary>
internal sealed class NumberAnswers(double[] truth, double[] predicted) : HeldOutAnswers
{
    /// <inheritdoc/>
    public override string Figure => "r2";

    /// <inheritdoc/>
    public override int Rows => truth.Length;

    /// <inheritdoc/>
    public override bool IsConstant => predicted.All(value => value == predicted[0]);

    /// <inheritdoc/>
    public override double Of(ReadOnlySpan<int> counts)
    {
        double rows = 0, sum = 0, squares = 0, spread = 0;
        for (int row = 0; row < counts.Length; row++)
        {
            rows += counts[row];
            sum += counts[row] * truth[row];
        }

        double mean = sum / rows;
        for (int row = 0; row < counts.Length; row++)
        {
            double error = truth[row] - predicted[row], distance = truth[row] - mean;
            squares += counts[row] * error * error;
            spread += counts[row] * distance * distance;
        }

        return 1 - (squares / spread);
    }

    /// <inheritdoc/>
    public override ChanceTest TestChance(int[] rows, SplitMix64 random)
    {
        double mean = rows.Average(row => truth[row]), spread = rows.Sum(row => (truth[row] - mean) * (truth[row] - mean));
        return ChanceTest.Of(Figure, noSkill: 0, rows, Permuted, random);

        double Permuted(int[] order)
        {
            double squares = 0;
            for (int i = 0; i < rows.Length; i++)
            {
                double error = truth[rows[i]] - predicted[order[i]];
                squares += error * error;
            }

            return 1 - (squares / spread);
        }
    }
}
