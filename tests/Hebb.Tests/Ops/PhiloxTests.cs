using Hebb.Cpu.Movement;
using Hebb.Cpu.Running;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Ops;

public unsafe class PhiloxTests
{
    /// <summary>The known answers published with Random123 (file kat_vectors, philox4x32 10).</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Block_gives_the_published_answers(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint x0, uint x1, uint x2, uint x3) =>
        Assert.Equal((x0, x1, x2, x3), Philox.Block(c0, c1, c2, c3, k0, k1));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 1000)]
    [InlineData(1, 333)]
    [InlineData(7, 40)]
    [InlineData(17179869180, 100)] // across a carry into the second word of the counter
    public void Many_values_are_the_same_as_one_by_one(long first, int count)
    {
        ulong key = 0x0123456789ABCDEF, step = 0xFEDCBA9876543210;
        float[] y = new float[count + 32];
        Array.Fill(y, -1f);
        fixed (float* at = y) { Philox.Uniform(at, count, key, step, first); }
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(Philox.Uniform(key, step, first + i), y[i]);
            Assert.InRange(y[i], 0f, 0.99999994f);
        }

        Assert.All(y.AsSpan(count).ToArray(), guard => Assert.Equal(-1f, guard));
    }

    [Fact]
    public void Uniform_is_the_upper_24_bits_of_the_published_answer()
    {
        Assert.Equal((0x6627e8d5u >> 8) / 16777216f, Philox.Uniform(0, 0, 0));
        Assert.Equal((0x9b00dbd8u >> 8) / 16777216f, Philox.Uniform(0, 0, 3));
    }

    [Fact]
    public void Kernel_reads_the_step_when_it_runs_and_its_parts_make_one_stream()
    {
        const int Count = 70_001;
        RandomKernel kernel = new(new(0, 64), Count, 42, new(1, 8));
        Frame frame = new(2) { Pool = new() };
        Storage y = new(64 + Count * 4 + 64), step = new(16);
        frame.Bind(0, y);
        frame.Bind(1, step);
        foreach (long now in new[] { 5L, 1L << 40 })
        {
            step.Span<long>()[1] = now;
            for (int part = kernel.Parts - 1; part >= 0; part--) { kernel.Run(frame, part, 0); }
            for (int i = 0; i < Count; i++) { Assert.Equal(Philox.Uniform(42, (ulong)now, i), y.Span<float>()[16 + i]); }
            Assert.Equal(0f, y.Span<float>()[16 + Count]);
        }

        Assert.True(kernel.Parts > 1);
    }
}
