using Hebb.Cpu.Movement;
using Hebb.Cpu.Running;
using Hebb.Tests.Cpu.Running;

namespace Hebb.Tests.Cpu.Movement;

public sealed class FillKernelTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(77)]
    [InlineData(300_001)]
    public void Every_element_gets_the_bits_and_nothing_else_does(int length)
    {
        Workbench bench = new();
        Ref bytes = bench.Room<byte>(length), floats = bench.Room<float>(length), longs = bench.Room<long>(length);
        bench.Run(new FillKernel(1, length, 1) { To = bytes }, 3);
        bench.Run(new FillKernel(4, length, BitConverter.SingleToUInt32Bits(1.5f)) { To = floats }, 3);
        bench.Run(new FillKernel(8, length, unchecked((ulong)-3L)) { To = longs }, 3);
        Assert.All(bench.Read<byte>(bytes), value => Assert.Equal(1, value));
        Assert.All(bench.Read<float>(floats), value => Assert.Equal(1.5f, value));
        Assert.All(bench.Read<long>(longs), value => Assert.Equal(-3, value));
        Assert.True(bench.IsUntouchedBehind(bytes) && bench.IsUntouchedBehind(floats) && bench.IsUntouchedBehind(longs));
    }

    [Fact]
    public void Other_element_sizes_are_refused() => Assert.Throws<ArgumentException>(() => new FillKernel(3, 1, 0) { To = default });
}
