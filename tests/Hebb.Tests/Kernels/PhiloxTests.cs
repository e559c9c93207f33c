using Hebb.Kernels;

namespace Hebb.Tests.Kernels;

public sealed class PhiloxTests
{
    /// <summary>The known answer of Philox4x32-10 for counter 0 and key 0, from the authors' library Random123.</summary>
    [Theory]
    [InlineData(0, 0x6627e8d5u)]
    [InlineData(1, 0xe169c58du)]
    [InlineData(2, 0xbc57ac4cu)]
    [InlineData(3, 0x9b00dbd8u)]
    public void The_generator_is_the_published_one(long index, uint bits) => Assert.Equal((bits >> 8) / (float)(1 << 24), Philox.Uniform(0, 0, index));

    [Fact]
    public void Every_part_of_key_and_counter_matters()
    {
        float[] values = [Philox.Uniform(0, 0, 0), Philox.Uniform(1, 0, 0), Philox.Uniform(1UL << 32, 0, 0), Philox.Uniform(0, 1, 0), Philox.Uniform(0, 1UL << 32, 0), Philox.Uniform(0, 0, 4), Philox.Uniform(0, 0, 1L << 34)];
        Assert.Equal(values.Length, values.Distinct().Count());
    }
}
