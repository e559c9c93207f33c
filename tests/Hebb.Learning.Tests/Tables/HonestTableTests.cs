using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;
using Hebb.Learning.Tuning;
using Hebb.Ops;
using Hebb.Tuning;

namespace Hebb.Learning.Tests.Tables;

/// <summary>Tables that fool a judge: noise, copies, columns that give the answer away, values far from all others, rare classes.</summary>
public sealed class HonestTableTests
{
    private static readonly TableTrainerOptions s_short = new() { Epochs = 8, Layers = [8] };

    [Fact]
    public void On_tables_of_noise_nothing_is_learned()
    {
        int fooled = 0;
        for (int seed = 0; seed < 24; seed++)
        {
            int rows = 60 + (seed * 10);
            SplitMix64 random = SplitMix64.Of(seed, 77);
            Column target = (seed % 3) switch
            {
                0 => new NumberColumn("y", Normals(rows, ref random)),
                1 => new TextColumn("y", [.. Normals(rows, ref random).Select(value => value > 0 ? "p" : "q")]),
                _ => new TextColumn("y", [.. Normals(rows, ref random).Select(value => value > 0.4 ? "u" : value > -0.4 ? "v" : "w")]),
            };
            Table table = new(new NumberColumn("x", Normals(rows, ref random)), new NumberColumn("z", Normals(rows, ref random)), target);
            fooled += TableTrainer.Train(table, "y", s_short with { Seed = seed }).Comparison.Worth == Worth.NothingLearned ? 0 : 1;
        }

        Assert.InRange(fooled, 0, 1);
    }

    [Fact]
    public void Copies_do_not_make_noise_look_learned()
    {
        Table table = Copied(different: 60, copies: 20);
        TrainedTable trained = TableTrainer.Train(table, "y", new() { Epochs = 20, Layers = [32] });
        Assert.Equal(Worth.NothingLearned, trained.Comparison.Worth);
        Assert.Contains(trained.Plan.Decisions, line => line.StartsWith("duplicates: 1140 rows equal others in all columns used", StringComparison.Ordinal));
        Assert.Empty(trained.Plan.Warnings); // with copies any column of different numbers would seem to leak the target
        TrainValidationTest split = trained.Plan.Split;
        Assert.Equal((760, 200, 240), (split.Train.Length, split.Validation.Length, split.Test.Length));
    }

    [Theory]
    [InlineData(200, 5)]
    [InlineData(40, 3)]
    [InlineData(30, 30)]
    public void Equal_rows_are_in_one_part_of_every_split(int different, int copies)
    {
        Table table = Copied(different, copies);
        TablePlan plan = TableTrainer.Prepare(table, "y", s_short);
        Apart(table, plan.Split.Train, plan.Split.Validation, plan.Split.Test);
        Assert.All(
            TableFolds.For(table, plan.Equal, plan.Schema, 4, seed: 1),
            fold => Apart(table, fold.Train, fold.Test));
        TableCrossValidation folds = TableCrossValidation.Run(table, "y", 3, s_short with { Epochs = 1 });
        Assert.Equal(Enumerable.Range(0, table.Rows), folds.Folds.SelectMany(fold => fold.Test).Order());
        Assert.All(folds.Folds, fold => Apart(table, fold.Train, fold.Test));
    }

    [Fact]
    public void Copies_are_found_among_texts_dates_and_missing_values_and_whatever_the_answer_is()
    {
        string?[] names = [.. Enumerable.Range(0, 120).Select(row => row / 2 % 3 == 0 ? null : $"n{row / 2 % 7}")];
        double[] numbers = [.. Enumerable.Range(0, 120).Select(row => row / 2 % 5 == 0 ? double.NaN : row / 2 / 7.0)];
        Table table = new(
            new TextColumn("name", names),
            new NumberColumn("x", numbers),
            new NumberColumn("id", [.. Enumerable.Range(1, 120).Select(row => (double)row)]),
            new TextColumn("y", [.. Enumerable.Range(0, 120).Select(row => row % 2 == 0 ? "a" : "b")]));
        TablePlan plan = TableTrainer.Prepare(table, "y", s_short);
        Apart(plan.Split.Train.Select(row => row / 2), plan.Split.Test.Select(row => row / 2));
    }

