#:project ../src/Hebb/Hebb.csproj
// XOR: the problem a single neuron cannot solve, and two layers can. Run: dotnet run samples/xor.cs
float[,] x = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
float[] y = [0, 1, 1, 0];

var model = new Sequential([new Dense(8, Activation.Tanh), new Dense(1, Activation.Sigmoid)]) { Seed = 1 };
model.Compile(new Adam(0.05), Loss.BinaryCrossentropy, [Metric.BinaryAccuracy]);
History history = model.Fit(x, y, new() { Epochs = 200, BatchSize = 4 });

Console.WriteLine(model.Summary());
foreach (int epoch in new[] { 1, 25, 50, 100, 200 }) { Console.WriteLine(history.Epochs[epoch - 1]); }

float[] p = model.Predict(Tensor.Create(x)).ToArray<float>();
Console.WriteLine();
for (int row = 0; row < y.Length; row++) { Console.WriteLine($"{x[row, 0]} xor {x[row, 1]} = {y[row]}   network: {p[row]:F3}"); }
