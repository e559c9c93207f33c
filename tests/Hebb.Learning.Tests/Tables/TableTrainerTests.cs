using System.Globalization;
using Hebb.Data;
using Hebb.Data.Csv;
using Hebb.Data.Tables;
using Hebb.Formats;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;

namespace Hebb.Learning.Tests.Tables;

public sealed class TableTrainerTests
{
    [Fact]
    public void A_rule_that_no_linear_model_can_express_is_learned()
    {
        TrainedTable trained = TableTrainer.Train(Checkerboard(600), "y", new() { Seed = 1 });
        Assert.True(trained.Metrics["accuracy"] > 0.9, $"accuracy {trained.Metrics["accuracy"]}");
        Assert.True(trained.Linear!["accuracy"] < 0.7, $"linear accuracy {trained.Linear["accuracy"]}");
        Assert.Equal(0.5, trained.Baseline["roc_auc"]);
    }

    [Fact]
    public void A_straight_line_is_found_by_network_and_linear_model()
    {
        double[] x = [.. Enumerable.Range(0, 300).Select(row => row / 10.0)];
        Table table = new(new NumberColumn("x", x), new NumberColumn("y", [.. x.Select(value => (3 * value) + 7)]));
        TrainedTable trained = TableTrainer.Train(table, "y", new() { Recipe = TableRecipe.Simple, Layers = [16] });
        Assert.True(trained.Metrics["r2"] > 0.99, $"r2 {trained.Metrics["r2"]}");
        Assert.True(trained.Linear!["r2"] > 0.999, $"linear r2 {trained.Linear["r2"]}");
        Assert.Equal(37, trained.Trained.Predict(Row.Parse("x=10")).Number(0), 1.5);
    }

    [Fact]
    public void Three_classes_get_three_probabilities_that_sum_to_one()
    {
        Table table = Bands(300);
        TrainedTable trained = TableTrainer.Train(table, "y", new() { Epochs = 40 });
        Assert.Equal(3, trained.Plan.Outputs);
        Predictions predictions = trained.Trained.Predict(table);
        Assert.All(Enumerable.Range(0, 300), row => Assert.Equal(1, Enumerable.Range(0, 3).Sum(code => predictions.Probability(row, code)), 1e-5));
        Assert.True(trained.Metrics["accuracy"] > 0.8, $"accuracy {trained.Metrics["accuracy"]}");
    }

    [Fact]
    public void No_row_serves_two_purposes()
    {
        TablePlan plan = TableTrainer.Prepare(Checkerboard(500), "y");
        int[] all = [.. plan.Split.Train, .. plan.Split.Validation, .. plan.Split.Test];
        Assert.Equal(Enumerable.Range(0, 500), all.Order());
        Assert.Equal(100, plan.Split.Test.Length);
    }

    [Fact]
    public void Rows_without_an_answer_are_left_out_and_counted()
    {
        Table table = new(
            new NumberColumn("x", [.. Enumerable.Range(0, 60).Select(row => row % 13.0)]),
            new TextColumn("y", [.. Enumerable.Range(0, 60).Select(row => row % 6 == 0 ? null : row % 2 == 0 ? "a" : "b")]));
        TablePlan plan = TableTrainer.Prepare(table, "y");
        Assert.Equal((50, 10), (plan.Table.Rows, plan.SkippedRows));
        Assert.Contains(plan.Decisions, line => line.StartsWith("10 rows are left out", StringComparison.Ordinal));
    }

