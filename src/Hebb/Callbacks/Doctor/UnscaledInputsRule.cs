using Hebb.Layers;
using Hebb.Tensors;

namespace Hebb.Callbacks;

/// <summary>
/// Columns of an input whose root mean square is above 30, or differs from another column's by a factor of 1000 or more. Standardized columns have 1
/// (LeCun et al., Efficient BackProp, 1998: inputs of mean 0 and equal covariance). Only inputs that go straight into trained weights count: a
/// Normalization layer does the scaling itself.
/// </summary>
internal sealed class UnscaledInputsRule : Rule
{
    private const double Large = 30, Apart = 1000;

    /// <inheritdoc/>
    public override TrainingProblem Problem => TrainingProblem.UnscaledInputs;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Examine(PatientRecord patient)
    {
        if (patient.Checkups.Count != 1) { yield break; }
        for (int i = 0; i < patient.Probe.InputCount; i++)
        {
            Tensor x = patient.Probe.Inputs[i];
            int input = i;
            LayerCall? reader = patient.Calls.FirstOrDefault(call => call.Inputs.Any(symbol => symbol.Op is Tensors.Input op && op.Index == input));
            if (x.DType != DType.Float32 || x.Rank < 2 || reader is not { Layer: Dense or ConvolutionLayer }) { continue; }
            double[] sizes = Sizes(x.AsSpan<float>(), x.Shape[^1], out bool[] isIndicator);
            double largest = sizes.Max(), smallest = sizes.Where((size, column) => size > 0 && !isIndicator[column]).DefaultIfEmpty(largest).Min();
            if (largest <= Large && largest < Apart * smallest) { continue; }
            string ranges = largest <= Large || sizes.Length > 1
                ? Line($"the columns' root mean squares go from {sizes.Where(size => size > 0).Min():G3} ")
                    + Line($"(column {Array.IndexOf(sizes, sizes.Where(size => size > 0).Min())}) to {largest:G3} (column {Array.IndexOf(sizes, largest)})")
                : Line($"the root mean square of the input is {largest:G3}");
            yield return Found(
                patient,
                reader.Name,
                Line($"{ranges}; it should be near 1"),
                "Scale the data: StandardScaler for columns (or a Normalization layer in front), Rescaling(1.0 / 255) for images. "
                + "Fit the scaler on the training rows only.");
        }
    }

    private static double[] Sizes(ReadOnlySpan<float> values, int columns, out bool[] isIndicator)
    {
        double[] squares = new double[columns];
        isIndicator = [.. Enumerable.Repeat(true, columns)];
        for (int i = 0; i < values.Length; i++)
        {
            squares[i % columns] += (double)values[i] * values[i];
            isIndicator[i % columns] &= values[i] is 0 or 1;
        }

        int rows = values.Length / columns;
        return [.. squares.Select(sum => Math.Sqrt(sum / rows))];
    }
}
