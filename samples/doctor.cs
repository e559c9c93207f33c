#:project ../src/Hebb/Hebb.csproj
// A training can go wrong in many ways; the doctor names the problem, the layer and the fix. Each problem is reproduced, and then fixed.
// Run: dotnet run samples/doctor.cs
Initializer he = Initializer.HeNormal;
Dataset circle = Circle(1000), small = Circle(500), large = Circle(1000, scale: 1000), heart = Noisy(40, seed: 3), unseen = Noisy(200, seed: 4),
    rare = Circle(1000, radius: 0.2);
Activation root = new("root", x => x.Sqrt());
int[] ten = [.. Enumerable.Repeat(16, 10)];

// problem, the network that has it with its data, the one that does not
Case[] cases =
[
    new(
        TrainingProblem.VanishingGradients,
        () => Train(ten, Activation.Sigmoid, new SGD(0.1), circle, 20),
        () => Train(ten, Activation.Relu, new Adam(0.002), circle, 40, he)),
    new(TrainingProblem.ExplodingGradients, () => Train([.. Enumerable.Repeat(32, 24)], Activation.Tanh, new SGD(1e-6), small, 3, new RandomNormal(0, 1)),
        () => Train([32, 32], Activation.Tanh, new Adam(0.003), small, 30)),
    new(
        TrainingProblem.LargeInitialWeights,
        () => Train([32, 32], Activation.Tanh, new Adam(0.003), circle, 5, new RandomNormal(0, 10)),
        () => Train([32, 32], Activation.Tanh, new Adam(0.003), circle, 30)),
    new(
        TrainingProblem.SaturatedUnits,
        () => Train([32, 32], Activation.Tanh, new Adam(0.003), circle, 5, new RandomNormal(0, 10)),
        () => Train([32, 32], Activation.Tanh, new Adam(0.003), circle, 30)),
    new(
        TrainingProblem.DeadUnits,
        () => Train([32, 16], Activation.Relu, new Adam(0.003), circle, 20, bias: -6),
        () => Train([32, 16], Activation.LeakyRelu(), new Adam(0.003), circle, 30)),
    new(
        TrainingProblem.LearningRateTooHigh,
        () => Train([16], Activation.Tanh, new Adam(3), circle, 20),
        () => Train([16], Activation.Tanh, new Adam(0.01), circle, 30)),
    new(
        TrainingProblem.LearningRateTooLow,
        () => Train([16], Activation.Tanh, new Adam(1e-7), circle, 20),
        () => Train([16], Activation.Tanh, new Adam(0.01), circle, 30)),
    new(
        TrainingProblem.EqualUnits,
        () => Train([8, 8], Activation.Tanh, new Adam(0.01), small, 10, Initializer.Zeros),
        () => Train([8, 8], Activation.Tanh, new Adam(0.01), small, 60)),
    new(
        TrainingProblem.UnscaledInputs,
        () => Train([16], Activation.Relu, new Adam(0.01), large, 5),
        () => Train([16], Activation.Relu, new Adam(0.01), circle, 30)),
    new(TrainingProblem.Overfitting, () => Train([64, 64], Activation.Relu, new Adam(0.003), heart, 80, validation: unseen),
        () => Train([16], Activation.Relu, new Adam(0.003), heart, 80, validation: unseen, stop: new EarlyStopping { Patience = 5 })),
    new(
        TrainingProblem.ClassCollapse,
        () => Train([8], Activation.Relu, new Adam(0.1), small, 10, bias: -9),
        () => Train([8], Activation.Relu, new Adam(0.01), small, 60)),
    new(
        TrainingProblem.ClassImbalance,
        () => Train([8], Activation.Relu, new Adam(0.01), rare, 10),
        () => Train([8], Activation.Relu, new Adam(0.01), rare, 60, weights: ClassWeight.Balanced)),
    new(TrainingProblem.Plateau, () => Train([], Activation.Linear, new SGD(0.01), circle, 20), () => Train([16], Activation.Tanh, new Adam(0.01), circle, 30)),
    new(TrainingProblem.NonFiniteLoss, () => Train([4, 4], root, new Adam(), small, 3), () => Train([4, 4], Activation.Tanh, new Adam(0.01), small, 60)),
    new(
        TrainingProblem.Divergence,
        () => Train([64, 32], Activation.Relu, new Adam(0.003), circle, 10, raise: 30),
        () => Train([64, 32], Activation.Relu, new Adam(0.003), circle, 30)),
];

int failed = 0;
foreach (Case one in cases)
{
    Finding? finding = one.Broken().Findings.FirstOrDefault(finding => finding.Problem == one.Problem);
    bool isFixed = one.Fixed().Findings.All(found => found.Problem != one.Problem);
    Console.WriteLine(finding?.ToString() ?? $"{one.Problem} was not found");
    Console.WriteLine(isFixed ? "  fixed: it is gone\n" : "  not fixed\n");
    if (finding is null || !isFixed) { failed++; }
}

Console.WriteLine($"{cases.Length} problems, {failed} not as expected");
return failed;

Doctor Train(
    int[] hidden, Activation activation, Optimizer optimizer, Dataset data, int epochs, Initializer? start = null, double bias = 0,
    Dataset? validation = null, Callback? stop = null, ClassWeight? weights = null, double? raise = null)
{
    Sequential model = new(new Input([data.Whole.Inputs[0].Shape[1]])) { Seed = 1 };
    foreach (int units in hidden)
    {
        model.Add(new Dense(units, activation) { KernelInitializer = start ?? Initializer.GlorotUniform, BiasInitializer = Initializer.Constant(bias) });
    }

    model.Add(new Dense(1, Activation.Sigmoid));
    model.Compile(optimizer, Loss.BinaryCrossentropy);
    Doctor doctor = new();
    LambdaCallback raising =
        new() { EpochBegin = (context, epoch) => { if (raise is { } rate && epoch >= 4) { context.Model.Optimizer!.LearningRate = rate; } } };
    model.Fit(
        data,
        new()
        {
            Epochs = epochs,
            Validation = validation,
            ClassWeight = weights,
            Callbacks = [raising, .. stop is null ? Array.Empty<Callback>() : [stop], doctor],
        });
    return doctor;
}

// Points in a square, 1 inside a circle, 0 outside.
Dataset Circle(int rows, double scale = 1, double radius = 0.8)
{
    Tensor x = Tensor.RandomUniform([rows, 2], RandomKey.FromSeed(1), -1, 1);
    return Dataset.From(x * scale, (x.Square().Sum(1, keepDims: true) < radius * radius).Cast(DType.Float32));
}

// Twenty columns, one of which says something about the answer.
Dataset Noisy(int rows, long seed)
{
    Tensor x = Tensor.RandomUniform([rows, 20], RandomKey.FromSeed(seed), -1, 1);
    return Dataset.From(x, (x.Slice(1, 0..1) + Tensor.RandomUniform([rows, 1], RandomKey.FromSeed(seed + 10), -1, 1) > 0).Cast(DType.Float32));
}

internal sealed record Case(TrainingProblem Problem, Func<Doctor> Broken, Func<Doctor> Fixed);
