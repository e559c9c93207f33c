using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Optimizers;

/// <summary>Running means of weights: ā₁ = w₁, then āₜ = m·āₜ₋₁ + (1 − m)·wₜ.</summary>
public sealed class WeightAverageTests
{
    [Fact]
    public void The_mean_follows_the_weights()
    {
        SGD sgd = new(0.1) { UseEma = true, EmaMomentum = 0.8 };
        double[] mean = [], w = [.. Descent.Start];
        Descent.Run(sgd, parameter =>
        {
            w = [.. w.Select((value, i) => value - 0.1 * Descent.Curvature[i] * value)];
            mean = mean.Length == 0 ? w : [.. mean.Select((value, i) => 0.8 * value + 0.2 * w[i])];
            Near.Equal(w, parameter.Value, 2e-6);
            Near.Equal(mean, sgd.State[0].Value, 2e-6);
        });
    }

    [Fact]
    public void The_weights_become_the_mean_every_so_many_steps()
    {
        double[] mean = [], w = [.. Descent.Start];
        int t = 0;
        Descent.Run(new SGD(0.1) { UseEma = true, EmaMomentum = 0.8, EmaOverwriteFrequency = 2 }, parameter =>
        {
            w = [.. w.Select((value, i) => value - 0.1 * Descent.Curvature[i] * value)];
            mean = mean.Length == 0 ? w : [.. mean.Select((value, i) => 0.8 * value + 0.2 * w[i])];
            if (++t % 2 == 0) { w = mean; }
            Near.Equal(w, parameter.Value, 2e-6, $"step {t}");
        });
    }

    [Fact]
    public void Finalizing_gives_the_mean_and_does_nothing_before_the_first_update()
    {
        Parameter w = new("w", Tensor.Create(1f));
        SGD sgd = new(1) { UseEma = true, EmaMomentum = 0.5, GradientAccumulationSteps = 2 };
        Descent.Follow(sgd, w, Tensor.Create(1f));
        sgd.FinalizeValues([w]);
        Assert.Equal(1, w.Value.Item());
        Descent.Follow(sgd, w, Tensor.Create(3f), Tensor.Create(4f), Tensor.Create(4f));
        // Updates by the means 2 and 4: w = −1, −5; their mean with m = ½ is −3.
        Assert.Equal(-5, w.Value.Item());
        sgd.FinalizeValues([w]);
        Assert.Equal(-3, w.Value.Item());
        new SGD().FinalizeValues([w]);
        Assert.Equal(-3, w.Value.Item());
    }
}
