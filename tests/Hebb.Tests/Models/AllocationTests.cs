using Hebb.Activations;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Models;

/// <summary>Counts what the whole process allocates, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_thousand_steps_of_fit_allocate_nothing_per_step(bool weighted)
    {
        Tensor x = Tensor.RandomNormal([4000, 3], RandomKey.FromSeed(5));
        Tensor y = (x.Sum(-1, keepDims: true) > 0).Cast(DType.Float32);
        Dataset data = Dataset.From(x, y, weighted ? Tensor.Ones([4000]) : null);
        Sequential model = new([new Dense(4, Activation.Relu), new Dropout(0.1), new Dense(1, Activation.Sigmoid)]);
        model.Compile(new Adam(0.01), Loss.BinaryCrossentropy, [Metric.Accuracy]);
        long Allocated(int steps)
        {
            long before = GC.GetTotalAllocatedBytes(true);
            model.Fit(data, new() { BatchSize = 4, StepsPerEpoch = steps });
            return GC.GetTotalAllocatedBytes(true) - before;
        }

        Allocated(1000);

        // What the test runner itself allocates meanwhile is counted as well, but not every time.
        long least = Enumerable.Range(0, 5).Min(_ => -Allocated(10) + Allocated(1000));
        Assert.InRange(least, long.MinValue, 8_000); // one object per step would be 24 000 bytes or more
    }
}
