#:project ../src/Hebb.Interop/Hebb.Interop.csproj
#:project ../src/Hebb.Learning/Hebb.Learning.csproj
#:property HebbLearning=true
// All of Hebb in ten minutes: the code of docs/all-of-hebb.md, piece by piece. Run: dotnet run samples/tour.cs
using Hebb.Interop.TensorBoard;

string scratch = Directory.CreateTempSubdirectory("tour-").FullName;

// snippet: tensors
Tensor a = Tensor.Create(new float[,] { { 1, 2 }, { 3, 4 } });
Tensor b = (a.MatMul(a) + 1).Sqrt();          // nothing is computed yet
Console.WriteLine(b);                         // now it is
Console.WriteLine(b.Mean(0, keepDims: true).Shape);
// end

// snippet: gradient
Function slope = new((Tensor x) => Gradient.Of((x.Sin() * x.Square()).Sum(), [x])[0]);   // traced once, then one compiled program
Console.WriteLine(slope.Call(Tensor.Create(0f, 1f, 2f))[0]);
// end

// snippet: data
Tensor points = Tensor.RandomNormal([600, 2], RandomKey.FromSeed(1));
Tensor inside = (points.Square().Sum(-1, keepDims: true) < 1.2).Cast(DType.Float32);
Dataset train = Dataset.From(points.Slice(0, ..400), inside.Slice(0, ..400)), test = Dataset.From(points.Slice(0, 400..), inside.Slice(0, 400..));
// end

// snippet: functional
Node x = new Input([2]);
Node wide = new Dense(16, Activation.Relu).Apply(x);
Node deep = new Dense(16, Activation.Relu).Apply(new Dropout(0.1).Apply(wide));
var model = new Model([x], [new Dense(1, Activation.Sigmoid).Apply(new Add().Apply([wide, deep]))]) { Seed = 1 };
Console.WriteLine(model.Summary());
// end

// snippet: fit
model.Compile(new AdamW(new CosineDecay(0.02, decaySteps: 1000)) { GlobalClipNorm = 1 }, Loss.BinaryCrossentropy, [Metric.BinaryAccuracy, Metric.Auc]);
Doctor doctor = new();
History history = model.Fit(train, new()
{
    Epochs = 60,
    ValidationSplit = 0.2,                    // shuffled and stratified by the seed, not the last rows
    Callbacks =
    [
        new EarlyStopping { Patience = 15 },
        new ModelCheckpoint(Path.Combine(scratch, "best.keras")) { SaveBestOnly = true },
        new TensorBoard(Path.Combine(scratch, "logs")),
        doctor,
    ],
});
Console.WriteLine(history.Epochs[^1]);
Console.WriteLine(doctor.Report);
Console.WriteLine(model.Evaluate(test));
// end

// snippet: sick
var sick = new Sequential(
    [new Dense(16, Activation.Sigmoid), .. Enumerable.Range(0, 9).Select(_ => new Dense(16, Activation.Sigmoid)), new Dense(1, Activation.Sigmoid)])
{
    Seed = 1,
};
sick.Compile(new SGD(0.1), Loss.BinaryCrossentropy);
Doctor again = new();
sick.Fit(train, new() { Epochs = 20, Callbacks = [again] });
Console.WriteLine(again.Report);
// end

// snippet: save
model.Save(Path.Combine(scratch, "model.keras"));                  // Keras opens it; optimizer included
Model loaded = Model.Load(Path.Combine(scratch, "model.keras"));
float[] answers = loaded.Predict(points.Slice(0, ..2)).ToArray<float>();
Console.WriteLine($"{answers[0]:F3} {answers[1]:F3}");
// end

