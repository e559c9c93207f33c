using Hebb.Callbacks;
using Hebb.Data;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Rows;
using Hebb.Data.Synthetic;
using Hebb.Data.Tables;
using Hebb.Learning.Streaming;
using Hebb.Learning.Tables;

namespace Hebb.Learning.Tests.Streaming;

public sealed class LargeFileTrainerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-stream-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    private string Write(Table table)
    {
        CsvWriter.Write(table, At("t.csv"));
        return At("t.csv");
    }

    private static int[] Part(Table table, int seed, SplitPart part) =>
        [.. Enumerable.Range(0, table.Rows).Where(row => new RowSplit(seed, 0.2, 0.2).Of(row) == part)];

    [Fact]
    public void One_pass_learns_what_a_table_in_memory_learns()
    {
        Table table = SyntheticTables.Customers(3000, 6);
        DateTime start = new(2023, 1, 1);
        table = new Table([
            .. table.Columns,
            new TextColumn(
                "Since",
                [.. Enumerable.Range(0, 3000)
                    .Select(row => row % 9 == 0 ? null : start.AddDays(row % 700).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))]),
        ]);
        LargeFilePlan plan = LargeFileTrainer.Prepare(Write(table), "Churned", new() { Recipe = TableRecipe.Simple, Seed = 3 });
        Schema schema = Schema.Infer(table, "Churned");
        Assert.Equal(schema.ToString(), plan.Schema.ToString());
        Table training = table.Take(Part(table, 3, SplitPart.Train));
        ColumnPipeline expected = ColumnPipeline.Fit(training, schema);
        Assert.Equal(expected.FeatureNames, plan.Pipeline.FeatureNames);
        Assert.Contains("Satisfaction_missing", expected.FeatureNames);
        float[] wanted = expected.Transform(table).Values, got = plan.Pipeline.Transform(table).Values;
        for (int i = 0; i < wanted.Length; i++) { Assert.Equal(wanted[i], got[i], 1e-5); }
        Assert.Equal(expected.EncodeTarget(table), plan.Pipeline.EncodeTarget(table));
    }

    /// <summary>Samples and counts hold all values of a small file, so ranks and codes are those of a table in memory.</summary>
    [Fact]
    public void One_pass_learns_the_ranks_and_codes_of_an_ensemble()
    {
        Table table = SyntheticTables.Customers(1500, 6);
        table = new Table([
            .. table.Columns,
            new TextColumn("Town", [.. Enumerable.Range(0, 1500).Select(row => row % 50 == 0 ? null : row == 7 ? "once" : $"town {row * 7 % 120}")]),
        ]);
        TableTrainerOptions options = new() { Recipe = TableRecipe.Best, Seed = 3 };
        LargeFilePlan plan = LargeFileTrainer.Prepare(Write(table), "Churned", options);
        Schema schema = TableTrainer.SchemaOf(table, "Churned", options);
        Assert.Equal(schema.ToString(), plan.Schema.ToString());
        Table training = table.Take(Part(table, 3, SplitPart.Train));
        ColumnPipeline expected = ColumnPipeline.Fit(training, schema, TableNetwork.Preparation(options));
        Assert.Equal(expected.FeatureNames, plan.Pipeline.FeatureNames);
        Assert.True(plan.Pipeline.Layout.IsGrouped);
        Assert.Equal(expected.Layout.Categories, plan.Pipeline.Layout.Categories);
        Assert.Equal(expected.Transform(table).Values, plan.Pipeline.Transform(table).Values);
        Assert.DoesNotContain(plan.Decisions, decision => decision.StartsWith("ranks:", StringComparison.Ordinal));
    }

    [Fact]
    public void An_ensemble_is_streamed_repeats_itself_and_is_saved()
    {
        string path = Write(SyntheticTables.Customers(1200, 5));
        TableTrainerOptions options = new() { Recipe = TableRecipe.Best, Members = 2, Layers = [16], Epochs = 2, Seed = 4, BalancedClasses = true };
        LargeFileResult Train() => LargeFileTrainer.Train(LargeFileTrainer.Prepare(path, "Churned", options));
        LargeFileResult trained = Train();
        Assert.StartsWith("2 × ", trained.Plan.Network.Architecture, StringComparison.Ordinal);
        Assert.InRange(trained.Metrics["roc_auc"], 0.6, 1);
        Assert.Equal(trained.Metrics, Train().Metrics);
        trained.Save(At("m"));
        Table probe = SyntheticTables.Customers(20, 6);
        Assert.Equal(trained.Trained.Predict(probe).Outputs, TableModel.Load(At("m")).Predict(probe).Outputs);
    }

    [Fact]
    public void Blocks_hold_the_rows_of_their_part_and_no_others()
    {
        Table table = SyntheticTables.Transactions(9000, 2);
        LargeFilePlan plan = LargeFileTrainer.Prepare(Write(table), "Fraud", new() { Seed = 1 });
        foreach (SplitPart part in Enum.GetValues<SplitPart>())
        {
            double[] expected = [.. table.Take(Part(table, 1, part)).Number("V7").Values];
            Assert.Equal(expected, plan.Blocks(part).SelectMany(block => block.Number("V7").Values.ToArray()));
        }

        Assert.InRange(Part(table, 1, SplitPart.Test).Length, 1650, 1950);
        Assert.InRange(Part(table, 1, SplitPart.Validation).Length, 1300, 1580);
        Assert.NotEqual(Part(table, 1, SplitPart.Test), Part(table, 2, SplitPart.Test));
    }

    [Fact]
    public void A_streamed_training_learns_repeats_itself_and_is_saved()
    {
        string path = Write(SyntheticTables.Gauss(4000, 0.1, 5));
        LargeFileResult trained = LargeFileTrainer.Train(LargeFileTrainer.Prepare(path, "label", new() { Epochs = 2, Seed = 4 }));
        Assert.InRange(trained.Metrics["accuracy"], 0.97, 1);
        Assert.InRange(trained.Baseline["accuracy"], 0.4, 0.6);
        Assert.Equal(2, trained.History.Epochs.Count);
        LargeFileResult again = LargeFileTrainer.Train(LargeFileTrainer.Prepare(path, "label", new() { Epochs = 2, Seed = 4 }));
        Assert.Equal(trained.Metrics, again.Metrics);
        trained.Save(At("m"));
        Assert.Equal(["history.csv", "model.keras", "pipeline.json"], Directory.GetFiles(At("m")).Select(Path.GetFileName).Order());
        Table probe = SyntheticTables.Gauss(20, 0.1, 6);
        Assert.Equal(trained.Trained.Predict(probe).Outputs, TableModel.Load(At("m")).Predict(probe).Outputs);
    }

    [Fact]
    public void Rare_classes_count_more_if_asked_for()
    {
        string path = Write(SyntheticTables.Transactions(6000, 2));
        double Recall(TableTrainerOptions options) =>
            LargeFileTrainer.Train(LargeFileTrainer.Prepare(path, "Fraud", options with { Epochs = 2, Seed = 1, Layers = [8] })).Metrics["recall"];
        LargeFilePlan balanced = LargeFileTrainer.Prepare(path, "Fraud", new() { BalancedClasses = true, Seed = 1 });
        double share = balanced.Constant[0];
        Assert.Equal([(float)(1 / (2 * (1 - share))), (float)(1 / (2 * share))], balanced.WeightOfClass!);
        Assert.Equal(
            [1, 40f],
            LargeFileTrainer.Prepare(
                path, "Fraud", new() { ClassWeights = new Dictionary<string, double> { [balanced.Pipeline.Target.Classes[1]] = 40 } }).WeightOfClass!);
        Assert.True(Recall(new() { BalancedClasses = true }) > Recall(new()));
    }

    [Fact]
    public void Shares_task_and_callbacks_are_those_asked_for()
    {
        string path = Write(SyntheticTables.Gauss(4000, 0.1, 5));
        int epochs = 0;
        TableTrainerOptions options = new()
        {
            TestSplit = 0.5,
            ValidationSplit = 0.1,
            Task = LearningTask.Regression,
            Epochs = 2,
            Callbacks = [new LambdaCallback { EpochEnd = (_, _) => epochs++ }],
        };
        LargeFileResult trained = LargeFileTrainer.Train(LargeFileTrainer.Prepare(path, "label", options));
        Assert.Equal(LearningTask.Regression, trained.Plan.Schema.Task);
        Assert.InRange(trained.HeldOutRows, 1900, 2100);
        Assert.Contains("45 % for training, 5 % for validation, 50 % held out", trained.Plan.Decisions[0], StringComparison.Ordinal);
        Assert.Equal(2, epochs);
    }

    [Fact]
    public void A_regression_is_streamed_too()
    {
        LargeFileResult trained = LargeFileTrainer.Train(LargeFileTrainer.Prepare(Write(SyntheticTables.Plane(3000, 0, 5)), "label", new() { Epochs = 3 }));
        Assert.Equal(LearningTask.Regression, trained.Plan.Schema.Task);
        Assert.InRange(trained.Metrics["r2"], 0.9, 1);
        Assert.Equal(0, trained.Baseline["r2"], 0.05);
    }

    [Fact]
    public void What_cannot_be_learned_is_an_error_with_its_place()
    {
        string path = Write(SyntheticTables.Gauss(300));
        Assert.Contains("Did you mean 'label'?", Assert.Throws<DataException>(() => LargeFileTrainer.Prepare(path, "labl")).Message, StringComparison.Ordinal);
        File.AppendAllText(path, "1,2,0,4\n");
        Assert.Contains(
            "t.csv, line 302: found 4 fields, expected 3",
            Assert.Throws<DataException>(() => LargeFileTrainer.Prepare(path, "label")).Message,
            StringComparison.Ordinal);
        File.WriteAllText(path, "x,y\n" + string.Concat(Enumerable.Range(0, 200).Select(row => row == 150 ? "0.1O5,1\n" : $"0.{row},{row % 2}\n")));
        Assert.Contains(
            "t.csv, line 152, column 'x': '0.1O5' is not a number",
            Assert.Throws<DataException>(() => LargeFileTrainer.Prepare(path, "y")).Message,
            StringComparison.Ordinal);
        File.WriteAllText(path, "x,y\n0.5,1\n0.7,0\n");
        Assert.Contains("Expected at least 100", Assert.Throws<DataException>(() => LargeFileTrainer.Prepare(path, "y")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LargeFileTrainer.Prepare(path, "y", new() { Columns = { ["x"] = new MinMaxScaler() } }));
    }

    [Fact]
    public void Json_lines_give_the_table_of_the_same_csv()
    {
        File.WriteAllText(At("t.jsonl"), "{\"a\": 1, \"b\": \"x\", \"c\": null}\n{\"b\": null, \"a\": 2.5, \"c\": \"2024-01-05\"}\n");
        Table table = JsonLinesReader.Read(At("t.jsonl"));
        Assert.Equal([1, 2.5], table.Number("a").Values.ToArray());
        Assert.Equal(("x", null), (table["b"].TextAt(0), table["b"].TextAt(1)));
        Assert.Equal("2024-01-05", table["c"].TextAt(1));
        Assert.Equal(2, table.LineOf(1));
        File.AppendAllText(At("t.jsonl"), "{\"a\": 1\n");
        Assert.Contains(
            "t.jsonl, line 3: the line is not valid JSON",
            Assert.Throws<DataException>(() => JsonLinesReader.Read(At("t.jsonl"))).Message,
            StringComparison.Ordinal);
    }
}
