using Hebb.Tensors;

namespace Hebb.Tests.Tensors;

public class NonFiniteTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void The_first_is_found_wherever_it_is(float broken)
    {
        for (int length = 0; length <= 150; length++)
        {
            float[] values = [.. Enumerable.Range(0, length).Select(i => i % 2 == 0 ? float.MaxValue : -float.MaxValue)];
            Assert.Null(NonFinite.First(values));
            for (int at = length - 1; at >= 0; at--)
            {
                values[at] = broken;
                Assert.Equal(at, NonFinite.First(values));
            }
        }
    }
}
