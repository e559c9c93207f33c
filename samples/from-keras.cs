#:project ../src/Hebb/Hebb.csproj
// What a Keras user types, in Hebb: the code of docs/from-keras.md, piece by piece. Run: dotnet run samples/from-keras.cs
string folder = Directory.CreateTempSubdirectory("from-keras-").FullName;
Layer.Kinds.Register(Scale.Kind);
Loss.Kinds.Register(Pinball.Kind);
Metric.Kinds.Register(MeanError.Kind);
Optimizer.Kinds.Register(SignDescent.Kind);

Tensor x = Tensor.RandomNormal([600, 4], RandomKey.FromSeed(1));
Tensor y = (x.Sum(-1, keepDims: true).Sin() > 0).Cast(DType.Float32);
(Dataset train, Dataset test) = Dataset.From(x, y).Split(0.2);

// snippet: sequential
var model = new Sequential([new Input([4]), new Dense(32, Activation.Relu), new Dropout(0.1), new Dense(1, Activation.Sigmoid)]) { Seed = 1 };
Console.WriteLine(model.Summary());
// end

// snippet: functional
Node input = new Input([4]);
Node hidden = new Dense(16, Activation.Relu) { Name = "hidden" }.Apply(input);
Node both = new Concatenate().Apply([input, hidden]);
var functional = new Model(input, new Dense(1, Activation.Sigmoid).Apply(both)) { Seed = 1 };
// end

// snippet: compile
model.Compile(new Adam(0.01), Loss.BinaryCrossentropy, [Metric.BinaryAccuracy, Metric.Auc]);
History history = model.Fit(train, new() { Epochs = 40, BatchSize = 32, ValidationSplit = 0.2 });
Evaluation evaluation = model.Evaluate(test);
Tensor probabilities = model.Predict(x.Slice(0, ..5));
Console.WriteLine($"{history["val_loss"].Min():F3} {evaluation["binary_accuracy"]:F3} {probabilities.Shape}");
// end

// snippet: callbacks
functional.Compile(new Adam(0.01), Loss.BinaryCrossentropy, [Metric.BinaryAccuracy]);
functional.Fit(train, new()
{
    Epochs = 40,
    Validation = test,
    Callbacks =
    [
        new EarlyStopping { Patience = 5 },                                        // restores the best weights unless told not to
        new ModelCheckpoint(Path.Combine(folder, "best.keras")) { SaveBestOnly = true },
        new ReduceLROnPlateau { Factor = 0.5, Patience = 2 },
        new CSVLogger(Path.Combine(folder, "log.csv")),
        new LambdaCallback { EpochEnd = (context, epoch) => { if (epoch["loss"] < 0.05) { context.StopTraining("Good enough."); } } },
    ],
});
// end

// snippet: dataset
Dataset pipeline = Dataset.From(Enumerable.Range(0, 600))                          // tf.data: range, shuffle, map, batch, prefetch
    .Shuffle(buffer: 600, seed: 1)
    .Map(row => (x.Slice(0, row..(row + 1)).Reshape([4]), y.Slice(0, row..(row + 1)).Reshape([1])))
    .Batch(32)
    .Prefetch(ahead: 2);
model.Fit(pipeline, new() { Epochs = 1 });
// end

// snippet: save
model.Save(Path.Combine(folder, "model.keras"));                                   // Keras opens it; optimizer included
Model loaded = Model.Load(Path.Combine(folder, "model.keras"));
loaded.Fit(train, new() { Epochs = 1 });                                           // continues as if it had never been saved
model.SaveWeights(Path.Combine(folder, "model.weights.h5"));
model.LoadWeights(Path.Combine(folder, "model.weights.h5"));
Model untrained = ModelFile.FromJson(ModelFile.ToJson(model));                     // the architecture alone
// end

// snippet: own
var own = new Sequential([new Input([4]), new Dense(16, Activation.Tanh), new Scale(2), new Dense(1)]) { Seed = 1 };
own.Compile(new SignDescent(0.005), new Pinball(0.5), [new MeanError()]);
own.Fit(train, new() { Epochs = 20 });
own.Save(Path.Combine(folder, "own.keras"));                                       // Layer.Kinds.Register(Scale.Kind), …, once, at the start
Model again = Model.Load(Path.Combine(folder, "own.keras"));
Console.WriteLine($"{again.Losses[0]}, {again.Metrics[0]}, {again.Optimizer!.Name}");
// end

// snippet: initializers
var layer = new Dense(8, Activation.Relu)
{
    KernelInitializer = Initializer.HeNormal,
    BiasInitializer = Initializer.Constant(0.1),
    KernelRegularizer = new L2(0.01),
    KernelConstraint = new MaxNorm(3),
};
var schedule = new CosineDecay(initialLearningRate: 0.01, decaySteps: 1000) { WarmupSteps = 100, WarmupTarget = 0.01 };
var optimizer = new AdamW(schedule) { GlobalClipNorm = 1, UseEma = true };
// end

