#:project ../src/Hebb.Learning/Hebb.Learning.csproj
#:property HebbLearning=true
// Which customers will leave? From a CSV file to a saved network that predicts. Run: dotnet run samples/churn.cs [FILE.csv TARGET]
string path = args.Length > 0 ? args[0] : Path.Combine(AppContext.GetData("EntryPointFileDirectoryPath") as string ?? "samples", "data", "customers.csv");
string target = args.Length > 1 ? args[1] : args.Length > 0 ? "Exited" : "Churned";

CsvTable table = CsvReader.Read(path);
Schema schema = Schema.Infer(table, target);
Console.WriteLine(schema);

TrainValidationTest rows = Split.TrainValidationTest(table[target], seed: 1);
ColumnPipeline pipeline = ColumnPipeline.Fit(table.Take(rows.Train), schema);
Dataset train = Rows(rows.Train), validation = Rows(rows.Validation), test = Rows(rows.Test);

var model = new Sequential([
    new Input([pipeline.FeatureNames.Count]),
    new Dense(64, Activation.Relu),
    new Dropout(0.2),
    new Dense(32, Activation.Relu),
    new Dense(1, Activation.Sigmoid),
])
{
    Seed = 1,
};
model.Compile(new Adam(0.001), Loss.BinaryCrossentropy, [Metric.BinaryAccuracy, Metric.Auc]);
History history = model.Fit(train, new() { Epochs = 100, Validation = validation, Callbacks = [new EarlyStopping { Patience = 10 }] });
Console.WriteLine(history.StopReason);
Console.WriteLine($"held-out rows: {model.Evaluate(test)}");

string folder = Directory.CreateTempSubdirectory("churn-").FullName;
model.Save(Path.Combine(folder, "model.keras"));
pipeline.Save(Path.Combine(folder, "pipeline.json"));
TableModel loaded = TableModel.Load(folder);
Predictions first = loaded.Predict(table.Take(0, 1, 2));
for (int row = 0; row < first.Rows; row++)
{
    Console.WriteLine($"customer {row}: {first[row]}, probability {first.Probability(row, 1):P1} of {target} = {first.Classes[1]}");
}

Directory.Delete(folder, recursive: true);

Dataset Rows(int[] numbers)
{
    FeatureMatrix x = pipeline.Transform(table.Take(numbers));
    return Dataset.From(Tensor.Create(x.Values, [x.Rows, x.Columns]), Tensor.Create(pipeline.EncodeTarget(table.Take(numbers)), [x.Rows, 1]));
}
