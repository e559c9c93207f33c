#:project ../src/Hebb.Learning/Hebb.Learning.csproj
#:property HebbLearning=true
// A saved model learns from new rows: docs/fine-tuning.md. Run: dotnet run samples/fine-tuning.cs
string work = Directory.CreateTempSubdirectory("hebb-sample-").FullName, folder = Path.Combine(work, "churn"), tunedFolder = Path.Combine(work, "churn-tuned");
TableTrainer.Train(SyntheticTables.Customers(4000, seed: 1), "Churned", new() { Recipe = TableRecipe.Simple, Seed = 1 }).Save(folder);

// A year later prices have doubled. 600 customers are known; 1000 others show what the model is worth today.
Table known = Doubled(SyntheticTables.Customers(600, seed: 2)), held = Doubled(SyntheticTables.Customers(1000, seed: 3));

// snippet: load
TableModel churn = TableModel.Load(folder);
double before = churn.Evaluate(held)["log_loss"];
// end

// snippet: tune
ColumnPipeline pipeline = churn.Pipeline;                                // scales and categories stay those of the first training
FeatureMatrix x = pipeline.Transform(known);
Dataset rows = Dataset.From(Tensor.Create(x.Values, [x.Rows, x.Columns]), Tensor.Create(pipeline.EncodeTarget(known), [x.Rows, 1]));

Model network = churn.Model;
network.Compile(new Adam(1e-4), Loss.BinaryCrossentropy, [Metric.Auc]);   // a tenth of the default learning rate; Compile forgets the old optimizer
network.Fit(rows, new() { Epochs = 100, ValidationSplit = 0.2, Callbacks = [new EarlyStopping { Patience = 5 }] });
// end

// snippet: save
Directory.CreateDirectory(tunedFolder);
network.Save(Path.Combine(tunedFolder, "model.keras"));
pipeline.Save(Path.Combine(tunedFolder, "pipeline.json"));
double after = TableModel.Load(tunedFolder).Evaluate(held)["log_loss"];
Console.WriteLine($"log loss on held-out rows: {before:F3} before, {after:F3} after");
// end

// snippet: freeze
Model pretrained = Model.Load(Path.Combine(folder, "model.keras"));
pretrained.GetLayer("dense").Trainable = false;                               // before Compile: frozen weights stay as they are
pretrained.Compile(new Adam(1e-3), Loss.BinaryCrossentropy, [Metric.Auc]);
pretrained.Fit(rows, new() { Epochs = 20 });
Console.WriteLine(pretrained.Summary());
// end
Directory.Delete(work, recursive: true);
return after < before ? 0 : 1;

static Table Doubled(Table table) => new([.. table.Columns.Select(column => column is NumberColumn { Name: "MonthlyCharge" } charge
    ? new NumberColumn(charge.Name, [.. charge.Values.ToArray().Select(value => 2 * value)]) : column)]);
