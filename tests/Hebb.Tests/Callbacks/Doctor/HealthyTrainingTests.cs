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

/// <summary>A false alarm is the doctor's worst mistake: where nothing is wrong, nothing may be found.</summary>
public sealed class HealthyTrainingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void XOR_that_is_learned(int seed)
    {
        Dataset xor = Dataset.From(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }, [0, 1, 1, 0]);
        Sequential model = Patients.Network(2, [8], Activation.Tanh, new Adam(0.05), seed: seed);
        Doctor doctor = Patients.Examined(model, xor, 500);
        Assert.True(model.Evaluate(xor).Loss < 0.05);
        doctor.IsHealthy();
    }

    [Theory]
    [InlineData("relu", 1)]
    [InlineData("relu", 2)]
    [InlineData("tanh", 1)]
    [InlineData("tanh", 2)]
    [InlineData("sigmoid", 1)]
    [InlineData("leaky_relu", 3)]
    [InlineData("silu", 4)]
    public void Two_classes_with_any_usual_activation(string activation, int seed)
    {
        Sequential model = Patients.Network(2, [16, 16], Activation.Get(activation), new Adam(0.01), seed: seed);
        Patients.Examined(model, Patients.Circle(1500, seed: seed), 60, Patients.Circle(300, seed: seed + 100)).IsHealthy();
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("momentum")]
    [InlineData("rmsprop")]
    [InlineData("adam")]
    public void Regression_with_usual_optimizers(string name)
    {
        Tensor x = Tensor.RandomUniform([1200, 3], RandomKey.FromSeed(7), -1, 1);
        Tensor y = (x.Slice(1, 0..1) * 3).Sin() + x.Slice(1, 1..2) * 0.5 + 2;
        Optimizer optimizer = name switch { "sgd" => new SGD(0.05), "momentum" => new SGD(0.01, momentum: 0.9), "rmsprop" => new RMSprop(), _ => new Adam() };
        Sequential model = new([new Input([3]), new Dense(32, Activation.Relu), new Dense(32, Activation.Relu), new Dense(1)]) { Seed = 3 };
        model.Compile(optimizer, Loss.MeanSquaredError);
        Patients.Examined(model, (x, y), 40).IsHealthy();
    }

    [Fact]
    public void Softmax_regression_that_starts_at_zero()
    {
        Tensor x = Tensor.RandomUniform([900, 4], RandomKey.FromSeed(1), -1, 1);
        Tensor y = x.Slice(1, 0..3).ArgMax(1).Cast(DType.Float32);
        Sequential model = new([new Input([4]), new Dense(3, Activation.Softmax) { KernelInitializer = Initializer.Zeros }]);
        model.Compile(new Adam(0.01), Loss.SparseCategoricalCrossentropy);
        Patients.Examined(model, (x, y), 30).IsHealthy();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Churn_with_scaled_columns_early_stopping_and_dropout(int seed)
    {
        (Tensor x, Tensor y) = Patients.Churn(3000, seed);
        (Dataset train, Dataset validation) = Dataset.From(Patients.Standardized(x), y).Split(0.2);
        Sequential model = new([
            new Input([8]),
            new Dense(64, Activation.Relu),
            new Dropout(0.2),
            new Dense(32, Activation.Relu),
            new Dropout(0.2),
            new Dense(1, Activation.Sigmoid),
        ])
        {
            Seed = seed,
        };
        model.Compile(new Adam(), Loss.BinaryCrossentropy);
        Doctor doctor = new();
        model.Fit(train, new() { Epochs = 100, Validation = validation, Callbacks = [new EarlyStopping { Patience = 10 }, doctor] });
        doctor.IsHealthy();
    }

    [Fact]
    public void Large_columns_behind_a_normalization_layer()
    {
        (Tensor x, Tensor y) = Patients.Churn(1500);
        Normalization scale = new();
        scale.Adapt(x);
        Sequential model = new([new Input([8]), scale, new Dense(16, Activation.Relu), new Dense(1, Activation.Sigmoid)]) { Seed = 1 };
        model.Compile(new Adam(0.003), Loss.BinaryCrossentropy);
        Patients.Examined(model, (x, y), 10).IsHealthy();
    }

    [Fact]
    public void A_training_that_is_continued_with_the_large_weights_it_has_learned()
    {
        Dataset xor = Dataset.From(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }, [0, 1, 1, 0]);
        Sequential model = Patients.Network(2, [4], Activation.Tanh, new Adam(0.1), seed: 2);
        model.Fit(xor, new() { Epochs = 3000 });
        model.Compile(new Adam(0.001), Loss.BinaryCrossentropy);
        Patients.Examined(model, xor, 200).IsHealthy();
    }
}
