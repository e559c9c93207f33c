using Hebb.Activations;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Learning.Training;

/// <summary>
/// Makes probabilities as sure as they are right: divides what a softmax takes by one number, the temperature, that suits examples it was not trained on best.
/// A network that learned its examples for long is too sure of others, and gets a temperature above 1. Which answer is the most probable stays as it is. Guo,
/// Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", 2017.
/// </summary>
internal static class TemperatureScaling
{
    /// <summary>The temperature found from fewer examples would follow chance.</summary>
    public const int FewestExamples = 1000;

    /// <summary>The largest change; more only seems right where all answers are right, or none.</summary>
    private const double Most = 5;

    private const int MostSteps = 50;

    /// <summary>The last layer, if it is one whose weights can be divided: a dense one with a softmax.</summary>
    public static Dense? LastLayer(Model model) =>
        (model.Outputs is [var output, ..] ? output.Layer : model.Sublayers[^1]) is Dense { Activation: var activation } last
            && activation == Activation.Softmax ? last : null;

    /// <summary>Divides what the activation of the last layer takes, by dividing the layer's weights.</summary>
    /// <param name="last">The layer.</param>
    /// <param name="temperature">Above 1 for probabilities that are too sure.</param>
    public static void Apply(Layer last, double temperature)
    {
        foreach (Parameter parameter in last.Parameters) { parameter.Assign(parameter.Value / (float)temperature); }
    }

    /// <summary>The temperature with the smallest cross-entropy.</summary>
    /// <param name="probabilities">A probability for each class, example after example.</param>
    /// <param name="truth">The true class of each example.</param>
    /// <returns>Between 1/5 and 5; 1 for fewer than <see cref="FewestExamples"/>.</returns>
    public static double Fit(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> truth)
    {
        if (truth.Length < FewestExamples) { return 1; }
        int classes = probabilities.Length / truth.Length;
        double[] logs = new double[probabilities.Length];
        for (int i = 0; i < logs.Length; i++) { logs[i] = Math.Log(Math.Max(probabilities[i], float.Epsilon)); }

        // By its inverse b the cross-entropy is convex: Newton's steps find where its slope is zero, halves of what is left where they would leave the bounds.
        double below = 1 / Most, above = Most, b = 1;
        if (Derivatives(logs, truth, classes, above).First < 0) { return 1 / above; }
        if (Derivatives(logs, truth, classes, below).First > 0) { return 1 / below; }
        for (int step = 0; step < MostSteps; step++)
        {
            (double slope, double curvature) = Derivatives(logs, truth, classes, b);
            if (slope == 0) { break; }
            if (slope > 0) { above = b; }
            else { below = b; }
            double last = b;
            b -= slope / curvature;
            if (!(b > below && b < above)) { b = (below + above) / 2; }
            if (Math.Abs(b - last) < 1e-6 * b) { break; }
        }

        return 1 / b;
    }

    /// <summary>The first and second derivative of the cross-entropy Σ ln Σ exp(b·l) − b·l(true) by b: how much larger the logarithm of the true class is than
    /// expected, and the variance of the logarithms.</summary>
    private static (double First, double Second) Derivatives(double[] logs, ReadOnlySpan<int> truth, int classes, double b)
    {
        double slope = 0, curvature = 0;
        for (int i = 0; i < truth.Length; i++)
        {
            ReadOnlySpan<double> own = logs.AsSpan(i * classes, classes);
            double largest = double.NegativeInfinity, sum = 0, first = 0, second = 0;
            foreach (double log in own) { largest = Math.Max(largest, log); }
            foreach (double log in own)
            {
                double weight = Math.Exp(b * (log - largest));
                sum += weight;
                first += weight * log;
                second += weight * log * log;
            }

            double mean = first / sum;
            slope += mean - own[truth[i]];
            curvature += (second / sum) - (mean * mean);
        }

        return (slope, curvature);
    }
}
