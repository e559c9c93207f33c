using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Preprocessing;

public sealed class ExampleSplitTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Without_copies_and_rare_classes_rows_are_dealt_as_always(long seed)
    {
        TextColumn classes = new("y", [.. Enumerable.Range(0, 97).Select(row => row % 5 == 0 ? "a" : row % 2 == 0 ? "b" : "c")]);
        Same(Split.TrainValidationTest(classes, 0.2, 0.25, seed), ExampleSplit.TrainValidationTest(classes, EqualRows.None(97), 0.2, 0.25, seed));
        Same(Split.TrainValidationTest(97, 0.2, 0.25, seed), ExampleSplit.TrainValidationTest(null, EqualRows.None(97), 0.2, 0.25, seed));
    }

    [Fact]
    public void Copies_go_with_the_first_of_them_and_classes_keep_their_proportions()
    {
        // 50 different rows, three copies of each.
        int[] which = [.. Enumerable.Range(0, 150).Select(row => row * 7 % 50)];
        TextColumn classes = new("y", [.. which.Select(one => one < 10 ? "rare" : "frequent")]);
        TrainValidationTest split = ExampleSplit.TrainValidationTest(classes, EqualRows.Of(which), 0.2, 0.25, 3);
        Assert.Equal((90, 30, 30), (split.Train.Length, split.Validation.Length, split.Test.Length));
        Assert.Equal(Enumerable.Range(0, 150), ((int[])[.. split.Train, .. split.Validation, .. split.Test]).Order());
        Assert.Equal(6, split.Test.Count(row => which[row] < 10));
        Assert.Equal(10, split.Test.Select(row => which[row]).Distinct().Count());
        Assert.Empty(split.Test.Select(row => which[row]).Intersect(split.Train.Concat(split.Validation).Select(row => which[row])));
        Assert.Empty(split.Validation.Select(row => which[row]).Intersect(split.Train.Select(row => which[row])));
    }

    [Fact]
    public void A_row_that_is_copied_more_often_than_a_tenth_of_all_rows_is_learned_from()
    {
        int[] which = [.. Enumerable.Range(0, 100).Select(row => Math.Max(0, row - 40))];
        for (long seed = 0; seed < 5; seed++)
        {
            TrainTest split = ExampleSplit.TrainTest(null, EqualRows.Of(which), 0.2, seed);
            Assert.Equal(41, split.Train.Count(row => which[row] == 0));
            Assert.Equal(12, split.Test.Length);
        }
    }

    [Fact]
    public void Every_class_is_learned_whatever_its_copies_are_called()
    {
        // Each pair of copies has both classes, and one pair has a third.
        TextColumn classes = new("y", [.. Enumerable.Range(0, 40).Select(row => row == 21 ? "lone" : row % 2 == 0 ? "a" : "b")]);
        EqualRows equal = EqualRows.Of(Enumerable.Range(0, 40).Select(row => row / 2));
        for (long seed = 0; seed < 10; seed++)
        {
            TrainValidationTest split = ExampleSplit.TrainValidationTest(classes, equal, 0.3, 0.3, seed);
            Assert.Equal(["a", "b", "lone"], split.Train.Select(row => classes[row]).Distinct().Order());
            Assert.Equal(40, split.Train.Length + split.Validation.Length + split.Test.Length);
        }
    }

    [Fact]
    public void Equal_rows_are_equal_in_every_column()
    {
        NumberColumn numbers = new("x", 1, 1, double.NaN, double.NaN, 0, -0.0);
        TextColumn texts = new("t", "a", "A", null, null, "b", "b");
        Assert.Equal([0, 1, 2, 2, 3, 3], EqualRows.Of(6, [numbers, texts]).Groups);
        Assert.Equal([0, 0, 1, 1, 2, 2], EqualRows.Of(6, [numbers]).Groups);
        Assert.Equal(2, EqualRows.Of(6, [numbers, texts]).Copies);
        Assert.Equal([0, 1, 0], EqualRows.Of(6, [numbers, texts]).Take([2, 5, 3]).Groups);
    }

    private static void Same(TrainValidationTest expected, TrainValidationTest found)
    {
        Assert.Equal(expected.Train, found.Train);
        Assert.Equal(expected.Validation, found.Validation);
        Assert.Equal(expected.Test, found.Test);
    }
}
