using Hebb.Activations;
using Hebb.Explaining;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Regularizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Explaining;

public sealed class ExplainTests
{
    private static readonly double[] s_row = [0.7, -1.2, 0.4];

    public static TheoryData<string, string> Networks
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (Activation activation in Activation.All.Where(
                activation => activation.Name is not ("crelu" or "glu" or "softmax" or "log_softmax" or "sparsemax")))
            {
                data.Add(activation.Name, "mean_squared_error");
            }

            foreach (string loss in (string[])["binary_crossentropy", "hinge", "huber", "mean_absolute_error", "log_cosh", "poisson"])
            {
                data.Add("sigmoid", loss);
            }

            foreach (string loss in (string[])["categorical_crossentropy", "kl_divergence", "mean_squared_error"]) { data.Add("softmax", loss); }
            return data;
        }
    }

    /// <summary>1·1 + 3·2 + 0.5 = 7.5 and 2·1 + 4·2 − 0.5 = 9.5, beside the inputs; their sum is 20.</summary>
    [Fact]
    public void The_forward_pass_of_any_model_is_shown_layer_by_layer()
    {
        Node input = new Input([2]);
        Dense first = new(2), last = new(1);
        Node output = last.Apply(new Dropout(0.5).Apply(new Concatenate().Apply([input, first.Apply(input)])));
        Model model = new(input, output);
        first.Parameters[0].SetValues<float>([1, 2, 3, 4]);
        first.Parameters[1].SetValues<float>([0.5f, -0.5f]);
        last.Parameters[0].SetValues<float>([1, 1, 1, 1]);
        Assert.Throws<NotSupportedException>(() => Explain.Row(model, [1, 2], [0], new() { Loss = Loss.MeanSquaredError }));
        IReadOnlyList<ExplainedSection> sections = Explain.Forward(model, [1, 2], new() { InputNames = ["a", "b"] });
        Assert.Equal(["a = 1", "b = 2"], sections[0].Lines);
        Assert.Equal(["7.5, 9.5", "1, 2, 7.5, 9.5", "20"], sections.Skip(1).Select(section => Assert.Single(section.Lines)));
        Assert.EndsWith(", 1 number", sections[^1].Title, StringComparison.Ordinal);
        Assert.Contains("has 2 inputs", Assert.Throws<ArgumentException>(() => Explain.Forward(model, [1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Explain.Forward(model, [double.NaN, 1]));
    }

    [Fact]
    public void Long_lists_of_a_forward_pass_are_shortened()
    {
        Dense dense = new(10, Activation.Relu);
        Sequential model = new([new Input([1]), new Sequential([dense]), new Reshape([10, 1]), new MemberDense(2)]) { Seed = 1 };
        model.Predict(Tensor.Create([1f], [1, 1]));
        dense.Parameters[0].SetValues<float>([.. Enumerable.Range(-3, 10).Select(value => (float)value)]);
        model.Parameters[2].SetValues<float>(new float[20]);
        IReadOnlyList<ExplainedSection> sections = Explain.Forward(model, [1]);
        Assert.Equal("0, 0, 0, 0, 1, 2, … from 0 to 6, mean 2.1, 4 of them 0", Assert.Single(sections[1].Lines));
        Assert.Equal([.. Enumerable.Range(0, 8).Select(row => $"[{row}] 0, 0"), "… 2 more"], sections[2].Lines);
        Assert.Contains("10 × 2 numbers", sections[2].Title, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Derivatives_and_outputs_are_those_of_the_engine(string activation, string loss)
    {
        Model model = Network(new Dense(4, Activation.Tanh), new Dropout(0.5), new Dense(2, Activation.Get(activation)));
        model.Compile(new SGD(0.1), Loss.Get(loss));
        double[] target = [0.25, 0.75];
        AgreesWithTheEngine(model, target, Explain.Row(model, s_row, target));
    }

    [Fact]
    public void Layers_without_weights_and_inner_models_are_links_of_the_chain()
    {
        Model model = Network(new Sequential([new Dense(4), new LeakyReLU(0.1)]), new ActivationLayer(Activation.Tanh), new Dense(3), new SoftmaxLayer());
        model.Compile(new SGD(0.1), Loss.SparseCategoricalCrossentropy);
        Explanation explanation = Explain.Row(model, s_row, [2.0]);
        Assert.Equal(
            ["dense", "leaky_re_lu", "activation", "dense", "softmax"],
            explanation.Layers
                .Select(layer => layer.Name!.TrimEnd('_', '1', '2', '3'))
                .Select(name => name == "activation_layer" ? "activation" : name == "softmax_layer" ? "softmax" : name));
        AgreesWithTheEngine(model, [2], explanation);
    }

    [Fact]
    public void Penalties_count_and_frozen_layers_stay()
    {
        Model model = Network(
            new Dense(3, Activation.Relu) { KernelRegularizer = new L2(0.1), BiasRegularizer = new L1(0.2) },
            new Dense(1) { Trainable = false, KernelRegularizer = new L2(3) });
        model.Compile(new SGD(0.25), Loss.MeanSquaredError);
        model.Parameters[1].SetValues<float>([0.5f, -0.25f, 1]);
        Explanation explanation = Explain.Row(model, s_row, [1.0]);
        float[] kernel = model.Parameters[0].ToArray<float>();
        Assert.Equal(0.1 * kernel.Sum(w => (double)w * w) + 0.2 * 1.75, explanation.Penalty, 1e-6);
        Tensor[] gradients = [.. model.Gradients(Row(s_row), Row([1])).Values];
        for (int i = 0; i < kernel.Length; i++)
        {
            ExplainedWeight weight = explanation.Layers[0].Units[i % 3].Weights[i / 3];
            Assert.Equal(gradients[0].ToDoubles()[i], weight.Gradient, 1e-5);
            Assert.Equal(weight.Value - 0.25 * weight.Gradient, weight.Updated, 1e-12);
        }

        Assert.All(explanation.Layers[1].Units[0].Weights, weight => Assert.Equal(weight.Value, weight.Updated));
    }

    [Fact]
    public void A_probability_that_rounds_to_one_keeps_its_derivative()
    {
        // Log loss of σ(z): E = ln(1 + e⁻ᶻ) for y = 1 and dE/dz = σ(z) − y; for y = 0 and z = 40 these are 40 and 1.
        Model model = Network(new Dense(1, Activation.Sigmoid));
        model.Parameters[0].SetValues<float>([40, 0, 0]);
        model.Compile(new SGD(1), Loss.BinaryCrossentropy);
        Explanation explanation = Explain.Row(model, [1, 0, 0], [0.0]);
        Assert.Equal(40, explanation.Loss, 1e-9);
        Assert.Equal(1, explanation.Weight("w1").Gradient, 1e-12);
        Assert.True(explanation.Unit("o1").IsFromSum);
        Assert.Contains("from z_o1 itself", explanation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_are_the_decimals_they_were_written_as()
    {
        Model model = Network(new Dense(1));
        model.Parameters[0].SetValues<float>([0.15f, -0.3f, 1e-7f]);
        model.Compile(new SGD(1), Loss.MeanSquaredError);
        Assert.Equal([0.15, -0.3, 1e-7, 0.0], Explain.Row(model, s_row, [0.0]).Weights.Select(weight => weight.Value));
    }

    [Fact]
    public void Weights_are_numbered_by_unit_by_input_or_as_in_files()
    {
        Model model = Network(new Dense(2), new Dense(1, useBias: false));
        model.Compile(new SGD(1), Loss.MeanSquaredError);
        string[] Names(WeightNumbering numbering) =>
            [.. Explain.Row(model, s_row, [0.0], new ExplainOptions { Numbering = numbering }).Weights.Select(weight => weight.Name)];
        Assert.Equal(["w1", "w2", "w3", "b1", "w4", "w5", "w6", "b2", "w7", "w8"], Names(WeightNumbering.ByUnit));
        Assert.Equal(["w1", "w3", "w5", "b1", "w2", "w4", "w6", "b2", "w7", "w8"], Names(WeightNumbering.ByInput));
        Assert.Equal("dense/kernel[2,1]", Names(WeightNumbering.Keras)[6]);
        Assert.Equal("dense_1/kernel[1,0]", Names(WeightNumbering.Keras)[^1]);
    }

    [Fact]
    public void The_chain_rule_is_written_out_with_its_numbers()
    {
        Model model = Network(new Dense(1, Activation.Sigmoid));
        model.Parameters[0].SetValues<float>([0.5f, 0, 0]);
        model.Compile(new SGD(0.5), Loss.MeanSquaredError);
        string text = Explain.Row(model, [2, 0, 0], [0.0]).ToString();

        // σ(1) = 0.731058579, E = σ², ∂E/∂o = 2σ = 1.462117157, σ' = σ(1 − σ) = 0.196611933, product · 2 = 0.574939362; by hand.
        Assert.Contains("z_o1 = w1·i1 + w2·i2 + w3·i3 + b1 = 0.5·2 + 0·0 + 0·0 + 0 = 1\n", text, StringComparison.Ordinal);
        Assert.Contains("∂E/∂w1 = ∂E/∂o1 · ∂o1/∂z_o1 · ∂z_o1/∂w1 = 1.462117157 · 0.196611933 · 2 = 0.574939362\n", text, StringComparison.Ordinal);
        Assert.Matches(@"w1 +i1 +o1 +0\.5 +0\.574939362 +0\.212530319", text);
    }

    [Fact]
    public void Markdown_has_a_table_and_json_every_number()
    {
        Model model = Network(new Dense(2, Activation.Relu), new Dense(1));
        model.Compile(new SGD(0.5), Loss.MeanSquaredError);
        Explanation explanation = Explain.Row(model, s_row, [1.0]);
        Assert.Contains(
            "| weight | from | to | value | ∂E/∂w | after the step |\n|---|---:|---:|---:|---:|---:|\n| w1 | i1 | h1 |",
            explanation.ToMarkdown(),
            StringComparison.Ordinal);
        System.Text.Json.Nodes.JsonNode json = System.Text.Json.Nodes.JsonNode.Parse(explanation.ToJson().ToJsonString())!;
        Assert.Equal(explanation.Weight("w8").Gradient, json["layers"]![1]!["units"]![0]!["weights"]![1]!["gradient"]!.GetValue<double>());
        Assert.Equal(explanation.Loss, json["loss"]!.GetValue<double>());
    }

    [Fact]
    public void A_row_that_does_not_fit_and_a_model_that_is_no_chain_are_refused()
    {
        Model model = Network(new Dense(1));
        Assert.Contains(
            "compile it, or name a loss", Assert.Throws<ArgumentException>(() => Explain.Row(model, s_row, [0.0])).Message, StringComparison.Ordinal);
        model.Compile(new SGD(0.5), Loss.MeanSquaredError);
        Assert.Contains(
            "has 3 inputs, but the row has 2", Assert.Throws<ArgumentException>(() => Explain.Row(model, [1, 2], [0.0])).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => Explain.Row(model, s_row, [0.0, 1]));
        Assert.Throws<ArgumentException>(() => Explain.Row(model, [1, double.NaN, 2], [0.0]));
        Model normalized = Network(new BatchNormalization(), new Dense(1));
        normalized.Compile(new SGD(0.5), Loss.MeanSquaredError);
        Assert.Contains(
            "BatchNormalization", Assert.Throws<NotSupportedException>(() => Explain.Row(normalized, s_row, [0.0])).Message, StringComparison.Ordinal);
        Node x = new Input([3]), a = new Dense(2).Apply(x);
        Model forked = new(x, new Add().Apply([a, new Dense(2).Apply(x)]));
        forked.Compile(new SGD(0.5), Loss.MeanSquaredError);
        Assert.Contains("not a chain", Assert.Throws<NotSupportedException>(() => Explain.Row(forked, s_row, [0.0, 0])).Message, StringComparison.Ordinal);
        Model doubled = Network(new Dense(2, Activation.Crelu));
        doubled.Compile(new SGD(0.5), Loss.MeanSquaredError);
        Assert.Contains(
            "4 numbers of 2", Assert.Throws<NotSupportedException>(() => Explain.Row(doubled, s_row, [0.0, 0, 0, 0])).Message, StringComparison.Ordinal);
    }

    private static Sequential Network(params Layer[] layers) => new([new Input([3]), .. layers]) { Seed = 5 };

    private static Tensor Row(double[] values) => Tensor.Create([.. values.Select(value => (float)value)], [1, values.Length]);

    private static void AgreesWithTheEngine(Model model, double[] target, Explanation explanation)
    {
        Near(model.Predict(Row(s_row)).ToDoubles(), explanation.Outputs);
        Near([model.Evaluate(Row(s_row), Row(target)).Loss], [explanation.Loss]);
        double[] engine = [.. model.Gradients(Row(s_row), Row(target)).Values.SelectMany(gradient => gradient.ToDoubles())];
        double[] ours = [.. explanation.Layers.Where(layer => layer.Units[0].Weights.Count > 0).SelectMany(layer =>
            Enumerable.Range(0, layer.Units[0].Weights.Count).SelectMany(input => layer.Units.Select(unit => unit.Weights[input].Gradient)))];
        Near(engine, ours);
    }

    private static void Near(double[] expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= 2e-5 * Math.Max(1, Math.Abs(expected[i])), $"{i}: {expected[i]} by the engine, {actual[i]} explained");
        }
    }
}