    [Fact]
    public void Rows_that_must_be_equal_are_no_copies()
    {
        // Three switches have eight combinations; new rows will be among them too.
        Table table = new(
            new TextColumn("a", [.. Enumerable.Range(0, 200).Select(row => row % 2 == 0 ? "yes" : "no")]),
            new TextColumn("b", [.. Enumerable.Range(0, 200).Select(row => row / 2 % 2 == 0 ? "yes" : "no")]),
            new NumberColumn("c", [.. Enumerable.Range(0, 200).Select(row => row / 4 % 2.0)]),
            new TextColumn("y", [.. Enumerable.Range(0, 200).Select(row => row % 3 == 0 ? "u" : "v")]));
        TablePlan plan = TableTrainer.Prepare(table, "y");
        Assert.Contains(plan.Decisions, line => line.StartsWith("equal rows: 192 rows equal others", StringComparison.Ordinal)
            && line.Contains("only 8 combinations", StringComparison.Ordinal));
        Assert.Equal(0, plan.Equal.Copies);
        Assert.Equal(40, plan.Split.Test.Length);
    }

    [Fact]
    public void Too_few_different_rows_are_refused() => Assert.Contains(
        "There are only 5 different rows",
        Assert.Throws<DataException>(() => TableTrainer.Prepare(Copied(different: 5, copies: 20), "y")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_class_with_one_row_is_learned_and_not_judged()
    {
        SplitMix64 random = new(1);
        Table table = new(
            new NumberColumn("x", Normals(301, ref random)),
            new TextColumn("y", [.. Enumerable.Range(0, 300).Select(row => row % 2 == 0 ? "p" : "q"), "z"]));
        TablePlan plan = TableTrainer.Prepare(table, "y");
        Assert.Equal(["p", "q", "z"], plan.Pipeline.Target.Classes);
        Assert.Contains(300, plan.Split.Train);
        Assert.Contains("class 'z' has only 1 row: used for training, but not for evaluation, because so few cannot be in all parts", plan.Decisions);
    }

    [Fact]
    public void Several_rare_classes_are_named_and_a_target_with_one_frequent_class_is_refused()
    {
        SplitMix64 random = new(1);
        NumberColumn x = new("x", Normals(100, ref random));
        TextColumn Target(params string[] rare) =>
            new("y", [.. Enumerable.Range(0, 100 - rare.Length).Select(row => row % 2 == 0 || rare[0] == "only" ? "p" : "q"), .. rare]);
        Assert.Contains(
            TableTrainer.Prepare(new(x, Target("r", "s", "s")), "y").Decisions,
            line => line.StartsWith("2 classes have fewer than 3 rows ('r', 's')", StringComparison.Ordinal));
        Assert.Contains(
            "Class 'only' has only 1 row, so it cannot be learned and evaluated. Expected at least 3 rows of two classes",
            Assert.Throws<DataException>(() => TableTrainer.Prepare(new(x, Target("only")), "y")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void More_classes_than_held_out_rows_are_split()
    {
        Table table = new(
            new NumberColumn("x", [.. Enumerable.Range(0, 600).Select(row => (row % 150) + (row / 1000.0))]),
            new TextColumn("y", [.. Enumerable.Range(0, 600).Select(row => $"k{row % 150}")]));
        TablePlan plan = TableTrainer.Prepare(table, "y", new() { BalancedClasses = true });
        Assert.Equal(120, plan.Split.Test.Length);
        Assert.Equal(150, plan.Pipeline.Target.Classes.Count); // every class is learned
    }

    [Theory]
    [InlineData("code")]
    [InlineData("word")]
    [InlineData("score")]
    [InlineData("gap")]
    public void A_column_that_tells_the_class_is_named(string name)
    {
        SplitMix64 random = new(5);
        int[] classes = [.. Enumerable.Range(0, 300).Select(row => row * 7 % 3)];
        Column leak = name switch
        {
            "code" => new NumberColumn(name, [.. classes.Select(code => code == 1 ? 3 : code == 2 ? 9 : 5.0)]),
            "word" => new TextColumn(name, [.. classes.Select((code, row) => $"{"abc"[code]}{row % 4}")]),
            "score" => new NumberColumn(name, [.. Normals(300, ref random).Select((value, row) => (100 * classes[row]) + value)]),
            _ => new NumberColumn(name, [.. Normals(300, ref random).Select((value, row) => classes[row] == 0 ? double.NaN : (20 * classes[row]) + value)]),
        };
        Table table = new(new NumberColumn("x", Normals(300, ref random)), leak, new TextColumn("y", [.. classes.Select(code => $"{"uvw"[code]}")]));
        Assert.Equal(
            [$"data leakage? '{name}' alone predicts the target: it tells the class of all 300 rows. If it is not known before 'y', leave it out: "
                + $"Drop = [\"{name}\"] in TableTrainerOptions"],
            TableTrainer.Prepare(table, "y").Warnings);
        Assert.EndsWith(
            $"leave it out: (DropInput {name})",
            TableTrainer.Prepare(table, "y", new() { Words = remedy => $"({remedy.Kind} {remedy.Column})" }).Warnings.Single(),
            StringComparison.Ordinal);
        Assert.Empty(TableTrainer.Prepare(table, "y", new() { Drop = [name] }).Warnings);
    }

    [Theory]
    [InlineData("closed_at")] // a date where it was closed
    [InlineData("due")] // dates before a day and after it
    [InlineData("reason")] // a word where there was one
    [InlineData("called")] // yes or no where somebody was called
    public void What_tells_the_class_by_being_there_or_by_its_day_is_named(string name)
    {
        SplitMix64 random = new(5);
        double[] x = Normals(300, ref random), noise = Normals(300, ref random);
        bool[] good = [.. x.Select(value => value > 0.1)];
        string Day(int row, int more = 0) => DateOnly.FromDayNumber(737_424 + (row * 37 % 200) + more).ToString("O");
        TextColumn leak = new(name, [.. good.Select((yes, row) => name switch
        {
            "due" => Day(row, yes ? 0 : 200),
            _ when !yes => null,
            "closed_at" => Day(row),
            "reason" => $"r{row % 5}",
            _ => row % 3 == 0 ? "yes" : "no",
        })]);
        Table table = new(new NumberColumn("z", noise), leak, new TextColumn("y", [.. good.Select(yes => yes ? "good" : "bad")]));
        Assert.StartsWith(
            $"data leakage? '{name}' alone predicts the target: it tells the class of all 300 rows.",
            Assert.Single(TableTrainer.Prepare(table, "y").Warnings), StringComparison.Ordinal);

        // The same column beside another target tells nothing; beside a number that is 1 or 2 it explains all.
        Assert.Empty(TableTrainer.Prepare(new(leak, new TextColumn("y", [.. noise.Select(value => value > 0 ? "u" : "v")])), "y").Warnings);
        if (name == "due") { return; }
        Table number = new(leak, new NumberColumn("z", noise), new NumberColumn("y", [.. good.Select((yes, row) => (yes ? 1000 : 0) + noise[row])]));
        Assert.Contains("it explains 100.00 % of the variance", Assert.Single(TableTrainer.Prepare(number, "y").Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("euros", true)]
    [InlineData("log", true)]
    [InlineData("band", false)]
    [InlineData("strong", false)]
    public void A_column_that_is_the_number_in_another_form_is_named(string name, bool isNamed)
    {
        SplitMix64 random = new(6);
        double[] y = [.. Normals(200, ref random).Select(Math.Exp)], noise = Normals(200, ref random);
        NumberColumn column = new(name, [.. y.Select((value, row) => name switch
        {
            "euros" => (0.9 * value) + 3,
            "log" => Math.Log(value),
            "band" => Math.Floor(value),
            _ => value + (0.1 * noise[row]),
        })]);
        IReadOnlyList<string> warnings = TableTrainer.Prepare(new(column, new NumberColumn("z", noise), new NumberColumn("y", y)), "y").Warnings;
        Assert.Equal(isNamed ? [$"data leakage? '{name}' alone predicts the target: it explains 100.00 % of the variance. If it is not known before 'y', "
            + $"leave it out: Drop = [\"{name}\"] in TableTrainerOptions"] : [], warnings);
    }

    [Fact]
    public void An_identifier_that_is_used_is_named()
    {
        SplitMix64 random = new(6);
        Table table = new(
            new NumberColumn("customer_id", [.. Enumerable.Range(0, 200).Select(row => 1000.0 + (row * 37 % 90))]),
            new NumberColumn("x", Normals(200, ref random)),
            new TextColumn("y", [.. Normals(200, ref random).Select(value => value > 0 ? "a" : "b")]));
        Assert.StartsWith(
            "'customer_id' is used as a number, but it is named as an identifier",
            Assert.Single(TableTrainer.Prepare(table, "y").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Ordinary_rows_are_learned_as_if_values_far_from_all_others_were_not_there()
    {
        double[] x = [.. Enumerable.Range(0, 300).Select(row => row * 0.618034 % 1)];
        NumberColumn X(params double[] more) => new("x", [.. x, .. more]);
        NumberColumn Y(params double[] more) => new("y", [.. x.Select(value => 3 * value), .. more]);
        TrainedTable trained = TableTrainer.Train(new(X(9999999, 8888888), Y(1.5, 1.2)), "y", new() { Epochs = 60 });
        double ordinary = trained.Trained.Evaluate(new(X(), Y()))["r2"];
        Assert.True(ordinary > 0.97, $"{ordinary}");
        Assert.Contains(trained.Plan.Decisions, line => line.Contains("far from all others (", StringComparison.Ordinal)
            && line.Contains("in row", StringComparison.Ordinal));
        double[] answers = [.. ((double[])[0.5, 1e3, 1e9, 1e300, -1e300])
            .Select(value => trained.Trained.Predict(new Table(new NumberColumn("x", value))).Number(0))];
        Assert.Equal(1.5, answers[0], 0.15);
        Assert.All(answers, answer => Assert.InRange(answer, -4, 8)); // bounded: twice as far as the ordinary values at most
    }

    [Fact]
    public void A_far_value_among_the_held_out_rows_alone_does_not_lead_the_judge_astray()
    {
        double[] x = [.. Enumerable.Range(0, 300).Select(row => row * 0.618034 % 1)];
        Table table = new(new NumberColumn("x", [.. x, 9999999]), new NumberColumn("y", [.. x.Select(value => 3 * value), 1.5]));
        long seed = Enumerable.Range(0, 100).First(seed => TableTrainer.Prepare(table, "y", new() { Seed = seed }).Split.Test.Contains(300));
        TrainedTable trained = TableTrainer.Train(table, "y", new() { Epochs = 60, Seed = seed });
        Assert.True(trained.Metrics["r2"] > 0.7, $"{trained.Metrics["r2"]}");
        Assert.Contains(trained.Plan.Decisions, line => line.StartsWith("x: 1 value lies far from all others (9999999 in row 300)", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_whose_answer_is_far_from_all_others_are_left_out_and_counted()
    {
        double[] x = [.. Enumerable.Range(0, 300).Select(row => row * 0.618034 % 1)];
        Table table = new(new NumberColumn("x", [.. x, 0.5, 0.7]), new NumberColumn("y", [.. x.Select(value => 3 * value), 29999997, 26666664]));
        TablePlan plan = TableTrainer.Prepare(table, "y");
        Assert.Equal(300, plan.Table.Rows);
        Assert.Contains(
            "2 rows are left out, used neither for training nor for evaluation: 'y' lies far from all other values (29999997 in row 300, 26666664 in row 301); "
            + "KeepFar = true in TableTrainerOptions keeps them",
            plan.Decisions);
        Assert.Equal(302, TableTrainer.Prepare(table, "y", new() { KeepFar = true }).Table.Rows);
        Assert.InRange(plan.Pipeline.Target.Scale, 0.8, 0.9);
    }

    [Theory]
    [InlineData(-999, 28)]
    [InlineData(-1, 6)] // the only negative number
    [InlineData(9999, 50)]
    [InlineData(99, 40)]
    public void Rows_whose_answer_is_a_mark_for_no_value_are_left_out(double mark, int count)
    {
        double[] x = [.. Enumerable.Range(0, 300).Select(row => row * 0.618034 % 1)];
        Table table = new(new NumberColumn("x", x), new NumberColumn("y", [.. x.Select((value, row) => row < count ? mark : 12 * value)]));
        TablePlan plan = TableTrainer.Prepare(table, "y");
        Assert.Equal(300 - count, plan.Table.Rows);
        Assert.Contains(
            $"{count} rows are left out, used neither for training nor for evaluation: 'y' is {mark} in all of them, far from all other values, "
            + "as if that stood for no value; KeepFar = true in TableTrainerOptions keeps them",
            plan.Decisions);
        Assert.Equal(300, TableTrainer.Prepare(table, "y", new() { KeepFar = true }).Table.Rows);
    }

    [Fact]
    public void Two_marks_are_left_out_and_what_is_frequent_or_nothing_is_kept()
    {
        double[] x = [.. Enumerable.Range(0, 300).Select(row => row * 0.618034 % 1)];
        int Kept(Func<int, double?> mark) => TableTrainer.Prepare(
            new(new NumberColumn("x", x), new NumberColumn("y", [.. x.Select((value, row) => mark(row) ?? 50 + (12 * value))])), "y").Table.Rows;
        Assert.Equal(270, Kept(row => row < 20 ? -999 : row < 30 ? 888 : null));
        Assert.Equal(300, Kept(row => row < 70 ? -999 : null)); // 23 %: a kind of its own
        Assert.Equal(300, Kept(row => row < 40 ? 0 : null)); // nothing was sold
        Assert.Equal(300, Kept(_ => null));
    }

    [Fact]
    public void The_model_that_is_recommended_instead_is_had_without_hidden_layers()
    {
        Table table = Line();
        // A short training of the network does not shorten that of the linear model: it would look worse than it is.
        TrainedTable network = TableTrainer.Train(table, "y", new() { Recipe = TableRecipe.Simple, Epochs = 2 });
        TrainedTable linear = TableTrainer.Train(table, "y", new() { Recipe = TableRecipe.Simple, Layers = [] });
        Assert.Equal(network.Linear, linear.Metrics);
        Assert.Null(linear.Linear);
        Assert.StartsWith("The linear model has learned something: its r2 of ", linear.Comparison.Verdict, StringComparison.Ordinal);
    }

    private static Table Line()
    {
        SplitMix64 random = new(2);
        double[] x = Normals(120, ref random), noise = Normals(120, ref random);
        return new(new NumberColumn("x", x), new NumberColumn("y", [.. x.Zip(noise, (a, b) => (2 * a) + (0.5 * b))]));
    }

    private static Table Copied(int different, int copies)
    {
        SplitMix64 random = new(4);
        int[] order = [.. Enumerable.Range(0, different * copies)];
        random.Shuffle(order);
        double[] a = Normals(different, ref random), b = Normals(different, ref random), c = Normals(different, ref random), y = Normals(different, ref random);
        NumberColumn Column(string name, double[] values) => new(name, [.. order.Select(row => values[row % different])]);
        return new(
            Column("a", a), Column("b", b), Column("c", c), new TextColumn("y", [.. order.Select(row => y[row % different] > 0 ? "p" : "q")]));
    }

    private static double[] Normals(int count, ref SplitMix64 random)
    {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) { numbers[i] = random.NextNormal(); }
        return numbers;
    }

    private static void Apart(Table table, params int[][] parts) =>
        Apart([.. parts.Select(part => part.Select(row => table.Number("a")[row]))]);

    private static void Apart<T>(params IEnumerable<T>[] parts)
    {
        Assert.All(parts, Assert.NotEmpty);
        HashSet<T>[] sets = [.. parts.Select(part => part.ToHashSet())];
        for (int i = 0; i < sets.Length; i++)
        {
            for (int j = 0; j < i; j++) { Assert.Empty(sets[i].Intersect(sets[j])); }
        }
    }
}
