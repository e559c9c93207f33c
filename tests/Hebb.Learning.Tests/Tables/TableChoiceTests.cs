using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Tables;
using Hebb.Ops;

namespace Hebb.Learning.Tests.Tables;

/// <summary>The model that is saved by itself: that which predicts best what it has not learned from.</summary>
public sealed class TableChoiceTests
{
    private static readonly TableTrainerOptions s_auto = new() { Model = TableModelKind.Auto, Recipe = TableRecipe.Simple, Layers = [4], Epochs = 2, Seed = 3 };

    [Fact]
    public void Steps_are_predicted_by_trees_and_lines_by_a_line()
    {
        List<string> saved = [];
        TableTrainerOptions noting = s_auto with { Trained = fresh => saved.Add(fresh.Trained.HasNetwork ? "network" : "trees") };
        TrainedTable steps = TableTrainer.Train(TableTreesTests.Steps(400), "y", noting);
        Assert.NotNull(steps.Trained.Trees);
        Assert.Equal(["network", "trees"], saved); // the network is kept until there is something better
        Assert.Matches(
            @"^The best was round \d+\. Chosen: trees, by the log_loss on validation rows that no model has learned from "
                + @"\(network \d\.\d+, trees 0\.\d+, logistic 0\.\d+\)\.$",
            steps.Outcome!);
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

    /// <summary>Losses by hand: √((0² + 1² + 3²) / 3) and √((2² + 2² + 1²) / 3).</summary>
    [Fact]
    public void The_smallest_loss_is_chosen_and_of_equal_ones_the_first()
    {
        TrainedTable any = TableTrainer.Train(TableTreesTests.Line(60), "y", new() { Model = TableModelKind.Linear });
        FittedTable Model(string name, params float[] errors) => any.Fitted with { Name = name, Unseen = new(() => new(new float[errors.Length], errors)) };
        FittedTable first = Model("first", 0, 1, 3), second = Model("second", 2, 2, 1);
        TableChoice choice = TableChoice.Of([[first, second]]);
        Assert.Equal(("second", "rmse"), (choice.Best, choice.Figure));
        Assert.Equal("first", TableChoice.Of([[first, Model("equal", 0, 1, 3)]]).Best);
        Assert.Equal("first", TableChoice.Of([[Model("broken", float.NaN), first]]).Best);
        double unit = any.Target.DecodeNumbers([1f])[0] - any.Target.DecodeNumbers([0f])[0];
        choice = TableChoice.Of([[first, second], [Model("first", 1), Model("second", 10)]]); // over the rows of both: √((10 + 1) / 4), √((9 + 100) / 4)
        Assert.Equal("first", choice.Best);
        Assert.Equal(unit * Math.Sqrt(109 / 4.0), choice.Losses[1].Loss, 1e-4 * unit);
        choice = TableChoice.Of([[first, second]]);
        Assert.Equal([unit * Math.Sqrt(10 / 3.0), unit * Math.Sqrt(3)], choice.Losses.Select(one => one.Loss), (a, b) => Math.Abs(a - b) < 1e-4 * unit);
    }

    /// <summary>What was learned by heart says nothing about rows that were left out.</summary>
    [Fact]
    public void Labels_without_reason_are_not_what_a_network_is_chosen_for()
    {
        SplitMix64 random = new(6);
        Table table = new(
        [
            .. Enumerable.Range(0, 30).Select(c => new NumberColumn($"x{c}", [.. Enumerable.Range(0, 80).Select(_ => random.NextNormal())])),
            new TextColumn("y", [.. Enumerable.Range(0, 80).Select(row => row % 2 == 0 ? "a" : "b")]),
        ]);
        TableTrainerOptions options = new() { Model = TableModelKind.Auto, Recipe = TableRecipe.Best, Members = 4, Layers = [16], Epochs = 30 };
        TrainedTable trained = TableTrainer.Train(table, "y", options);
        Assert.True(trained.Plan.CrossFits);
        Assert.All(trained.Choice!.Losses, one => Assert.InRange(one.Loss, 0.55, 10)); // ln 2 = .69
        Assert.Equal(3, trained.Choice.Losses.Count);
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
