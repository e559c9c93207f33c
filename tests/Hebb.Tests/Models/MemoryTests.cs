using System.Globalization;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Models;

/// <summary>The memory of a process that goes on and on: what shapes need is kept once, not once for each call.</summary>
public sealed class MemoryTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void Shapes_that_come_again_and_again_take_no_more_memory()
    {
        long[] bytes = [.. OtherProcess.Run(nameof(MemoryTests), "DOTNET_gcServer", "0").Select(line => long.Parse(line, CultureInfo.InvariantCulture))];
        Assert.Equal(4, bytes.Length);
        Assert.InRange(bytes[1], 0, bytes[0] * 1.02);
        Assert.InRange(bytes[3], 0, bytes[2] * 1.02);
    }

    /// <summary>
    /// Bytes after two rounds of predictions over 150 lengths and after ten, after two rounds of trainings with 40 batch sizes and after eight.
    /// </summary>
    internal static string[] Work()
    {
        List<long> bytes = [];
        Sequential series = new([new Hebb.Layers.Input([null, 3]), new Conv1D(4, 2), new GRU(4)]);
        for (int round = 1; round <= 10; round++)
        {
            for (int length = 2; length <= 151; length++) { _ = series.Predict(Tensor.Zeros([1 + length % 3, length, 3])); }
            if (round is 2 or 10) { bytes.Add(GC.GetTotalMemory(forceFullCollection: true)); }
        }

        Sequential model = new([new Dense(5), new BatchNormalization(), new Dense(1)]);
        model.Compile(new Adam(), Loss.MeanSquaredError);
        Tensor x = Tensor.Ones([60, 3]), y = Tensor.Ones([60, 1]);
        for (int round = 1; round <= 8; round++)
        {
            for (int size = 1; size <= 40; size++) { model.Fit(x, y, new() { BatchSize = size }); }
            if (round is 2 or 8) { bytes.Add(GC.GetTotalMemory(forceFullCollection: true)); }
        }

        GC.KeepAlive(series);
        GC.KeepAlive(model);
        return [.. bytes.Select(count => count.ToString(CultureInfo.InvariantCulture))];
    }
}
