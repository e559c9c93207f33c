using Hebb.Cpu.Reductions;
using Hebb.Cpu.Running;
using Hebb.Tests.Cpu.Running;

namespace Hebb.Tests.Cpu.Reductions;

public sealed class ArgReduceKernelTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_first_of_the_best_is_found(bool smallest)
    {
        Random random = new(1);
        for (int i = 0; i < 300; i++)
        {
            (int outer, int length, int inner) = (random.Next(1, 9), random.Next(1, 100), i % 2 == 0 ? 1 : random.Next(1, 40));
            if (i == 0) { (outer, length) = (3000, 100); }
            if (i == 1) { (outer, length, inner) = (300, 20, 33); }

            // Few different values, so that many are equal; some NaN.
            float[] values = new float[outer * length * inner];
            for (int k = 0; k < values.Length; k++) { values[k] = random.Next(40) == 0 ? float.NaN : random.Next(-5, 6); }
            int[] expected = new int[outer * inner];
            for (int k = 0; k < expected.Length; k++)
            {
                float At(int position) => values[(((k / inner * length) + position) * inner) + (k % inner)];
                for (int p = 1; p < length; p++)
                {
                    if (smallest ? At(p) < At(expected[k]) : At(p) > At(expected[k])) { expected[k] = p; }
                }
            }

            Workbench bench = new();
            Ref from = bench.Put(values), to = bench.Room<int>(outer * inner);
            foreach (int workers in new[] { 1, 2, 3 })
            {
                bench.Spoil(to);
                bench.Run(new ArgReduceKernel(smallest, outer, length, inner) { From = from, To = to }, workers);
                Assert.Equal(expected, bench.Read<int>(to));
                Assert.True(bench.IsUntouchedBehind(to));
            }
        }
    }
}
