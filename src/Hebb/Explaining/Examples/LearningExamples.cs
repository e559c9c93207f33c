using Hebb.Activations;
using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Explaining;

/// <summary>Examples of training: where it starts, how many steps it takes, what it can and cannot learn.</summary>
internal static class LearningExamples
{
    private static readonly ExplanationSections s_text = new(6);

    /// <summary>The examples.</summary>
    public static IReadOnlyList<WorkedExample> All { get; } =
    [
        new("initializers", "Initial weights of a layer with three inputs: the formula and the values drawn", () => [Initializers()]),
        new("iterations", "Updates per epoch", () => [Iterations(100_000, 1000)]),
        new("momentum", "The running mean of gradients with β = 0.95", () => [Momentum(0.95, [1, 0.5, -2])]),
        new("bipolar-xor", "XOR of −1 and 1: a perceptron does not learn it, two layers do", () => BipolarXor()),
        new("symmetry", "All weights equal: the units stay equal forever", () => [Symmetry()]),
    ];

    private static ExplainedSection Initializers()
    {
        const int In = 3, Out = 20_000;
        Shape shape = [In, Out];
        (string Name, Initializer Initializer, string Formula, double Value)[] all =
        [
            ("uniform", new VarianceScaling(1.0 / 3, FanMode.FanIn, InitialDistribution.Uniform), "limit 1/√in", 1 / Math.Sqrt(In)),
            ("Glorot uniform", Initializer.GlorotUniform, "limit √(6/(in+out))", Math.Sqrt(6.0 / (In + Out))),
            ("Glorot normal", Initializer.GlorotNormal, "σ = √(2/(in+out))", Math.Sqrt(2.0 / (In + Out))),
            ("He uniform", Initializer.HeUniform, "limit √(6/in)", Math.Sqrt(6.0 / In)),
            ("He normal", Initializer.HeNormal, "σ = √(2/in)", Math.Sqrt(2.0 / In)),
        ];
        return new(
            FormattableString.Invariant($"A kernel of {In} inputs and {Out} units"),
            [],
            [["initializer", "formula", "value", "largest drawn", "σ drawn"], .. all.Select(one =>
            {
                float[] drawn = new float[In * Out];
                one.Initializer.Fill(drawn, shape, RandomKey.FromSeed(1));
                return (IReadOnlyList<string>)[
                    one.Name,
                    one.Formula,
                    s_text.Number(one.Value),
                    s_text.Number(drawn.Max(w => Math.Abs((double)w))),
                    s_text.Number(Math.Sqrt(drawn.Average(w => (double)w * w))),
                ];
            })]);
    }

    private static ExplainedSection Iterations(int rows, int batch)
    {
        int updates = Dataset.From(Tensor.Zeros([rows, 1]), Tensor.Zeros([rows, 1])).Batches(batch).Count();
        return new(
            "updates per epoch = ⌈rows / batch size⌉", [FormattableString.Invariant($"{rows} rows in batches of {batch}: {updates} updates per epoch")], []);
    }

    private static ExplainedSection Momentum(double beta, double[] gradients)
    {
        List<string> lines = [$"v1 = a1 = {s_text.Number(gradients[0])}"];
        double v = gradients[0];
        for (int t = 1; t < gradients.Length; t++)
        {
            double next = beta * v + (1 - beta) * gradients[t];
            lines.Add(FormattableString.Invariant(
                $"v{t + 1} = β·v{t} + (1 − β)·a{t + 1} = {beta}·{Factor(v)} + {s_text.Number(1 - beta)}·{Factor(gradients[t])} = {s_text.Number(next)}"));
            v = next;
        }

        return new(FormattableString.Invariant($"β = {beta}"), lines, []);
    }

    private static ExplainedSection[] BipolarXor()
    {
        double[,] x = { { -1, -1 }, { -1, 1 }, { 1, -1 }, { 1, 1 } };
        double[] y = [-1, 1, 1, -1];
        PerceptronResult perceptron = new Perceptron(2) { IsBipolar = true }.Fit(x, y, 100);
        Tensor rows = Tensor.Create([-1f, -1, -1, 1, 1, -1, 1, 1], [4, 2]), targets = Tensor.Create([-1f, 1, 1, -1], [4, 1]);
        Sequential model = new([new Input([2]), new Dense(4, Activation.Tanh), new Dense(1, Activation.Tanh)]) { Seed = 1 };
        model.Compile(new Adam(0.05), Loss.MeanSquaredError);
        model.Fit(Dataset.From(rows, targets), new() { Epochs = 200, BatchSize = 4 });
        double[] answers = model.Predict(rows).ToDoubles();
        return
        [
            new("Perceptron", [perceptron.ToString()], []),
            new("Two layers, 2-4-1 of tanh, 200 epochs of Adam", [],
                [["x1", "x2", "xor", "network", "sign"], .. y.Select((desired, i) => (IReadOnlyList<string>)
                    [
                        s_text.Number(x[i, 0]),
                        s_text.Number(x[i, 1]),
                        s_text.Number(desired),
                        answers[i].ToString("F3", System.Globalization.CultureInfo.InvariantCulture),
                        s_text.Number(Math.Sign(answers[i])),
                    ])]),
        ];
    }

    private static ExplainedSection Symmetry()
    {
        Tensor rows = Tensor.Create([0f, 0, 0, 1, 1, 0, 1, 1], [4, 2]), targets = Tensor.Create([0f, 1, 1, 0], [4, 1]);
        Initializer half = Initializer.Constant(0.5);
        Sequential model =
            new([new Input([2]), new Dense(3, Activation.Sigmoid) { KernelInitializer = half }, new Dense(1, Activation.Sigmoid) { KernelInitializer = half }]);
        model.Compile(new SGD(1), Loss.BinaryCrossentropy);
        Doctor doctor = new();
        List<IReadOnlyList<string>> table = [["epoch", "h1: w1", "h1: w2", "h2: w1", "h2: w2", "h3: w1", "h3: w2"], Weights(0)];
        LambdaCallback watch = new() { EpochEnd = (_, epoch) => { if (epoch.Epoch % 10 == 0) { table.Add(Weights(epoch.Epoch)); } } };
        model.Fit(Dataset.From(rows, targets), new() { Epochs = 50, BatchSize = 4, Callbacks = [doctor, watch] });
        return new(
            "A 2-3-1 network on XOR, all weights 0.5 at first",
            [.. doctor.Findings.Where(finding => finding.Problem == TrainingProblem.EqualUnits).Select(finding => $"The doctor: {finding}")],
            table);

        string[] Weights(int epoch)
        {
            double[] kernel = model.Parameters[0].Value.ToDoubles();
            return [s_text.Number(epoch), .. Enumerable.Range(0, 3).SelectMany(unit => new[] { kernel[unit], kernel[3 + unit] }).Select(s_text.Number)];
        }
    }

    private static string Factor(double value) => value < 0 ? $"({s_text.Number(value)})" : s_text.Number(value);
}
