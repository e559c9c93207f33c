#:project ../src/Hebb/Hebb.csproj
// Training steps of another kind than "predict, compare, correct": a network that imitates data (GAN) and one that learns what is alike (contrastive).
// Both override TrainStep; batches, epochs, callbacks, history and speed stay those of Fit.
// Run: dotnet run samples/custom-step.cs
RandomKey key = RandomKey.FromSeed(1);

// A generator learns to make numbers like these: mean 4, deviation 0.5.
Tensor real = Tensor.RandomNormal([2000, 1], key.Child("real")) * 0.5 + 4;
Gan gan = new() { Seed = 1 };
gan.Compile(new Adam(0.002, beta1: 0.5));
History history = gan.Fit(Dataset.From([real], []), new() { Epochs = 60, BatchSize = 100 });
float[] made = gan.Predict(Tensor.RandomNormal([2000, Gan.Noise], key.Child("noise"))).ToArray<float>();
double mean = made.Average(), deviation = Math.Sqrt(made.Average(v => (v - mean) * (v - mean)));
Console.WriteLine($"real numbers: mean 4.00, deviation 0.50; made after {history.Epochs.Count} epochs: mean {mean:F2}, deviation {deviation:F2}");
Console.WriteLine($"last losses: {history.Epochs[^1].Training}");

// Points of four clouds, without their names: two noisy views of a point shall be near each other and far from all others.
const int Clouds = 4, Each = 100;
Tensor centers = Tensor.RandomNormal([Clouds, 1, 10], key.Child("centers")) * 2;
Tensor points = (centers + Tensor.RandomNormal([Clouds, Each, 10], key.Child("points"))).Reshape([Clouds * Each, 10]);
Contrastive encoder = new() { Seed = 1 };
encoder.Compile(new Adam(0.003));
double[] loss = encoder.Fit(Dataset.From([points], []), new() { Epochs = 40, BatchSize = 50 })["loss"];
Console.WriteLine($"contrastive loss: {loss[0]:F2} in the first epoch, {loss[^1]:F2} in the last (guessing among 50: {Math.Log(50):F2})");
return Math.Abs(mean - 4) < 0.3 && loss[^1] < 1.5 ? 0 : 1;

// snippet: gan
/// <summary>One network makes numbers from noise, the other says whether numbers are real; each learns from the other.</summary>
internal sealed class Gan : Model
{
    public const int Noise = 4;
    private readonly Layer _generator, _critic;
    private readonly Adam _criticOptimizer = new(0.002, beta1: 0.5);

    public Gan()
    {
        _generator = AddLayer(new Sequential([new Input([Noise]), new Dense(16, Activation.Relu), new Dense(1)]));
        _critic = AddLayer(new Sequential([new Input([1]), new Dense(16, Activation.LeakyRelu()), new Dense(16, Activation.LeakyRelu()), new Dense(1)]));
    }

    protected override Tensor Forward(Tensor noise, bool training) => _generator.Apply(noise, training);

    protected override OrderedDictionary<string, Tensor> TrainStep(StepData data)
    {
        Tensor made = _generator.Apply(Tensor.RandomNormal([data.Rows, Noise], Randomness("noise")), training: true);
        Tensor saysReal = _critic.Apply(data.X, training: true), saysMade = _critic.Apply(made.StopGradient(), training: true);
        Tensor criticLoss = ((-saysReal).Softplus() + saysMade.Softplus()).Mean();   // cross-entropy with "real" and "made"
        _criticOptimizer.Minimize(criticLoss, _critic.TrainableParameters);
        Tensor generatorLoss = (-_critic.Apply(made, training: true)).Softplus().Mean();   // cross-entropy with "real"
        Optimizer!.Minimize(generatorLoss, _generator.TrainableParameters);
        return new() { ["generator_loss"] = generatorLoss, ["critic_loss"] = criticLoss };
    }
}
// end

// snippet: contrastive
/// <summary>An encoder that learns which rows are alike: of all noisy copies, each row must find its own (NT-Xent, as in SimCLR).</summary>
internal sealed class Contrastive : Model
{
    private readonly Sequential _encoder;

    public Contrastive() => _encoder = AddLayer(new Sequential([new Input([10]), new Dense(32, Activation.Relu), new Dense(8)]));

    protected override Tensor Forward(Tensor x, bool training) => Unit(_encoder.Apply(x, training));

    protected override OrderedDictionary<string, Tensor> TrainStep(StepData data)
    {
        Tensor View(string name) => Forward(data.X + 0.3 * Tensor.RandomNormal(data.X.Shape, Randomness(name)), training: true);
        Tensor likeness = View("a").MatMul(View("b").Transpose()) / 0.2;   // rows × rows; each row's own copy is on the diagonal
        Tensor loss = new SparseCategoricalCrossentropy { FromLogits = true }.PerRow(Tensor.Range(data.Rows), likeness).Mean();
        Optimizer!.Minimize(loss, TrainableParameters);
        return new() { ["loss"] = loss };
    }

    private static Tensor Unit(Tensor x) => x / (x.Square().Sum(-1, keepDims: true) + 1e-9).Sqrt();
}
// end
