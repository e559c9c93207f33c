using Hebb.Learning.Trees;
using Hebb.Ops;

namespace Hebb.Learning.Tests.Trees;

public sealed class BoostedTreesTests
{
    private static readonly BoostedTreesOptions s_one = new() { Rounds = 1, MaxLeaves = 2, MinRowsPerLeaf = 1, LearningRate = 1 };

    /// <summary>The mean of y is 0.5; a side with 20 rows answers 20 · 0.5 / (20 + λ) more or less than it.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.1, 0)]
    [InlineData(0.5, 5)]
    [InlineData(1, 20)]
    public void A_tree_of_two_leaves_by_hand(double rate, double l2)
    {
        BoostedTrees trees = BoostedTrees.FitNumbers(Step(40), s_one with { LearningRate = rate, L2 = l2 });
        double step = rate * 20 * 0.5 / (20 + l2);
        double[] answers = trees.Predict([TreeColumn.Numbers(-5, 20.5, 20.6, 1000, double.NaN)]);
        double[] expected = [0.5 - step, 0.5 - step, 0.5 + step, 0.5 + step, 0.5 - step];
        for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], answers[i], 1e-12); }
    }

    /// <summary>Any unit of the target gives the same trees.</summary>
    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    [InlineData(1e149)]
    public void A_target_of_any_size_is_learned(double unit)
    {
        TreeRows rows = new(Step(40).Columns, [.. Step(40).Target.Select(value => value * unit)]);
        double[] answers = BoostedTrees.FitNumbers(rows, s_one).Predict([TreeColumn.Numbers(1, 40)]);
        Assert.Equal(0, answers[0] / unit, 1e-12);
        Assert.Equal(1, answers[1] / unit, 1e-12);
    }

    /// <summary>10 of 30 and 20 of 30: the base is log(1) = 0, G = ±5, H = 30/4, so a leaf answers ∓5/7.5.</summary>
    [Fact]
    public void A_logistic_tree_by_hand()
    {
        double[] x = [.. Enumerable.Range(0, 60).Select(i => i < 30 ? 0.0 : 1)];
        double[] y = [.. Enumerable.Range(0, 60).Select(i => i % 30 < (i < 30 ? 10 : 20) ? 1.0 : 0)];
        BoostedTrees trees = BoostedTrees.FitClasses(new([TreeColumn.Numbers(x)], y), 2, s_one);
        double[] answers = trees.Predict([TreeColumn.Numbers(0, 1)]);
        Assert.Equal(1 / (1 + Math.Exp(5 / 7.5)), answers[0], 1e-7); // derivatives are floats
        Assert.Equal(1 / (1 + Math.Exp(-5 / 7.5)), answers[1], 1e-7);
        Assert.Equal((2, 1, 1), (trees.Classes, trees.Outputs, trees.Rounds));
        Assert.Equal([1], trees.Importance());
    }

    /// <summary>Scores are averaged: answers, log odds, or log probabilities; so the loss is at most the mean loss (Jensen).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_mean_of_models_is_that_of_their_scores(int classes)
    {
        BoostedTreesOptions few = new() { Rounds = 4, MinRowsPerLeaf = 2 };
        TreeColumn[] columns =
        [
            TreeColumn.Numbers([.. Enumerable.Range(0, 60).Select(i => i * 17 % 60 / 7.0)]),
            TreeColumn.Categories([.. Enumerable.Range(0, 60).Select(i => i % 4)], 4),
        ];
        double[] y = [.. Enumerable.Range(0, 60).Select(i => classes == 0 ? Math.Sin(i) : (double)(i * i % 7 % classes))];
        BoostedTrees[] models = [.. Enumerable.Range(0, 3).Select(k =>
        {
            TreeRows part = new TreeRows(columns, y).Take([.. Enumerable.Range(0, 60).Where(i => i % 3 != k)]);
            return classes == 0 ? BoostedTrees.FitNumbers(part, few) : BoostedTrees.FitClasses(part, classes, few with { Rounds = 2 + k });
        })];
        BoostedTrees mean = BoostedTrees.Mean(models);
        int width = Math.Max(classes == 2 ? 1 : classes, 1);
        double[][] answers = [.. models.Select(model => model.Predict(columns))];
        double[] together = mean.Predict(columns);
        for (int row = 0; row < 60; row++)
        {
            double[] expected = classes switch
            {
                0 => [answers.Average(one => one[row])],
                2 => [1 / (1 + Math.Exp(-answers.Average(one => Math.Log(one[row] / (1 - one[row])))))],
                _ => Normalized([.. Enumerable.Range(0, 3).Select(k => Math.Exp(answers.Average(one => Math.Log(one[(row * 3) + k]))))]),
            };
            Assert.All(expected.Zip(together.Skip(row * width)), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        }

        double Loss(double[] given) => Enumerable.Range(0, 60).Average(row => classes == 0 ? (given[row] - y[row]) * (given[row] - y[row])
            : -Math.Log(classes == 2 ? y[row] == 1 ? given[row] : 1 - given[row] : given[(row * 3) + (int)y[row]]));
        Assert.True(Loss(together) < answers.Average(Loss));
        Assert.Equal(models.Sum(model => model.Rounds), mean.Rounds);
        using MemoryStream file = new();
        mean.Save(file);
        file.Position = 0;
        Assert.Equal(together, BoostedTrees.Load(file).Predict(columns));

        static double[] Normalized(double[] values) => [.. values.Select(value => value / values.Sum())];
    }

    [Fact]
    public void Models_of_other_columns_or_classes_have_no_mean()
    {
        TreeRows step = Step(40), two = new([step.Columns[0], step.Columns[0]], step.Target);
        BoostedTrees number = BoostedTrees.FitNumbers(step, s_one);
        Assert.Same(number, BoostedTrees.Mean([number]));
        Assert.Throws<ArgumentException>(() => BoostedTrees.Mean([]));
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => BoostedTrees.Mean([number, BoostedTrees.FitNumbers(two, s_one)]));
        Assert.Contains("Model 1 has other columns", wrong.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => BoostedTrees.Mean([number, BoostedTrees.FitClasses(step, 2, s_one)]));
    }

    /// <summary>A constant column leaves nothing to divide, so the answers are the shares of the classes, by weight.</summary>
    [Fact]
    public void The_base_is_the_best_constant()
    {
        TreeColumn[] constant = [TreeColumn.Numbers(new double[40])];
        double[] y = [.. Enumerable.Range(0, 40).Select(i => (double)(i % 4))], pairs = [.. y.Select(value => value == 3 ? 1.0 : 0)];
        BoostedTrees numbers = BoostedTrees.FitNumbers(new(constant, y)), several = BoostedTrees.FitClasses(new(constant, y), 4);
        BoostedTrees two = BoostedTrees.FitClasses(new(constant, pairs), 2);
        BoostedTrees weighted = BoostedTrees.FitClasses(new(constant, pairs, [.. pairs.Select(value => value == 1 ? 3.0 : 1)]), 2);
        Assert.Equal((0, 0, 0), (numbers.Rounds, several.Rounds, two.Rounds));
        Assert.Equal(1.5, One(numbers, 7)[0], 1e-12);
        Assert.Equal(0.25, One(two, 7)[0], 1e-12);
        Assert.Equal(0.5, One(weighted, 7)[0], 1e-12);
        Assert.All(One(several, 7), p => Assert.Equal(0.25, p, 1e-12));
        Assert.Equal([0], numbers.Importance());
        double third = 1.0 / 3;
        Assert.Equal(third, One(BoostedTrees.FitNumbers(new(constant, [.. Enumerable.Repeat(third, 40)])), 7)[0]); // to the bit
    }

    /// <summary>p = 1/3, so G = −40/3 and H = 40/9 of the right class: +3 for its score, and −1.5 elsewhere.</summary>
    [Fact]
    public void Three_classes_by_hand()
    {
        double[] x = [.. Enumerable.Range(0, 60).Select(i => (double)(i / 20))];
        BoostedTrees trees = BoostedTrees.FitClasses(new([TreeColumn.Numbers(x)], x), 3, s_one with { MaxLeaves = 3, LearningRate = 0.1 });
        double right = Math.Exp(0.3) / (Math.Exp(0.3) + (2 * Math.Exp(-0.15)));
        double[] answers = trees.Predict([TreeColumn.Numbers(0, 1, 2)]);
        for (int i = 0; i < 9; i++) { Assert.Equal(i % 4 == 0 ? right : (1 - right) / 2, answers[i], 1e-7); }
    }

    /// <summary>Twice the weight is the same as the row twice, except for the minimum of rows.</summary>
    [Fact]
    public void A_weight_counts_like_so_many_rows()
    {
        (TreeColumn[] columns, double[] y) = Waves(300, 3);
        double[] weights = [.. Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? 2.0 : 1)];
        int[] repeated = [.. Enumerable.Range(0, 300).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];
        TreeRows twice = new([.. columns.Select(column => TreeColumn.Numbers([.. repeated.Select(i => column.Values[i])]))], [.. repeated.Select(i => y[i])]);
        BoostedTreesOptions options = new() { Rounds = 5, MinRowsPerLeaf = 1, MaxLeaves = 8, MaxBins = 1000 };
        double[] a = BoostedTrees.FitNumbers(new(columns, y, weights), options).Predict(columns), b = BoostedTrees.FitNumbers(twice, options).Predict(columns);
        for (int i = 0; i < a.Length; i++) { Assert.Equal(b[i], a[i], 1e-6); }
    }

    /// <summary>The rounds that are kept are those up to the smallest loss on the validation rows.</summary>
    [Fact]
    public void Training_stops_when_the_validation_rows_do_not_gain_any_more()
    {
        SplitMix64 random = new(5);
        TreeRows Noisy(int rows)
        {
            double[] x = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())];
            return new([TreeColumn.Numbers(x)], [.. x.Select(value => value + random.NextNormal())]);
        }

        TreeRows training = Noisy(400), validation = Noisy(400);
        List<BoostingRound> rounds = [];
        BoostedTreesOptions options = new() { Rounds = 200, Patience = 7 };
        BoostedTrees trees = BoostedTrees.FitNumbers(training, options, validation, new Told<BoostingRound>(rounds.Add));
        int best = 1 + rounds.FindIndex(round => round.ValidationLoss == rounds.Min(other => other.ValidationLoss));
        Assert.Equal(best, trees.Rounds);
        Assert.Equal(best + 7, rounds.Count);
        double[] answers = trees.Predict(validation.Columns);
        Assert.Equal(rounds[best - 1].ValidationLoss!.Value, answers.Zip(validation.Target, (a, y) => 0.5 * (a - y) * (a - y)).Average(), 1e-12);
        BoostedTrees shorter = BoostedTrees.FitNumbers(training, options with { Rounds = best });
        Assert.Equal(shorter.Predict(validation.Columns), answers);
    }

    [Fact]
    public void Where_no_round_is_better_than_the_constant_none_is_kept()
    {
        (TreeColumn[] columns, double[] y) = Waves(200, 1);
        BoostedTrees trees = BoostedTrees.FitNumbers(new(columns, y), validation: new(columns, [.. y.Select(value => -value)]));
        Assert.Equal(0, trees.Rounds);
    }

    [Fact]
    public void Cancellation_keeps_the_rounds_so_far()
    {
        (TreeColumn[] columns, double[] y) = Waves(500, 2);
        using CancellationTokenSource stop = new();
        BoostedTrees trees = BoostedTrees.FitNumbers(new(columns, y), progress: new Told<BoostingRound>(round =>
        {
            if (round.Round == 7) { stop.Cancel(); }
        }), cancellation: stop.Token);
        Assert.Equal(7, trees.Rounds);
        Assert.Equal(BoostedTrees.FitNumbers(new(columns, y), new() { Rounds = 7 }).Predict(columns), trees.Predict(columns));
        Assert.Equal(0, BoostedTrees.FitNumbers(new(columns, y), cancellation: stop.Token).Rounds);
    }

    /// <summary>20 000 rows are enough for threads to share columns, blocks of rows and leaves.</summary>
    [Fact, Trait("Speed", "Slow")]
    public void The_bits_are_the_same_for_any_number_of_threads()
    {
        (TreeColumn[] numbers, double[] y) = Waves(20_000, 4);
        TreeColumn[] columns = [.. numbers, TreeColumn.Categories([.. y.Select((value, i) => (int)(Math.Abs(value) * 10) + (i % 3))], 400)];
        int threads = Compute.Threads;
        try
        {
            double[][] answers = [.. new[] { 1, 2, 5 }.Select(count =>
            {
                Compute.Threads = count;
                TreeRows rows = new(columns, [.. y.Select(value => value < -0.5 ? 0.0 : value < 0.5 ? 1 : 2)]);
                return BoostedTrees.FitClasses(rows, 3, new() { Rounds = 2 }, rows).Predict(columns);
            })];
            Assert.All(answers, other => Assert.Equal(answers[0], other));
        }
        finally { Compute.Threads = threads; }
    }

    /// <summary>One row at a time or many, and codes that were never there are as if missing.</summary>
    [Fact]
    public void A_row_is_answered_alone_as_among_others()
    {
        (TreeColumn[] numbers, double[] y) = Waves(1000, 2);
        TreeColumn kinds = TreeColumn.Categories([.. y.Select((value, i) => i % 11 == 0 ? -1 : value > 0.3 ? i % 40 : 40 + (i % 40))], 100);
        TreeColumn[] columns = [.. numbers, kinds];
        BoostedTrees trees = BoostedTrees.FitNumbers(new(columns, y), new() { Rounds = 20 });
        double[] many = trees.Predict(columns);
        Assert.Equal(many, Enumerable.Range(0, 1000).Select(row => One(trees, [.. columns.Select(column => column.Values[row])])[0]));
        double[] cells = [0.2, 0.7, 3], answer = new double[1];
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) { trees.Predict(cells, answer); }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
        double missing = One(trees, 0.2, 0.7, double.NaN)[0];
        Assert.Equal(missing, One(trees, 0.2, 0.7, -1)[0]);
        Assert.Equal(missing, One(trees, 0.2, 0.7, 100)[0]);
        Assert.Equal(missing, One(trees, 0.2, 0.7, 1e300)[0]);
    }

    /// <summary>Everything missing in a column at training, and in all columns at prediction; a category that training never saw.</summary>
    [Fact]
    public void Columns_without_values_and_unseen_categories_are_no_trouble()
    {
        (TreeColumn[] numbers, double[] y) = Waves(200, 1);
        TreeColumn empty = TreeColumn.Numbers([.. Enumerable.Repeat(double.NaN, 200)]);
        TreeColumn[] columns = [numbers[0], empty, TreeColumn.Categories([.. Enumerable.Range(0, 200).Select(i => i % 3)], 5)];
        BoostedTrees trees = BoostedTrees.FitNumbers(new(columns, y));
        Assert.True(double.IsFinite(One(trees, double.NaN, double.NaN, double.NaN)[0]));
        Assert.Equal(One(trees, 0.3, double.NaN, double.NaN), One(trees, 0.3, 12, 4));
        Assert.Equal(0, trees.Importance()[1]);
    }

    /// <summary>Too few rows for two leaves of 20, and enough.</summary>
    [Fact]
    public void Twenty_rows_are_a_constant_and_forty_are_divided()
    {
        Assert.Equal(0, BoostedTrees.FitNumbers(Step(20)).Rounds);
        Assert.Equal(100, BoostedTrees.FitNumbers(Step(40)).Rounds);
    }

    [Fact]
    public void Two_thousand_columns_find_the_one_that_counts()
    {
        SplitMix64 random = new(9);
        TreeColumn[] columns = [.. Enumerable.Range(0, 2000).Select(_ => TreeColumn.Numbers([.. Enumerable.Range(0, 100).Select(_ => random.NextDouble())]))];
        BoostedTrees trees = BoostedTrees.FitNumbers(new(columns, [.. columns[1234].Values.Select(x => x > 0.5 ? 1.0 : 0)]), new() { Rounds = 2 });
        Assert.True(trees.Importance()[1234] > 0.9);
    }

    [Fact]
    public void Fifty_classes_of_which_one_has_no_row()
    {
        double[] x = [.. Enumerable.Range(0, 1470).Select(i => (double)(i % 49))];
        double[] answers = One(BoostedTrees.FitClasses(new([TreeColumn.Numbers(x)], x), 50, new() { Rounds = 10 }), 17);
        Assert.Equal(17, Array.IndexOf(answers, answers.Max()));
        Assert.Equal(1, answers.Sum(), 1e-12);
        Assert.True(answers[49] < 1e-9);
    }

    [Fact]
    public void What_cannot_be_learned_is_refused()
    {
        TreeColumn[] columns = [TreeColumn.Numbers(1, 2, 3, 4)];
        Says("Row 1 is infinite", () => TreeColumn.Numbers(1, double.PositiveInfinity));
        Says("Row 2 has the code 3. Expected 0 to 2", () => TreeColumn.Categories([0, -1, 3], 3));
        Says("-2", () => TreeColumn.Categories([-2], 3));
        Says("70000 categories", () => TreeColumn.Categories([0], 70_000));
        Says("The target of row 1 is NaN", () => new TreeRows(columns, [1, double.NaN, 2, 3]));
        Says("Column 0 has 4 rows, the target 3", () => new TreeRows(columns, [1, 2, 3]));
        Says("Expected at least one of each", () => new TreeRows([], [1]));
        Says("Expected 4 weights from 0", () => new TreeRows(columns, [1, 2, 3, 4], [1, 1, -1, 1]));
        Says("not all 0", () => new TreeRows(columns, [1, 2, 3, 4], new double[4]));
        Says("have the class 1", () => BoostedTrees.FitClasses(new(columns, [1, 1, 1, 1]), 2));
        Says("have the class 0", () => BoostedTrees.FitClasses(new(columns, [0, 0, 0, 1], [1, 1, 1, 0]), 2));
        Says("The target of row 3 is 2. Expected a class from 0 to 1", () => BoostedTrees.FitClasses(new(columns, [0, 1, 0, 2]), 2));
        Says("The target of row 0 is 0.5", () => BoostedTrees.FitClasses(new(columns, [0.5, 1, 0, 1]), 2));
        Says("The target of row 1 is -1E+151", () => new TreeRows(columns, [1, -1e151, 2, 3]));
        Says("from 0 to 1000000000, not all 0", () => new TreeRows(columns, [1, 2, 3, 4], [1, 1, 1e10, 1]));
        Says("Column 0 has 5 categories", () => BoostedTrees.FitNumbers(Step(40), validation: new([TreeColumn.Categories([1], 5)], [1])));
        Says("LearningRate must be above 0", () => BoostedTrees.FitNumbers(Step(40), new() { LearningRate = 0 }));
        Says("MaxLeaves must be 2 or more, but is 1", () => BoostedTrees.FitNumbers(Step(40), new() { MaxLeaves = 1 }));
        Says("2 columns are given. Expected 1", () => BoostedTrees.FitNumbers(Step(40)).Predict([columns[0], columns[0]]));
        Says("Expected 1 and 1", () => One(BoostedTrees.FitNumbers(Step(40)), 1, 2));
    }

    /// <summary>1 to n; the first half has 0 to predict, the second 1.</summary>
    private static TreeRows Step(int rows) =>
        new([TreeColumn.Numbers([.. Enumerable.Range(1, rows).Select(i => (double)i)])], [.. Enumerable.Range(0, rows).Select(i => i < rows / 2 ? 0.0 : 1)]);

    /// <summary>The sum of waves of several columns, of which some cells are missing.</summary>
    private static (TreeColumn[] Columns, double[] Target) Waves(int rows, int columns)
    {
        SplitMix64 random = new(3);
        double[][] x = [.. Enumerable.Range(0, columns).Select(_ => Enumerable.Range(0, rows).Select(_ => random.NextDouble()).ToArray())];
        double[] y = [.. Enumerable.Range(0, rows).Select(row => x.Sum(column => Math.Sin(6 * column[row])) / columns)];
        return ([.. x.Select(column => TreeColumn.Numbers([.. column.Select(value => value < 0.05 ? double.NaN : value)]))], y);
    }

    private static double[] One(BoostedTrees trees, params double[] row)
    {
        double[] answers = new double[trees.Outputs];
        trees.Predict(row, answers);
        return answers;
    }

    private static void Says(string expected, Func<object> action) =>
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);

    private sealed class Told<T>(Action<T> told) : IProgress<T>
    {
        public void Report(T value) => told(value);
    }
}
