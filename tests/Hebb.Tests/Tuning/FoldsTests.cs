using Hebb.Tuning;

namespace Hebb.Tests.Tuning;

/// <summary>Sizes and members as scikit-learn 1.2.1 gives them for the same rows; what is shuffled is checked by its properties.</summary>
public sealed class FoldsTests
{
    [Theory]
    [InlineData(10, 5, new[] { 2, 2, 2, 2, 2 })]
    [InlineData(11, 4, new[] { 3, 3, 3, 2 })]
    [InlineData(7, 7, new[] { 1, 1, 1, 1, 1, 1, 1 })]
    public void Every_row_is_tested_once(int rows, int folds, int[] sizes)
    {
        foreach (bool shuffle in (bool[])[false, true])
        {
            IReadOnlyList<Fold> parts = Folds.KFold(rows, folds, seed: 3, shuffle);
            Assert.Equal(sizes, parts.Select(fold => fold.Test.Length));
            Assert.Equal(Enumerable.Range(0, rows), parts.SelectMany(fold => fold.Test).Order());
            Assert.All(parts, fold => Assert.Equal(Enumerable.Range(0, rows), fold.Train.Concat(fold.Test).Order()));
        }

        // sklearn.model_selection.KFold without shuffling: stretches of rows.
        Assert.Equal(Enumerable.Range(0, rows), Folds.KFold(rows, folds, shuffle: false).SelectMany(fold => fold.Test));
    }

    [Fact]
    public void Another_seed_gives_other_parts_and_the_same_seed_the_same()
    {
        static string Parts(long seed) => string.Join('|', Folds.KFold(50, 5, seed).Select(fold => string.Join(',', fold.Test)));
        Assert.Equal(Parts(1), Parts(1));
        Assert.NotEqual(Parts(1), Parts(2));
    }

    [Fact]
    public void Stratified_parts_have_each_class_in_proportion()
    {
        int[] classes = [.. Enumerable.Repeat(0, 53).Concat(Enumerable.Repeat(1, 21)).Concat(Enumerable.Repeat(2, 7))];
        IReadOnlyList<Fold> parts = Folds.Stratified(classes, 5, seed: 1);
        Assert.Equal(Enumerable.Range(0, 81), parts.SelectMany(fold => fold.Test).Order());
        Assert.All(parts, fold => Assert.InRange(fold.Test.Length, 16, 17));
        foreach ((int value, int count) in ((int, int)[])[(0, 53), (1, 21), (2, 7)])
        {
            // sklearn.model_selection.StratifiedKFold: every fold has ⌊n/k⌋ or ⌈n/k⌉ of each class.
            Assert.All(parts, fold => Assert.InRange(fold.Test.Count(row => classes[row] == value), count / 5, (count + 4) / 5));
        }
    }

    [Fact]
    public void Groups_stay_together_and_parts_are_balanced()
    {
        // GroupKFold(3).split(X, groups=[0,0,1,1,2,2,3,3,3,3,4]) of scikit-learn 1.2.1 tests 4, 4 and 3 rows.
        int[] groups = [0, 0, 1, 1, 2, 2, 3, 3, 3, 3, 4];
        IReadOnlyList<Fold> parts = Folds.Grouped(groups, 3);
        Assert.Equal([3, 4, 4], parts.Select(fold => fold.Test.Length).Order());
        Assert.All(parts, fold => Assert.Empty(fold.Train.Select(row => groups[row]).Intersect(fold.Test.Select(row => groups[row]))));
        Assert.Equal(Enumerable.Range(0, 11), parts.SelectMany(fold => fold.Test).Order());
    }

    [Fact]
    public void A_series_is_tested_on_its_past_only()
    {
        // TimeSeriesSplit(n_splits=3).split(range(10)): train 0–3, 0–5, 0–7; test 4–5, 6–7, 8–9.
        Assert.Equal([(4, 4, 5), (6, 6, 7), (8, 8, 9)], Folds.TimeSeries(10, 3).Select(fold => (fold.Train.Length, fold.Test[0], fold.Test[^1])));
        // TimeSeriesSplit(n_splits=3, gap=2): train 0–1, 0–3, 0–5.
        Assert.Equal([(2, 4, 5), (4, 6, 7), (6, 8, 9)], Folds.TimeSeries(10, 3, gap: 2).Select(fold => (fold.Train.Length, fold.Test[0], fold.Test[^1])));
        Assert.All(Folds.TimeSeries(100, 7, gap: 3), fold => Assert.Equal(Enumerable.Range(0, fold.Test[0] - 3), fold.Train));
    }

    [Fact]
    public void Each_row_alone() => Assert.Equal([0, 1, 2, 3], Folds.LeaveOneOut(4).Select(fold => fold.Test.Single()));

    [Fact]
    public void Repeats_have_other_seeds()
    {
        IReadOnlyList<Fold> folds = Folds.Repeated(3, seed => Folds.KFold(20, 4, seed), seed: 5);
        Assert.Equal(12, folds.Count);
        Assert.Equal(Folds.KFold(20, 4, 6)[0].Test, folds[4].Test);
    }

    [Fact]
    public void What_cannot_be_parted_is_refused()
    {
        Assert.Contains("at least 2 folds", Assert.Throws<ArgumentOutOfRangeException>(() => Folds.KFold(10, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("but there are 3", Assert.Throws<ArgumentException>(() => Folds.KFold(3, 5)).Message, StringComparison.Ordinal);
        Assert.Contains("5 groups", Assert.Throws<ArgumentException>(() => Folds.Grouped([1, 1, 2, 2], 5)).Message, StringComparison.Ordinal);
        Assert.Contains("largest class", Assert.Throws<ArgumentException>(() => Folds.Stratified([0, 1, 0, 1], 3)).Message, StringComparison.Ordinal);
        Assert.Contains("smaller gap", Assert.Throws<ArgumentException>(() => Folds.TimeSeries(10, 3, gap: 4)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Folds.TimeSeries(3, 3));
    }
}
