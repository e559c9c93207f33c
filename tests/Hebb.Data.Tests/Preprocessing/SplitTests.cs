using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Preprocessing;

/// <summary>Golden sizes: eng/golden/tables.py (scikit-learn's train_test_split).</summary>
public sealed class SplitTests
{
    private static NumberColumn Classes(params int[] counts) => new("class", [.. counts.SelectMany((count, i) => Enumerable.Repeat((double)i, count))]);

    private static int[] Count(Column classes, int[] rows) =>
        [.. rows.GroupBy(row => classes.TextAt(row)).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Count())];

    [Theory]
    [InlineData(10, 0.25, 7, 3)]
    [InlineData(303, 0.2, 242, 61)]
    [InlineData(7, 0.5, 3, 4)]
    [InlineData(1000, 0.001, 999, 1)]
    public void The_held_out_part_is_rounded_up(int rows, double fraction, int train, int test)
    {
        TrainTest split = Split.TrainTest(rows, fraction);
        Assert.Equal((train, test), (split.Train.Length, split.Test.Length));
        Assert.Equal(Enumerable.Range(0, rows), split.Train.Concat(split.Test).Order());
    }

    [Theory]
    [InlineData(new[] { 50, 50, 50 }, 0.2, new[] { 40, 40, 40 }, new[] { 10, 10, 10 })]
    [InlineData(new[] { 7963, 2037 }, 0.2, new[] { 6370, 1630 }, new[] { 1593, 407 })]
    [InlineData(new[] { 59, 71, 48 }, 0.25, new[] { 44, 53, 36 }, new[] { 15, 18, 12 })]
    [InlineData(new[] { 458, 241 }, 0.3, new[] { 320, 169 }, new[] { 138, 72 })]
    [InlineData(new[] { 164, 55, 36, 35, 13 }, 0.15, new[] { 139, 47, 30, 30, 11 }, new[] { 25, 8, 6, 5, 2 })]
    public void Classes_keep_their_proportions(int[] counts, double fraction, int[] train, int[] test)
    {
        NumberColumn classes = Classes(counts);
        TrainTest split = Split.TrainTest(classes, fraction, seed: 3);
        Assert.Equal(train, Count(classes, split.Train));
        Assert.Equal(test, Count(classes, split.Test));
        Assert.Equal(Enumerable.Range(0, classes.Count), split.Train.Concat(split.Test).Order());
    }

    [Fact]
    public void Equal_seeds_give_equal_rows_and_other_seeds_others()
    {
        NumberColumn classes = Classes(60, 40);
        Assert.Equal(Split.TrainTest(classes, seed: 5).Test, Split.TrainTest(classes, seed: 5).Test);
        Assert.NotEqual(Split.TrainTest(classes, seed: 5).Test, Split.TrainTest(classes, seed: 6).Test);
        Assert.Equal([0, 9, 5, 8, 6, 4, 7, 2, 1, 3], Split.TrainTest(10, 0.3, seed: 42).Train.Concat(Split.TrainTest(10, 0.3, seed: 42).Test));
    }

    [Fact]
    public void Every_row_is_held_out_about_equally_often()
    {
        int[] held = new int[10];
        for (int seed = 0; seed < 3000; seed++)
        {
            foreach (int row in Split.TrainTest(10, 0.2, seed).Test)
            {
                held[row]++;
            }
        }

        // 3000 draws with probability 0.2: mean 600, standard deviation 22.
        Assert.All(held, count => Assert.InRange(count, 500, 700));
    }

    [Fact]
    public void Three_parts_are_disjoint_and_share_the_test_rows_with_two_parts()
    {
        NumberColumn classes = Classes(70, 30);
        TrainValidationTest split = Split.TrainValidationTest(classes, 0.2, 0.25, seed: 9);
        Assert.Equal((60, 20, 20), (split.Train.Length, split.Validation.Length, split.Test.Length));
        Assert.Equal(Enumerable.Range(0, 100), split.Train.Concat(split.Validation).Concat(split.Test).Order());
        Assert.Equal(Split.TrainTest(classes, 0.2, seed: 9).Test, split.Test);
        Assert.Equal([14, 6], Count(classes, split.Validation));
    }

    [Fact]
    public void Time_keeps_its_order()
    {
        TrainValidationTest split = Split.TrainValidationTest(10, 0.2, 0.25, shuffle: false);
        Assert.Equal([0, 1, 2, 3, 4, 5], split.Train);
        Assert.Equal([6, 7], split.Validation);
        Assert.Equal([8, 9], split.Test);
    }

    [Fact]
    public void What_cannot_be_split_is_an_error_with_the_remedy()
    {
        Assert.Contains("Class '1' has only 1 row", Assert.Throws<DataException>(() => Split.TrainTest(Classes(10, 1))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "5 classes cannot each be in both parts",
            Assert.Throws<DataException>(() => Split.TrainTest(Classes(2, 2, 2, 2, 2))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "table.DropMissing(\"y\")",
            Assert.Throws<DataException>(() => Split.TrainTest(new TextColumn("y", "a", "b", null))).Message,
            StringComparison.Ordinal);
        Assert.Throws<DataException>(() => Split.TrainTest(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.TrainTest(10, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.TrainTest(10, double.NaN));
    }
}
