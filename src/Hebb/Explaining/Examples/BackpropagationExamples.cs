using Hebb.Activations;
using Hebb.Losses;
using Hebb.Models;

namespace Hebb.Explaining;

/// <summary>Examples of the backward pass.</summary>
internal static class BackpropagationExamples
{
    /// <summary>The examples.</summary>
    public static IReadOnlyList<WorkedExample> All { get; } =
    [
        new(
            "backprop-a",
            "Backpropagation, step by step: two inputs, two hidden units, two outputs; η = 0.5, biases held fixed",
            () => Mazur(WeightNumbering.ByUnit).Sections()),
        new(
            "backprop-b",
            "The same numbers with the weights numbered input by input, so that w2 and w3, w6 and w7 cross over",
            () => Mazur(WeightNumbering.ByInput).Sections()),
        new(
            "nine-gradients",
            "All nine derivatives of a 2-2-1 network, by the chain rule and in closed form: regression and classification",
            () => [NineOfRegression(), NineOfClassification()]),
    ];

    /// <summary>The network whose weights are 0.15, 0.20, … 0.55 in the order of their numbers.</summary>
    internal static Explanation Mazur(WeightNumbering numbering)
    {
        bool crosses = numbering == WeightNumbering.ByInput;
        float[] first = crosses ? [0.15f, 0.20f, 0.25f, 0.30f] : [0.15f, 0.25f, 0.20f, 0.30f],
            second = crosses ? [0.40f, 0.45f, 0.50f, 0.55f] : [0.40f, 0.50f, 0.45f, 0.55f];
        Sequential model = UnitExamples.Network(2, (first, [0.35f, 0.35f]), (second, [0.60f, 0.60f]));

        // The mean over two outputs is the ½ Σ (t − o)² of the notes.
        return Explain.Row(
            model, [0.05, 0.10], [0.01, 0.99], new() { Loss = Loss.MeanSquaredError, LearningRate = 0.5, UpdateBiases = false, Numbering = numbering });
    }

    internal static Explanation Nine(Activation activation, Loss loss, double target)
    {
        Sequential model = UnitExamples.Network(activation, activation, 2, ([0.1f, 0.2f, 0.3f, 0.4f], [0.1f, 0.2f]), ([0.5f, 0.6f], [0.3f]));
        return Explain.Row(model, [0.8, 0.75], [target], new() { Loss = loss, InputNames = ["cgpa", "iq"] });
    }

    private static ExplainedSection NineOfRegression()
    {
        Explanation e = Nine(Activation.Linear, Loss.MeanSquaredError, 0.4);
        double outer = -2 * (e.Targets[0] - e.Outputs[0]);
        return Table("Regression: linear units, squared error; y = 0.4", e, "−2(y−ŷ)", outer, "", _ => 1);
    }

    private static ExplainedSection NineOfClassification()
    {
        Explanation e = Nine(Activation.Sigmoid, Loss.BinaryCrossentropy, 1);
        return Table(
            "Classification: sigmoid units, cross-entropy; y = 1",
            e,
            "−(y−ŷ)",
            -(e.Targets[0] - e.Outputs[0]),
            "·o1{0}(1−o1{0})",
            output => output * (1 - output));
    }

    private static ExplainedSection Table(string title, Explanation e, string outerName, double outer, string slopeName, Func<double, double> slope)
    {
        ExplanationSections text = new(e.Decimals);
        List<IReadOnlyList<string>> rows = [["derivative", "chain rule", "closed form", "value"]];
        IReadOnlyList<ExplainedUnit> hidden = e.Layers[0].Units;
        IReadOnlyList<ExplainedWeight> last = e.Layers[1].Units[0].Weights;
        for (int j = 0; j < 2; j++) { Add($"∂L/∂w{j + 1}1²", last[j].Gradient, $"{outerName}·o1{j + 1}", outer * hidden[j].Output); }
        Add("∂L/∂b21", last[2].Gradient, outerName, outer);
        for (int j = 0; j < 2; j++)
        {
            string path = $"{outerName}·w{j + 1}1²{slopeName.Replace("{0}", $"{j + 1}", StringComparison.Ordinal)}";
            double value = outer * last[j].Value * slope(hidden[j].Output);
            for (int i = 0; i < 2; i++) { Add($"∂L/∂w{i + 1}{j + 1}¹", hidden[j].Weights[i].Gradient, $"{path}·x{i + 1}", value * e.Inputs[i].Value); }
            Add($"∂L/∂b1{j + 1}", hidden[j].Weights[2].Gradient, path, value);
        }

        return new(title, [$"ŷ = {text.Number(e.Outputs[0])}", $"L = {text.Number(e.Loss)}"], rows);

        void Add(string name, double derived, string formula, double closed) => rows.Add([name, text.Number(derived), formula, text.Number(closed)]);
    }
}
