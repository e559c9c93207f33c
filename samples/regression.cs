#:project ../src/Hebb/Hebb.csproj
// A line and a curve: linear regression is a network without hidden layers. Run: dotnet run samples/regression.cs
Tensor x = Tensor.RandomUniform([400, 1], RandomKey.FromSeed(1), -3, 3);
Tensor noise = Tensor.RandomNormal([400, 1], RandomKey.FromSeed(2), standardDeviation: 0.1);

Console.WriteLine("y = 2x + 1 + noise, learned by one neuron:");
var line = new Dense(1);
var linear = new Sequential([new Input([1]), line]) { Seed = 1 };
linear.Compile(new Adam(0.05), Loss.MeanSquaredError, [Metric.R2Score]);
Evaluation fit = linear.Fit(x, x * 2 + 1 + noise, new() { Epochs = 60 }).Epochs[^1].Training;
Console.WriteLine($"  slope {line.Parameters[0].Value.Item():F3}, intercept {line.Parameters[1].Value.Item():F3}; {fit}");

Console.WriteLine("y = sin 2x + noise, learned by 2 × 32 hidden neurons:");
var curve = new Sequential([new Input([1]), new Dense(32, Activation.Tanh), new Dense(32, Activation.Tanh), new Dense(1)]) { Seed = 1 };
curve.Compile(new Adam(0.01), Loss.MeanSquaredError, [Metric.R2Score]);
fit = curve.Fit(x, (x * 2).Sin() + noise, new() { Epochs = 150, ValidationSplit = 0.2, Callbacks = [new EarlyStopping { Patience = 30 }] }).Epochs[^1].Training;
Console.WriteLine($"  {fit}");

float[] grid = [.. Enumerable.Range(0, 13).Select(i => (i - 6) / 2f)];
float[] p = curve.Predict(Tensor.Create(grid, [grid.Length, 1])).ToArray<float>();
for (int i = 0; i < grid.Length; i++)
{
    Console.WriteLine(
        $"  x {grid[i],5:F1}   sin 2x {Math.Sin(2 * grid[i]),6:F3}   network {p[i],6:F3}  "
        + $" {new string(' ', (int)Math.Round(15 + 14 * Math.Clamp(p[i], -1, 1)))}o");
}
