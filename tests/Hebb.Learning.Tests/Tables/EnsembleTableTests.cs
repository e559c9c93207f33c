using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Learning.Tests.Tables;

/// <summary>The recipe "best": an ensemble with embeddings.</summary>
public sealed class EnsembleTableTests
{
    private static readonly TableTrainerOptions s_small =
        new() { Recipe = TableRecipe.Best, Members = 3, Layers = [32], Epochs = 60, LearningRate = 0.005, Seed = 3 };

    /// <summary>A band of a number and a word decide together; a linear model knows neither.</summary>
    [Fact]
    public void What_numbers_and_words_say_together_is_learned()
    {
        TrainedTable trained = TableTrainer.Train(Bands(500), "y", s_small);
        Assert.True(trained.Metrics["accuracy"] > 0.9, $"accuracy {trained.Metrics["accuracy"]}");
        Assert.True(trained.Linear!["accuracy"] < 0.75, $"linear accuracy {trained.Linear["accuracy"]}");
        Assert.StartsWith("3 × ", trained.Plan.Architecture, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_is_predicted_in_its_own_units()
    {
        double[] x = [.. Enumerable.Range(0, 400).Select(row => (row * 37 % 400) / 40.0)];
        Table table = new(new NumberColumn("x", x), new NumberColumn("y", [.. x.Select(value => 1000 + (50 * Math.Sin(value)))]));
        TrainedTable trained = TableTrainer.Train(table, "y", s_small with { Epochs = 80 });
        Assert.True(trained.Metrics["r2"] > 0.95, $"r2 {trained.Metrics["r2"]}");
        Assert.InRange(trained.Trained.Predict(Row.Parse("x=1.5708")).Number(0), 1040, 1060);
    }

    /// <summary>The mean of the members is what a file gives again, to the bit.</summary>
    [Fact]
    public void A_saved_ensemble_predicts_alike()
    {
        string parent = Directory.CreateTempSubdirectory("hebb-ensemble-").FullName, folder = Path.Combine(parent, "m");
        try
        {
            Table table = Bands(200);
            TrainedTable trained = TableTrainer.Train(table, "y", s_small with { Epochs = 3 });
            trained.Save(folder);
            Assert.Equal(trained.Trained.Predict(table).Outputs, TableModel.Load(folder).Predict(table).Outputs);
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.25)]
    public void Seeds_decide_and_threads_do_not(double? validation)
    {
        Table table = Bands(300);
        float[] Outputs(int threads, long seed)
        {
            int usual = Compute.Threads;
            Compute.Threads = threads;
            TableTrainerOptions options = s_small with { Epochs = 2, Seed = seed, ValidationSplit = validation };
            try { return TableTrainer.Train(table, "y", options).Trained.Predict(table).Outputs; }
            finally { Compute.Threads = usual; }
        }

        float[] one = Outputs(1, 5);
        Assert.Equal(one, Outputs(2, 5));
        Assert.NotEqual(one, Outputs(2, 6));
    }

    /// <summary>All rows but the held-out ones are learned from; with a share for validation it is as with one network.</summary>
    [Fact]
    public void Cross_fitting_loses_no_row_to_validation()
    {
        TablePlan crossed = TableTrainer.Prepare(Bands(200), "y", s_small);
        TablePlan split = TableTrainer.Prepare(Bands(200), "y", s_small with { ValidationSplit = 0.2 });
        Assert.True(crossed.CrossFits);
        Assert.Equal(160, crossed.LearnedRows.Length);
        Assert.Equal(crossed.Split.Train.Concat(crossed.Split.Validation), crossed.LearnedRows);
        Assert.False(split.CrossFits);
        Assert.Equal(split.Split.Train, split.LearnedRows);
        Assert.False(TableTrainer.Prepare(Bands(200), "y", s_small with { Members = 1 }).CrossFits);
    }

    /// <summary>Each row is left out by exactly one member, equal rows by the same; classes are dealt evenly.</summary>
    [Fact]
    public void Each_row_is_left_out_by_one_member()
    {
        TextColumn classes = new("y", [.. Enumerable.Range(0, 40).Select(row => row == 39 ? "rare" : row % 4 == 0 ? "a" : "b")]);
        EqualRows equal = EqualRows.Of(Enumerable.Range(0, 40).Select(row => row / 2));
        MemberFolds folds = new(classes, equal, 4, seed: 1);
        float[] x = new float[40], y = [.. Enumerable.Range(0, 40).Select(row => (float)row)];
        Batch training = Whole(folds.Training(Tensor.Create(x, [40, 1]), y, weights: null));
        float[] weights = training.Weights!.ToArray<float>(), targets = training.Targets[0].ToArray<float>();
        Assert.Equal([40, 4], training.Weights!.Shape.Dimensions);
        for (int row = 0; row < 40; row++)
        {
            float[] own = weights[(4 * row)..(4 * row + 4)];
            Assert.Equal(1, own.Count(weight => weight == 0));
            Assert.Equal(4, own.Sum(), 1e-5);
            Assert.Equal(own, weights[(4 * (row / 2 * 2))..(4 * (row / 2 * 2) + 4)]);
            Assert.All(targets[(4 * row)..(4 * row + 4)], target => Assert.Equal(row, target));
        }

        float[] judged = Whole(folds.Validation(Tensor.Create(x, [40, 1]), y)).Weights!.ToArray<float>();
        Assert.All(judged.Zip(weights), pair => Assert.Equal(pair.Second == 0 ? 4 : 0, pair.First));
        float[] answers = [.. Enumerable.Range(0, 160).Select(i => (float)i)];
        UnseenAnswers unseen = folds.Answers(Tensor.Create(answers, [40, 4, 1]), y);
        Assert.Equal(Enumerable.Range(0, 160).Where(i => weights[i] == 0).Select(i => (float)i), unseen.Outputs);
        Assert.Equal(y, unseen.Truth);
    }

    [Fact]
    public void A_class_with_one_row_is_learned_by_all()
    {
        TextColumn classes = new("y", [.. Enumerable.Range(0, 9).Select(row => row == 4 ? "rare" : "usual")]);
        MemberFolds folds = new(classes, EqualRows.None(9), 2, seed: 1);
        float[] weights = Whole(folds.Training(Tensor.Zeros([9, 1]), new float[9], weights: null)).Weights!.ToArray<float>();
        Assert.Equal([1, 1], weights[8..10]);
        Assert.DoesNotContain(4, folds.Unseen);
    }

    [Fact]
    public void Names_with_hundreds_of_values_are_embedded_and_unknown_ones_predicted()
    {
        Table table = new(
            new TextColumn("name", [.. Enumerable.Range(0, 900).Select(row => $"name {row * 7 % 150}")]),
            new TextColumn("y", [.. Enumerable.Range(0, 900).Select(row => row * 7 % 150 % 3 == 0 ? "yes" : "no")]));
        TrainedTable trained = TableTrainer.Train(table, "y", s_small);
        Assert.True(trained.Metrics["roc_auc"] > 0.95, $"roc_auc {trained.Metrics["roc_auc"]}");
        Assert.InRange(trained.Trained.Predict(Row.Parse("name=nobody")).Probability(0, 1), 0, 1);
    }

    /// <summary>Names that say nothing: what other members know by heart must not judge a member, or training would not end in time.</summary>
    [Fact]
    public void Names_with_few_rows_each_are_not_learned_by_heart()
    {
        SplitMix64 random = SplitMix64.Of(7, 0);
        double[] x = [.. Enumerable.Range(0, 600).Select(_ => random.NextDouble())];
        Table table = new(
            new NumberColumn("x", x), new TextColumn("name", [.. Enumerable.Range(0, 600).Select(_ => $"name {(int)(random.NextDouble() * 140)}")]),
            new TextColumn("y", [.. x.Select(value => random.NextDouble() < (value > 0.5 ? 0.8 : 0.2) ? "yes" : "no")]));
        TableTrainerOptions options = s_small with { Members = 4 };
        double without = TableTrainer.Train(table, "y", options with { Drop = ["name"] }).Metrics["log_loss"];
        TrainedTable trained = TableTrainer.Train(table, "y", options);
        Assert.True(trained.Plan.CrossFits);
        Assert.InRange(trained.Metrics["log_loss"], 0, without + 0.1);
        Assert.InRange(UnseenLoss(trained), 0.5, 0.7); // the rule alone has 0.500
    }

    /// <summary>Embeddings of their own: shared ones would have seen what a member leaves out, and random labels would seem to be predictable.</summary>
    [Fact]
    public void What_a_member_leaves_out_is_unseen()
    {
        SplitMix64 random = SplitMix64.Of(6, 0);
        Table table = new(
        [
            .. Enumerable.Range(0, 30).Select(c => new NumberColumn($"x{c}", [.. Enumerable.Range(0, 80).Select(_ => random.NextNormal())])),
            new TextColumn("y", [.. Enumerable.Range(0, 80).Select(row => row % 2 == 0 ? "a" : "b")]),
        ]);
        TrainedTable trained = TableTrainer.Train(table, "y", s_small with { Members = 4, Epochs = 30 });
        Assert.True(trained.Plan.CrossFits);
        Assert.InRange(UnseenLoss(trained), 0.65, 10); // ln 2 = 0.693
    }

    private static double UnseenLoss(TrainedTable trained)
    {
        UnseenAnswers unseen = trained.Fitted.Unseen.Value;
        return Scores.Of(trained.Target, unseen.Truth, unseen.Outputs)["log_loss"];
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    public void One_member_is_an_ensemble_too(int classes)
    {
        double[] x = [.. Enumerable.Range(0, 120).Select(row => row * 0.618034 % 1)];
        Table table = new(new NumberColumn("x", x), new TextColumn("y", [.. x.Select(value => $"c{(int)(value * classes)}")]));
        TrainedTable trained = TableTrainer.Train(table, "y", s_small with { Members = 1, Epochs = 40 });
        Assert.InRange(trained.Metrics["accuracy"], 0.8, 1);
    }

    [Fact]
    public void Members_need_an_ensemble() =>
        Assert.Throws<ArgumentException>(() => TableTrainer.Prepare(Bands(100), "y", new() { Members = 4, Recipe = TableRecipe.Simple }));

    private static Batch Whole(Dataset data) => data.Batches(1000).Single();

    private static Table Bands(int rows) => new(
        new NumberColumn("x", [.. Enumerable.Range(0, rows).Select(row => row * 37 % rows * 3.0 / rows)]),
        new TextColumn("word", [.. Enumerable.Range(0, rows).Select(row => (row % 3) switch { 0 => "up", 1 => "down", _ => "still" })]),
        new TextColumn("y", [.. Enumerable.Range(0, rows).Select(row => (row * 37 % rows * 3 / rows % 2 == 0) == (row % 3 == 0) ? "in" : "out")]));
}
