#:project ../src/Hebb/Hebb.csproj
// Rosenblatt's perceptron learns AND and OR; for XOR it proves that there is nothing to find. Run: dotnet run samples/gates.cs
double[,] x = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
(string Name, double[] Answers)[] gates = [("AND", [0, 0, 0, 1]), ("OR", [0, 1, 1, 1]), ("XOR", [0, 1, 1, 0])];

foreach ((string name, double[] answers) in gates)
{
    var perceptron = new Perceptron(inputs: 2);
    PerceptronResult result = perceptron.Fit(x, answers, maxEpochs: 100);
    Console.WriteLine($"{name}: {result}");
    if (result.Converged) { Console.WriteLine($"     fires if {perceptron.Weights[0]}·a + {perceptron.Weights[1]}·b ≥ {perceptron.Threshold}"); }
    Console.WriteLine($"     wrong answers, epoch by epoch: {string.Join(' ', result.Errors.Take(12))}{(result.Errors.Count > 12 ? " …" : "")}");
}

Console.WriteLine("A hidden layer solves XOR: see xor.cs.");
