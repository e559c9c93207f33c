using Hebb.Losses;

namespace Hebb.Models;

/// <summary>Adds up the losses of batches to what one batch of all rows would give: <see cref="LossTerms"/>.</summary>
/// <param name="choices">The losses and their weights.</param>
/// <param name="sums">Σ cost · divisor and Σ divisor of each output, and Σ rest · rows.</param>
internal sealed class LossTotals(CompileChoices choices, double[] sums)
{
    /// <summary>The sums so far.</summary>
    public double[] Sums => sums;

    private int Outputs => sums.Length / 2;

    /// <summary>Adds the numbers of a batch.</summary>
    public void Add(int rows, ReadOnlySpan<float> numbers)
    {
        for (int i = 0; i < Outputs; i++)
        {
            double divisor = numbers[2 * i + 1];
            sums[2 * i] += numbers[2 * i] * divisor;
            sums[2 * i + 1] += divisor;
        }

        sums[^1] += (double)numbers[^1] * rows;
    }

    /// <summary>The loss of an output: nothing has no mean, and costs nothing.</summary>
    public double Of(int output)
    {
        if (choices.LossOf(output).Reduction == LossReduction.Sum) { return sums[2 * output]; }
        return sums[2 * output + 1] is var whole && whole == 0 ? 0 : sums[2 * output] / whole;
    }

    /// <summary>The loss of all outputs, and the rest.</summary>
    public double Total(long rows)
    {
        double total = sums[^1] / rows;
        for (int i = 0; i < Outputs; i++) { total += (choices.LossWeights?[i] ?? 1) * Of(i); }
        return total;
    }
}