    [Fact]
    public void Too_few_rows_are_refused()
    {
        DataException refused = Assert.Throws<DataException>(() => TableTrainer.Prepare(Checkerboard(8), "y"));
        Assert.Contains("at least 10", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_before_the_first_batch_still_gives_a_model()
    {
        TrainedTable trained = TableTrainer.Train(Checkerboard(100), "y", null, new CancellationToken(canceled: true));
        Assert.True(trained.WasCancelled);
        Assert.Null(trained.Linear);
        Assert.Empty(trained.History.Epochs);
        Assert.InRange(trained.Metrics["accuracy"], 0, 1);
    }

    [Fact]
    public void A_saved_model_answers_to_the_bit_as_before()
    {
        Table table = Checkerboard(200);
        TrainedTable trained = TableTrainer.Train(table, "y", new() { Epochs = 3 });
        string parent = Directory.CreateTempSubdirectory("hebb-").FullName, folder = Path.Combine(parent, "m");
        try
        {
            trained.Save(folder);
            Assert.Equal([folder], Directory.EnumerateFileSystemEntries(parent));
            Assert.Equal(trained.Trained.Predict(table).Outputs, TableModel.Load(folder).Predict(table).Outputs);
            Assert.Throws<IOException>(() => trained.Save(folder));
            trained.Save(folder, overwrite: true);
            Assert.Equal([folder], Directory.EnumerateFileSystemEntries(parent));
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
        }
    }

    [Fact]
    public void A_pipeline_of_another_training_is_refused()
    {
        string parent = Directory.CreateTempSubdirectory("hebb-").FullName, two = Path.Combine(parent, "two"), three = Path.Combine(parent, "three");
        try
        {
            TableTrainer.Train(Checkerboard(100), "y", new() { Epochs = 1 }).Save(two);
            TableTrainer.Train(Bands(100), "y", new() { Epochs = 1, Drop = [] }).Save(three);
            File.Copy(Path.Combine(two, "pipeline.json"), Path.Combine(three, "pipeline.json"), overwrite: true);
            FileFormatException refused = Assert.Throws<FileFormatException>(() => TableModel.Load(three));
            Assert.Contains("not from the same training", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
        }
    }

    [Fact]
    public void Options_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TableTrainer.Prepare(Checkerboard(50), "y", new() { Epochs = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => TableTrainer.Prepare(Checkerboard(50), "y", new() { Layers = [0] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => TableTrainer.Prepare(Checkerboard(50), "y", new() { LearningRate = double.NaN }));
        Assert.Throws<DataException>(() => TableTrainer.Prepare(Checkerboard(50), "y", new() { Drop = ["z"] }));
    }

    [RealDataFact("churn/Churn_Modelling.csv")]
    [Trait("Speed", "Slow")]
    public void Churn_is_learned_well()
    {
        CsvTable table = CsvReader.Read(Repository.SharedData("churn/Churn_Modelling.csv")!);
        List<double> accuracies = [], aucs = [];
        foreach (int seed in (int[])[1, 2, 3])
        {
            TrainedTable trained = TableTrainer.Train(table, "Exited", new() { Recipe = TableRecipe.Simple, Seed = seed });
            accuracies.Add(trained.Metrics["accuracy"]);
            aucs.Add(trained.Metrics["roc_auc"]);
        }

        Assert.True(accuracies.Order().ElementAt(1) >= 0.855, $"accuracies {string.Join(", ", accuracies)}");
        Assert.True(aucs.Order().ElementAt(1) >= 0.855, $"areas {string.Join(", ", aucs)}");
    }

    /// <summary>Yes where both coordinates are on the same side of the middle: exclusive or.</summary>
    private static Table Checkerboard(int rows)
    {
        double[] a = [.. Enumerable.Range(0, rows).Select(row => row * 0.618034 % 1)], b = [.. Enumerable.Range(0, rows).Select(row => row * 0.754878 % 1)];
        return new(new NumberColumn("a", a), new NumberColumn("b", b), new TextColumn("y", [.. a.Zip(b, (p, q) => p < 0.5 == q < 0.5 ? "yes" : "no")]));
    }

    /// <summary>Three bands along the first of two coordinates.</summary>
    private static Table Bands(int rows)
    {
        double[] a = [.. Enumerable.Range(0, rows).Select(row => row * 0.618034 % 1)], b = [.. Enumerable.Range(0, rows).Select(row => row * 0.754878 % 1)];
        return new(
            new NumberColumn("a", a),
            new NumberColumn("b", b),
            new TextColumn("y", [.. a.Select(value => value < 0.3 ? "low" : value < 0.6 ? "middle" : "high")]));
    }

    /// <summary>Every probability of the validation rows is tried; among equals the highest is kept.</summary>
    [Fact]
    public void The_recommended_threshold_has_the_best_balanced_accuracy_on_validation_rows_and_is_saved()
    {
        double[] x = [.. Enumerable.Range(0, 400).Select(row => row * 0.618034 % 1)];
        string?[] y = [.. x.Select((value, row) => (value * value) + (0.3 * (row * 7 % 11) / 11) > 0.9 ? "yes" : "no")];
        Table table = new(new NumberColumn("x", x), new TextColumn("y", y));
        TrainedTable trained = TableTrainer.Train(table, "y", new() { Recipe = TableRecipe.Simple, Epochs = 3, Layers = [4], Seed = 5 });
        Table validation = trained.Plan.Table.Take(trained.Plan.Split.Validation);
        Predictions answers = trained.Trained.Predict(validation);
        (bool IsYes, float Score)[] rows =
            [.. Enumerable.Range(0, validation.Rows).Select(row => (validation["y"].TextAt(row) == "yes", answers.Probability(row, 1)))];
        double Balanced(float threshold) =>
            (rows.Where(row => row.IsYes).Average(row => row.Score >= threshold ? 1.0 : 0)
                + rows.Where(row => !row.IsYes).Average(row => row.Score < threshold ? 1.0 : 0)) / 2;
        float best = rows.Select(row => row.Score).Distinct().OrderDescending().MaxBy(Balanced);
        Assert.Equal(best, trained.Trained.RecommendedThreshold);
        Assert.Equal(0.5, trained.Trained.Threshold);
        Assert.Equal(best, (double)trained.ToJson()["recommended_threshold"]!);

        string folder = Directory.CreateTempSubdirectory("hebb-threshold-").FullName;
        try
        {
            trained.Trained.Threshold = 0.125;
            trained.Save(folder, overwrite: true);
            TableModel loaded = TableModel.Load(folder);
            Assert.Equal((0.125, (double?)best), (loaded.Threshold, loaded.RecommendedThreshold));
            Predictions again = loaded.Predict(validation);
            Assert.Equal(rows.Select(row => row.Score), Enumerable.Range(0, rows.Length).Select(row => again.Probability(row, 1)));
            Assert.Equal(rows.Select(row => row.Score >= 0.125f ? "yes" : "no"), Enumerable.Range(0, rows.Length).Select(row => again[row]));
            Assert.Equal(again[3], loaded.Predict(new Dictionary<string, string?> { ["x"] = validation["x"].TextAt(3) })[0]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What DateFeature makes, and only of kinds of columns that there are.</summary>
    [Theory]
    [InlineData("x", "columns: 1 becomes 1 number: numbers are standardized")]
    [InlineData("d", "columns: 1 becomes 6 numbers: dates become the year, the position in time, and points on circles for month and weekday")]
    [InlineData("t", "columns: 1 becomes 8 numbers: dates become the year, the position in time, and points on circles for month, weekday and time of day")]
    [InlineData("b", "columns: 1 becomes 1 number: yes and no become 1 and −1")]
    public void The_encoding_is_told_of_the_columns_that_there_are(string column, string line)
    {
        string csv = "x,d,t,b,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{i * 0.37},{new DateTime(2023, 1, 1).AddDays(i * 9):yyyy-MM-dd},")
            + string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2023, 1, 1).AddHours(i * 31):yyyy-MM-ddTHH:mm:ss},")
            + $"{(i % 3 == 0 ? "yes" : "no")},{(i % 2 == 0 ? "a" : "b")}\n"));
        string[] others = [.. "xdtb".Select(name => $"{name}").Where(name => name != column)];
        TablePlan plan = TableTrainer.Prepare(CsvReader.Read(new StringReader(csv)), "y", new() { Recipe = TableRecipe.Simple, Drop = others });
        Assert.Contains(line, plan.Decisions);
    }
}
