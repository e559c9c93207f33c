using Hebb.Activations;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Input = Hebb.Layers.Input;

namespace Hebb.Explaining;

/// <summary>Examples of the forward pass.</summary>
internal static class UnitExamples
{
    /// <summary>The examples.</summary>
    public static IReadOnlyList<WorkedExample> All { get; } =
    [
        new("weighted-decisions", "A single unit as a decision: the same row with two sets of weights", () =>
            [.. Forward(Step(1, 1, 1), [10000, 15000, 7000]), .. Forward(Step(3, 1, 2), [10000, 15000, 7000])]),
        new("forward-pass", "Three inputs, a hidden layer of two sigmoids, log loss", () =>
        [
            .. Explain.Row(
                Network(3, ([0.5f, 0, 0.2f, 0, 0.1f, 0], [0.1f, 1.5f]), ([1.2f, -0.7f], [0.05f])),
                [2, 1, 3],
                [1.0],
                new() { Loss = Loss.BinaryCrossentropy, Decimals = 6 }).Sections(),
        ]),
        new("two-layers", "One sigmoid unit behind another", () =>
        [
            .. Explain.Row(
                Network(3, ([0.01f, 0.02f, 0.03f], [0.01f]), ([0.02f], [0.03f])),
                [95, 4, 4],
                [1.0],
                new() { Loss = Loss.BinaryCrossentropy, Decimals = 6 }).Sections(),
        ]),
    ];

    /// <summary>Sigmoid layers with these kernels (input by unit) and biases.</summary>
    public static Sequential Network(int inputs, params (float[] Kernel, float[] Bias)[] layers) =>
        Network(Activation.Sigmoid, Activation.Sigmoid, inputs, layers);

    /// <summary>Layers with these kernels (input by unit) and biases.</summary>
    public static Sequential Network(Activation hidden, Activation output, int inputs, params (float[] Kernel, float[] Bias)[] layers)
    {
        Sequential model = new([new Input([inputs]), .. layers.Select((layer, i) => new Dense(layer.Bias.Length, i == layers.Length - 1 ? output : hidden))]);
        for (int i = 0; i < layers.Length; i++)
        {
            model.Parameters[2 * i].SetValues<float>(layers[i].Kernel);
            model.Parameters[2 * i + 1].SetValues<float>(layers[i].Bias);
        }

        return model;
    }

    private static Sequential Step(params float[] weights) => Network(Activation.Step, Activation.Step, weights.Length, (weights, [-50000]));

    /// <summary>Nothing flows back through a step: only what comes out is of interest.</summary>
    private static IEnumerable<ExplainedSection> Forward(Sequential model, double[] row) =>
        Explain.Row(model, row, [1.0], new() { Loss = Loss.MeanSquaredError }).Sections().TakeWhile(section => section.Title != "Loss");
}
