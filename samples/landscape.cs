#:project ../src/Hebb/Hebb.csproj
// The cost of a straight line y = m·x + c is a bowl over m and c. Optimizers walk down into it, each on its own path; gradient ascent climbs a hill. Run:
// dotnet run samples/landscape.cs
float[] x = [0, 1, 2, 3, 4], y = [1, 3, 5, 7, 9]; // y = 2x + 1: the bottom of the bowl is at m = 2, c = 1
Tensor xs = Tensor.Create(x), ys = Tensor.Create(y);
Tensor Cost(Tensor m, Tensor c) => (m * xs + c - ys).Square().Mean();

Console.WriteLine("The bowl: mean squared error by slope m (across) and intercept c (down)");
double[] slopes = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4];
Console.WriteLine($"{"",6}{string.Concat(slopes.Select(m => $"{m,7:0.0}"))}");
for (int c = -1; c <= 3; c++)
{
    Console.WriteLine($"{c,6}{string.Concat(slopes.Select(m => $"{Cost(Tensor.Scalar(m), Tensor.Scalar(c)).Item(),7:0.00}"))}");
}

Console.WriteLine();
Console.WriteLine("Paths from (0, 0): m and c after so many steps");
(string Name, Optimizer Optimizer)[] optimizers =
[
    ("SGD", new SGD(0.05)),
    ("momentum", new SGD(0.05, momentum: 0.8)),
    ("Nesterov", new SGD(0.05, momentum: 0.8, nesterov: true)),
    ("Adagrad", new Adagrad(0.5)),
    ("RMSprop", new RMSprop(0.05)), ("Adam", new Adam(0.1)), ("Adam, rate falling", new Adam(new CosineDecay(0.3, decaySteps: 100))),
];
int[] shown = [1, 5, 10, 20, 50, 100];
Console.WriteLine($"{"",-20}{string.Concat(shown.Select(step => $"{step,15}"))}");
foreach ((string name, Optimizer optimizer) in optimizers)
{
    Parameter m = new("m", Tensor.Scalar(0)), c = new("c", Tensor.Scalar(0));
    Function step = new(() =>
    {
        Tensor cost = Cost(m.Value, c.Value);
        optimizer.Apply([m, c], Gradient.Of(cost, [m, c]));
        return cost;
    });
    Console.Write($"{name,-20}");
    for (int i = 1; i <= shown[^1]; i++)
    {
        step.Call();
        if (shown.Contains(i)) { Console.Write($"{$"{m.Value.Item():0.00}, {c.Value.Item():0.00}",15}"); }
    }

    Console.WriteLine();
}

// Gradient ascent: the same steps uphill. A step that would lead down is taken back and the next one is half as long; it ends when steps have become tiny.
Console.WriteLine();
Console.WriteLine("Climbing 3·exp(−(u − 1)² − (v + 2)²/4) + ½ from (0, 0)");
Parameter u = new("u", Tensor.Scalar(0)), v = new("v", Tensor.Scalar(0));
SGD ascent = new(learningRate: 2) { Maximize = true };
Tensor Height() => 3 * (-(u.Value - 1).Square() - (v.Value + 2).Square() / 4).Exp() + 0.5;
Function climb = new(() =>
{
    Tensor height = Height();
    ascent.Apply([u, v], Gradient.Of(height, [u, v]));
    return height;
});
Console.WriteLine($"{"step",6}{"rate",10}{"u",10}{"v",10}{"height",12}");
int taken = 0;
while (ascent.LearningRate > 1e-6)
{
    (double oldU, double oldV, double before) = (u.Value.Item(), v.Value.Item(), Height().Item());
    climb.Call();
    double after = Height().Item();
    if (after <= before)
    {
        u.SetValues<float>([(float)oldU]);
        v.SetValues<float>([(float)oldV]);
        ascent.LearningRate /= 2;
        continue;
    }

    if (++taken <= 5 || taken % 5 == 0) { Console.WriteLine($"{taken,6}{ascent.LearningRate,10:0.0000}{oldU,10:0.0000}{oldV,10:0.0000}{before,12:0.000000}"); }
}

Console.WriteLine($"The maximum, after {taken} steps: u = {u.Value.Item():0.000}, v = {v.Value.Item():0.000}, height {Height().Item():0.0000}.");
