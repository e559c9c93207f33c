using System.Text;
using System.Text.Json;
using Hebb.Data.Preprocessing;

namespace Hebb.Data.Tests.Preprocessing;

/// <summary>Intervals of predicted numbers, by conformal prediction.</summary>
public sealed class PredictionIntervalTests
{
    /// <summary>The finite-sample rank: of n residuals the ⌊(n + 1) · 5 %⌋-th from each end (Lei et al., 2018).</summary>
    [Theory]
    [InlineData(19, -9, 9)]
    [InlineData(38, -18.5, 18.5)]
    [InlineData(39, -18, 18)]
    [InlineData(99, -45, 45)]
    public void The_residuals_that_cut_off_equal_shares_are_the_bounds(int rows, double low, double high)
    {
        double[] residuals = [.. Enumerable.Range(0, rows).Select(i => (i * 7 % rows) - ((rows - 1) / 2.0))];
        PredictionInterval interval = PredictionInterval.Fit(residuals, new double[rows])!;
        Assert.Equal((0.9, low, high), (interval.Share, interval.Around(0).Low, interval.Around(0).High));
        Assert.Equal((100 + low, 100 + high), interval.Around(100));
        interval = PredictionInterval.Fit(residuals, new double[rows], errorRatio: 0.5)!;
        Assert.Equal((100 + (low / 2), 100 + (high / 2)), interval.Around(100));
    }

    [Theory]
    [InlineData(0.9, 19)]
    [InlineData(0.95, 39)]
    [InlineData(0.99, 199)]
    [InlineData(0.5, 3)]
    [InlineData(0.8, 9)]
    public void Few_rows_have_no_interval(double share, int fewest)
    {
        Assert.Equal(fewest, PredictionInterval.FewestRows(share));
        Assert.Null(PredictionInterval.Fit(new double[fewest - 1], new double[fewest - 1], share));
        Assert.NotNull(PredictionInterval.Fit(new double[fewest], new double[fewest], share));
    }

    /// <summary>The error grows with the prediction, skewed: y = x · e, e exponential. Each share of predictions is covered, not only all together.</summary>
    [Fact]
    public void Each_group_of_predictions_is_covered()
    {
        Random random = new(1);
        (double[] x, double[] y) = Draw(3_000);
        PredictionInterval interval = PredictionInterval.Fit(y, x, least: 0)!;
        Assert.Equal(9, interval.From.Count);
        (x, y) = Draw(60_000);
        foreach ((double from, double to) in (ReadOnlySpan<(double, double)>)[(1, 2), (4, 6), (9, 10)])
        {
            int[] rows = [.. Enumerable.Range(0, x.Length).Where(row => x[row] >= from && x[row] < to)];
            double covered = rows.Average(row => interval.Around(x[row]) is var (low, high) && y[row] >= low && y[row] <= high ? 1.0 : 0);
            Assert.InRange(covered, 0.86, 0.94);
        }

        // Of an exponential with mean 1 the middle 90 % lie between 0.051 and 2.996.
        (double first, double last) = interval.Around(9.9);
        Assert.InRange(first, 0, 9.9 * 0.2);
        Assert.InRange(last, 9.9 * 2.4, 9.9 * 3.7);
        Assert.InRange(interval.Around(1.2).High, 1.2 * 2, 1.2 * 4);
        Assert.Equal(-50, interval.Around(-50).Low); // a prediction lies in its own interval, whatever it is
        Assert.Equal(0, interval.Around(1e-9).Low);

        (double[] X, double[] Y) Draw(int rows)
        {
            double[] drawn = [.. Enumerable.Range(0, rows).Select(_ => 1 + (9 * random.NextDouble()))];
            return (drawn, [.. drawn.Select(value => -value * Math.Log(1 - random.NextDouble()))]);
        }
    }

    [Fact]
    public void Equal_predictions_stay_together()
    {
        double[] truth = [.. Enumerable.Range(0, 1_000).Select(row => (double)(row * 7 % 1_000))];
        Assert.Empty(PredictionInterval.Fit(truth, new double[1_000])!.From);
        PredictionInterval two = PredictionInterval.Fit(truth, [.. Enumerable.Range(0, 1_000).Select(row => row < 350 ? 1.0 : 2.0)])!;
        Assert.Equal([2], two.From);
        Assert.NotEqual(two.Around(1).High - 1, two.Around(2).High - 2);
        Assert.Equal(two.Around(2).High - 2, two.Around(7).High - 7, 1e-9);
    }

    [Fact]
    public void It_comes_back_from_a_file()
    {
        TargetEncoder target = TargetEncoder.OfNumber("price", 10, 4);
        target.Interval = new(0.8, [5.5, 7], [1, 0.1, 3], [2, 2.5, 1e9], least: 0);
        PredictionInterval read = Read(Written(target)).Interval!;
        Assert.Equal((0.8, 0), (read.Share, read.Least));
        Assert.Equal([(0, 3), (5.4, 8), (4, 1e9 + 7)], [read.Around(1), read.Around(5.5), read.Around(7)]);
        target.Interval = null;
        Assert.DoesNotContain("interval", Written(target), StringComparison.Ordinal);
        Assert.Null(Read(Written(target)).Interval);
    }

    [Theory]
    [InlineData("\"share\": 0.8", "\"share\": 1", "share")]
    [InlineData("\"share\": 0.8", "\"share\": \"much\"", "share")]
    [InlineData("5.5", "9", "ascend")]
    [InlineData("0.1", "-7", "ends before it begins")]
    [InlineData("\"least\": 0", "\"least\": []", "least")]
    [InlineData("2.5", "2.5, 4", "Expected one of both for each group")]
    public void Damage_is_refused(string field, string damaged, string expected)
    {
        TargetEncoder target = TargetEncoder.OfNumber("price");
        target.Interval = new(0.8, [5.5, 7], [1, 0.1, 3], [2, 2.5, 4.25], least: 0);
        DataException refused = Assert.Throws<DataException>(() => Read(Written(target).Replace(field, damaged, StringComparison.Ordinal)));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_that_do_not_fit_together_are_refused()
    {
        Assert.Contains("one prediction for each row", Assert.Throws<ArgumentException>(
            () => PredictionInterval.Fit(new double[30], new double[31])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new PredictionInterval(0.9, [], [double.NaN], [1]));
        Assert.Throws<ArgumentException>(() => new PredictionInterval(0.9, [], [], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => PredictionInterval.Fit(new double[30], new double[30], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PredictionInterval.Fit(new double[30], new double[30], errorRatio: 0));
    }

    [Fact]
    public void Classes_have_none()
    {
        TargetEncoder target = TargetEncoder.OfClasses("y", "no", "yes");
        target.Interval = null;
        Assert.Contains("An interval is for numbers", Assert.Throws<InvalidOperationException>(
            () => target.Interval = new(0.9, [], [1], [1])).Message, StringComparison.Ordinal);
    }

    private static string Written(TargetEncoder target)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new() { Indented = true }))
        {
            json.WriteStartObject();
            target.Write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static TargetEncoder Read(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return TargetEncoder.Read(new JsonField(document.RootElement, null, ""));
    }
}
