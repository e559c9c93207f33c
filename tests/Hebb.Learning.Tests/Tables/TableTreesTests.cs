using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Synthetic;
using Hebb.Data.Tables;
using Hebb.Formats;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;
using Hebb.Learning.Tuning;
using Hebb.Ops;

namespace Hebb.Learning.Tests.Tables;

/// <summary>Boosted trees and linear models as what is compared with, and as models of their own.</summary>
public sealed class TableTreesTests
{
    private static readonly TableTrainerOptions s_trees = new() { Model = TableModelKind.Trees, Seed = 3 };
    private static readonly TableTrainerOptions s_quick = new() { Recipe = TableRecipe.Simple, Layers = [4], Epochs = 2, Seed = 3 };

    /// <summary>The exact posterior of a step is .9 and .1: log loss .325; trees come near, a line cannot.</summary>
    [Fact]
    public void Trees_are_compared_with_the_network_and_recommended_where_they_are_better()
    {
        TrainedTable network = TableTrainer.Train(Steps(600), "y", s_quick);
        Assert.InRange(network.Trees!["log_loss"], 0.3, 0.55);
        Assert.InRange(network.Metrics["log_loss"], 0.65, 1);
        Assert.Equal(Worth.Worse, network.Comparison.Worth);
        Assert.EndsWith(
            "Prefer it (Model = TableModelKind.Trees in TableTrainerOptions), or find more rows.", network.Comparison.Verdict, StringComparison.Ordinal);
        Assert.Contains(network.Lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, "network", "trees", "logistic", "majority"]);
        Assert.Equal("network", (string?)network.ToJson()["model"]);
        Assert.Equal(network.Trees["log_loss"], (double)network.ToJson()["trees"]!["log_loss"]!, 1e-12);
        Assert.True(network.Trained.HasNetwork);
    }

    /// <summary>The rows of the network, so the figures are those of the comparison.</summary>
    [Fact]
    public void The_recommended_models_are_those_of_the_comparison()
    {
        Table table = Line(300);
        TrainedTable network = TableTrainer.Train(table, "y", new() { Recipe = TableRecipe.Best, Members = 2, Layers = [4], Epochs = 1 });
        Assert.Equal(network.Trees, TableTrainer.Train(table, "y", new() { Model = TableModelKind.Trees }).Metrics);
        TrainedTable linear = TableTrainer.Train(table, "y", new() { Model = TableModelKind.Linear });
        Assert.Equal(network.Linear, linear.Metrics);
        Assert.Null(linear.Linear);
        Assert.NotNull(linear.Trees);
        Assert.StartsWith("The linear model has learned something: ", linear.Comparison.Verdict, StringComparison.Ordinal);
        Assert.Equal("linear", (string?)linear.ToJson()["model"]);
        Assert.Empty(linear.Plan.Layers);
    }

    [Theory]
    [InlineData(LearningTask.Binary)]
    [InlineData(LearningTask.Multiclass)]
    [InlineData(LearningTask.Regression)]
    public void Saved_trees_predict_alike(LearningTask task) => InFolder(folder =>
    {
        Table table = Steps(240, task);
        TrainedTable trained = TableTrainer.Train(table, "y", s_trees);
        Assert.Equal(["trees.safetensors", "pipeline.json", "history.csv", "report.html"], trained.Files);
        trained.Save(folder);
        Assert.Equal(trained.Files.Order(), Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order());
        TableModel loaded = TableModel.Load(folder);
        Predictions before = trained.Trained.Predict(table), after = loaded.Predict(table);
        Assert.Equal(before.Outputs, after.Outputs);
        Assert.Equal(before.ToTable().Columns.Select(column => column.Name), after.ToTable().Columns.Select(column => column.Name));
        Dictionary<string, string?> row = table.Columns.Where(column => column.Name != "y").ToDictionary(column => column.Name, column => column.TextAt(7));
        Assert.Equal(before[7], loaded.Predict(row)[0]);
        Assert.Equal(before.Outputs[0], loaded.Predict(table.Take([0])).Outputs[0]);
        Assert.IsType<TableModel>(LearningKinds.Usual.Load(folder));
        Assert.False(loaded.HasNetwork);
        Assert.Contains("boosted trees", Assert.Throws<InvalidOperationException>(() => loaded.Model).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => trained.Model);
        Assert.Equal(trained.Target.RecommendedThreshold, loaded.RecommendedThreshold);
        string page = File.ReadAllText(Path.Combine(folder, "report.html"));
        foreach (string part in (string[])["Boosted trees predict ", ">What the trees look at<", ">Feature importance<", ">Validation loss by round<"])
        {
            Assert.Contains(part, page, StringComparison.Ordinal);
        }

        Assert.StartsWith("round,val_loss\n1,", File.ReadAllText(Path.Combine(folder, "history.csv")), StringComparison.Ordinal);
        Assert.NotEmpty(PermutationImportance.Of(loaded, table, task == LearningTask.Regression ? "rmse" : "log_loss"));
    });

    [Fact]
    public void Files_that_do_not_belong_together_are_refused() => InFolder(folder =>
    {
        string other = folder + "2", trees = Path.Combine(folder, "trees.safetensors");
        TableTrainer.Train(Steps(100), "y", s_trees).Save(folder);
        TableTrainer.Train(Steps(100, LearningTask.Multiclass), "y", s_trees).Save(other);
        File.Copy(Path.Combine(other, "trees.safetensors"), trees, overwrite: true);
        Assert.Contains("not from the same training", Assert.Throws<FileFormatException>(() => TableModel.Load(folder)).Message, StringComparison.Ordinal);
        File.Delete(trees);
        Assert.Contains("has no trees.safetensors", Assert.Throws<FileNotFoundException>(() => TableModel.Load(folder)).Message, StringComparison.Ordinal);
        string pipeline = Path.Combine(other, "pipeline.json");
        File.WriteAllText(pipeline, File.ReadAllText(pipeline).Replace("\"trees\"", "\"forest\"", StringComparison.Ordinal));
        Assert.Contains("'model' is 'forest', expected trees", Assert.Throws<DataException>(() => TableModel.Load(other)).Message, StringComparison.Ordinal);
        File.Delete(pipeline);
        Assert.Contains("has no pipeline.json", Assert.Throws<FileNotFoundException>(() => TableModel.Load(other)).Message, StringComparison.Ordinal);
    });

    /// <summary>Each row is judged by a booster that has not learned from it: of noise, what is seen is known by heart in part.</summary>
    [Fact]
    public void Unseen_answers_are_those_of_boosters_that_have_not_seen_the_row()
    {
        SplitMix64 random = new(5);
        double[] x = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble())];
        Table table = new(new NumberColumn("x", x), new NumberColumn("y", [.. x.Select(value => (10 * value) + random.NextNormal())]));
        TablePlan plan = TableTrainer.Prepare(table, "y", s_trees);
        Assert.True(plan.CrossFits);
        FittedTable fitted = plan.Learner.Fit(plan, default);
        (float[] truth, float[] outputs) = fitted.Unseen.Value;
        Assert.Equal(plan.Pipeline.EncodeTarget(plan.Table.Take(plan.LearnedRows)), truth);
        float[] seen = fitted.Model.Predict(plan.Table.Take(plan.LearnedRows)).Outputs;
        double Mse(float[] answers) => answers.Zip(truth, (a, t) => (a - t) * (a - t)).Average();
        Assert.InRange(Mse(seen), 0, 0.75 * Mse(outputs));
    }

    [Fact]
    public void Threads_do_not_decide()
    {
        Table table = Steps(300, LearningTask.Multiclass);
        float[] Outputs(int threads)
        {
            int usual = Compute.Threads;
            Compute.Threads = threads;
            try { return TableTrainer.Train(table, "y", s_trees).Trained.Predict(table).Outputs; }
            finally { Compute.Threads = usual; }
        }

        Assert.Equal(Outputs(1), Outputs(2));
    }

    /// <summary>Labels without reason: what is left is how much the classes count, N / (2 · n) each.</summary>
    [Fact]
    public void Weights_of_classes_are_weights_of_rows()
    {
        SplitMix64 random = new(8);
        Table table = new(
            new NumberColumn("x", [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble())]),
            new TextColumn("y", [.. Enumerable.Range(0, 500).Select(row => row % 5 == 0 ? "yes" : "no")]));
        double Mean(TableTrainerOptions options) => TableTrainer.Train(table, "y", options).Trained.Predict(table).Outputs.Average();
        Assert.InRange(Mean(s_trees), 0.15, 0.25);
        Assert.InRange(Mean(s_trees with { BalancedClasses = true }), 0.45, 0.55);
        Assert.InRange(Mean(s_trees with { ClassWeights = new Dictionary<string, double> { ["yes"] = 12 } }), 0.7, 0.8); // 12 · .2 / (12 · .2 + .8)
    }

    [Theory]
    [InlineData("20 rows")]
    [InlineData("50 classes")]
    [InlineData("2000 columns")]
    [InlineData("1000 categories")]
    [InlineData("missing")]
    [InlineData("two rows of a class")]
    public void Edges(string edge)
    {
        int rows = edge switch { "20 rows" => 20, "50 classes" => 300, "1000 categories" => 2500, _ => 80 };
        double[] Numbers(int salt) => [.. Enumerable.Range(0, rows).Select(row => Math.Sin((salt + 1) * (row + 1)))];
        string[] Texts(Func<int, string?> text) => [.. Enumerable.Range(0, rows).Select(text)!];
        Column target = new TextColumn("y", Texts(row => edge switch
        {
            "50 classes" => $"c{row % 50}",
            "two rows of a class" => row is 3 or 40 ? "rare" : row % 2 == 0 ? "a" : "b",
            _ => row % 3 == 0 ? "a" : "b",
        }));
        Table table = edge switch
        {
            "2000 columns" => new([.. Enumerable.Range(0, 2000).Select(c => new NumberColumn($"x{c}", Numbers(c))), target]),
            "1000 categories" => new(new TextColumn("word", Texts(row => $"w{row * 7 % 1000}")), new NumberColumn("x", Numbers(1)), target),
            "missing" => new(
                new NumberColumn("x", [.. Numbers(1).Select((value, row) => row % 2 == 0 ? double.NaN : value)]),
                new NumberColumn("one", [.. Numbers(1).Select(_ => 1.0)]),
                new NumberColumn("nothing", [.. Numbers(1).Select(_ => double.NaN)]), target),
            _ => new(new NumberColumn("x", Numbers(1)), new NumberColumn("z", Numbers(5)), target),
        };
        TrainedTable trained = TableTrainer.Train(table, "y", s_trees);
        Assert.Empty(trained.Notes);
        Assert.All(trained.Trained.Predict(table).Outputs, output => Assert.InRange(output, 0, 1));
        Assert.True(double.IsFinite(trained.Metrics["log_loss"]));
        string[] words = [.. trained.Pipeline.ColumnNames.Select(name => $"{name}=")]; // a row without any value
        Assert.InRange(trained.Trained.Predict(Row.Parse(string.Join(',', words.Take(1)))).Probability(0, 0), 0, 1);
    }

    /// <summary>
    /// Twenty classes of 30 rows, and columns that say nothing: without a penalty the loss grows round by round (so does that of scikit-learn's
    /// HistGradientBoosting: 3.8 after the first round of 50 such classes, 15.9 after the thirtieth, 2.8 with l2_regularization = 1), and no round is kept.
    /// </summary>
    [Fact]
    public void Many_classes_are_learned()
    {
        SplitMix64 random = new(9);
        double[] x = [.. Enumerable.Range(0, 600).Select(_ => 20 * random.NextDouble())];
        TrainedTable trained = TableTrainer.Train(
            new(
            [
                new NumberColumn("x", x),
                .. Enumerable.Range(0, 6).Select(c => new NumberColumn($"z{c}", [.. x.Select(_ => random.NextDouble())])),
                new TextColumn("y", [.. x.Select(value => $"c{(int)value}")]),
            ]),
            "y", s_trees);
        Assert.InRange(trained.Metrics["log_loss"], 0, 1); // ln 20 = 3
        Assert.InRange(trained.Metrics["accuracy"], 0.8, 1);
    }

    /// <summary>A number that does not depend on the machine bounds the rounds; with fewer of them steps are longer.</summary>
    [Theory]
    [InlineData(4_000, 10, 1, 500, 0.05)]
    [InlineData(800_000, 12, 1, 500, 0.05)]
    [InlineData(1_000, 20, 50, 75, 0.167)]
    [InlineData(1_000, 2_000, 1, 37, 0.2)]
    public void Many_columns_and_classes_have_fewer_rounds(int rows, int columns, int outputs, int rounds, double rate)
    {
        (int Rounds, double Rate) found = TableTrees.Effort(rows, columns, outputs);
        Assert.Equal((rounds, rate), (found.Rounds, Math.Round(found.Rate, 3)));
    }

    [Fact]
    public void What_is_a_network_s_is_refused()
    {
        Table table = Line(60);
        foreach (TableModelKind model in (TableModelKind[])[TableModelKind.Trees, TableModelKind.Linear])
        {
            foreach (TableTrainerOptions options in (TableTrainerOptions[])[
                new() { Epochs = 3 }, new() { Recipe = TableRecipe.Best }, new() { Layers = [4] }, new() { Dropout = 0.1 }, new() { LearningRate = 0.1 },
                new() { Patience = 2 }, new() { BatchSize = 8 }, new() { L2 = 0.1 }])
            {
                ArgumentException wrong = Assert.Throws<ArgumentException>(() => TableTrainer.Prepare(table, "y", options with { Model = model }));
                Assert.Contains($"is about a network, but the model is {model}: leave it out.", wrong.Message, StringComparison.Ordinal);
            }

            Assert.Throws<ArgumentException>(() => TableTuner.Tune(table, "y", new() { Training = new() { Model = model } }));
            Assert.Throws<ArgumentException>(() => TableTuner.FindLearningRate(TableTrainer.Prepare(table, "y", new() { Model = model })));
            ArgumentException stream = Assert.Throws<ArgumentException>(() => new TableTrainerOptions { Model = model }.CheckStreamed());
            Assert.Contains("trained in memory", stream.Message, StringComparison.Ordinal);
            Assert.Equal(2, TableCrossValidation.Run(table, "y", folds: 2, new() { Model = model }).Metrics.Count);
        }

        Assert.Throws<ArgumentException>(() => TableCrossValidation.Run(table, "y", folds: 2, new() { Model = TableModelKind.Auto }));
        Assert.Throws<ArgumentOutOfRangeException>(() => TableTrainer.Prepare(table, "y", new() { Model = (TableModelKind)9 }));
    }

    [Fact]
    public void Trees_that_are_cancelled_are_kept_as_far_as_they_came()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        TrainedTable trained = TableTrainer.Train(Line(100), "y", s_trees with { Trained = _ => Assert.Fail("Nothing was learned.") }, stop.Token);
        Assert.True(trained.WasCancelled);
        Assert.False(trained.HasLearned);
    }

    internal static Table Line(int rows)
    {
        SplitMix64 random = new(2);
        double[] x = [.. Enumerable.Range(0, rows).Select(_ => random.NextNormal())];
        return new(new NumberColumn("x", x), new NumberColumn("y", [.. x.Select(value => 1000 + (20 * value) + (2 * random.NextNormal()))]));
    }

    /// <summary>Which of many steps a number stands on decides, one answer in ten excepted.</summary>
    internal static Table Steps(int rows, LearningTask task = LearningTask.Binary)
    {
        SplitMix64 random = new(4);
        double[] x = [.. Enumerable.Range(0, rows).Select(_ => 12 * random.NextDouble())];
        string[] word = [.. x.Select(_ => random.NextDouble() < 0.5 ? "up" : "down")];
        double Step(int row) => (((int)x[row] % 2) + (word[row] == "up" ? 1 : 0) + (random.NextDouble() < 0.1 ? 1 : 0)) % 2;
        return new(new NumberColumn("x", x), new TextColumn("word", word), task == LearningTask.Regression
            ? new NumberColumn("y", [.. x.Select((_, row) => (50 * Step(row)) + random.NextNormal())])
            : new TextColumn("y", [.. x.Select((value, row) => task == LearningTask.Multiclass && value > 9 ? "high" : Step(row) == 1 ? "odd" : "even")]));
    }

    private static void InFolder(Action<string> test)
    {
        string parent = Directory.CreateTempSubdirectory("hebb-trees-").FullName;
        try { test(Path.Combine(parent, "m")); }
        finally { Directory.Delete(parent, recursive: true); }
    }
}