// snippet: text
TextVectorization words = new() { OutputSequenceLength = 6 };
words.Adapt(["good film", "bad film", "a very good one", "a very bad one"]);
var reader = new Sequential([new Embedding(words.VocabularySize, 8) { MaskZero = true }, new GRU(8), new Dense(1, Activation.Sigmoid)]) { Seed = 1 };
Tensor mood = reader.Predict(words.Apply(["good", "a bad film"]));
// end

// snippet: vision
var vision = new Sequential([
    new Input([28, 28, 1]), new Rescaling(1 / 255.0), new RandomFlip(FlipMode.Horizontal), new RandomRotation(0.05),
    new Conv2D(8, 3, Activation.Relu) { Padding = Padding.Same, Name = "features" }, new MaxPooling2D(2), new GlobalAveragePooling2D(),
    new Dense(10, Activation.Softmax)])
{ Seed = 1 };
Normalization scaled = new();
scaled.Adapt(x);                                                                   // mean and variance of each column
// end

// snippet: transfer
Model pretrained = Model.Load(Path.Combine(folder, "best.keras"));
pretrained.Trainable = false;                                                      // before Compile, as in Keras
Node features = pretrained.GetLayer("hidden").Apply(pretrained.Inputs[0]);
var tuned = new Model(pretrained.Inputs[0], new Dense(4, Activation.Softmax).Apply(features));
tuned.Compile(new Adam(0.01), Loss.SparseCategoricalCrossentropy);
tuned.Fit(x, x.ArgMax(-1).ExpandDims(-1), new() { Epochs = 5 });

tuned.GetLayer("hidden").Trainable = true;                                         // fine-tuning: unfreeze, compile again, small steps
tuned.Compile(new Adam(1e-4), Loss.SparseCategoricalCrossentropy);
// end

Tensor image = Tensor.RandomUniform([2, 28, 28, 1], RandomKey.FromSeed(2), 0, 255);
bool right = loaded.Optimizer!.Iterations > 0 && untrained.Parameters.Count == 4
    && mood.Shape.ToArray() is [2, 1] && vision.Predict(image).Shape.ToArray() is [2, 10]
    && layer.KernelInitializer == Initializer.HeNormal && optimizer.Schedule == schedule && scaled.IsBuilt
    && again.Predict(x).ToArray<float>().SequenceEqual(own.Predict(x).ToArray<float>()) && tuned.TrainableParameters.Count == 4;
Directory.Delete(folder, recursive: true);
return right ? 0 : 1;

// snippet: layer
/// <summary>Multiplies by a number.</summary>
internal sealed class Scale(double factor) : Layer
{
    public static Kind<Scale> Kind { get; } = new("Scale", c => new(c.Number("factor", layer => layer.Factor, 1)));   // get_config and from_config

    public double Factor => factor;

    protected override Tensor Forward(Tensor x, bool training) => x * factor;
}
// end

// snippet: loss
/// <summary>max(q·e, (q − 1)·e), e = y − ŷ: learns the quantile q.</summary>
internal sealed record Pinball(double Quantile) : Loss
{
    public static Kind<Pinball> Kind { get; } = new("Pinball", c => new(c.Number("quantile", loss => loss.Quantile, 0.5)));

    public override string Name => "pinball";

    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor error = Match(yTrue, yPred) - yPred;
        return RowMeans((error * Quantile).Maximum(error * (Quantile - 1)));
    }
}
// end

// snippet: metric
/// <summary>The mean of ŷ − y.</summary>
internal sealed record MeanError : RowMean
{
    public static Kind<MeanError> Kind { get; } = new("MeanError", _ => new());

    public override string Name => "mean_error";

    public override bool LargerIsBetter => false;

    protected override Tensor PerRow(Tensor yTrue, Tensor yPred) => yPred - yTrue;
}
// end

// snippet: optimizer
/// <summary>Steps along the sign of the gradient's running mean.</summary>
internal sealed class SignDescent(LearningRateSchedule rate, double share = 0.9) : Optimizer(rate)
{
    public static Kind<SignDescent> Kind { get; } = new("SignDescent", c =>
        new(c.Rate("learning_rate", o => o.Schedule ?? o.LearningRate, 0.01), c.Number("share", o => o.Share, 0.9)));

    public override string Name => "sign_descent";

    public double Share => share;

    protected override void Update(Parameter parameter, Tensor gradient)
    {
        Parameter mean = Slot(parameter, "mean");
        Tensor next = mean.Value * share + gradient * (1 - share);
        mean.Assign(next);
        parameter.Assign(parameter.Value - Rate * next.Sign());
    }
}
// end
