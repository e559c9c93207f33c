using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Preprocessing;

public sealed class TargetEncoderTests
{
    [Fact]
    public void A_number_is_learned_as_its_distance_from_the_mean_in_units_of_the_scale()
    {
        TargetEncoder target = TargetEncoder.OfNumber("price", mean: 10, scale: 4);
        Assert.Equal(LearningTask.Regression, target.Task);
        Assert.Equal([-2.5f, 0, 0.5f], target.Encode(new Table(new NumberColumn("price", [0, 10, 12]))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_scale_above_0_is_needed(double scale) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TargetEncoder.OfNumber("price", 0, scale));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_threshold_is_a_probability(double threshold)
    {
        TargetEncoder target = TargetEncoder.OfClasses("y", "no", "yes");
        Assert.Equal((0.5, null), (target.Threshold, target.RecommendedThreshold));
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => target.Threshold = threshold);
        Assert.Contains("above 0 and below 1", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => target.RecommendedThreshold = threshold);
        Assert.Equal((0.5, null), (target.Threshold, target.RecommendedThreshold));
    }

    [Fact]
    public void Only_two_classes_have_a_threshold()
    {
        foreach (TargetEncoder target in (TargetEncoder[])[TargetEncoder.OfClasses("y", "a", "b", "c"), TargetEncoder.OfNumber("y")])
        {
            Assert.Contains("between two classes", Assert.Throws<InvalidOperationException>(() => target.Threshold = 0.3).Message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => target.RecommendedThreshold = 0.3);
            target.RecommendedThreshold = null;
        }
    }
}
