// Runs in an empty project that references the packages: no using lines, because HebbUsings is true, so the packages bring them.
var model = new Sequential([new Dense(8, Activation.Tanh), new Dense(1, Activation.Sigmoid)]);
model.Compile(new Adam(0.05), Loss.BinaryCrossentropy);
History history = model.Fit(
    new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }, [0, 1, 1, 0], new() { Epochs = 200, BatchSize = 4, Callbacks = [new TensorBoard("logs")] });
double loss = history["loss"][^1];
Table table = SyntheticTables.Customers(rows: 20);
string tables = LearningKinds.Usual.Detect(new(LearningSource.StandardInput), new()).Name;
Console.WriteLine($"packages work: loss {loss:F4}, {table.Columns.Count} columns, kind {tables}");
int code = await Hebb.Cli.HebbTool.RunAsync(["train", "--help"], LearningKinds.Usual);
return code == 0 && loss < 0.1 && Directory.GetFiles("logs/train").Length == 1 && table.Rows == 20 ? 0 : 1;
