using Hebb.Activations;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Regularizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.WorkedExamples;

/// <summary>
/// Networks of one layer are scikit-learn's linear models: the coefficients are those of scikit-learn 1.2.1 on the same data, printed by
/// eng/golden/linear_models.py.
/// </summary>
public sealed class LinearModelsTests
{
    private const int Rows = 60;
    private const double Tolerance = 1e-3;

    [Fact]
    public void Logistic_regression_agrees()
    {
        Sequential model = Train(1, Activation.Sigmoid, Loss.BinaryCrossentropy, Yes(), null);
        Check([1.8134060137216692, -2.7440910526846047, 0.48894583081688775], [0.7547541508979064], model);
    }

    [Fact]
    public void Logistic_regression_with_a_penalty_agrees()
    {
        // scikit-learn minimises ½|w|² + C·Σ loss: divided by C·n that is the mean loss and a penalty of 1/(2·C·n), here C = 0.5.
        Sequential model = Train(1, Activation.Sigmoid, Loss.BinaryCrossentropy, Yes(), new L2(1.0 / Rows));
        Check([0.8227012362890447, -1.4264176314667023, 0.22669442313004087], [0.3207182399396204], model);
    }

    [Fact]
    public void Softmax_regression_agrees_up_to_what_softmax_does_not_see()
    {
        // The same numbers added to all classes change nothing: both are compared as differences from the mean over classes.
        Sequential model = Train(3, Activation.Softmax, Loss.SparseCategoricalCrossentropy, Kinds(), null);
        double[] kernel = model.GetWeights()[0].ToDoubles(), bias = model.GetWeights()[1].ToDoubles();
        double[][] expected =
        [
            [1.2422738644904385, -1.037945017428833, -0.16387320592777999, 0.31346686499653653],
            [-0.9571423725652655, 2.124469047698181, 0.05015598195064863, -0.5697657390364508],
            [-0.2851314919251731, -1.0865240302693477, 0.11371722397713134, 0.25629887403991425],
        ];
        for (int input = 0; input < 4; input++)
        {
            double[] row = input < 3 ? kernel[(3 * input)..(3 * input + 3)] : bias;
            for (int kind = 0; kind < 3; kind++) { Assert.Equal(expected[kind][input], row[kind] - row.Average(), Tolerance); }
        }
    }

    [Fact]
    public void Softmax_regression_with_a_penalty_agrees()
    {
        Sequential model = Train(3, Activation.Softmax, Loss.SparseCategoricalCrossentropy, Kinds(), new L2(1.0 / Rows));
        double[,] expected =
        {
            { 0.7852498436604595, -0.37551668256762516, -0.40973316109283425 },
            { -0.5478193056363311, 1.1108662958324393, -0.563046990196108 },
            { -0.1526485983750102, 0.04641668136033784, 0.1062319170146721 },
        };
        Check([.. expected.Cast<double>()], [0.11032563105723851, -0.13486109023844883, 0.024535459181210705], model);
    }

    [Fact]
    public void The_perceptron_takes_the_same_path_from_0()
    {
        (double[,] x, double[] y) = Separable();
        // At 0 scikit-learn moves whatever the row, and z > 0 only for a yes: with the answers exchanged one comes first.
        Perceptron perceptron = new(3);
        Assert.True(perceptron.Fit(x, [.. y.Select(answer => 1 - answer)]).Converged);
        Near.Equal([-1.4561519664347626, 4.8771577865653075, -1.3447077478186256], perceptron.Weights, 1e-9);
        Assert.Equal(0, perceptron.Bias, 1e-9);
    }

    [Fact]
    public void Descent_on_the_perceptrons_loss_takes_the_same_path_row_by_row()
    {
        (double[,] x, double[] y) = Separable();
        Sequential model = new([new Input([3]), new Dense(1) { KernelInitializer = Initializer.Zeros }]);
        model.SetWeights([Tensor.Create(new[,] { { 0.1f }, { -0.2f }, { 0.3f } }), Tensor.Create(0.05f)]);
        model.Compile(new SGD(1), Loss.Perceptron);
        float[,] rows = new float[y.Length, 3];
        for (int i = 0; i < rows.Length; i++) { rows[i / 3, i % 3] = (float)x[i / 3, i % 3]; }
        History history = model.Fit(rows, [.. y.Select(value => (float)value)], new() { Epochs = 100, BatchSize = 1, Shuffle = false });
        Assert.Equal(0, history["loss"][^1]);
        Check([1.1191532470549788, -3.4142091737195805, 0.45195688374977483], [0.05], model);
    }

    private static Sequential Train(int units, Activation activation, Loss loss, float[] y, Regularizer? penalty)
    {
        Sequential model = new([new Input([3]), new Dense(units, activation) { KernelInitializer = Initializer.Zeros, KernelRegularizer = penalty }]);
        model.Compile(new SGD(1, momentum: 0.9), loss);
        float[,] x = new float[Rows, 3];
        for (int i = 0; i < Rows; i++)
        {
            double[] row = Row(i);
            for (int j = 0; j < 3; j++) { x[i, j] = (float)row[j]; }
        }

        model.Fit(x, y, new() { Epochs = 2000, BatchSize = Rows, Shuffle = false });
        return model;
    }

    private static void Check(double[] kernel, double[] bias, Sequential model)
    {
        Near.Equal(kernel, model.GetWeights()[0].ToDoubles(), Tolerance, "kernel");
        Near.Equal(bias, model.GetWeights()[1].ToDoubles(), Tolerance, "bias");
    }

    private static double[] Row(int i) => [Math.Sin(1.7 * i), Math.Cos(2.3 * i + 0.5), Math.Sin(0.9 * i * i)];

    private static double Noise(int i) => Math.Sin(12.9898 * i);

    private static double Margin(double[] row) => row[0] - 2 * row[1] + 0.5 * row[2] + 0.3;

    private static float[] Yes() => [.. Enumerable.Range(0, Rows).Select(i => Margin(Row(i)) + 1.5 * Noise(i) > 0 ? 1f : 0f)];

    private static float[] Kinds() => [.. Enumerable.Range(0, Rows).Select(i =>
    {
        double[] row = Row(i), scores = [row[0] + Noise(i), row[1] + Math.Cos(7.1 * i), 0.8 * row[2] + Math.Sin(4.4 * i)];
        return (float)Array.IndexOf(scores, scores.Max());
    })];

    private static (double[,] X, double[] Y) Separable()
    {
        double[][] apart = [.. Enumerable.Range(0, Rows).Select(Row).Where(row => Math.Abs(Margin(row)) > 0.2)];
        double[,] x = new double[apart.Length, 3];
        for (int i = 0; i < x.Length; i++) { x[i / 3, i % 3] = apart[i / 3][i % 3]; }
        return (x, [.. apart.Select(row => Margin(row) > 0 ? 1.0 : 0)]);
    }
}
