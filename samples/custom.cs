#:project ../src/Hebb/Hebb.csproj
// An activation, a layer, a loss and an optimizer of your own, written with tensor operations: gradients and fusion follow by themselves.
// Run: dotnet run samples/custom.cs
Tensor x = Tensor.RandomUniform([500, 2], RandomKey.FromSeed(1), -1, 1);
Tensor y = (x.Square().Sum(1, keepDims: true) <= 0.5).Cast(DType.Float32);   // inside a circle: 1, outside: 0

var mish = new Activation("my_mish", z => z * z.Softplus().Tanh());
var model = new Sequential([new Input([2]), new Gaussians(12), new Dense(8, mish), new Dense(1, Activation.Sigmoid)]) { Seed = 1 };
model.Compile(new SignDescent(0.003), new Focal(2), [Metric.BinaryAccuracy]);
History history = model.Fit(x, y, new() { Epochs = 60, ValidationSplit = 0.2 });

Console.WriteLine(model.Summary());
foreach (EpochResult epoch in history.Epochs.Where(epoch => epoch.Epoch % 15 == 0 || epoch.Epoch == 1)) { Console.WriteLine(epoch); }
float[] p = model.Predict(Tensor.Create(new float[,] { { 0, 0 }, { 0.9f, 0.9f } })).ToArray<float>();
Console.WriteLine($"the middle is inside with probability {p[0]:F3}, a corner with {p[1]:F3}");

// snippet: layer
/// <summary>Bells at learned places: how near the row is to each (a radial basis layer).</summary>
internal sealed class Gaussians(int units) : Layer
{
    private Parameter? _centers;

    protected override void Build(Shape input) =>
        _centers = AddParameter("centers", [units, input[^1]], Initializer.RandomUniform with { Minimum = -1, Maximum = 1 });

    protected override Tensor Forward(Tensor x, bool training) => (-4 * (x.ExpandDims(1) - _centers!.Value).Square().Sum(2)).Exp();
}
// end

/// <summary>Cross-entropy in which rows that are right already count less.</summary>
internal sealed record Focal(double Gamma) : Loss
{
    public override string Name => "my_focal";

    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor truth = Match(yTrue, yPred);
        Tensor right = (truth * yPred + (1 - truth) * (1 - yPred)).Clip(1e-6, 1);   // the probability given to the right answer
        return RowMeans(-right.Log() * (1 - right).Pow(Gamma));
    }
}

// snippet: optimizer
/// <summary>Steps of one size along the sign of the gradient's running mean.</summary>
internal sealed class SignDescent(double learningRate) : Optimizer(learningRate)
{
    public override string Name => "sign_descent";

    protected override void Update(Parameter parameter, Tensor gradient)
    {
        Parameter mean = Slot(parameter, "mean");
        Tensor next = mean.Value * 0.9 + gradient * 0.1;
        mean.Assign(next);
        parameter.Assign(parameter.Value - Rate * next.Sign());
    }
}
// end