// snippet: search
SearchResult found = new RandomSearch { MaxTrials = 6, Seed = 2 }.Run(
    hp =>
    {
        var network = new Sequential([new Dense(hp.Int("units", 4, 32, log: true), Activation.Tanh), new Dense(1, Activation.Sigmoid)]) { Seed = 1 };
        network.Compile(new Adam(hp.Double("rate", 1e-4, 1e-1, log: true)), Loss.BinaryCrossentropy);
        return network.Fit(train, new() { Epochs = 20, ValidationSplit = 0.2 })["val_loss"].Min();
    },
    Path.Combine(scratch, "trials"));                              // killed? Run again: it resumes
Console.WriteLine(found.Best);
CrossValidation folds = CrossValidation.Run(() => Small(), train, folds: 4, new() { Epochs = 20 });
Console.WriteLine(folds);
// end

// snippet: table
Table customers = SyntheticTables.Customers(2000, seed: 3);        // or CsvReader.Read("customers.csv")
TrainedTable trained = TableTrainer.Train(customers, "Churned", new() { Seed = 1 });
foreach (string decision in trained.Plan.Decisions) { Console.WriteLine($"- {decision}"); }
Console.WriteLine($"roc_auc {trained.Metrics["roc_auc"]:F3} on rows held out; a logistic model reaches {trained.Linear!["roc_auc"]:F3}");
foreach (ThresholdChoice choice in trained.Thresholds().Take(2)) { Console.WriteLine(choice.Explanation); }
trained.Save(Path.Combine(scratch, "churn"));                      // model.keras, pipeline.json, history.csv, report.html
Predictions who = TableModel.Load(Path.Combine(scratch, "churn"))
    .Predict(new Dictionary<string, string?> { ["Age"] = "40", ["Contract"] = "monthly", ["SupportCalls"] = "5" });
Console.WriteLine($"{who[0]}: {who.Probability("yes"):P0} likely to leave");
// end

// snippet: rows
TableModel churn = TableModel.Load(Path.Combine(scratch, "churn"));
Predictions leaving = churn.Predict(new Customer { Age = 40, Contract = "monthly", SupportCalls = 5 });    // or a list of customers
Console.WriteLine($"{leaving[0]}: {leaving.Probability("yes"):P0} likely to leave");
// end

// snippet: trees
TrainValidationTest rows = Split.TrainValidationTest(customers["Churned"], seed: 1);
Table learned = customers.Take(rows.Train), validation = customers.Take(rows.Validation), held = customers.Take(rows.Test);
ColumnPipeline pipeline = ColumnPipeline.Fit(learned, Schema.Infer(customers, "Churned"));
BoostedTrees trees = BoostedTrees.FitClasses(
    TreeRows.Of(learned, pipeline), classes: 2, BoostedTreesOptions.Best, validation: TreeRows.Of(validation, pipeline));
double[] leave = trees.Predict(TreeColumn.Of(held, pipeline));     // the probability of "yes", row by row
RocCurve roc = RocCurve.Of([.. pipeline.EncodeTarget(held).Select(code => code == 1)], [.. leave.Select(probability => (float)probability)]);
Console.WriteLine($"{trees.Rounds} rounds of trees: roc_auc {roc.Area:F3} on rows held out");
// end

Directory.Delete(scratch, recursive: true);
return trained.Metrics["roc_auc"] > 0.8 && again.Findings.Any(finding => finding.Problem == TrainingProblem.VanishingGradients) ? 0 : 1;

static Sequential Small()
{
    var network = new Sequential([new Dense(8, Activation.Tanh), new Dense(1, Activation.Sigmoid)]) { Seed = 1 };
    network.Compile(new Adam(0.02), Loss.BinaryCrossentropy, [Metric.BinaryAccuracy]);
    return network;
}

// snippet: customer
internal sealed record Customer
{
    public double? Age { get; init; }
    public string? Country { get; init; }
    public double? Tenure { get; init; }
    public string? Contract { get; init; }
    public int? Products { get; init; }
    public decimal? MonthlyCharge { get; init; }
    public int? SupportCalls { get; init; }
    public int? Satisfaction { get; init; }
    public bool? HasApp { get; init; }
    public int? DaysSinceLogin { get; init; }
}
// end
