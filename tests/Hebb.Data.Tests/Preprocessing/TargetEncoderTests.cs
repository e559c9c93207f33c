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

    /// <summary>(ln(y + 2) − 1) / 0.5, and back.</summary>
    [Fact]
    public void A_number_may_be_learned_as_a_logarithm()
    {
        TargetEncoder target = new("price", LearningTask.Regression, [], false, 1, 0.5, logOffset: 2);
        float[] encoded = target.Encode(new Table(new NumberColumn("price", [0, 10, -1.5])));
        Assert.Equal([-0.61370564f, 2.9698133f, -3.3862944f], encoded);
        double[] decoded = target.DecodeNumbers(encoded);
        Assert.Equal(0, decoded[0], 1e-6);
        Assert.Equal(10, decoded[1], 1e-5);
        Assert.Equal(-1.5, decoded[2], 1e-6);
        DataException refused = Assert.Throws<DataException>(() => target.Encode(new Table(new NumberColumn("price", [1, -2]))));
        Assert.Contains("below all training numbers", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_says_that_logarithms_were_learned()
    {
        double[] prices = [1, 10, 100, 1000];
        Table table = new(new NumberColumn("x", [1.5, 2, 2.5, 9]), new NumberColumn("price", prices));
        ColumnPipeline pipeline = ColumnPipeline.Fit(table, Schema.Infer(table, "price"), new() { TargetLogOffset = 0 });
        Assert.Equal(Math.Log(1000) / 2, pipeline.Target.Mean, 1e-12);
        using MemoryStream file = new();
        pipeline.Save(file);
        Assert.Contains("\"version\": 5", System.Text.Encoding.UTF8.GetString(file.ToArray()), StringComparison.Ordinal);
        file.Position = 0;
        ColumnPipeline read = ColumnPipeline.Load(file);
        Assert.Equal(0, read.Target.LogOffset);
        Assert.Equal(pipeline.EncodeTarget(table), read.EncodeTarget(table));
        Assert.Equal(pipeline.Target.DecodeNumbers(0.25f), read.Target.DecodeNumbers(0.25f));
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
