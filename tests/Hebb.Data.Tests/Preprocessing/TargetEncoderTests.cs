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
}
