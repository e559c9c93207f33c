using Hebb.Activations;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Optimizers;

/// <summary>Several small batches make the update of one large one.</summary>
public sealed class GradientAccumulationTests
{
    public static TheoryData<Func<int?, Optimizer>> Optimizers() => [
        steps => new SGD(0.1) { GradientAccumulationSteps = steps },
        steps => new SGD(0.1, 0.9, nesterov: true) { GradientAccumulationSteps = steps, ClipNorm = 0.05 },
        steps => new Adam(0.05) { GradientAccumulationSteps = steps, WeightDecay = 0.1 },
        steps => new Nadam(0.05) { GradientAccumulationSteps = steps },
        steps => new Adafactor(0.1) { GradientAccumulationSteps = steps },
        steps => new Lamb(0.05) { GradientAccumulationSteps = steps, GlobalClipNorm = 0.1 },
        steps => new Muon(0.05) { GradientAccumulationSteps = steps },
        steps =>
            new RMSprop(0.01, centered: true, momentum: 0.5) { GradientAccumulationSteps = steps, WeightDecay = 0.1 },
    ];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Four_batches_of_three_rows_are_one_of_twelve(Func<int?, Optimizer> make)
    {
        Tensor x = Tensor.Create([.. Enumerable.Range(0, 48).Select(i => MathF.Sin(1.7f * i))], [12, 4]),
            y = Tensor.Create([.. Enumerable.Range(0, 12).Select(i => MathF.Cos(i))], [12, 1]);
        Sequential large = Model(make(null)), small = Model(make(4));
        for (int update = 0; update < 4; update++)
        {
            large.TrainOnBatch(new Batch(x, y));
            IReadOnlyList<Tensor> before = small.GetWeights();
            int batches = 0;
            foreach (Batch batch in Dataset.From(x, y).Batches(3))
            {
                small.TrainOnBatch(batch);
                if (++batches < 4) { Assert.Equal(before.SelectMany(w => w.ToArray<float>()), small.GetWeights().SelectMany(w => w.ToArray<float>())); }
            }

            // Only the order of summing differs.
            foreach ((Tensor expected, Tensor found) in large.GetWeights().Zip(small.GetWeights()))
            {
                Near.Equal(expected.ToDoubles(), found, 1e-5, $"update {update}");
            }
        }

        Assert.Equal(16, small.Optimizer!.Iterations);
        foreach (Parameter slot in large.Optimizer!.State)
        {
            Near.Equal(slot.Value.ToDoubles(), small.Optimizer.State.Single(other => other.Name == slot.Name).Value, 1e-5, slot.Name);
        }
    }

    [Fact]
    public void A_gradient_that_is_not_a_number_does_not_stay_in_the_sum_for_ever()
    {
        Parameter w = new("w", Tensor.Create(1f));
        SGD sgd = new(1) { GradientAccumulationSteps = 2 };
        Descent.Follow(sgd, w, Tensor.Create(float.NaN), Tensor.Create(1f));
        Assert.True(double.IsNaN(w.Value.Item()));
        w.SetValues<float>([1]);
        Descent.Follow(sgd, w, Tensor.Create(1f), Tensor.Create(3f));
        Assert.Equal(-1, w.Value.Item());
    }

    private static Sequential Model(Optimizer optimizer)
    {
        Sequential model = new([new Hebb.Layers.Input([4]), new Dense(5, Activation.Tanh), new Dense(1)]) { Seed = 5 };
        model.Compile(optimizer, Loss.MeanSquaredError);
        return model;
    }
}
