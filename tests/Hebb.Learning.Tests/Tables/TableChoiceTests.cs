using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Tables;

namespace Hebb.Learning.Tests.Tables;

/// <summary>The model that is saved by itself: that which predicts best what it has not learned from.</summary>
public sealed class TableChoiceTests
{
    private static readonly TableTrainerOptions s_auto = new() { Model = TableModelKind.Auto, Recipe = TableRecipe.Simple, Layers = [4], Epochs = 2, Seed = 3 };

    [Fact]
    public void Steps_are_predicted_by_trees_and_lines_by_a_line()
    {
        List<string> saved = [];
        TrainedTable steps = TableTrainer.Train(TableTreesTests.Steps(400), "y", s_auto with { Trained = fresh => saved.Add(fresh.Trained.HasNetwork ? "network" : "trees") });
        Assert.NotNull(steps.Trained.Trees);
        Assert.Equal(["network", "trees"], saved); // the network is kept until there is something better
        Assert.Matches(@"^Grew .*|The best was round \d+\. Chosen: trees, by the log_loss on rows that a model has not learned from \(network 0\.\d+, trees 0\.\d+, logistic 0\.\d+\)\.$", steps.Outcome!);
        Assert.Equal(steps.Trees, steps.Metrics);
        Assert.Contains(steps.Lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, "trees", "network", "logistic", "majority"]);
        Assert.Equal(["network", "trees", "logistic"], steps.ToJson()["choice"]!.AsObject().Select(one => one.Key));
        Assert.NotNull(steps.ToJson()["network"]);

        TrainedTable line = TableTrainer.Train(TableTreesTests.Line(200), "y", s_auto);
        Assert.Equal("linear", (string?)line.ToJson()["model"]);
        Assert.Null(line.Linear);
        Assert.Equal(line.Trained.Evaluate(line.Plan.Table.Take(line.Plan.Split.Test)), line.Metrics);
    }

    /// <summary>The worst truth of the held-out rows changes neither the choice nor the model.</summary>
    [Fact]
    public void Held_out_rows_have_no_say()
    {
        Table table = TableTreesTests.Line(200);
        TrainedTable first = TableTrainer.Train(table, "y", s_auto);
        HashSet<int> held = [.. first.Plan.Split.Test];
        double[] y = [.. table.Number("y").Values.ToArray().Select((value, row) => held.Contains(row) ? 2000 - value : value)];
        TrainedTable second = TableTrainer.Train(new(table["x"], new NumberColumn("y", y)), "y", s_auto);
        Assert.Equal(first.Plan.Split.Test, second.Plan.Split.Test);
        Assert.Equal(first.Trained.Predict(table).Outputs, second.Trained.Predict(table).Outputs);
        Assert.NotEqual(first.Metrics, second.Metrics);
    }

    /// <summary>Losses by hand: √((1² + 3²) / 2) and √(2²) on rows 4 and 6, the only ones that neither has learned from.</summary>
    [Fact]
    public void Two_models_are_compared_by_the_rows_that_neither_has_learned_from()
    {
        TrainedTable any = TableTrainer.Train(TableTreesTests.Line(60), "y", s_auto with { Model = TableModelKind.Linear, Recipe = null, Layers = null, Epochs = null });
        FittedTable Model(string name, int[] rows, params float[] errors) =>
            any.Fitted with { Name = name, UnseenRows = rows, Unseen = new(() => (new float[errors.Length], errors)) };
        FittedTable first = Model("first", [2, 4, 6], 0, 1, 3), second = Model("second", [4, 6, 8], 2, 2, 50);
        TableChoice choice = TableChoice.Of([first, second]);
        Assert.Same(second, choice.Best);
        Assert.Same(first, TableChoice.Of([first, Model("equal", [2, 4, 6], 0, 1, 3)]).Best);
        Assert.Same(first, TableChoice.Of([first, Model("nothing", [], [])]).Best);
        double unit = any.Target.DecodeNumbers([1f])[0] - any.Target.DecodeNumbers([0f])[0];
        Assert.Equal(unit * Math.Sqrt(10 / 3.0), choice.Losses[0].Loss, 1e-4 * unit);
        Assert.Equal("rmse", choice.Figure);
    }

    [Fact]
    public void The_network_is_kept_where_the_choice_is_cancelled()
    {
        using CancellationTokenSource stop = new();
        TrainedTable trained = TableTrainer.Train(TableTreesTests.Steps(300), "y", s_auto with { Trained = _ => stop.Cancel() }, stop.Token);
        Assert.True(trained.WasCancelled && trained.HasLearned && trained.Trained.HasNetwork);
        Assert.Equal("Stopped before all models were trained, so the network is kept.", trained.Outcome);
        Assert.Null(trained.Trees);
    }
}
