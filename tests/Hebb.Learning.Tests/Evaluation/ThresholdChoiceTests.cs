using Hebb.Learning.Evaluation;

namespace Hebb.Learning.Tests.Evaluation;

/// <summary>The curves of <see cref="CurveTests"/>, four positives and six negatives: found and false alarms from the top are 1+0, 2+0, 2+1,
/// 3+1, 3+3, 4+3, 4+4, ….</summary>
public sealed class ThresholdChoiceTests
{
    [Fact]
    public void F1_balances_precision_and_recall()
    {
        // F1 from the top: 0.4, 0.667, 0.571, 0.75, 0.6, 0.727, ….
        ThresholdChoice choice = ThresholdChoice.ByF1(CurveTests.Positive, CurveTests.Scored);
        Assert.Equal((0.65f, 3, 1, 1, 5), ((float)choice.Threshold, choice.Hits, choice.Alarms, choice.Misses, choice.Passes));
        Assert.Equal((0.75, 0.75, 0.75), (choice.Precision, choice.Recall, choice.F1));
        Assert.Contains("Of 4 positive rows 3 are found", choice.Explanation, StringComparison.Ordinal);
        Assert.Contains("1 false alarms among 6 negative rows", choice.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Youden_is_the_largest_gap_of_the_rates()
    {
        // Gaps: 0.25, 0.5, 0.333, 0.583, 0.25, 0.5, ….
        Assert.Equal(0.65f, (float)ThresholdChoice.ByYouden(CurveTests.Positive, CurveTests.Scored).Threshold);
    }

    [Theory]
    [InlineData(1, 1, 0.82f)] // costs from the top 4, 3, 2, 3, 2: among equals the higher threshold
    [InlineData(1, 10, 0.35f)] // 40, 30, 20, 21, 11, 13, 3
    [InlineData(10, 1, 0.82f)]
    public void Cost_decides(double alarm, double miss, float threshold) =>
        Assert.Equal(threshold, (float)ThresholdChoice.ByCost(CurveTests.Positive, CurveTests.Scored, alarm, miss).Threshold);

    [Fact]
    public void Nobody_is_accused_when_alarms_cost_more_than_all_misses()
    {
        ThresholdChoice choice = ThresholdChoice.ByCost([false, true], [0.9f, 0.1f], falseAlarm: 100, miss: 1);
        Assert.Equal((double.PositiveInfinity, 0, 0), (choice.Threshold, choice.Hits, choice.Alarms));
    }

    [Fact]
    public void A_target_recall_or_precision_is_kept()
    {
        Assert.Equal(0.35f, (float)ThresholdChoice.ForRecall(CurveTests.Positive, CurveTests.Scored, 0.9).Threshold);
        ThresholdChoice precise = ThresholdChoice.ForPrecision(CurveTests.Positive, CurveTests.Scored, 0.7)!;
        Assert.Equal((0.65f, 0.75), ((float)precise.Threshold, precise.Recall));
        Assert.Null(ThresholdChoice.ForPrecision([false, true], [0.9f, 0.1f], 0.9));
    }

    [Fact]
    public void Impossible_wishes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdChoice.ForRecall(CurveTests.Positive, CurveTests.Scored, 1.5));
        Assert.Contains(
            "those of mistakes larger",
            Assert.Throws<ArgumentException>(() => ThresholdChoice.ByCost(CurveTests.Positive, CurveTests.Scored, -1, 1)).Message,
            StringComparison.Ordinal);
        Assert.Contains("needs both", Assert.Throws<ArgumentException>(() => ThresholdChoice.ByF1([true], [0.5f])).Message, StringComparison.Ordinal);
    }
}
