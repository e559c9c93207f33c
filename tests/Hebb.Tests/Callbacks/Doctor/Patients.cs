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

namespace Hebb.Tests.Callbacks;

/// <summary>Data and networks for the doctor to look at.</summary>
internal static class Patients
{
    /// <summary>Points in a square, 1 inside a circle that holds half of them, 0 outside.</summary>
    public static Dataset Circle(int rows, int columns = 2, long seed = 1, double scale = 1)
    {
        Tensor x = Tensor.RandomUniform([rows, columns], RandomKey.FromSeed(seed), -1, 1);
        Tensor radius = x.Slice(1, 0..2).Square().Sum(1, keepDims: true);
        return Dataset.From(x * scale, (radius < 0.64).Cast(DType.Float32));
    }

    /// <summary>Churn as in a bank's table: age, balance, salary, products and indicators, unscaled, with a fifth who leave.</summary>
    public static (Tensor X, Tensor Y) Churn(int rows, long seed = 1)
    {
        Random random = new((int)seed);
        float[,] x = new float[rows, 8];
        float[] y = new float[rows];
        for (int i = 0; i < rows; i++)
        {
            double age = 18 + 60 * random.NextDouble() * random.NextDouble(), balance = random.Next(3) == 0 ? 0 : 120_000 + 30_000 * Normal(random);
            int products = 1 + random.Next(4), active = random.Next(2), germany = random.Next(4) == 0 ? 1 : 0;
            double[] row = [350 + 500 * random.NextDouble(), age, random.Next(11), balance, products, random.Next(2), active, 200_000 * random.NextDouble()];
            for (int j = 0; j < row.Length; j++) { x[i, j] = (float)row[j]; }
            double z = -3.2 + 0.07 * (age - 38) - 0.9 * active + 1.1 * germany + (products > 2 ? 2.5 : 0) + balance / 150_000;
            y[i] = random.NextDouble() < 1 / (1 + Math.Exp(-z)) ? 1 : 0;
        }

        return (Tensor.Create(x), Tensor.Create<float>(y, [rows, 1]));
    }

    /// <summary>Columns of mean 0 and deviation 1.</summary>
    public static Tensor Standardized(Tensor x)
    {
        Tensor mean = x.Mean(0, keepDims: true);
        return (x - mean) / (x - mean).Square().Mean(0, keepDims: true).Sqrt();
    }

    /// <summary>A network with hidden layers of one kind and a sigmoid.</summary>
    public static Sequential Network(
        int inputs, int[] hidden, Activation activation, Optimizer optimizer, Initializer? initializer = null, Initializer? bias = null, long seed = 1)
    {
        List<Layer> layers = [new Input([inputs])];
        foreach (int units in hidden)
        {
            layers.Add(
                new Dense(units, activation) { KernelInitializer = initializer ?? Initializer.GlorotUniform, BiasInitializer = bias ?? Initializer.Zeros });
        }

        layers.Add(new Dense(1, Activation.Sigmoid));
        Sequential model = new(layers) { Seed = seed };
        model.Compile(optimizer, Loss.BinaryCrossentropy, [Hebb.Metrics.Metric.BinaryAccuracy]);
        return model;
    }

    /// <summary>What the doctor finds while a model is trained.</summary>
    public static Doctor Examined(Model model, Dataset data, int epochs, Dataset? validation = null, int batchSize = 32)
    {
        Doctor doctor = new();
        model.Fit(data, new() { Epochs = epochs, BatchSize = batchSize, Validation = validation, Callbacks = [doctor] });
        return doctor;
    }

    /// <summary>The finding of a problem.</summary>
    public static Finding Of(this Doctor doctor, TrainingProblem problem)
    {
        Finding? found = doctor.Findings.FirstOrDefault(finding => finding.Problem == problem);
        Assert.True(found is not null, $"{problem} was not found. {doctor.Report}");
        return found;
    }

    /// <summary>Checks that nothing was found.</summary>
    public static void IsHealthy(this Doctor doctor) => Assert.True(doctor.Findings.Count == 0, doctor.Report);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
